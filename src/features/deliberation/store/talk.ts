import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'
import type { Opinion } from '../rules/votes.ts'

export type StatementRow = {
  readonly seq: number
  readonly text: string
  readonly at: Instant
  readonly hidden: boolean
  readonly mine: boolean
}

const PAGE = sql(
  'deliberation.statements',
  `select seq, text, at, hidden, party = any($2::uuid[]) as mine from city.deliberation_statement
   where topic = $1 and not hidden and seq > $3 order by seq limit $4`,
)
const ONE = sql(
  'deliberation.statement',
  `select seq, text, at, hidden, party = any($2::uuid[]) as mine from city.deliberation_statement
   where topic = $1 and seq = $3`,
)
const SAY = sql(
  'deliberation.say',
  `insert into city.deliberation_statement (topic, seq, party, nth, text, digest, at, hidden)
   values ($1, $2, $3, $4, $5, sha256($6::bytea), $7, false) on conflict do nothing`,
)
const PLACES = sql(
  'deliberation.statement-places',
  `select count(*) filter (where party = $2) + 1 as nth, count(*) filter (where digest = sha256($3::bytea)) as same
   from city.deliberation_statement where topic = $1`,
)
const HIDE = sql(
  'deliberation.hide',
  'update city.deliberation_statement set hidden = true where topic = $1 and seq = $2 and not hidden',
)
const VOTE = sql(
  'deliberation.vote',
  `insert into city.deliberation_vote as vote (topic, statement, party, opinion, at) values ($1, $2, $3, $4, $5)
   on conflict (topic, statement, party) do update set opinion = excluded.opinion, at = excluded.at`,
)
const MINE = sql(
  'deliberation.my-votes',
  'select statement, opinion from city.deliberation_vote where topic = $1 and party = $2',
)
const COUNTS = sql(
  'deliberation.vote-counts',
  `select statement, count(*) filter (where opinion = 1) as agree, count(*) filter (where opinion = -1) as disagree,
     count(*) filter (where opinion = 0) as pass
   from city.deliberation_vote where topic = $1 and statement = any($2::integer[]) group by 1`,
)
const ALL = sql(
  'deliberation.all-votes',
  `select v.party as voter, v.statement, v.opinion from city.deliberation_vote v
   join city.deliberation_statement s on s.topic = v.topic and s.seq = v.statement and not s.hidden
   where v.topic = $1 order by v.statement, v.party limit $2`,
)

export const statementsOf = (
  db: CityQueries,
  topic: string,
  parties: readonly string[],
  after: number,
  limit: number,
): Promise<readonly StatementRow[]> => db.rows<StatementRow>(PAGE, [topic, parties, after, limit])

export const statementAt = (db: CityQueries, topic: string, seq: number): Promise<StatementRow | undefined> =>
  db.maybe<StatementRow>(ONE, [topic, [], seq])

/** How many statements the author would have with one more, and whether just this is said already. */
export const placeFor = (
  db: CityQueries,
  topic: string,
  party: string,
  words: string,
): Promise<{ readonly nth: number; readonly same: number }> =>
  db.one<{ nth: number; same: number }>(PLACES, [topic, party, words])

/** @returns whether it was taken: what was said already, or is one too many, is not */
export const insertStatement = async (
  tx: Tx,
  topic: string,
  statement: {
    readonly seq: number
    readonly nth: number
    readonly party: string
    readonly text: string
    readonly folded: string
  },
  now: Instant,
): Promise<boolean> => {
  const { seq, nth, party, text, folded } = statement
  return (await tx.run(SAY, [topic, seq, party, nth, text, folded, ts(now)])) === 1
}

export const hideStatement = (tx: Tx, topic: string, seq: number): Promise<number> => tx.run(HIDE, [topic, seq])

/** The last vote of a person on a statement is the one there is. */
export const putVote = (
  tx: Tx,
  vote: { readonly topic: string; readonly statement: number; readonly party: string; readonly opinion: Opinion },
  now: Instant,
): Promise<number> => tx.run(VOTE, [vote.topic, vote.statement, vote.party, vote.opinion, ts(now)])

export const votesOfMine = async (
  db: CityQueries,
  topic: string,
  party: string,
): Promise<ReadonlyMap<number, Opinion>> => {
  const rows = await db.rows<{ statement: number; opinion: Opinion }>(MINE, [topic, party])
  return new Map(rows.map(({ statement, opinion }) => [statement, opinion]))
}

export type VoteCount = {
  readonly statement: number
  readonly agree: number
  readonly disagree: number
  readonly pass: number
}

/** Counted over everybody's votes: no reader sees them, so it is asked of the city as the system sees it. */
export const voteCounts = (
  db: CityQueries,
  topic: string,
  statements: readonly number[],
): Promise<readonly VoteCount[]> => db.rows<VoteCount>(COUNTS, [topic, statements])

/** Every vote on what is shown, for the opinion groups, as the system sees it. @param most more than so many are left out */
export const allVotes = (
  db: CityQueries,
  topic: string,
  most: number,
): Promise<readonly { readonly voter: string; readonly statement: number; readonly opinion: Opinion }[]> =>
  db.rows<{ voter: string; statement: number; opinion: Opinion }>(ALL, [topic, most])
