import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Actor } from '../../platform/access/types.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import type { CityDb, CityQueries, Tx } from '../../platform/db/types.ts'
import { append } from '../../platform/journal/append.ts'
import { forgetPerson } from '../../platform/personal/forget.ts'
import { isHeld } from '../../platform/personal/legal-hold.ts'
import { forgetRequester, requestedBy } from '../work-order/index.ts'
import { endErasure, insertErasure, lockErasure, openOffices, waitingErasures } from './store/erasures.ts'

/** What stands in the way of deleting a person now, and what stays afterwards. */
export type ErasePlan = {
  /** Matters that are still being handled: the account stays until they have ended, so that an answer can come. */
  readonly open: number
  /** Ended matters: name and phone go at once, the words after the term of orders. */
  readonly ended: number
  /** Under a legal hold: stays until that is lifted. */
  readonly held: number
}

export const erasePlan = async (db: CityQueries, party: string): Promise<ErasePlan> => {
  const orders = await requestedBy(db, party)
  const own = (await isHeld(db, `party/${party}`)) ? 1 : 0
  return {
    open: orders.filter(({ ended }) => !ended).length,
    ended: orders.filter(({ ended, held }) => ended && !held).length,
    held: own + orders.filter(({ held }) => held).length,
  }
}

const canGo = ({ open, held }: ErasePlan): boolean => open === 0 && held === 0

/** The person goes: first who asked out of every matter, in the order of their ids, then the account. */
const erase = async (tx: Tx, party: string, now: Instant): Promise<void> => {
  const orders = await requestedBy(tx, party)
  for (const { id } of orders.toSorted((a, b) => (a.id < b.id ? -1 : 1))) await forgetRequester(tx, id)
  await forgetPerson(tx, party, now)
  await endErasure(tx, party, now)
}

/**
 * Deletes a person at their own wish: at once when nothing is open, else as soon as the last open matter has ended.
 * @returns whether it is done; or `erase-office` while they hold an office
 */
export const requestErasure = async (
  tx: Tx,
  actor: Actor,
  now: Instant,
): Promise<Result<{ readonly done: boolean }, readonly Refusal[]>> => {
  const { party } = actor
  if (party === null) return refuse([{ tag: 'sign-in-first' }])
  if ((await openOffices(tx, party, now)) > 0) return refuse([{ tag: 'erase-office' }])
  const fresh = await insertErasure(tx, party, now)
  if (fresh)
    await append(tx, { stream: `erasure/${uuidv7(now)}`, seq: 1, verb: 'askErasure', at: now, actor, data: {} })
  const done = canGo(await erasePlan(tx, party))
  if (done) await erase(tx, party, now)
  return ok({ done })
}

const AT_ONCE = 100

/** Deletes those who asked and for whom nothing stands in the way any more. Returns how many. */
export const eraseWaiting = async (db: CityDb, now: Instant): Promise<number> => {
  let done = 0
  for (const party of await waitingErasures(db, AT_ONCE))
    done += await db.tx(async tx => {
      if (!(await lockErasure(tx, party)) || !canGo(await erasePlan(tx, party))) return 0
      await erase(tx, party, now)
      return 1
    })
  return done
}
