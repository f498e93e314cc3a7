import { DAY_MS, type Instant, instant } from '../../kernel/time.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { CityDb } from '../../platform/db/types.ts'
import {
  forgetOldConsents,
  forgetOldTraces,
  forgetPerson,
  idleHeld,
  idleParties,
} from '../../platform/personal/forget.ts'
import { isHeld } from '../../platform/personal/legal-hold.ts'
import { countExpired, deidentify, drawPublic, expiredOrders, forgetTraces, requestedBy } from '../work-order/index.ts'
import { eraseWaiting } from './erase.ts'
import { keepingOf } from './records.ts'

/** What a round of the retention job did, or would do. `held`: spared, because a legal hold stands. */
export type Retained = {
  readonly orders: number
  readonly ordersHeld: number
  readonly people: number
  readonly peopleHeld: number
  readonly traces: number
  readonly consents: number
  readonly erasures: number
}

const AT_ONCE = 50
/** At most so many orders and people in a round: the next round takes the rest. */
const ROUND_MAX = 2_000

const before = (now: Instant, days: number): Instant => instant(now - days * DAY_MS)

/** People whose time is over and who have nothing open: each looked at, since their orders are another slice's. */
async function* overPeople(db: CityDb, since: Instant): AsyncGenerator<string> {
  let after: string | null = null
  for (let seen = 0; seen < ROUND_MAX; ) {
    const ids: readonly string[] = await idleParties(db, since, after, AT_ONCE)
    for (const party of ids) if ((await requestedBy(db, party)).every(({ ended }) => ended)) yield party
    after = ids.at(-1) ?? null
    seen += ids.length
    if (after === null) return
  }
}

const orders = async (db: CityDb, vault: Vault, since: Instant): Promise<number> => {
  let done = 0
  while (done < ROUND_MAX) {
    const ids = await expiredOrders(db, since, AT_ONCE)
    if (ids.length === 0) return done
    for (const id of ids) {
      await drawPublic(db, vault, id)
      done += await db.tx(async tx => ((await isHeld(tx, `work-order/${id}`)) || !(await deidentify(tx, id)) ? 0 : 1))
    }
  }
  return done
}

/**
 * Removes or de-identifies what is older than its class allows: callers, words, originals, photos and salts of ended
 * orders; people nobody has heard of; traces; consents taken back. Each thing in a transaction of its own, so that it
 * can be broken off. What a legal hold names is spared and counted.
 * @param dry only counts
 */
export const retain = async (db: CityDb, vault: Vault, now: Instant, dry = false): Promise<Retained> => {
  const keep = await keepingOf(db, now)
  const since = {
    order: before(now, keep.order ?? 0),
    account: before(now, keep.account ?? 0),
    trace: before(now, keep.trace ?? 0),
    consent: before(now, keep.consent ?? 0),
  }
  const due = await countExpired(db, since.order)
  const held = { ordersHeld: due.held, peopleHeld: await idleHeld(db, since.account) }
  if (dry) {
    let people = 0
    for await (const _ of overPeople(db, since.account)) people++
    return { orders: due.due, people, traces: 0, consents: 0, erasures: 0, ...held }
  }
  const done = await orders(db, vault, since.order)
  let people = 0
  for await (const party of overPeople(db, since.account))
    people += await db.tx(async tx =>
      (await isHeld(tx, `party/${party}`)) || !(await forgetPerson(tx, party, now)) ? 0 : 1,
    )
  const erasures = await eraseWaiting(db, now)
  const traces = await db.tx(
    async tx => (await forgetTraces(tx, since.trace)) + (await forgetOldTraces(tx, since.trace)),
  )
  const consents = await db.tx(tx => forgetOldConsents(tx, since.consent))
  return { orders: done, people, traces, consents, erasures, ...held }
}
