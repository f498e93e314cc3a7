import { z } from 'zod'
import { ok, refuse } from '../../kernel/result.ts'
import { atMinute, type Instant, isoOf, plusDays } from '../../kernel/time.ts'
import { csvPieces } from '../../platform/csv/stream.ts'
import { api, type Context, page, type Raw, type Route } from '../../platform/http/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { townsOf } from '../directory/index.ts'
import { monthPeriod, monthsUntil, type Period, recentFigures } from './figures.ts'
import { access } from './policy.ts'
import { monthOf } from './store/months.ts'
import { firstRounds, type OpenRound, openRounds } from './store/open.ts'
import { type Behind, RATES } from './store/rounds-behind.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()
const MONTHS = 13
const ROWS_SHOWN = 300

const month = z.string().max(7).default('')

const periodOf = (ctx: Context, asked: string): { readonly month: string; readonly period: Period } | undefined => {
  const chosen = asked === '' ? (monthsUntil(ctx.now, 1)[0] ?? '') : asked
  const period = monthPeriod(chosen)
  return period === undefined ? undefined : { month: chosen, period }
}

const spanOf = ({ from, to }: Period) => ({ from: atMinute(from, 0), to: atMinute(plusDays(to, 1), 0) })

const COLUMNS = [
  'received_at',
  'town',
  'kind',
  'channel',
  'round',
  'contact_due_at',
  'contacted_at',
  'close_due_at',
  'closed_at',
  'resolved',
  'satisfaction',
] as const satisfies readonly (keyof OpenRound)[]

/** Instants are large numbers, rounds small ones. */
const cell = (value: OpenRound[keyof OpenRound]): string =>
  value === null ? '' : typeof value === 'number' && value > 1_000_000 ? isoOf(value as Instant) : String(value)
const wrongMonth = refuse([{ tag: 'not-found' }] as const)

/** Whether a round that counts for a rate meets it, by the definitions of rules/rates.ts. */
const MET: Readonly<Record<Behind['rate'], (round: OpenRound) => boolean | null>> = {
  response: ({ contacted_at: at, contact_due_at: due }) => at !== null && due !== null && at <= due,
  resolution: round => round.resolved,
  satisfaction: ({ satisfaction }) =>
    ['very-satisfied', 'satisfied', 'basically-satisfied'].includes(satisfaction ?? ''),
  onTime: ({ closed_at: at, close_due_at: due }) => at !== null && due !== null && at <= due,
}

const isRate = (rate: string): rate is Behind['rate'] => (RATES as readonly string[]).includes(rate)

const rowsPage = page({
  id: 'work-order.figure-rows-page',
  shared: true,
  path: '/open/figures/rows',
  access: access('figures'),
  query: z.object({ month, rate: z.string().max(20).default('') }),
  load: async (ctx, { query }) => {
    const asked = periodOf(ctx, query.month)
    if (asked === undefined) return wrongMonth
    const rate = isRate(query.rate) ? query.rate : undefined
    const towns = new Map((await townsOf(ctx.db)).map(({ path, place }) => [path as string, place]))
    const { all, asOf } = await recentFigures(ctx, asked.period)
    const behind = rate === undefined ? undefined : { rate, asOf }
    const rounds = await firstRounds(ctx.system, spanOf(asked.period), ROWS_SHOWN, behind)
    const props = {
      month: asked.month,
      rate: rate ?? '',
      total: rate === undefined ? all.rates.rounds : all.rates[rate].whole,
      met: rate === undefined ? 0 : all.rates[rate].part,
      rows: rounds.map((round, index) => ({
        key: String(index),
        receivedAt: round.received_at,
        town: towns.get(round.town) ?? round.town,
        kind: ctx.t(`work-order:kind.${round.kind}`),
        channel: ctx.t(`work-order:channel.${round.channel}`),
        round: round.round,
        closedAt: round.closed_at,
        closeDueAt: round.close_due_at,
        met: rate === undefined ? null : MET[rate](round),
      })),
    }
    return ok(view('work-order.figure-rows', props, ctx.t('work-order:pages.rows.title')))
  },
})

async function* linesOf(db: Context['db'], period: Period): AsyncGenerator<readonly Record<string, string>[]> {
  for await (const rounds of openRounds(db, spanOf(period)))
    yield rounds.map(round => Object.fromEntries(COLUMNS.map(column => [column, cell(round[column])])))
}

const rowsFile = api({
  id: 'work-order.figure-rows',
  method: 'GET',
  path: '/open/figures/rows.csv',
  summary: '一个月的全部办理轮次(不含个人信息),可自己重算各项比率',
  access: access('figures'),
  query: z.object({ month }),
  produces: 'text/csv; charset=utf-8',
  answer: z.unknown(),
  handler: async (ctx, { query }) => {
    const asked = periodOf(ctx, query.month)
    if (asked === undefined) return wrongMonth
    const file: Raw = {
      raw: true,
      type: 'text/csv; charset=utf-8',
      body: csvPieces(COLUMNS, linesOf(ctx.system, asked.period)),
      headers: { 'content-disposition': `attachment; filename="rounds-${ctx.city.code}-${asked.month}.csv"` },
    }
    return ok(file)
  },
})

export const figureRoutes: readonly Route[] = [
  page({
    id: 'work-order.figures-page',
    shared: true,
    path: '/open/figures',
    access: access('figures'),
    query: z.object({ month, as: z.enum(['now', 'published']).catch('now').default('now') }),
    load: async (ctx, { query }) => {
      const asked = periodOf(ctx, query.month)
      if (asked === undefined) return wrongMonth
      const kept = await monthOf(ctx.db, asked.month)
      if (query.as === 'published' && kept === undefined) return wrongMonth
      const figures =
        query.as === 'published' && kept !== undefined ? kept.figures : await recentFigures(ctx, asked.period)
      const named = <T extends { readonly group: string }>(groups: readonly T[], space: string) =>
        groups.map(group => ({ ...group, name: ctx.t(`work-order:${space}.${group.group}`) }))
      const props = {
        month: asked.month,
        months: monthsUntil(ctx.now, MONTHS),
        published: kept === undefined ? null : { at: kept.published_at, leaf: kept.leaf.toString('hex') },
        as: query.as,
        over: ctx.now > atMinute(asked.period.to, 24 * 60),
        figures: { ...figures, byKind: named(figures.byKind, 'kind'), byChannel: named(figures.byChannel, 'channel') },
      }
      return ok(view('work-order.figures', props, ctx.t('work-order:pages.figures.title')))
    },
  }),
  rowsPage,
  rowsFile,
]
