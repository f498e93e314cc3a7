import { dateOf, type Instant, instant } from '../../kernel/time.ts'
import type { Actor, Office } from '../access/types.ts'
import { token, tokenHash, uuidv7 } from '../crypto/uuid.ts'
import { type CityDb, type CityQueries, sql, type Tx } from '../db/types.ts'
import { ts } from '../db/values.ts'
import { idleUntil, SESSION, TOUCH_MS } from './limits.ts'
import type { Level, Realm, SignedIn } from './types.ts'

const INSERT = sql(
  'identity.session.insert',
  `insert into city.session (token_hash, id, party, realm, created_at, seen_at, idle_until, absolute_until, agent)
   values ($1, $2, $3, $4, $5, $5, $6, $7, $8)`,
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

/** Looked for in this order: a phone's browser also names the systems and browsers it is built on. */
const SYSTEMS = ['HarmonyOS', 'Android', 'iPhone', 'iPad', 'Windows', 'Mac OS X', 'Linux'] as const
const BROWSERS = [
  ['MicroMessenger', 'WeChat'],
  ['AlipayClient', 'Alipay'],
  ['Edg', 'Edge'],
  ['Firefox', 'Firefox'],
  ['Chrome', 'Chrome'],
  ['Safari', 'Safari'],
] as const

/** The browser and system out of a User-Agent header: enough to know one's own phone again, no fingerprint. */
export const agentOf = (userAgent: string): string =>
  [
    BROWSERS.find(([mark]) => userAgent.includes(mark))?.[1] ?? '',
    SYSTEMS.find(system => userAgent.includes(system)) ?? '',
  ]
    .filter(part => part !== '')
    .join(' · ')

/**
 * Opens a session with a new secret. The one signed in with before, if any, ends: a secret is never carried over
 * a change of rights.
 */
export const openSession = async (
  tx: Tx,
  who: { readonly party: string; readonly realm: Realm; readonly agent?: string; readonly replaces?: string | null },
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
  ])
  if (who.replaces) await endReplaced(tx, who.replaces, now)
  return { secret, party: who.party, until }
}

const END = sql('identity.session.end', `update city.session set revoked_at = $2 where id = $1 and revoked_at is null`)

const endReplaced = async (tx: Tx, session: string, now: Instant): Promise<void> => {
  await tx.run(END, [session, ts(now)])
}

export const ANONYMOUS: Actor = { kind: 'anonymous', party: null, session: null, name: '', offices: [], level: 'L0' }
export const SYSTEM: Actor = { kind: 'system', party: null, session: null, name: '', offices: [], level: 'L0' }

const ACTOR = sql(
  'identity.actor',
  `select s.id, s.party, s.realm, s.seen_at, s.absolute_until, p.level,
     coalesce(nullif(p.name_masked, ''), p.phone_masked) as name,
     coalesce(json_agg(json_build_object('id', o.id, 'organisation', o.organisation, 'organisationKind', g.kind,
       'role', o.role, 'area', o.area) order by o.id) filter (where g.id is not null), '[]') as offices
   from city.session as s
   join city.party as p on p.id = s.party and p.erased_at is null
   left join city.office as o on s.realm = 'staff' and o.party = s.party
     and o.from_date <= $3::date and (o.to_date is null or o.to_date >= $3::date)
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
  readonly level: Level
  readonly name: string
  readonly offices: readonly Office[]
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
    await db.run(TOUCH, [hash, ts(now), ts(until), ts(instant(now - TOUCH_MS))])
  }
  return { kind: row.realm, party: row.party, session: row.id, name: row.name, offices: row.offices, level: row.level }
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
