import { z } from 'zod'
import { redact } from '../../kernel/redact.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { isoOf } from '../../kernel/time.ts'
import { csvPieces } from '../../platform/csv/stream.ts'
import { api, type Context, type Raw, type Route } from '../../platform/http/types.ts'
import { recordSecurity } from '../../platform/identity/security-log.ts'
import { countIn } from './api.ts'
import { headings, linesOf } from './export.ts'
import { access, policy } from './policy.ts'
import { filterOf } from './reads.ts'
import { inPublic } from './routes-help.ts'
import { PUBLIC_SCOPE } from './scope.ts'
import { insertExport } from './store/exports.ts'
import { countOrders, NOTHING, type Scope } from './store/lists.ts'

/** More than this is asked for in parts: an export is looked through by people. */
const EXPORT_MAX = 100_000

const ROLES: ReadonlySet<string> = new Set(policy.export.map(({ who }) => who))

/** The areas over which the reader may export; a grid worker's own orders are no reason to take a list away. */
const exportScope = (ctx: Context): Scope => ({
  ...NOTHING,
  areas: ctx.actor.offices.filter(({ role }) => ROLES.has(role)).map(({ area }) => area),
})

/** `work-orders-20261122-1005.csv`: the time, and nothing about who asked. */
const fileName = (name: string, ctx: Context): string =>
  `${name}-${isoOf(ctx.now).slice(0, 16).replaceAll(/[-:]/g, '').replace('T', '-')}.csv`

const asFile = (ctx: Context, name: string, body: AsyncIterable<string>): Raw => ({
  raw: true,
  type: 'text/csv; charset=utf-8',
  body,
  headers: { 'content-disposition': `attachment; filename="${fileName(name, ctx)}"` },
})

/** What was looked for, as it is kept: a number somebody searched by is nobody's to read later. */
const withoutNumbers = (query: object): object =>
  Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, typeof value === 'string' ? redact(value).shown : value]),
  )

/** Tables to take away: for staff with the filters of their list, for anyone what is public. */
export const exportRoutes: readonly Route[] = [
  api({
    id: 'work-order.export',
    method: 'GET',
    path: '/api/work-orders/export.csv',
    summary: '导出工单(CSV):与列表同样的筛选;不含诉求人、电话、原文和详细地点;导出留痕',
    access: access('export'),
    sensitive: true,
    query: countIn,
    answer: z.unknown(),
    produces: 'text/csv',
    handler: async (ctx, { query }): Promise<Result<Raw, readonly Refusal[]>> => {
      const filter = await filterOf(ctx.db, query, ctx.actor, ctx.now)
      const scope = exportScope(ctx)
      const rows = await countOrders(ctx.db, scope, filter, EXPORT_MAX + 1)
      if (rows > EXPORT_MAX) return refuse([{ tag: 'export-large', values: { most: EXPORT_MAX } }])
      const { party, offices } = ctx.actor
      const office = offices.find(({ role }) => ROLES.has(role))?.id ?? null
      if (party !== null)
        await ctx.db.tx(async tx => {
          await insertExport(tx, { party, office, filter: withoutNumbers(query), rows, at: ctx.now })
          await recordSecurity(tx, { kind: 'exported', party: null, by: party, data: { rows } }, ctx.now)
        })
      const pages = linesOf(ctx.db, scope, filter, ctx, 'staff')
      return ok(asFile(ctx, 'work-orders', csvPieces(headings(ctx.t, 'staff'), pages)))
    },
  }),
  api({
    id: 'work-order.open-export',
    method: 'GET',
    path: '/api/open/work-orders.csv',
    summary: '公开工单(CSV):已公开的标题、内容和日期',
    access: access('open'),
    query: countIn.omit({ lead: true, assignee: true, pending: true, source: true }),
    answer: z.unknown(),
    produces: 'text/csv',
    handler: async (visitor, { query }): Promise<Result<Raw, readonly Refusal[]>> => {
      const ctx = inPublic(visitor)
      const filter = await filterOf(ctx.db, query, ctx.actor, ctx.now)
      const pages = linesOf(ctx.db, PUBLIC_SCOPE, filter, ctx, 'public')
      return ok(asFile(ctx, 'open-work-orders', csvPieces(headings(ctx.t, 'public'), pages)))
    },
  }),
]
