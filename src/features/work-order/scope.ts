import { ownParties } from '../../platform/access/access.ts'
import type { Sees } from '../../platform/access/rows.ts'
import type { Actor } from '../../platform/access/types.ts'
import { pathOfCity } from '../directory/index.ts'
import { policy } from './policy.ts'
import { NOTHING, type Scope } from './store/lists.ts'

const WHOLE: ReadonlySet<string> = new Set(['deskOperator', 'deskLead', 'auditor'])
const PLAIN: ReadonlySet<string> = new Set(['unitLead', 'gridWorker', 'communityWorker'])
const UNIT: ReadonlySet<string> = new Set(['unitLead', 'unitHandler', 'communityWorker'])

/**
 * What a member of staff's lists may show: the `view` lines of the access table, said as areas and units so that an
 * index can answer. tests/security/rows.test.ts compares both on random orders.
 */
export const scopeOf = (actor: Actor): Scope => {
  const over = (roles: ReadonlySet<string>) => actor.offices.filter(office => roles.has(office.role))
  return {
    ...NOTHING,
    areas: over(WHOLE).map(office => office.area),
    plainAreas: over(PLAIN).map(office => office.area),
    units: [...new Set(over(UNIT).map(office => office.organisation))],
    assignee: actor.offices.some(office => office.role === 'gridWorker') ? actor.party : null,
  }
}

const IMPORTERS: ReadonlySet<string> = new Set(policy.import.map(({ who }) => who))

/**
 * The same scope for the policies on rows, and which imports one looks after. Whoever oversees the whole city, with or
 * without confidential orders, is told apart: that needs no look at single rows.
 */
export const sees: Sees = (actor, city) => {
  const { areas, plainAreas, units, assignee } = scopeOf(actor)
  const path = pathOfCity(city)
  // An office over more than the city is, here, one over the city.
  const here = (some: readonly string[]): readonly string[] => some.map(area => (path.startsWith(area) ? path : area))
  const covers = (some: readonly string[]): boolean => here(some).includes(path)
  const imports = actor.offices.filter(({ role }) => IMPORTERS.has(role)).map(({ area }) => area)
  return {
    ...(covers(areas) ? { breadth: 'whole' as const } : covers(plainAreas) ? { breadth: 'plain' as const } : {}),
    of: {
      areas: here(areas),
      plain: here(plainAreas),
      units,
      assignee: assignee === null ? [] : [assignee],
      imports: here(imports),
    },
  }
}

/** A resident's own orders. */
export const ownScope = (actor: Actor): Scope => ({ ...NOTHING, requesters: ownParties(actor) })

/** What anyone may see. */
export const PUBLIC_SCOPE: Scope = { ...NOTHING, published: true }
