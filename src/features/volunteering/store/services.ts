import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'
import type { Topic } from '../rules/kinds.ts'
import type { Flag } from '../rules/time.ts'

export type ServiceState = 'claimed' | 'agreed' | 'disputed' | 'recorded' | 'refused'

/** What somebody did: of a shift, or of a need. Two sides say so before it is recorded. */
export type ServiceRow = {
  readonly id: string
  readonly volunteer: string
  readonly party: string
  readonly area: string
  readonly who: string
  readonly signup: string | null
  readonly match: string | null
  /** Who was helped; null for a shift, where the organiser speaks for the other side. */
  readonly requester: string | null
  readonly organisation: string | null
  readonly topic: Topic
  readonly title: string
  readonly from: Instant
  readonly to: Instant
  readonly minutes: number
  readonly state: ServiceState
  readonly ownAt: Instant | null
  readonly otherAt: Instant | null
  readonly otherBy: string | null
  readonly reviewedAt: Instant | null
  readonly flags: readonly Flag[]
  readonly ownRating: number | null
  readonly otherRating: number | null
  readonly note: string
  readonly claimedAt: Instant
  readonly recordedAt: Instant | null
  readonly version: number
}

const ROW = `id, volunteer, party, area, who, signup, match, requester, organisation, topic, title, from_at as "from",
  to_at as "to", minutes, state, own_at as "ownAt", other_at as "otherAt", other_by as "otherBy", reviewed_at as "reviewedAt",
  flags, own_rating as "ownRating", other_rating as "otherRating", note, claimed_at as "claimedAt",
  recorded_at as "recordedAt", version`

const BY_ID = sql('volunteering.service', `select ${ROW} from city.volunteer_service where id = $1`)
const BY_IDS = sql(
  'volunteering.services-by-ids',
  `select ${ROW} from city.volunteer_service where id = any($1::uuid[])`,
)
const LOCK = sql('volunteering.lock-service', `select ${ROW} from city.volunteer_service where id = $1 for update`)
const BY_SIGNUPS = sql(
  'volunteering.services-of-signups',
  `select ${ROW} from city.volunteer_service where signup = any($1::uuid[]) or match = any($2::uuid[])`,
)
const MINE = sql(
  'volunteering.own-services',
  `select ${ROW} from city.volunteer_service where party = any($1::uuid[])
     and ($2::timestamptz is null or (from_at, id) < ($2, $3::uuid)) order by from_at desc, id desc limit $4`,
)
const FOR_ME = sql(
  'volunteering.services-for-me',
  `select ${ROW} from city.volunteer_service where requester = any($1::uuid[]) order by from_at desc, id desc limit 50`,
)
const OPEN = sql(
  'volunteering.open-services',
  `select ${ROW} from city.volunteer_service where state in ('claimed', 'agreed', 'disputed') and area >= $1 and area < $1 || '~'
     and ($2::text is null or (area, claimed_at, id) > ($2, $3::timestamptz, $4::uuid))
   order by area, claimed_at, id limit $5`,
)
const WITHIN = sql(
  'volunteering.services-within',
  `select ${ROW} from city.volunteer_service where state = 'recorded' and area >= $1 and area < $1 || '~'
     and from_at >= $2 and from_at < $3 and ($4::text is null or (area, from_at, id) < ($4, $5::timestamptz, $6::uuid))
   order by area desc, from_at desc, id desc limit $7`,
)
const RECORDED = sql(
  'volunteering.recorded',
  `select ${ROW} from city.volunteer_service where volunteer = $1 and state = 'recorded' and from_at >= $2 and from_at < $3
   order by from_at, id`,
)
const DAY = sql(
  'volunteering.day-minutes',
  `select coalesce(sum(minutes), 0)::int as n from city.volunteer_service
   where volunteer = $1 and state <> 'refused' and from_at >= $2 and from_at < $3 and id <> $4`,
)
const PAIR = sql(
  'volunteering.pair-minutes',
  `select coalesce(sum(minutes), 0)::int as n from city.volunteer_service
   where ((requester = $1 and party = $2) or (requester = $2 and party = $1)) and state <> 'refused'
     and from_at >= $3 and from_at < $4 and id <> $5`,
)
const INSERT = sql(
  'volunteering.insert-service',
  `insert into city.volunteer_service (id, volunteer, party, area, who, signup, match, requester, organisation, topic, title,
     from_at, to_at, minutes, state, own_at, other_at, other_by, flags, note, claimed_at, version)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'claimed', $15, $16, $17, $18, '', $19, 1)`,
)
const SET = sql(
  'volunteering.set-service',
  `update city.volunteer_service set state = $2, minutes = $3, to_at = $4, own_at = $5, other_at = $6, other_by = $7,
     reviewed_at = $8, reviewed_by = $9, flags = $10, note = $11, recorded_at = $12, leaf = $13, version = version + 1
   where id = $1`,
)
const RATE = sql(
  'volunteering.rate-service',
  `update city.volunteer_service set own_rating = coalesce($2, own_rating), other_rating = coalesce($3, other_rating),
     version = version + 1 where id = $1`,
)

export const serviceById = (db: CityQueries, id: string): Promise<ServiceRow | undefined> =>
  db.maybe<ServiceRow>(BY_ID, [id])

export const servicesByIds = (db: CityQueries, ids: readonly string[]): Promise<readonly ServiceRow[]> =>
  db.rows<ServiceRow>(BY_IDS, [ids])

