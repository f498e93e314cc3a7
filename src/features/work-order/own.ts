import { type Instant, isoOf } from '../../kernel/time.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import { type Leave, openPersonal } from '../../platform/personal/purposes.ts'
import { factRowsOf, sealedOf } from './store/facts.ts'
import { orderById } from './store/orders.ts'
import { requestedBy } from './store/retention.ts'
import { wordsPlace } from './text.ts'

/** A matter as the person who raised it takes it away: their own words whole, what was answered, when. */
export type OwnOrder = {
  readonly no: string
  readonly title: string
  readonly text: string
  readonly place: string
  readonly step: string
  readonly receivedAt: string
  readonly events: readonly { readonly at: string; readonly action: string; readonly note: string }[]
}

/** A person with more than this asks at the desk; an export stays something that can be read. */
const ORDERS_MAX = 500

/** Everything a person raised, newest first. The caller has made sure that it is this person who asks. */
export const ownOrders = async (
  db: CityQueries,
  vault: Vault,
  leave: Leave,
  party: string,
): Promise<readonly OwnOrder[]> => {
  const own: OwnOrder[] = []
  for (const { id } of (await requestedBy(db, party)).slice(0, ORDERS_MAX)) {
    const [order, facts, sealed] = await Promise.all([orderById(db, id), factRowsOf(db, id), sealedOf(db, id)])
    if (order === undefined) continue
    const whole = (field: string, shown: string): string => {
      const kept = sealed.find(each => each.seq === 1 && each.field === field)
      return kept === undefined ? shown : openPersonal(vault, leave, kept.sealed, wordsPlace(id, 1, field))
    }
    const at = (instant: Instant): string => isoOf(instant)
    own.push({
      no: order.no,
      title: whole('title', order.title),
      text: whole('text', order.body),
      place: whole('place', order.place),
      step: order.state.step,
      receivedAt: at(order.state.receivedAt),
      events: facts
        .filter(({ seen_by }) => seen_by !== 'staff')
        .map(fact => ({ at: at(fact.at), action: fact.action, note: fact.note })),
    })
  }
  return own
}
