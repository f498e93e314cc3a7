import { z } from 'zod'
import { parseAreaPath } from '../../kernel/area-code.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { dateOf } from '../../kernel/time.ts'
import { LIMIT_DEFAULT, pageOf, readCursor } from '../../platform/http/paging.ts'
import { api, type Context, page, type Route } from '../../platform/http/types.ts'
import { accountsAt } from '../../platform/ledger/store.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { pathOfCity, townsOf } from '../directory/index.ts'
import { shownBasis } from '../law/index.ts'
import * as shape from './api.ts'
import * as read from './api-read.ts'
import { access } from './policy.ts'
import { ID } from './routes-read.ts'
import { paramsOn } from './rule-values.ts'
import * as basis from './rules/basis.ts'
import { published } from './rules/disclosure.ts'
import { BEGINNING, named, shownBuilding } from './shown.ts'
import { type Fund, fundOf } from './store/funds.ts'
import { statementsOf } from './store/lines.ts'
import { buildingSums, fundsOf } from './store/overview.ts'
import { bondsOf } from './store/proposals.ts'
import { usedOf } from './store/uses.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()
const LIST = 'maintenance-fund.open-list'
const PATH = '/open/funds'
const USES_SHOWN = 100
const key = z.string().max(100)
const maybe = (most: number) => z.string().trim().max(most).default('')
const query = z.object({ town: maybe(20), name: maybe(60), cursor: z.string().max(500).optional() })

const listed = async (ctx: Context, { town, name, cursor }: z.output<typeof query>, limit: number) => {
  const after = readCursor(LIST, z.tuple([key, key, z.uuid()]), cursor)
  if (!after.ok) return after
  const path = town === '' ? undefined : parseAreaPath(town)
  const within = path?.ok === true ? path.value : pathOfCity(ctx.db.city)
  const from = after.value && { area: after.value[0], name: after.value[1], estate: after.value[2] }
  const rows = await fundsOf(ctx.db, { areas: [within], kept: [], named: name, after: from, limit: limit + 1 })
  const { items, next } = pageOf(LIST, rows, limit, row => [row.area, row.name, row.estate])
  return ok({ items: [...(await named(ctx.db, items))], next })
}

/** What everybody may know of a fund: sums of buildings, what it paid for, its bonds, when it was last held against the bank. */
const disclosed = async (ctx: Context, fund: Fund) => {
  const { system } = ctx
  const today = dateOf(ctx.now)
  const all = await buildingSums(system, fund.estate, BEGINNING, today)
  const buildings = published(all)
  const [line] = await named(ctx.db, [fund])
  const [statement] = await statementsOf(system, fund.estate, 1)
  const [bank] = await accountsAt(system, fund.book, ['bank'])
  const { cost, rate, renewPercent } = await paramsOn(ctx.db, today)
  const sum = (pick: (each: (typeof all)[number]) => bigint): string => `${all.reduce((n, each) => n + pick(each), 0n)}`
  return {
    fund: line ?? null,
    // A fund of one or two units is theirs to see, and nobody else's.
    total:
      buildings.length === 0
        ? null
        : {
            units: all.reduce((n, { units }) => n + units, 0),
            paid: sum(({ paid }) => paid),
            earned: sum(({ earned }) => earned),
            used: sum(({ used }) => used),
            other: sum(({ other }) => other),
            balance: sum(({ balance }) => balance),
            held: `${bank?.coming ?? 0n}`,
          },
    buildings: buildings.map(shownBuilding),
    uses: (await usedOf(system, fund.estate, USES_SHOWN)).map(({ use, no, title, on, units, fen }) => ({
      use,
      no: no ?? '',
      title: title ?? '',
      on,
      units: Number(units),
      fen: `${fen}`,
    })),
    bonds: (await bondsOf(system, fund.estate)).map(({ id, name, fen, boughtOn, maturesOn, redeemedOn }) => ({
      ...{ id, name, boughtOn, maturesOn, redeemedOn },
      fen: `${fen}`,
    })),
    reconciledTo: statement?.to ?? null,
    costFen: cost?.value ?? null,
    rate: rate.value,
    renewPercent: renewPercent.value,
    bases: [basis.OWNERS_MONEY, basis.PUBLISHED, basis.NO_OVERDRAFT, renewPercent.basis].map(each =>
      shownBasis(each, ctx.city.code),
    ),
    bundle: `/journal/export?stream=${encodeURIComponent(`fund/${fund.estate}`)}`,
  }
}
export type Disclosed = Awaited<ReturnType<typeof disclosed>>

