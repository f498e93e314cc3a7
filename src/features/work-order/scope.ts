import type { Actor } from '../../platform/access/types.ts'
import { NOTHING, type Scope } from './store/lists.ts'

const WHOLE: ReadonlySet<string> = new Set(['deskOperator', 'deskLead', 'auditor'])
const PLAIN: ReadonlySet<string> = new Set(['unitLead', 'gridWorker', 'communityWorker'])
const UNIT: ReadonlySet<string> = new Set(['unitLead', 'unitHandler', 'communityWorker'])

/**
 * What a member of staff's lists may show: the `view` lines of the access table, said as areas and units so that an
 * index can answer. A test compares both on random orders.
 */
export const scopeOf = (actor: Actor): Scope => {
  const over = (roles: ReadonlySet<string>) => actor.offices.filter(office => roles.has(office.role))
  return {
    ...NOTHING,
    areas: over(WHOLE).map(office => office.area),
    plainAreas: over(PLAIN).map(office => office.area),
    units: [...new Set(over(UNIT).map(office => office.organisation))],
    assignee: actor.offices.some(office => office.role === 'gridWorker' || UNIT.has(office.role)) ? actor.party : null,
  }
}

/** A resident's own orders. */
export const ownScope = (actor: Actor): Scope => ({ ...NOTHING, requester: actor.party })

/** What anyone may see. */
export const PUBLIC_SCOPE: Scope = { ...NOTHING, published: true }
