import type { Instant } from '../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../db/types.ts'
import { ts } from '../db/values.ts'
import { eraseParty } from '../identity/parties.ts'

const HELD = `exists (select from city.legal_hold as hold
  where hold.subject = 'party/' || party.id and hold.lifted_at is null)`

/** People nobody has heard of since: no sign-in, no office, no password, and not made lately. */
const IDLE = `party.kind = 'person' and party.erased_at is null and party.created_at < $1
  and not exists (select from city.session as session where session.party = party.id and session.seen_at >= $1)
  and not exists (select from city.office as office where office.party = party.id
    and (office.to_date is null or office.to_date >= $1::timestamptz::date))`

const LIST = sql(
  'personal.idle-parties',
  `select party.id from city.party as party where ${IDLE} and not ${HELD} and ($2::uuid is null or party.id > $2::uuid)
   order by party.id limit $3`,
)
const COUNT_HELD = sql('personal.idle-held', `select count(*) as n from city.party as party where ${IDLE} and ${HELD}`)

/** Ids of such people after a mark, in order. @param before not heard of since */
export const idleParties = async (
  db: CityQueries,
  before: Instant,
  after: string | null,
  most: number,
): Promise<readonly string[]> => (await db.rows<{ id: string }>(LIST, [ts(before), after, most])).map(({ id }) => id)

export const idleHeld = async (db: CityQueries, before: Instant): Promise<number> =>
  (await db.one<{ n: number }>(COUNT_HELD, [ts(before)])).n

/** Everything that is about one person and nobody else; the party's own row is emptied, and its id stays. */
const OWN = [
  sql('personal.forget-notices', 'delete from city.notification where party = $1'),
  sql('personal.forget-messages', 'delete from city.message where party = $1'),
  sql('personal.forget-consents', 'delete from city.consent where party = $1'),
  sql('personal.forget-exports', 'delete from city.personal_export where party = $1'),
  sql('personal.forget-proofs', 'delete from city.session_proof where party = $1'),
  sql('personal.forget-sessions', 'delete from city.session where party = $1'),
  sql('personal.forget-links', 'delete from city.sign_in_link where party = $1'),
] as const

/** Takes a person out: name, numbers, password, sessions, notices, consents. False when they are out already. */
export const forgetPerson = async (tx: Tx, party: string, now: Instant): Promise<boolean> => {
  if (!(await eraseParty(tx, party, now))) return false
  for (const statement of OWN) tx.write(statement, [party])
  return true
}

/** Lines about who did what that are kept for a time only, with the column that says since when. */
const TRACES = [
  sql('personal.forget-uses', 'delete from city.personal_use where at < $1'),
  sql('personal.forget-holds', 'delete from city.publication_hold where decided_at < $1'),
  sql('personal.forget-legal-holds', 'delete from city.legal_hold where lifted_at < $1'),
  sql('personal.forget-dead', 'delete from city.dead_delivery where died_at < $1'),
] as const

const OLD_CONSENTS = sql('personal.forget-withdrawn', 'delete from city.consent where withdrawn_at < $1')

/** Forgets traces from before then. Returns how many. */
export const forgetOldTraces = async (tx: Tx, before: Instant): Promise<number> => {
  let gone = 0
  for (const statement of TRACES) gone += await tx.run(statement, [ts(before)])
  return gone
}

export const forgetOldConsents = (tx: Tx, before: Instant): Promise<number> => tx.run(OLD_CONSENTS, [ts(before)])
