import { z } from 'zod'
import { parseAreaPath } from '../../kernel/area-code.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { dateOf } from '../../kernel/time.ts'
import { LIMIT_DEFAULT, pageOf, readCursor } from '../../platform/http/paging.ts'
import { type Context, page, type Route } from '../../platform/http/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { areaAt, pathOfCity, townOptions } from '../directory/index.ts'
import { shownBasis } from '../law/index.ts'
import { paramsOn, postingBasis } from './params.ts'
import { access } from './policy.ts'
import { streamOf } from './record.ts'
import * as basis from './rules/basis.ts'
import { linesOf, shownBudgets } from './shown.ts'
import { budgetsOf } from './store/budgets.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()
const LIST = 'community-budget.open-list'
const PATH = '/open/community-budgets'
const query = z.object({ town: z.string().max(20).default(''), cursor: z.string().max(500).optional() })

/** Places with their budgets: every place has both, so one of them stands for it in the list. */
const listed = async (ctx: Context, { town, cursor }: z.output<typeof query>) => {
  const after = readCursor(LIST, z.tuple([z.string().max(20), z.string().max(20)]), cursor)
  if (!after.ok) return after
  const path = town === '' ? undefined : parseAreaPath(town)
  const within = path?.ok === true ? path.value : pathOfCity(ctx.db.city)
  const from = after.value && { area: after.value[0], kind: after.value[1] }
  const rows = await linesOf(ctx, { within, kind: 'office' }, from, LIMIT_DEFAULT + 1)
  return ok(pageOf(LIST, rows, LIMIT_DEFAULT, row => [row.area, row.kind]))
}

/** What the page of a place rests on: the law of its kind, and what the city has set. */
const basesFor = async (ctx: Context, village: boolean) => {
  const params = await paramsOn(ctx.db, dateOf(ctx.now))
  const { office, service } = params.basis
  return [
    ...(office === null ? [] : [office]),
    ...(service === null ? [] : [service]),
    ...(village ? [basis.QUARTERLY_IN_VILLAGES] : [basis.GRANTED, basis.ACCOUNTS_PUBLISHED]),
    postingBasis(params, village),
    basis.TWO_BOOKS,
    params.basis.yearEnd,
  ].map(each => shownBasis(each, ctx.city.code))
}

export const openRoutes: readonly Route[] = [
  page({
    id: LIST,
    path: PATH,
    shared: true,
    access: access('open'),
    query,
    load: async (ctx, { query: asked }) => {
      const found = await listed(ctx, asked)
      if (!found.ok) return found
      const { cursor, ...typed } = asked
      const props = { ...found.value, later: cursor !== undefined, typed, towns: await townOptions(ctx.db) }
      return ok(view('community-budget.places', props, ctx.t('community-budget:pages.list.title')))
    },
  }),
  page({
    id: 'community-budget.place-page',
    path: `${PATH}/:area`,
    shared: true,
    access: access('open'),
    params: z.object({ area: z.string().max(20) }),
    load: async (ctx, { params }) => {
      const path = parseAreaPath(params.area)
      const place = path.ok ? await areaAt(ctx.db, path.value) : undefined
      const budgets = place === undefined ? [] : await budgetsOf(ctx.db, place.path)
      if (place === undefined || budgets.length === 0) return refuse([{ tag: 'not-found' }])
      const shown = await shownBudgets(ctx, budgets)
      const name = shown[0]?.areaName ?? ''
      const props = {
        name,
        budgets: shown.map(({ may: _may, ...each }) => ({
          ...each,
          bundle: `/journal/export?stream=${encodeURIComponent(streamOf(each.id))}`,
        })),
        basis: await basesFor(ctx, place.kind === 'village'),
      }
      return ok(view('community-budget.place', props, ctx.t('community-budget:pages.place.title', { name })))
    },
  }),
]
