import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql } from '../../../platform/db/types.ts'
import { OWN_MAX } from '../../../platform/personal/own.ts'

const TOPICS = sql(
  'deliberation.own-topics',
  `select no, title, body, raised_at as at from city.deliberation where raiser = any($1::uuid[]) order by raised_at limit ${OWN_MAX}`,
)
const STATEMENTS = sql(
  'deliberation.own-statements',
  `select d.no, s.seq, s.text, s.at, s.hidden from city.deliberation_statement s join city.deliberation d on d.id = s.topic
   where s.party = any($1::uuid[]) order by s.at limit ${OWN_MAX}`,
)
const VOTES = sql(
  'deliberation.own-votes',
  `select d.no, v.statement as seq, v.opinion, v.at from city.deliberation_vote v join city.deliberation d on d.id = v.topic
   where v.party = any($1::uuid[]) order by v.at limit ${OWN_MAX}`,
)
const RATINGS = sql(
  'deliberation.own-ratings',
  `select d.no, r.score, r.words, r.at from city.deliberation_rating r join city.deliberation d on d.id = r.topic
   where r.party = any($1::uuid[]) order by r.at limit ${OWN_MAX}`,
)
const MEETINGS = sql(
  'deliberation.own-meetings',
  `select d.no, m.round, m.at, m.spoke from (
     select topic, round, at, false as spoke from city.deliberation_sign_in where party = any($1::uuid[])
     union all select topic, round, asked_at, true from city.deliberation_speech where party = any($1::uuid[])
   ) m join city.deliberation d on d.id = m.topic order by m.at limit ${OWN_MAX}`,
)

type Of<T> = (
  db: CityQueries,
  parties: readonly string[],
) => Promise<readonly (T & { readonly no: string; at: Instant })[]>

/** Topics a person raised. */
export const topicsBy: Of<{ readonly title: string; readonly body: string }> = (db, parties) =>
  db.rows(TOPICS, [parties])

/** What a person stated in any topic. @returns `seq` is the statement's number within its topic */
export const statementsBy: Of<{ readonly seq: number; readonly text: string; readonly hidden: boolean }> = (
  db,
  parties,
) => db.rows(STATEMENTS, [parties])

/** How a person voted on statements: 1 for, 0 neither, −1 against. */
export const votesBy: Of<{ readonly seq: number; readonly opinion: number }> = (db, parties) =>
  db.rows(VOTES, [parties])

/** How a person rated results. */
export const ratingsBy: Of<{ readonly score: number; readonly words: string }> = (db, parties) =>
  db.rows(RATINGS, [parties])

/** Meetings a person signed in to, and turns they asked to speak. */
export const meetingsBy: Of<{ readonly round: number; readonly spoke: boolean }> = (db, parties) =>
  db.rows(MEETINGS, [parties])
