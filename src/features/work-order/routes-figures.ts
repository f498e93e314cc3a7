import { z } from 'zod'
import { ok, refuse } from '../../kernel/result.ts'
import { atMinute, type Instant, isoOf, plusDays } from '../../kernel/time.ts'
import { writeCsv } from '../../platform/csv/csv.ts'
import { api, type Context, page, type Raw, type Route } from '../../platform/http/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { townsOf } from '../directory/index.ts'
import { figuresOf, monthPeriod, monthsUntil, type Period } from './figures.ts'
import { access } from './policy.ts'
import { monthOf } from './store/months.ts'
import { type OpenRound, openRounds } from './store/open.ts'
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

const roundsIn = (ctx: Context, { from, to }: Period) =>
  openRounds(ctx.db, atMinute(from, 0), atMinute(plusDays(to, 1), 0))

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

/** The rates and which rounds each is counted from, by the definitions of rules/rates.ts. */
const PARTS: Readonly<Record<string, (round: OpenRound, asOf: Instant) => boolean | null>> = {
  response: (round, asOf) =>
    round.contact_due_at === null || (round.contacted_at === null && round.contact_due_at >= asOf)
      ? null
      : round.contacted_at !== null && round.contacted_at <= round.contact_due_at,
  resolution: round => round.resolved,
  satisfaction: round =>
    round.satisfaction === null
      ? null
      : ['very-satisfied', 'satisfied', 'basically-satisfied'].includes(round.satisfaction),
  onTime: (round, asOf) =>
    round.close_due_at === null || (round.closed_at === null && round.close_due_at >= asOf)
      ? null
      : round.closed_at !== null && round.closed_at <= round.close_due_at,
}

const rowsPage = page({
  id: 'work-order.figure-rows-page',
  path: '/open/figures/rows',
  access: access('figures'),
  query: z.object({ month, rate: z.string().max(20).default('') }),
  load: async (ctx, { query }) => {
    const asked = periodOf(ctx, query.month)
    if (asked === undefined) return wrongMonth
    const test = PARTS[query.rate]
    const towns = new Map((await townsOf(ctx.db)).map(({ path, place }) => [path as string, place]))
    const rounds = (await roundsIn(ctx, asked.period)).map(round => ({
      round,
      met: test === undefined ? null : test(round, ctx.now),
    }))
    const counted = test === undefined ? rounds : rounds.filter(({ met }) => met !== null)
    const props = {
      month: asked.month,
      rate: test === undefined ? '' : query.rate,
      total: counted.length,
      met: counted.filter(({ met }) => met === true).length,
      rows: counted.slice(0, ROWS_SHOWN).map(({ round, met }, index) => ({
        key: String(index),
        receivedAt: round.received_at,
        town: towns.get(round.town) ?? round.town,
        kind: ctx.t(`work-order:kind.${round.kind}`),
        channel: ctx.t(`work-order:channel.${round.channel}`),
        round: round.round,
        closedAt: round.closed_at,
        closeDueAt: round.close_due_at,
        met,
      })),
    }
    return ok(view('work-order.figure-rows', props, ctx.t('work-order:pages.rows.title')))
  },
})

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
    const rounds = await roundsIn(ctx, asked.period)
    const lines = rounds.map(round => Object.fromEntries(COLUMNS.map(column => [column, cell(round[column])])))
    const file: Raw = {
      raw: true,
      type: 'text/csv; charset=utf-8',
      body: writeCsv(COLUMNS, lines),
      headers: { 'content-disposition': `attachment; filename="rounds-${ctx.city.code}-${asked.month}.csv"` },
    }
    return ok(file)
  },
})

export const figureRoutes: readonly Route[] = [
  page({
    id: 'work-order.figures-page',
    path: '/open/figures',
    access: access('figures'),
    query: z.object({ month, as: z.enum(['now', 'published']).catch('now').default('now') }),
    load: async (ctx, { query }) => {
      const asked = periodOf(ctx, query.month)
      if (asked === undefined) return wrongMonth
      const kept = await monthOf(ctx.db, asked.month)
      if (query.as === 'published' && kept === undefined) return wrongMonth
      const figures =
        query.as === 'published' && kept !== undefined ? kept.figures : await figuresOf(ctx.db, asked.period, ctx.now)
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