const sums = z.object({
  paid: shape.fenOut,
  earned: shape.fenOut,
  used: shape.fenOut,
  other: shape.fenOut,
  balance: shape.fenOut,
})
const disclosedOut = z.object({
  id: z.uuid(),
  name: z.string(),
  bank: z.string(),
  keeper: z.string(),
  total: sums.extend({ units: z.number().int(), held: shape.fenOut }).nullable(),
  buildings: z.array(sums.extend({ buildings: z.array(z.string()), units: z.number().int() })),
  uses: z.array(
    z.object({ no: z.string(), title: z.string(), on: shape.day, units: z.number().int(), fen: shape.fenOut }),
  ),
  reconciledTo: shape.day.nullable(),
})

/** What everybody sees of funds. */
export const openRoutes: readonly Route[] = [
  api({
    id: LIST,
    method: 'GET',
    path: '/api/open/funds',
    summary: '住宅专项维修资金：小区、账目管理单位、专户银行（公开）',
    access: access('open'),
    query: query.extend({ limit: z.coerce.number().int().min(1).max(100).default(LIMIT_DEFAULT) }),
    answer: read.linesOut,
    refuses: ['cursor-wrong'],
    handler: (ctx, { query: asked }) => listed(ctx, asked, asked.limit),
  }),
  api({
    id: 'maintenance-fund.disclosed',
    method: 'GET',
    path: '/api/open/funds/:id',
    summary: '一个小区维修资金的交存、增值、使用和结存：按幢，不含任何一户（公开）',
    access: access('open'),
    params: ID,
    answer: disclosedOut,
    refuses: ['no-fund'],
    handler: async (ctx, { params }) => {
      const fund = await fundOf(ctx.db, params.id)
      if (fund === undefined) return refuse([{ tag: 'no-fund' }])
      const { fund: line, total, buildings, uses, reconciledTo } = await disclosed(ctx, fund)
      const { estate: id, name, bank } = fund
      const spent = uses.map(({ use: _, ...rest }) => rest)
      return ok({ id, name, bank, keeper: line?.keeper ?? '', total, buildings, uses: spent, reconciledTo })
    },
  }),
  page({
    id: 'maintenance-fund.open-page',
    path: PATH,
    shared: true,
    access: access('open'),
    query,
    load: async (ctx, { query: asked }) => {
      const found = await listed(ctx, asked, LIMIT_DEFAULT)
      if (!found.ok) return found
      const { cursor, ...typed } = asked
      const towns = (await townsOf(ctx.db)).map(({ path, place }) => ({ value: path as string, label: place }))
      const props = { ...found.value, later: cursor !== undefined, typed, towns }
      return ok(view('maintenance-fund.list', props, ctx.t('maintenance-fund:pages.list.title')))
    },
  }),
  page({
    id: 'maintenance-fund.fund-page',
    path: `${PATH}/:id`,
    shared: true,
    access: access('open'),
    params: ID,
    load: async (ctx, { params }) => {
      const fund = await fundOf(ctx.db, params.id)
      if (fund === undefined) return refuse([{ tag: 'no-fund' }])
      const props = await disclosed(ctx, fund)
      return ok(view('maintenance-fund.fund', props, fund.name))
    },
  }),
]
