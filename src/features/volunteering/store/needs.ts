import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { json, ts } from '../../../platform/db/values.ts'
import type { Language, Risk, Skill, Topic } from '../rules/kinds.ts'
import type { Reason } from '../rules/match.ts'

export type NeedState = 'open' | 'agreed' | 'done' | 'cancelled' | 'declined'

/** Somebody asks for help. Where, and how to reach them, is sealed. */
export type NeedRow = {
  readonly id: string
  readonly no: string
  readonly area: string
  readonly requester: string
  readonly enteredBy: 'self' | 'desk'
  readonly topic: Topic
  readonly text: string
  readonly skill: Skill | null
  readonly language: Language | null
  readonly risk: Risk
  readonly insurance: string
  readonly from: Instant
  readonly to: Instant
  readonly state: NeedState
  readonly note: string
  readonly version: number
}

const ROW = `id, no, area, requester, entered_by as "enteredBy", topic, text, skill, language, risk, insurance,
  from_at as "from", to_at as "to", state, note, version`

const BY_ID = sql('volunteering.need', `select ${ROW} from city.volunteer_need where id = $1`)
const LOCK = sql('volunteering.lock-need', `select ${ROW} from city.volunteer_need where id = $1 for update`)
const WHERE = sql('volunteering.need-where', 'select where_sealed as "where" from city.volunteer_need where id = $1')
const WITHIN = sql(
  'volunteering.needs',
  `select ${ROW} from city.volunteer_need where area >= $1 and area < $1 || '~' and ($2::text is null or state = $2)
     and ($3::text is null or (area, from_at, id) > ($3, $4::timestamptz, $5::uuid))
   order by area, from_at, id limit $6`,
)
const OPEN = sql(
  'volunteering.open-needs',
  `select ${ROW} from city.volunteer_need where state = 'open' and area >= $1 and area < $1 || '~' and from_at > $2
   order by area, from_at, id limit $3`,
)
const MINE = sql(
  'volunteering.own-needs',
  `select ${ROW} from city.volunteer_need where requester = any($1::uuid[]) order by from_at desc, id desc limit 50`,
)
const INSERT = sql(
  'volunteering.insert-need',
  `insert into city.volunteer_need (id, no, area, requester, entered_by, topic, text, where_sealed, skill, language, risk,
     insurance, from_at, to_at, state, note, version, created_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'open', '', 1, $15)`,
)
const SET = sql(
  'volunteering.set-need',
  'update city.volunteer_need set state = $2, note = $3, version = version + 1 where id = $1',
)

export const needById = (db: CityQueries, id: string): Promise<NeedRow | undefined> => db.maybe<NeedRow>(BY_ID, [id])

export const lockNeed = (tx: Tx, id: string): Promise<NeedRow | undefined> => tx.maybe<NeedRow>(LOCK, [id])

export const whereOf = async (db: CityQueries, id: string): Promise<Buffer> =>
  (await db.one<{ where: Buffer }>(WHERE, [id])).where

export type NeedKey = { readonly area: string; readonly at: Instant; readonly id: string }

/** Needs of a place, by area and time. */
export const needsWithin = (
  db: CityQueries,
  path: string,
  state: NeedState | undefined,
  after: NeedKey | undefined,
  limit: number,
): Promise<readonly NeedRow[]> =>
  db.rows<NeedRow>(WITHIN, [
    path,
    state ?? null,
    after?.area ?? null,
    after === undefined ? null : ts(after.at),
    after?.id ?? null,
    limit,
  ])

/** Needs of a place that still lie ahead and nobody has taken on. */
export const openNeeds = (db: CityQueries, path: string, now: Instant, most: number): Promise<readonly NeedRow[]> =>
  db.rows<NeedRow>(OPEN, [path, ts(now), most])

/** A person's own, the latest first. */
export const ownNeeds = (db: CityQueries, parties: readonly string[]): Promise<readonly NeedRow[]> =>
  db.rows<NeedRow>(MINE, [parties])

