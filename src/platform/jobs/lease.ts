import { CompiledQuery } from 'kysely'
import type { CityDb, Row, Tx } from '../db/types.ts'

/** Another process has taken the task over: whatever this one still wanted to write is refused. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
}

/** One attempt at a task; every attempt has a number of its own. */
export type Lease = { readonly task: string; readonly job: string; readonly attempt: number }

/** Locked until the writer commits, so that nobody takes the task over between the look and the write. */
const HOLD = `select 1 as held from pgboss.job where name = $1 and id = $2 and state = 'active' and retry_count = $3 for share`

const hold = async (tx: Tx, { task, job, attempt }: Lease): Promise<void> => {
  const query = CompiledQuery.raw(HOLD, [task, job, attempt]) as CompiledQuery<Row>
  if ((await tx.built(query)).length !== 1) throw new LeaseLost(`${task} ${job}: attempt ${attempt} is over`)
}

/**
 * The city as one attempt at a task may use it: everything asked of it happens in a transaction that first makes sure
 * the task is still this attempt's. A process that slept while another took its task over can write nothing any more.
 * @throws LeaseLost from whatever is asked after that
 */
export const leased = (db: CityDb, lease: Lease): CityDb => {
  const inside = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    db.tx(async tx => {
      await hold(tx, lease)
      return work(tx)
    })
  return {
    kind: 'db',
    city: db.city,
    tx: inside,
    rows: (statement, params) => inside(tx => tx.rows(statement, params)),
    one: (statement, params) => inside(tx => tx.one(statement, params)),
    maybe: (statement, params) => inside(tx => tx.maybe(statement, params)),
    run: (statement, params) => inside(tx => tx.run(statement, params)),
    built: query => inside(tx => tx.built(query)),
    // A reader has no rights on the queue; a task reads through it and writes as the system, so nothing escapes the fence.
    as: rows => db.as(rows),
  }
}
