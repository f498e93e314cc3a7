import { type AreaPath, ancestorAt } from '../../kernel/area-code.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import type { Translate } from '../../platform/i18n/types.ts'
import { type Organisation, organisationsOfKind } from '../directory/index.ts'
import { categoryAt } from './rules/categories.ts'
import type { OrderState } from './rules/state.ts'
import { suspectsOf } from './store/links.ts'
import type { OrderRow } from './store/orders.ts'

type Unit = { readonly id: string; readonly name: string; readonly why: string }

/** The bodies suggestions are taken from, read once for any number of orders. */
type Bodies = { readonly departments: readonly Organisation[]; readonly towns: ReadonlyMap<string, Organisation> }

const bodiesOf = async (db: CityQueries): Promise<Bodies> => {
  const bodies = await organisationsOfKind(db, 'department', 'townGovernment')
  const departments = bodies.filter(({ kind }) => kind === 'department')
  const towns = bodies.filter(({ kind }) => kind === 'townGovernment')
  return { departments, towns: new Map(towns.map(town => [town.area, town])) }
}

/** Who usually handles this, each with its reason: by category, and the town of the place. Never the one complained of. */
const unitsFor = (
  { departments, towns }: Bodies,
  order: Pick<OrderState, 'category' | 'area' | 'about'>,
  t: Translate,
): readonly Unit[] => {
  const { category, area, about } = order
  const words = categoryAt(category)?.suggest ?? 'town'
  const department = words === 'town' ? undefined : departments.find(unit => unit.name.includes(words))
  const town = towns.get(ancestorAt(area as AreaPath, 'town') ?? '')
  const named = t(`work-order:category.${category}`)
  return [
    ...(department === undefined
      ? []
      : [{ id: department.id, name: department.name, why: t('work-order:suggest.category', { category: named }) }]),
    ...(town === undefined
      ? []
      : [{ id: town.id, name: town.name, why: t('work-order:suggest.town', { category: named }) }]),
  ].filter(unit => unit.id !== about)
}

/** The first suggestion for each of these orders, for a page of a list. */
export const firstUnits = async (
  db: CityQueries,
  rows: readonly { readonly id: string; readonly state: OrderState }[],
  t: Translate,
): Promise<ReadonlyMap<string, Unit>> => {
  if (rows.length === 0) return new Map()
  const bodies = await bodiesOf(db)
  return new Map(
    rows.flatMap(row =>
      unitsFor(bodies, row.state, t)
        .slice(0, 1)
        .map(unit => [row.id, unit] as const),
    ),
  )
}

export const suggestionsFor = async (db: CityQueries, order: OrderRow, t: Translate) => ({
  units: [...unitsFor(await bodiesOf(db), order.state, t)],
  suspects: [
    ...(await suspectsOf(db, {
      id: order.id,
      category: order.state.category,
      area: order.state.area,
      receivedAt: order.state.receivedAt,
    })),
  ],
})
