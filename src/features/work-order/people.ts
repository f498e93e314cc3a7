import type { Context } from '../../platform/http/types.ts'
import { type Holder, holders } from '../../platform/identity/offices.ts'
import { organisationAt } from '../directory/index.ts'
import type { OrderRow } from './store/orders.ts'
import { openByAssignee } from './store/oversight.ts'

/** Somebody an order can be assigned to, with how much they have in hand. The name is masked. */
export type Worker = { readonly party: string; readonly name: string; readonly role: string; readonly open: number }

const HANDLERS: ReadonlySet<string> = new Set(['unitLead', 'unitHandler', 'gridWorker'])

/** Whoever works on the spot goes first: the nearer their area is to the place, the earlier. */
const nearness = (holder: Holder, area: string): number => (area.startsWith(holder.area) ? holder.area.length : 0)

/**
 * Whom the lead unit can assign the order to: its own people, and where it is a town its grid workers, those of the
 * place first. The command holds the same: see `assign` in verbs.ts.
 */
export const workersFor = async (
  { db, system, now }: Pick<Context, 'db' | 'system' | 'now'>,
  order: OrderRow,
): Promise<readonly Worker[]> => {
  const { lead, area } = order.state
  const unit = lead === null ? undefined : await organisationAt(db, lead.id)
  if (unit === undefined) return []
  const grids = unit.kind === 'townGovernment' || unit.kind === 'gridCentre'
  const [own, grid] = await Promise.all([
    holders(db, { organisation: unit.id }, now),
    grids ? holders(db, { role: 'gridWorker', within: unit.area }, now) : [],
  ])
  const able = [...own, ...grid]
    .filter(holder => HANDLERS.has(holder.role))
    .toSorted((a, b) => nearness(b, area) - nearness(a, area))
  const one = [...new Map(able.toReversed().map(holder => [holder.party, holder])).values()].toReversed()
  // What somebody has in hand counts wherever it lies; the orders themselves are not shown.
  const open = await openByAssignee(
    system,
    one.map(holder => holder.party),
  )
  return one.map(({ party, nameMasked, role }) => ({ party, name: nameMasked, role, open: open.get(party) ?? 0 }))
}
