import type { Instant } from '../../kernel/time.ts'
import { DatabaseUnavailable } from '../db/errors.ts'
import type { CityDb } from '../db/types.ts'
import type { Consumer } from '../feature.ts'
import { traced } from '../trace/trace.ts'
import { handedOn, placeFor, placeNow } from './place.ts'
import { bury, claim, type Delivery, done, failed, fanOut, type HandedOn, waiting } from './store.ts'

export const ATTEMPTS_MAX = 5
const ERROR_LENGTH_MAX = 300
const NOTHING: HandedOn = { events: 0, highest: 0, consumers: [] }
/** Deliveries to one consumer before the others have their turn again. */
const TURN_MAX = 100

/** Hears of a delivery that failed; `given-up` after the last attempt. */
export type Failure = {
  readonly consumer: string
  readonly event: number
  readonly error: unknown
  readonly outcome: 'again' | 'given-up'
}
export type Report = (failure: Failure) => void

/** One delivery, in a transaction that also ends it: either both hold or neither. False when nothing was due. */
const deliverOne = async (db: CityDb, consumer: Consumer, now: Instant, report: Report): Promise<boolean> => {
  let current: Delivery | undefined
  try {
    return await db.tx(async tx => {
      current = await claim(tx, consumer.id, now)
      if (current === undefined) return false
      const { event, ...rest } = current
      await traced(`job ${consumer.id}`, 'job', { 'linli.city': db.city.code, 'linli.topic': rest.topic }, () =>
        consumer.handle(tx, { id: String(event), ...rest }, now),
      )
      done(tx, consumer.id, event)
      return true
    })
  } catch (error) {
    if (current === undefined || error instanceof DatabaseUnavailable) throw error
    const { event } = current
    const outcome = await db.tx(async tx => {
      const attempts = await failed(tx, consumer.id, event, String(error).slice(0, ERROR_LENGTH_MAX), now)
      if (attempts < ATTEMPTS_MAX) return 'again'
      await bury(tx, consumer.id, event, now)
      return 'given-up'
    })
    report({ consumer: consumer.id, event, error, outcome })
    return true
  }
}

/**
 * Delivers what is due now, including what the deliveries themselves emit, until nothing is left.
 * Any number of processes may do so at once.
 * @param stopped true ends it between two deliveries: what is left is for the next start
 * @returns how many deliveries were tried
 */
export const deliver = async (
  db: CityDb,
  consumers: readonly Consumer[],
  now: Instant,
  report: Report,
  stopped: () => boolean = () => false,
): Promise<number> => {
  let tried = 0
  for (let from = placeFor(db, now); ; from = placeNow(db)) {
    const { fresh, consumers: due } = await waiting(db, now, from)
    const given = fresh ? await fanOut(db, consumers, now, from) : NOTHING
    if (given.events > 0) handedOn(db, from, given.highest)
    const waited = new Set([...due, ...given.consumers])
    const turns = consumers
      .filter(({ id }) => waited.has(id))
      .map(async consumer => {
        let count = 0
        while (count < TURN_MAX && !stopped() && (await deliverOne(db, consumer, now, report))) count++
        return count
      })
    const counts = await Promise.all(turns)
    const count = counts.reduce((sum, each) => sum + each, 0)
    tried += count
    if ((count === 0 && given.events === 0) || stopped()) return tried
  }
}
