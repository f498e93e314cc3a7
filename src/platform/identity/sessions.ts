import { dateOf, type Instant, instant } from '../../kernel/time.ts'
import type { Actor, Office } from '../access/types.ts'
import { token, tokenHash, uuidv7 } from '../crypto/uuid.ts'
import { isFull } from '../db/errors.ts'
import { type CityDb, type CityQueries, sql, type Tx } from '../db/types.ts'
import { ts } from '../db/values.ts'
import { agentOf } from './agent.ts'
import { idleUntil, SESSION, TOUCH_MS } from './limits.ts'
import type { Level, Realm, SignedIn } from './types.ts'

const INSERT = sql(
  'identity.session.insert',
  `insert into city.session (token_hash, id, party, realm, created_at, seen_at, idle_until, absolute_until, agent, proved_at)
   values ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9)`,
)

const REVOKE = sql(
  'identity.session.revoke',
  `update city.session set revoked_at = $3 where id = $1 and party = $2 and revoked_at is null`,
)

const REVOKE_ALL = sql(
  'identity.session.revoke-all',
  `update city.session set revoked_at = $2
   where party = $1 and revoked_at is null and ($3::uuid is null or id <> $3::uuid)`,
)

/**
 * Opens a session with a new secret. The one signed in with before, if any, ends: a secret is never carried over
 * a change of rights.
 */
export const openSession = async (
  tx: Tx,
  who: {
    readonly party: string
    readonly realm: Realm
    readonly agent?: string
    readonly replaces?: string | null
    /** The second factor was given just now. */
    readonly proved?: boolean
  },
  now: Instant,
): Promise<SignedIn> => {
  const secret = token()
  const until = instant(now + SESSION[who.realm].absoluteMs)
  await tx.run(INSERT, [
    tokenHash(secret),
    uuidv7(now),
    who.party,
    who.realm,
    ts(now),
    ts(idleUntil(who.realm, now, until)),
    ts(until),
    agentOf(who.agent ?? ''),
    who.proved === true ? ts(now) : null,
  ])
  if (who.replaces) await endReplaced(tx, who.replaces, now)
  return { secret, party: who.party, until }
}

const END = sql('identity.session.end', `update city.session set revoked_at = $2 where id = $1 and revoked_at is null`)

const endReplaced = async (tx: Tx, session: string, now: Instant): Promise<void> => {
  await tx.run(END, [session, ts(now)])
}

const ROTATE = sql(
  'identity.session.rotate',
  `update city.session set token_hash = $2, proved_at = $3, seen_at = $3 where id = $1 and revoked_at is null
   returning party, absolute_until`,
)

/** Gives a session a new secret after the second factor was given in it again; the old secret is nobody's from then on. */
export const rotateSession = async (tx: Tx, session: string, now: Instant): Promise<SignedIn | undefined> => {
  const secret = token()
  const row = await tx.maybe<{ party: string; absolute_until: Instant }>(ROTATE, [session, tokenHash(secret), ts(now)])
  return row === undefined ? undefined : { secret, party: row.party, until: row.absolute_until }
}

export const ANONYMOUS: Actor = { kind: 'anonymous', party: null, session: null, name: '', offices: [], level: 'L0' }
export const SYSTEM: Actor = { kind: 'system', party: null, session: null, name: '', offices: [], level: 'L0' }

