import type { Instant } from '../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../db/types.ts'
import { ts } from '../db/values.ts'
import type { Channel } from './types.ts'

const DEAD = sql(
  'notify.dead-messages',
  `select id, channel, kind, coalesce(values ->> 'number', '') as number, attempts, last_error as error,
     created_at as at, ended_at as died, party is not null as "canRevive"
   from city.message where state = 'dead' order by ended_at, id limit $1`,
)
const REVIVE = sql(
  'notify.revive',
  `update city.message set state = 'waiting', attempts = 0, next_at = $2, ended_at = null
   where id = $1 and state = 'dead' and party is not null`,
)

export type DeadMessage = {
  readonly id: string
  readonly channel: Channel
  readonly kind: string
  /** Number of the matter it was about. */
  readonly number: string
  readonly attempts: number
  readonly error: string
  readonly at: Instant
  readonly died: Instant
  /** False when its address was not a party's: that was destroyed when the message was given up. */
  readonly canRevive: boolean
}

/** Messages given up, oldest first, for the operator: about what, how and why; to whom is not told. */
export const deadMessages = (db: CityQueries, limit: number): Promise<readonly DeadMessage[]> =>
  db.rows<DeadMessage>(DEAD, [limit])

/** Puts a message to a party back, with all its attempts before it. False when there is none that can be. */
export const reviveMessage = async (tx: Tx, id: string, now: Instant): Promise<boolean> =>
  (await tx.run(REVIVE, [id, ts(now)])) === 1
