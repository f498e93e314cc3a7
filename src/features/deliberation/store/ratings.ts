import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'

export const SCORES = [1, 2, 3] as const
/** 3 满意, 2 基本满意, 1 不满意 */
export type Score = (typeof SCORES)[number]

const RATE = sql(
  'deliberation.rate',
  `insert into city.deliberation_rating as rating (topic, party, score, words, at) values ($1, $2, $3, $4, $5)
   on conflict (topic, party) do update set score = excluded.score, words = excluded.words, at = excluded.at`,
)
const COUNT = sql(
  'deliberation.rating-counts',
  `select count(*) filter (where score = 3) as good, count(*) filter (where score = 2) as fair,
     count(*) filter (where score = 1) as bad from city.deliberation_rating where topic = $1`,
)
const MINE = sql('deliberation.my-rating', 'select score from city.deliberation_rating where topic = $1 and party = $2')
const WORDS = sql(
  'deliberation.rating-words',
  `select score, words from city.deliberation_rating where topic = $1 and words <> '' order by at desc limit 50`,
)

/** One rating for each person and topic: the last one. */
export const putRating = (
  tx: Tx,
  rating: { readonly topic: string; readonly party: string; readonly score: Score; readonly words: string },
  now: Instant,
): Promise<number> => tx.run(RATE, [rating.topic, rating.party, rating.score, rating.words, ts(now)])

export type Ratings = { readonly good: number; readonly fair: number; readonly bad: number }

/** Counted over everybody's ratings, as the system sees them. */
export const ratingCounts = (db: CityQueries, topic: string): Promise<Ratings> =>
  db.one<Ratings & Record<string, unknown>>(COUNT, [topic])

export const ratingOf = async (db: CityQueries, topic: string, party: string): Promise<Score | null> =>
  (await db.maybe<{ score: Score }>(MINE, [topic, party]))?.score ?? null

/** What was said with the ratings, for staff. */
export const ratingWords = (
  db: CityQueries,
  topic: string,
): Promise<readonly { readonly score: Score; readonly words: string }[]> =>
  db.rows<{ score: Score; words: string }>(WORDS, [topic])
