import { z } from 'zod'
import { ok, refuse } from '../../kernel/result.ts'
import { d, dateOf, isoOf } from '../../kernel/time.ts'
import { dayField } from '../../platform/http/fields.ts'
import { api, type Route } from '../../platform/http/types.ts'
import { type Figures, figuresOf, type Group, monthPeriod } from './figures.ts'
import { publishMonth } from './months.ts'
import { access } from './policy.ts'
import { envOf } from './routes-help.ts'
import { monthOf, monthsOf } from './store/months.ts'

const rate = z.object({ part: z.number().int(), whole: z.number().int() })
const group = z.object({
  group: z.string(),
  name: z.string(),
  rounds: z.number().int(),
  closed: z.number().int(),
  reopened: z.number().int(),
  response: rate,
  resolution: rate,
  satisfaction: rate,
  onTime: rate,
})
const figuresOut = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  asOf: z.iso.datetime({ offset: true }),
  source: z.string().nullable(),
  all: group,
  byTown: z.array(group),
  byKind: z.array(group),
  byChannel: z.array(group),
  days: z.array(z.object({ days: z.number().int(), count: z.number().int() })),
  /** When this month was published as it stood then; null for figures of the moment. */
  publishedAt: z.iso.datetime({ offset: true }).nullable(),
  leaf: z.string().nullable(),
})

const presentGroup = ({ rates: { rounds, ...rates }, ...rest }: Group) => ({ ...rest, rounds, ...rates })

export const presentFigures = (figures: Figures, published: { readonly at: string; readonly leaf: string } | null) => ({
  ...figures,
  asOf: isoOf(figures.asOf),
  all: presentGroup(figures.all),
  byTown: figures.byTown.map(presentGroup),
  byKind: figures.byKind.map(presentGroup),
  byChannel: figures.byChannel.map(presentGroup),
  days: [...figures.days],
  publishedAt: published?.at ?? null,
  leaf: published?.leaf ?? null,
})

const MONTH = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

/** Monthly figures: as of now, as published, and publishing them. */
export const monthRoutes: readonly Route[] = [
  api({
    id: 'work-order.figures',
    method: 'GET',
    path: '/api/open/figures',
    summary: '三率和办理情况:某月或某段时间,分子分母俱全',
    access: access('figures'),
    query: z.object({
      month: MONTH.optional(),
      from: dayField().optional(),
      to: dayField().optional(),
      source: z.string().max(80).optional(),
      /** `published`: as published for the month; default: as of now. */
      as: z.enum(['now', 'published']).default('now'),
    }),
    answer: figuresOut,
    handler: async (ctx, { query }) => {
      const today = dateOf(ctx.now)
      const month = query.month ?? today.slice(0, 7)
      if (query.as === 'published') {
        const kept = await monthOf(ctx.db, month)
        if (kept === undefined) return refuse([{ tag: 'not-found' }])
        return ok(presentFigures(kept.figures, { at: isoOf(kept.published_at), leaf: kept.leaf.toString('hex') }))
      }
      const own = query.from === undefined ? undefined : { from: d(query.from), to: d(query.to ?? today) }
      const period = own ?? monthPeriod(month)
      if (period === undefined) return refuse([{ tag: 'not-found' }])
      return ok(presentFigures(await figuresOf(ctx.system, { ...period, source: query.source }, ctx.now), null))
    },
  }),
  api({
    id: 'work-order.months',
    method: 'GET',
    path: '/api/open/figures/months',
    summary: '已发布的月份',
    access: access('figures'),
    answer: z.object({
      months: z.array(z.object({ month: z.string(), publishedAt: z.iso.datetime({ offset: true }), leaf: z.string() })),
    }),
    handler: async ctx => {
      const months = await monthsOf(ctx.db)
      return ok({
        months: months.map(({ month, published_at, leaf }) => ({
          month,
          publishedAt: isoOf(published_at),
          leaf: leaf.toString('hex'),
        })),
      })
    },
  }),
  api({
    id: 'work-order.publish-month',
    method: 'POST',
    path: '/api/work-orders/months/:month/publish',
    summary: '发布一个月的办理情况,记入公开日志,不再改动',
    access: access('publishMonth'),
    params: z.object({ month: MONTH }),
    body: z.object({}).default({}),
    answer: z.object({ month: z.string(), leaf: z.string() }),
    handler: (ctx, { params }) =>
      ctx.once(async tx => {
        const done = await publishMonth(tx, envOf(ctx), params.month)
        return done.ok ? ok({ month: done.value.month, leaf: done.value.leaf }) : done
      }),
  }),
]