const ACTOR = sql(
  'identity.actor',
  `select s.id, s.party, s.realm, s.seen_at, s.absolute_until, s.proved_at, p.level,
     coalesce(nullif(p.name_masked, ''), p.phone_masked) as name,
     (select json_build_object('party', b.id, 'name', b.name_masked) from city.session_origin as so
       join city.party as b on b.id = so.on_behalf where so.session = s.id) as "onBehalf",
     array(select m.absorbed from city.party_merge as m where m.survivor = s.party and m.undone_at is null) as also,
     coalesce(json_agg(json_build_object('id', o.id, 'organisation', o.organisation, 'organisationKind', g.kind,
       'role', o.role, 'area', o.area) order by o.id) filter (where g.id is not null), '[]') as offices
   from city.session as s
   join city.party as p on p.id = s.party and p.erased_at is null
   left join lateral (
     select f.id, f.organisation, f.role, f.area from city.office as f
     where f.party = s.party and f.from_date <= $3::date and (f.to_date is null or f.to_date >= $3::date)
     union all
     select b.id, b.organisation, b.role, b.area from city.break_glass as b
     where b.party = s.party and b.from_at <= $2 and coalesce(b.ended_at, b.until_at) > $2
       and exists (select 1 from city.office as own where own.party = b.party and own.role = b.own_role
         and own.from_date <= $3::date and (own.to_date is null or own.to_date >= $3::date))
   ) as o on s.realm = 'staff'
   left join city.organisation as g on g.id = o.organisation and (g.to_date is null or g.to_date >= $3::date)
   where s.token_hash = $1 and s.revoked_at is null and s.idle_until > $2 and s.absolute_until > $2
   group by s.token_hash, p.id`,
)

type ActorRow = {
  readonly id: string
  readonly party: string
  readonly realm: Realm
  readonly seen_at: Instant
  readonly absolute_until: Instant
  readonly proved_at: Instant | null
  readonly level: Level
  readonly name: string
  readonly offices: readonly Office[]
  readonly onBehalf: NonNullable<Actor['onBehalf']> | null
  readonly also: readonly string[]
}

const TOUCH = sql(
  'identity.session.touch',
  `update city.session set seen_at = $2, idle_until = $3 where token_hash = $1 and revoked_at is null and seen_at <= $4`,
)

/**
 * Who asks: one indexed query for session, person and the offices held today. Kept nowhere, so a revoked session or
 * an ended office is gone at the next request. Its use is written down at most once a minute.
 * @param secret the cookie's value; anything unknown, over or revoked is anonymous
 */
export const actorOf = async (db: CityDb, secret: string | undefined, now: Instant): Promise<Actor> => {
  if (secret === undefined || secret.length > 100) return ANONYMOUS
  const hash = tokenHash(secret)
  const row = await db.maybe<ActorRow>(ACTOR, [hash, ts(now), dateOf(now)])
  if (row === undefined) return ANONYMOUS
  if (now - row.seen_at >= TOUCH_MS) {
    const until = idleUntil(row.realm, now, row.absolute_until)
    // Reading goes on when nothing can be written.
    await db.run(TOUCH, [hash, ts(now), ts(until), ts(instant(now - TOUCH_MS))]).catch(error => {
      if (!isFull(error)) throw error
    })
  }
  return {
    kind: row.realm,
    party: row.party,
    session: row.id,
    name: row.onBehalf === null ? row.name : `${row.onBehalf.name} · ${row.name}`,
    offices: row.offices,
    level: row.level,
    ...(row.realm === 'staff' && { provedAt: row.proved_at }),
    ...(row.onBehalf === null ? {} : { onBehalf: row.onBehalf }),
    ...(row.also.length === 0 ? {} : { also: row.also }),
  }
}

const LIST = sql(
  'identity.session.list',
  `select id, realm, created_at as "createdAt", seen_at as "seenAt", agent from city.session
   where party = $1 and revoked_at is null and idle_until > $2 and absolute_until > $2
   order by seen_at desc, id limit 100`,
)

export type SessionLine = {
  readonly id: string
  readonly realm: Realm
  readonly createdAt: Instant
  readonly seenAt: Instant
  readonly agent: string
}

/** A person's own open sessions, last used first, at most 100. */
export const sessionsOf = (db: CityQueries, party: string, now: Instant): Promise<readonly SessionLine[]> =>
  db.rows<SessionLine>(LIST, [party, ts(now)])

/** Ends one session of this person; false when it is not theirs or over already. */
export const endSession = async (db: CityQueries, party: string, session: string, now: Instant): Promise<boolean> =>
  (await db.run(REVOKE, [session, party, ts(now)])) > 0

/** Ends all sessions of this person, but the one to keep if given. Returns how many. */
export const endSessions = (
  db: CityQueries,
  party: string,
  now: Instant,
  keep: string | null = null,
): Promise<number> => db.run(REVOKE_ALL, [party, ts(now), keep])
