import { dateOf, type Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'

const INSERT = sql(
  'privacy.ask-erasure',
  'insert into city.erase_request (party, asked_at) values ($1, $2) on conflict (party) do nothing',
)
const END = sql('privacy.end-erasure', 'update city.erase_request set done_at = $2 where party = $1')
const WAITING = sql(
  'privacy.waiting-erasures',
  'select party from city.erase_request where done_at is null order by party limit $1',
)
const LOCK = sql(
  'privacy.lock-erasure',
  'select party from city.erase_request where party = $1 and done_at is null for update skip locked',
)
const ASKED = sql('privacy.erasure', 'select asked_at as "askedAt" from city.erase_request where party = $1')
const OFFICES = sql(
  'privacy.open-offices',
  `select count(*) as n from city.office where party = $1 and (to_date is null or to_date >= $2::date)`,
)

/** False when this person had asked before. */
export const insertErasure = async (tx: Tx, party: string, now: Instant): Promise<boolean> =>
  (await tx.run(INSERT, [party, ts(now)])) === 1

export const endErasure = async (tx: Tx, party: string, now: Instant): Promise<void> => {
  await tx.run(END, [party, ts(now)])
}

export const waitingErasures = async (db: CityQueries, most: number): Promise<readonly string[]> =>
  (await db.rows<{ party: string }>(WAITING, [most])).map(({ party }) => party)

export const lockErasure = async (tx: Tx, party: string): Promise<boolean> =>
  (await tx.maybe<{ party: string }>(LOCK, [party])) !== undefined

export const erasureOf = (db: CityQueries, party: string): Promise<{ readonly askedAt: Instant } | undefined> =>
  db.maybe(ASKED, [party])

export const openOffices = async (db: CityQueries, party: string, now: Instant): Promise<number> =>
  (await db.one<{ n: number }>(OFFICES, [party, dateOf(now)])).n