export const lockService = (tx: Tx, id: string): Promise<ServiceRow | undefined> => tx.maybe<ServiceRow>(LOCK, [id])

export const servicesOf = (
  db: CityQueries,
  of: { readonly signups?: readonly string[]; readonly matches?: readonly string[] },
): Promise<readonly ServiceRow[]> => db.rows<ServiceRow>(BY_SIGNUPS, [of.signups ?? [], of.matches ?? []])

export type AtKey = { readonly at: Instant; readonly id: string }

/** What a person did, the latest first. */
export const ownServices = (
  db: CityQueries,
  parties: readonly string[],
  after: AtKey | undefined,
  limit: number,
): Promise<readonly ServiceRow[]> =>
  db.rows<ServiceRow>(MINE, [parties, after === undefined ? null : ts(after.at), after?.id ?? null, limit])

/** What was done for a person, the latest first. */
export const servicesFor = (db: CityQueries, parties: readonly string[]): Promise<readonly ServiceRow[]> =>
  db.rows<ServiceRow>(FOR_ME, [parties])

export type AreaKey = { readonly area: string; readonly at: Instant; readonly id: string }

/** Services of a place that wait for a side or for the reviewer. */
export const openServices = (
  db: CityQueries,
  path: string,
  after: AreaKey | undefined,
  limit: number,
): Promise<readonly ServiceRow[]> =>
  db.rows<ServiceRow>(OPEN, [
    path,
    after?.area ?? null,
    after === undefined ? null : ts(after.at),
    after?.id ?? null,
    limit,
  ])

export type Span = { readonly from: Instant; readonly to: Instant }

/** Recorded services of a place in a span, for exports. */
export const recordedWithin = (
  db: CityQueries,
  path: string,
  span: Span,
  after: AreaKey | undefined,
  limit: number,
): Promise<readonly ServiceRow[]> =>
  db.rows<ServiceRow>(WITHIN, [
    ...[path, ts(span.from), ts(span.to)],
    ...[after?.area ?? null, after === undefined ? null : ts(after.at), after?.id ?? null, limit],
  ])

/** Recorded services of a volunteer in a span, in order of time. */
export const recordedOf = (db: CityQueries, volunteer: string, span: Span): Promise<readonly ServiceRow[]> =>
  db.rows<ServiceRow>(RECORDED, [volunteer, ts(span.from), ts(span.to)])

/** What else a volunteer did on a day. @param except a service not to count */
export const dayMinutesOf = async (db: CityQueries, volunteer: string, day: Span, except: string): Promise<number> =>
  (await db.one<{ n: number }>(DAY, [volunteer, ts(day.from), ts(day.to), except])).n

/** What two people did for each other in a span, either way. */
export const pairMinutesOf = async (
  db: CityQueries,
  pair: readonly [string, string],
  span: Span,
  except: string,
): Promise<number> => (await db.one<{ n: number }>(PAIR, [pair[0], pair[1], ts(span.from), ts(span.to), except])).n

export type NewService = Omit<
  ServiceRow,
  'state' | 'reviewedAt' | 'ownRating' | 'otherRating' | 'note' | 'recordedAt' | 'version'
>

export const insertService = async (tx: Tx, row: NewService): Promise<void> => {
  const moment = (at: Instant | null): string | null => (at === null ? null : ts(at))
  await tx.run(INSERT, [
    ...[row.id, row.volunteer, row.party, row.area, row.who, row.signup, row.match, row.requester, row.organisation],
    ...[
      row.topic,
      row.title,
      ts(row.from),
      ts(row.to),
      row.minutes,
      moment(row.ownAt),
      moment(row.otherAt),
      row.otherBy,
    ],
    ...[row.flags, ts(row.claimedAt)],
  ])
}

export type Settled = Pick<
  ServiceRow,
  'state' | 'minutes' | 'to' | 'ownAt' | 'otherAt' | 'otherBy' | 'reviewedAt' | 'flags' | 'note' | 'recordedAt'
> & { readonly reviewedBy: string | null; readonly leaf: Buffer | null }

export const setService = async (tx: Tx, id: string, row: Settled): Promise<void> => {
  const moment = (at: Instant | null): string | null => (at === null ? null : ts(at))
  await tx.run(SET, [
    ...[id, row.state, row.minutes, ts(row.to), moment(row.ownAt), moment(row.otherAt), row.otherBy],
    ...[moment(row.reviewedAt), row.reviewedBy, row.flags, row.note, moment(row.recordedAt), row.leaf],
  ])
}

/** What one side thinks of the other, 1 to 5. */
export const rateService = async (tx: Tx, id: string, side: 'own' | 'other', rating: number): Promise<void> => {
  await tx.run(RATE, [id, side === 'own' ? rating : null, side === 'other' ? rating : null])
}

const SKILL = sql(
  'volunteering.service-skill',
  `select coalesce(a.skill, n.skill) as skill from city.volunteer_service s
   left join city.volunteer_signup u on u.id = s.signup left join city.volunteer_activity a on a.id = u.activity
   left join city.volunteer_match m on m.id = s.match left join city.volunteer_need n on n.id = m.need where s.id = $1`,
)

/** The skill that the activity or need asked for. */
export const skillOf = async (db: CityQueries, service: string): Promise<string | null> =>
  (await db.one<{ skill: string | null }>(SKILL, [service])).skill
