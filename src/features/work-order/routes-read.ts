import { z } from 'zod'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { may } from '../../platform/access/access.ts'
import { answerFile } from '../../platform/files/files.ts'
import { listOf } from '../../platform/http/paging.ts'
import { api, type Context, type Raw, type Route } from '../../platform/http/types.ts'
import { countIn, type DetailOut, detailOut, filterIn, itemOut, listOut } from './api.ts'
import { streamOf } from './journal.ts'
import { access, policy, subjectOf } from './policy.ts'
import { detailOf, filterOf } from './reads.ts'
import { answerList, ID, inPublic, orderFor, visibleOrder } from './routes-help.ts'
import { ownScope, PUBLIC_SCOPE, scopeOf } from './scope.ts'
import { fileOf } from './store/files.ts'
import { countOrders } from './store/lists.ts'
import { orderById } from './store/orders.ts'
import { suggestionsFor } from './suggestions.ts'

/** A member of staff reads as staff; a resident reads their own. */
const readerOf = (ctx: Context) => (ctx.actor.offices.length > 0 ? 'staff' : 'requester')

const COUNT_MAX = 1000

/** What can be read of orders over the API. */
export const readRoutes: readonly Route[] = [
  api({
    id: 'work-order.count',
    method: 'GET',
    path: '/api/work-orders/count',
    summary: '符合条件的工单数,数到 1000 为止',
    access: access('list'),
    query: countIn,
    answer: z.object({ count: z.number().int(), atLeast: z.boolean() }),
    handler: async (ctx, { query }) => {
      const filter = await filterOf(ctx.db, query, ctx.actor, ctx.now)
      const count = await countOrders(ctx.db, scopeOf(ctx.actor), filter, COUNT_MAX)
      return ok({ count, atLeast: count === COUNT_MAX })
    },
  }),
  api({
    id: 'work-order.mine',
    method: 'GET',
    path: '/api/me/work-orders',
    summary: '我反映的',
    access: access('mine'),
    query: filterIn,
    answer: listOut,
    handler: (ctx, { query }) =>
      answerList(ctx, 'work-order.mine', ownScope(ctx.actor), { ...query, sort: 'received' }),
  }),
  api({
    id: 'work-order.open',
    method: 'GET',
    path: '/api/open/work-orders',
    summary: '公开工单',
    access: access('open'),
    query: filterIn,
    answer: listOf(
      itemOut.pick({
        no: true,
        step: true,
        kind: true,
        category: true,
        urgent: true,
        areaName: true,
        title: true,
        receivedAt: true,
        late: true,
        clocks: true,
      }),
    ),
    handler: async (visitor, { query }) => {
      const ctx = inPublic(visitor)
      const page = await answerList(ctx, 'work-order.open', PUBLIC_SCOPE, { ...query, sort: 'received' })
      return page.ok
        ? ok({ ...page.value, items: page.value.items.map(item => ({ ...item, title: item.row.public_title })) })
        : page
    },
  }),
  api({
    id: 'work-order.detail',
    method: 'GET',
    path: '/api/work-orders/:id',
    summary: '一张工单:时限、经过、可做的事',
    access: access('view'),
    params: ID,
    answer: detailOut,
    version: (answer: DetailOut) => answer.version,
    handler: async (ctx, { params }) => {
      const order = await visibleOrder(ctx, params.id)
      return order.ok ? ok(await detailOf(ctx.db, order.value, ctx.actor, readerOf(ctx), ctx.now)) : order
    },
  }),
  api({
    id: 'work-order.suggestions',
    method: 'GET',
    path: '/api/work-orders/:id/suggestions',
    summary: '建议单位和疑似重复,各附理由',
    access: access('dispatch'),
    params: ID,
    answer: z.object({
      units: z.array(z.object({ id: z.uuid(), name: z.string(), why: z.string() })),
      suspects: z.array(z.object({ id: z.uuid(), no: z.string(), title: z.string(), step: z.string() })),
    }),
    handler: async (ctx, { params }) => {
      const order = await orderFor(ctx, params.id, 'dispatch')
      return order.ok ? ok(await suggestionsFor(ctx.db, order.value, ctx.t)) : order
    },
  }),
  api({
    id: 'work-order.photo',
    method: 'GET',
    path: '/api/work-orders/:id/photos/:file',
    summary: '工单照片(须有权看这张工单,或照片已公开)',
    access: access('open'),
    params: z.object({ id: z.uuid(), file: z.uuid() }),
    query: z.object({ variant: z.enum(['shown', 'thumb', 'original']).default('shown') }),
    answer: z.unknown(),
    produces: 'image/jpeg',
    handler: async (visitor, { params, query }): Promise<Result<Raw, readonly Refusal[]>> => {
      const own = await orderById(visitor.db, params.id)
      const reads = own !== undefined && may(policy, 'view', visitor.actor, subjectOf(own.state))
      const ctx = reads ? visitor : inPublic(visitor)
      const order = reads ? own : await orderById(ctx.db, params.id)
      const file = await fileOf(ctx.db, params.id, params.file)
      if (order === undefined || file === undefined) return refuse([{ tag: 'not-found' }])
      const shown = order.state.published && file.public && query.variant !== 'original'
      if (!reads && !shown) return refuse([{ tag: 'not-found' }])
      return answerFile(ctx, {
        id: params.file,
        owner: streamOf(params.id),
        variant: query.variant,
      })
    },
  }),
]