export const insertNeed = async (
  tx: Tx,
  row: Omit<NeedRow, 'state' | 'note' | 'version'> & { readonly where: Buffer },
  at: Instant,
): Promise<void> => {
  await tx.run(INSERT, [
    ...[
      row.id,
      row.no,
      row.area,
      row.requester,
      row.enteredBy,
      row.topic,
      row.text,
      row.where,
      row.skill,
      row.language,
    ],
    ...[row.risk, row.insurance, ts(row.from), ts(row.to), ts(at)],
  ])
}

export const setNeed = async (tx: Tx, id: string, state: NeedState, note: string): Promise<void> => {
  await tx.run(SET, [id, state, note])
}

export type MatchState = 'asked' | 'accepted' | 'declined' | 'withdrawn' | 'done' | 'no-show'

/** A volunteer who was asked whether they would help with a need, and why they were. */
export type MatchRow = {
  readonly id: string
  readonly need: string
  readonly volunteer: string
  readonly party: string
  readonly requester: string
  readonly area: string
  readonly who: string
  readonly score: number
  readonly reasons: readonly Reason[]
  readonly state: MatchState
  readonly from: Instant
  readonly to: Instant
  readonly version: number
}

const MATCH = `id, need, volunteer, party, requester, area, who, score, reasons, state, from_at as "from", to_at as "to", version`
const MATCHES = sql(
  'volunteering.matches',
  `select ${MATCH} from city.volunteer_match where need = any($1::uuid[]) order by at, id`,
)
const MATCH_BY_ID = sql('volunteering.match', `select ${MATCH} from city.volunteer_match where id = $1`)
const OWN_MATCHES = sql(
  'volunteering.own-matches',
  `select ${MATCH} from city.volunteer_match where party = any($1::uuid[]) order by from_at desc, id desc limit 50`,
)
const INSERT_MATCH = sql(
  'volunteering.insert-match',
  `insert into city.volunteer_match (id, need, volunteer, party, requester, area, who, score, reasons, state, from_at, to_at, version, at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'asked', $10, $11, 1, $12) on conflict (need, volunteer) do nothing`,
)
const SET_MATCH = sql(
  'volunteering.set-match',
  'update city.volunteer_match set state = $2, version = version + 1 where id = $1',
)
const OTHERS = sql(
  'volunteering.withdraw-others',
  `update city.volunteer_match set state = 'withdrawn', version = version + 1 where need = $1 and state in ('asked', 'accepted') and id <> $2`,
)

export const matchesOf = (db: CityQueries, needs: readonly string[]): Promise<readonly MatchRow[]> =>
  db.rows<MatchRow>(MATCHES, [needs])

export const matchById = (db: CityQueries, id: string): Promise<MatchRow | undefined> =>
  db.maybe<MatchRow>(MATCH_BY_ID, [id])

/** What a person was asked, the latest first. */
export const ownMatches = (db: CityQueries, parties: readonly string[]): Promise<readonly MatchRow[]> =>
  db.rows<MatchRow>(OWN_MATCHES, [parties])

/** False when this volunteer was asked for this need before. */
export const insertMatch = async (tx: Tx, row: Omit<MatchRow, 'state' | 'version'>, at: Instant): Promise<boolean> =>
  (await tx.run(INSERT_MATCH, [
    ...[row.id, row.need, row.volunteer, row.party, row.requester, row.area, row.who, row.score, json(row.reasons)],
    ...[ts(row.from), ts(row.to), ts(at)],
  ])) === 1

export const setMatch = async (tx: Tx, id: string, state: MatchState): Promise<void> => {
  await tx.run(SET_MATCH, [id, state])
}

/** The others who were asked hear that somebody has taken it on. @param except '00000000-…' for all */
export const withdrawOthers = (tx: Tx, need: string, except: string): Promise<number> => tx.run(OTHERS, [need, except])

const INSURE = sql(
  'volunteering.need-insurance',
  'update city.volunteer_need set insurance = $2, version = version + 1 where id = $1',
)

/** The insurance that was taken out for it. */
export const setInsurance = async (tx: Tx, id: string, insurance: string): Promise<void> => {
  await tx.run(INSURE, [id, insurance])
}
