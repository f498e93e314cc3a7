import { z } from 'zod'
import { ok } from '../../kernel/result.ts'
import { api, type Route } from '../../platform/http/types.ts'
import { organisationNames } from '../directory/index.ts'
import { detailOut } from './api.ts'
import { access } from './policy.ts'
import { detailOf } from './reads.ts'
import { visibleOrder } from './routes-help.ts'
import { shownOrder } from './shown.ts'
import { handedOn } from './store/handed-on.ts'

const ms = z.number().int().describe('毫秒,自 1970-01-01')
const basis = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('cite'),
    title: z.string(),
    article: z.string(),
    quote: z.string(),
    href: z.string().optional(),
    model: z.boolean().optional(),
  }),
  z.object({ kind: z.literal('local'), note: z.string() }),
])

/** A clock in words: the rule, the computation of its date, the sources. */
const clock = z.object({
  name: z.string(),
  rule: z.string(),
  state: z.enum(['waiting', 'running', 'paused', 'met', 'met-late', 'overdue', 'cancelled']),
  from: ms.optional(),
  due: ms.optional(),
  wholeDay: z.boolean().optional(),
  stopped: ms.optional(),
  provisional: z.boolean().optional(),
  amount: z.string().optional(),
  pauses: z
    .array(z.object({ from: ms, to: ms.optional(), why: z.string() }))
    .readonly()
    .optional(),
  why: z.array(z.string()).readonly().optional(),
  basis: z.array(basis).readonly().optional(),
})

const fact = z.object({
  seq: z.number().int(),
  at: ms,
  title: z.string(),
  by: z.string(),
  note: z.string(),
  photos: z.array(z.string()).readonly(),
  leaf: z.string(),
})

const shownOut = z.object({
  order: detailOut,
  where: z.string(),
  aboutName: z.string().nullable(),
  clocks: z.array(clock).readonly(),
  facts: z.array(fact).readonly(),
  topic: z.uuid().nullable().describe('转成的协商议题'),
})

/** An order for the console: the same as its detail, with clocks and history said in the reader's words. */
export const shownRoutes: readonly Route[] = [
  api({
    id: 'work-order.shown',
    method: 'GET',
    path: '/api/work-orders/:id/shown',
    summary: '工作台的工单:时限的算法和经过都写成文字',
    access: access('list'),
    params: z.object({ id: z.uuid() }),
    answer: shownOut,
    refuses: ['not-found'],
    version: answer => answer.order.version,
    handler: async (ctx, { params }) => {
      const found = await visibleOrder(ctx, params.id)
      if (!found.ok) return found
      const order = await detailOf(ctx.db, found.value, ctx.actor, 'staff', ctx.now)
      const { where, clocks, facts } = await shownOrder(ctx, order, 'staff')
      const names = order.about === null ? undefined : await organisationNames(ctx.db, [order.about])
      const topic = (await handedOn(ctx.db, [order.id])).get(order.id) ?? null
      return ok({ order, where, clocks, facts, topic, aboutName: names?.get(order.about ?? '') ?? null })
    },
  }),
]
