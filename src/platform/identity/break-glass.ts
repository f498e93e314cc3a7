import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { type Instant, instant, MINUTE_MS } from '../../kernel/time.ts'
import { uuidv7 } from '../crypto/uuid.ts'
import { DatabaseError } from '../db/errors.ts'
import { type CityQueries, sql, type Tx } from '../db/types.ts'
import { ts } from '../db/values.ts'
import type { Administrator } from './administrator-roles.ts'

/** Longest time for which the glass stays broken; the table refuses more. */
export const BREAK_GLASS_MINUTES_MAX = 60

export type GlassLine = {
  readonly id: string
  readonly party: string
  readonly name: string
  readonly ownRole: string
  readonly role: string
  readonly reason: string
  readonly from: Instant
  readonly until: Instant
  readonly ended: Instant | null
}

export type Breaking = {
  readonly party: string
  readonly ownRole: Administrator
  readonly role: Administrator
  readonly organisation: string
  readonly area: string
  readonly reason: string
  readonly minutes: number
}

const INSERT = sql(
  'identity.glass.insert',
  `insert into city.break_glass (id, party, own_role, role, organisation, area, reason, from_at, until_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
)

/** Gives an administrator another's role for a while. @returns its id and end; or `glass-broken` (one is open already) */
export const breakGlass = async (
  tx: Tx,
  given: Breaking,
  now: Instant,
): Promise<Result<{ readonly id: string; readonly until: Instant }, readonly Refusal[]>> => {
  const { party, ownRole, role, organisation, area, reason, minutes } = given
  const id = uuidv7(now)
  const until = instant(now + minutes * MINUTE_MS)
  try {
    await tx.run(INSERT, [id, party, ownRole, role, organisation, area, reason, ts(now), ts(until)])
  } catch (error) {
    const open = error instanceof DatabaseError && error.constraint === 'break_glass_one_at_a_time'
    if (!open) throw error
    return refuse([{ tag: 'glass-broken' }])
  }
  return ok({ id, until })
}

const END = sql(
  'identity.glass.end',
  `update city.break_glass set ended_at = $3 where party = $1 and id = $2 and ended_at is null and until_at > $3
   returning role`,
)

/** Gives the role back before the time is over. @returns the role, or undefined when it is over already */
export const mendGlass = async (tx: Tx, party: string, id: string, now: Instant): Promise<string | undefined> =>
  (await tx.maybe<{ role: string }>(END, [party, id, ts(now)]))?.role

const OWN = sql('identity.glass.own', `select 1 as one from city.break_glass where party = $1 and id = $2`)

/** Whether this person took a role under this id, over or not. */
export const tookGlass = async (tx: Tx, party: string, id: string): Promise<boolean> =>
  (await tx.maybe(OWN, [party, id])) !== undefined

const LIST = sql(
  'identity.glass.list',
  `select g.id, g.party, p.name_masked as name, g.own_role as "ownRole", g.role, g.reason, g.from_at as "from",
     g.until_at as "until", g.ended_at as ended
   from city.break_glass as g join city.party as p on p.id = g.party
   where $1::timestamptz is null or (g.from_at, g.id) < ($1, $2::uuid)
   order by g.from_at desc, g.id desc limit $3`,
)

/** Every time somebody broke the glass, newest first. */
export const glassLines = (
  db: CityQueries,
  after: { readonly at: Instant; readonly id: string } | undefined,
  limit: number,
): Promise<readonly GlassLine[]> =>
  db.rows<GlassLine>(LIST, [after === undefined ? null : ts(after.at), after?.id ?? null, limit])
