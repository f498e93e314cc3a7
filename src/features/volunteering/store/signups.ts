import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'

export type SignupState = 'taken' | 'waiting' | 'present' | 'done' | 'left' | 'no-show' | 'excused' | 'cancelled'

/** Somebody's place in a shift, or in the line for one. */
export type SignupRow = {
  readonly id: string
  readonly shift: string
  readonly activity: string
  readonly volunteer: string
  readonly party: string
  readonly area: string
  readonly who: string
  readonly from: Instant
  readonly to: Instant
  readonly state: SignupState
  /** In which order people came. */
  readonly place: number
  readonly inAt: Instant | null
  readonly inBy: 'code' | 'organiser' | null
  readonly contested: string
  readonly version: number
}

const ROW = `id, shift, activity, volunteer, party, area, who, from_at as "from", to_at as "to", state, place,
  in_at as "inAt", in_by as "inBy", contested, version`

const OF_SHIFT = sql('volunteering.signups', `select ${ROW} from city.volunteer_signup where shift = $1 order by place`)
const BY_ID = sql('volunteering.signup', `select ${ROW} from city.volunteer_signup where id = $1`)
const MINE = sql(
  'volunteering.own-signups',
  `select ${ROW} from city.volunteer_signup where party = any($1::uuid[])
     and ($2::timestamptz is null or (from_at, id) < ($2, $3::uuid)) order by from_at desc, id desc limit $4`,
)
const OF = sql(
  'volunteering.signup-of',
  `select ${ROW} from city.volunteer_signup where shift = $1 and party = any($2::uuid[])`,
)
const PUT = sql(
  'volunteering.put-signup',
  `insert into city.volunteer_signup (id, shift, activity, volunteer, party, area, who, from_at, to_at, state, place, risk_at,
     contested, version, at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', 1, $12)
   on conflict (shift, volunteer) do update set state = excluded.state, place = excluded.place, risk_at = excluded.risk_at,
     version = city.volunteer_signup.version + 1, at = excluded.at
     where city.volunteer_signup.state in ('left', 'cancelled')
   returning id, version`,
)
const SET = sql(
  'volunteering.set-signup',
  `update city.volunteer_signup set state = $2, in_at = coalesce($3, in_at), in_by = coalesce($4, in_by),
     contested = coalesce($5, contested), version = version + 1 where id = $1`,
)
const NEXT = sql(
  'volunteering.next-waiting',
  `select ${ROW} from city.volunteer_signup as w where w.shift = $1 and w.state = 'waiting' and not exists (
     select from city.volunteer_signup as o where o.volunteer = w.volunteer and o.state in ('taken', 'present', 'done')
       and tstzrange(o.from_at, o.to_at) && tstzrange(w.from_at, w.to_at))
   order by w.place limit 1`,
)
const AHEAD = sql(
  'volunteering.ahead',
  `select count(*) as n from city.volunteer_signup where shift = $1 and state = 'waiting' and place < $2`,
)

export const signupsOf = (db: CityQueries, shift: string): Promise<readonly SignupRow[]> =>
  db.rows<SignupRow>(OF_SHIFT, [shift])

export const signupById = (db: CityQueries, id: string): Promise<SignupRow | undefined> =>
  db.maybe<SignupRow>(BY_ID, [id])

/** A person's own, the latest first. */
export const ownSignups = (
  db: CityQueries,
  parties: readonly string[],
  after: { readonly at: Instant; readonly id: string } | undefined,
  limit: number,
): Promise<readonly SignupRow[]> =>
  db.rows<SignupRow>(MINE, [parties, after === undefined ? null : ts(after.at), after?.id ?? null, limit])

export const signupOf = (db: CityQueries, shift: string, parties: readonly string[]): Promise<SignupRow | undefined> =>
  db.maybe<SignupRow>(OF, [shift, parties])

export type NewSignup = Omit<SignupRow, 'inAt' | 'inBy' | 'contested' | 'version'>

/** Signs up, or again after leaving. Undefined when they are signed up. */
export const putSignup = (
  tx: Tx,
  row: NewSignup,
  at: Instant,
): Promise<{ readonly id: string; readonly version: number } | undefined> =>
  tx.maybe(PUT, [
    ...[row.id, row.shift, row.activity, row.volunteer, row.party, row.area, row.who, ts(row.from), ts(row.to)],
    ...[row.state, row.place, ts(at)],
  ])

export const setSignup = async (
  tx: Tx,
  id: string,
  state: SignupState,
  more: { readonly inAt?: Instant; readonly inBy?: 'code' | 'organiser'; readonly contested?: string } = {},
): Promise<void> => {
  const { inAt, inBy, contested } = more
  await tx.run(SET, [id, state, inAt === undefined ? null : ts(inAt), inBy ?? null, contested ?? null])
}

/** The first in the line who is free then. The shift is locked. */
export const nextWaiting = (tx: Tx, shift: string): Promise<SignupRow | undefined> => tx.maybe<SignupRow>(NEXT, [shift])

/** How many stand before this place in the line. */
export const aheadOf = async (db: CityQueries, shift: string, place: number): Promise<number> =>
  (await db.one<{ n: number }>(AHEAD, [shift, place])).n
