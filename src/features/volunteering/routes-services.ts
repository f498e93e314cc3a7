import { z } from 'zod'
import { ok, refuse } from '../../kernel/result.ts'
import { atMinute, d, dateOf, isoOf, plusDays } from '../../kernel/time.ts'
import { csvPieces } from '../../platform/csv/stream.ts'
import { dayField } from '../../platform/http/fields.ts'
import { keyOf, pageOf, paging, readCursor } from '../../platform/http/paging.ts'
import { api, type Route } from '../../platform/http/types.ts'
import { recordSecurity } from '../../platform/identity/security-log.ts'
import * as shape from './api.ts'
import * as out from './api-out.ts'
import { headings, linesOf } from './export.ts'
import { access } from './policy.ts'
import { firstWithin, ID, written } from './routes-shared.ts'
import { paramsOn } from './rule-values.ts'
import { confirmService, disputeService, reviewService } from './services.ts'
import { shownServices } from './shown.ts'
import { openServices } from './store/services.ts'

const LIST = 'volunteering.services'
const DAYS_MOST = 366
const key = z.string().max(100)

/** The record before it is one: what waits for a side, or for the reviewer; and the record taken away as a table. */
export const serviceRoutes: readonly Route[] = [
  api({
    id: LIST,
    method: 'GET',
    path: '/api/volunteer-services',
    summary: '待确认、待核定和有争议的服务（本辖区），等得久的在前',
    access: access('list'),
    query: z.object({ ...paging, area: z.string().max(20).optional() }),
    answer: out.servicesOut,
    refuses: ['cursor-wrong'],
    handler: async (ctx, { query }) => {
      const after = readCursor(LIST, z.tuple([key, keyOf.instant, z.uuid()]), query.cursor)
      if (!after.ok) return after
      const place = firstWithin(ctx, query.area)
      if (place === undefined) return ok({ items: [], next: null })
      const from = after.value && { area: after.value[0], at: after.value[1] as never, id: after.value[2] }
      const rows = await openServices(ctx.db, place, from, query.limit + 1)
      const { items, next } = pageOf(LIST, rows, query.limit, row => [row.area, row.claimedAt, row.id])
      return ok({ items: await shownServices(ctx.db, items, await paramsOn(ctx.db, dateOf(ctx.now))), next })
    },
  }),
  api({
    id: 'volunteering.export',
    method: 'GET',
    path: '/api/volunteer-services/export.csv',
    summary: '导出服务记录（CSV，统一数据项）：一行一次服务，姓名打码；导出留痕',
    access: access('export'),
    sensitive: true,
    query: z.object({ from: dayField(), to: dayField(), area: z.string().max(20).optional() }),
    answer: z.unknown(),
    produces: 'text/csv',
    refuses: ['time-wrong'],
    handler: async (ctx, { query }) => {
      const [from, to] = [d(query.from), d(query.to)]
      if (to < from || plusDays(from, DAYS_MOST) < to) return refuse([{ tag: 'time-wrong', pointer: '/query/to' }])
      const place = firstWithin(ctx, query.area)
      const { party } = ctx.actor
      if (party !== null)
        await ctx.db.tx(tx =>
          recordSecurity(tx, { kind: 'exported', party: null, by: party, data: { from, to } }, ctx.now),
        )
      const span = { from: atMinute(from, 0), to: atMinute(plusDays(to, 1), 0) }
      const pages = place === undefined ? nothing() : linesOf(ctx.db, place, span, ctx.t)
      const name = `volunteer-services-${isoOf(ctx.now).slice(0, 16).replaceAll(/[-:]/g, '').replace('T', '-')}.csv`
      return ok({
        raw: true as const,
        type: 'text/csv; charset=utf-8',
        body: csvPieces(headings(ctx.t), pages),
        headers: { 'content-disposition': `attachment; filename="${name}"` },
      })
    },
  }),
  api({
    id: 'volunteering.confirm',
    method: 'POST',
    path: '/api/volunteer-services/:id/confirm',
    summary: '组织方确认服务时间；打电话来的受助人由社区代为确认',
    access: access('run'),
    params: ID,
    body: z.object({}),
    answer: out.actedOut,
    handler: (ctx, { params }) => written(ctx, tx => confirmService(tx, ctx, params.id)),
  }),
  api({
    id: 'volunteering.dispute',
    method: 'POST',
    path: '/api/volunteer-services/:id/dispute',
    summary: '组织方提出异议',
    access: access('run'),
    params: ID,
    body: shape.noteIn,
    answer: out.actedOut,
    handler: (ctx, { params, body }) => written(ctx, tx => disputeService(tx, ctx, params.id, body.note)),
  }),
  api({
    id: 'volunteering.review',
    method: 'POST',
    path: '/api/volunteer-services/:id/review',
    summary: '核定：异常的、有争议的、一方超过期限没有答复的',
    access: access('review'),
    params: ID,
    body: shape.reviewIn,
    answer: out.actedOut,
    handler: (ctx, { params, body }) => {
      const minutes = body.minutes === '' ? null : body.minutes
      return written(ctx, tx => reviewService(tx, ctx, params.id, { minutes, note: body.note }))
    },
  }),
]

async function* nothing(): AsyncGenerator<readonly Readonly<Record<string, string | number>>[]> {}
