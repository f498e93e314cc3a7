import { type Instant, instant, MINUTE_MS } from '../../kernel/time.ts'
import type { Actor } from '../access/types.ts'
import { type CityQueries, sql, type Tx } from '../db/types.ts'
import { ts } from '../db/values.ts'

/** How long a sign-in counts as having been done just now. */
export const FRESH_MS = 10 * MINUTE_MS

const LAST = sql(
  'personal.last-proof',
  `select greatest(session.created_at, proof.at) as at from city.session as session
   left join city.session_proof as proof on proof.session = session.id and proof.party = session.party
   where session.id = $1 and session.party = $2 and session.revoked_at is null`,
)
const PROVE = sql(
  'personal.prove',
  `insert into city.session_proof (session, party, at) values ($1, $2, $3)
   on conflict (session) do update set at = greatest(session_proof.at, excluded.at)`,
)
const FORGET = sql('personal.forget-old-proofs', 'delete from city.session_proof where at < $1')

/** Whether this browser's person has shown within ten minutes that it is they: by signing in, or again since. */
export const isFresh = async (db: CityQueries, actor: Actor, now: Instant): Promise<boolean> => {
  if (actor.party === null || actor.session === null) return false
  const row = await db.maybe<{ at: Instant }>(LAST, [actor.session, actor.party])
  return row !== undefined && now - row.at < FRESH_MS && row.at <= now
}

/** Writes down that the person of this session has just shown it again. */
export const prove = async (tx: Tx, actor: Actor, now: Instant): Promise<void> => {
  if (actor.party !== null && actor.session !== null) await tx.run(PROVE, [actor.session, actor.party, ts(now)])
}

export const forgetProofs = (db: CityQueries, now: Instant): Promise<number> =>
  db.run(FORGET, [ts(instant(now - FRESH_MS))])
