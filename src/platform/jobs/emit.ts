import type { Instant } from '../../kernel/time.ts'
import { sql, type Tx } from '../db/types.ts'
import { json, ts } from '../db/values.ts'

/** What came to pass. `key` is the matter's id: its events reach each consumer in order. No personal data in `payload`. */
export type Emitted = { readonly topic: string; readonly key: string; readonly payload: unknown; readonly at: Instant }

const EMIT = sql(
  'jobs.emit',
  `insert into city.outbox (topic, key, payload, at)
   select topic, key, payload, at from unnest($1::text[], $2::text[], $3::jsonb[], $4::timestamptz[])
     with ordinality as event (topic, key, payload, at, place) order by place`,
)

const listeners = new Set<() => void>()

/** Hears, in this process, that something was emitted and committed. A hint: other processes find it by looking. */
export const onEmitted = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Writes events in the transaction of what happened: they exist exactly when it does. */
export const emit = async (tx: Tx, ...events: readonly Emitted[]): Promise<void> => {
  if (events.length === 0) return
  tx.write(EMIT, [
    events.map(({ topic }) => topic),
    events.map(({ key }) => key),
    events.map(({ payload }) => json(payload)),
    events.map(({ at }) => ts(at)),
  ])
  tx.afterCommit(() => {
    for (const listener of listeners) listener()
  })
}
