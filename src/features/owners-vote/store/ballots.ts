import { canonical, type Json } from '../../../kernel/journal/canonical.ts'
import type { Instant, LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'
import type { GroupBallot } from '../../ballots/index.ts'

export type Channel = 'online' | 'paper'

export type NewBallot = {
  readonly vote: string
  readonly pseudonym: string
  readonly channel: Channel
  readonly at: Instant
  /** Day it came in: of a paper ballot, the day on its envelope. */
  readonly received: LocalDate
  readonly by: string | null
  readonly record: string
  readonly choices: Buffer
}

export type CastBallot = NewBallot & { readonly seq: number; readonly openings: Buffer; readonly leaf: string }

const INSERT = sql(
  'owners-vote.insert-ballot',
  `insert into city.owners_vote_ballot
     (vote, pseudonym, state, channel, seq, at, received, by_party, record, choices_sealed, openings_sealed, leaf)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
   on conflict (vote, pseudonym) do nothing`,
)

/** A ballot cast at a screen. False when the head has one already, cast or waiting. */
export const insertCast = async (tx: Tx, ballot: CastBallot): Promise<boolean> =>
  (await tx.run(INSERT, [
    ballot.vote,
    ballot.pseudonym,
    'cast',
    ballot.channel,
    ballot.seq,
    ts(ballot.at),
    ballot.received,
    ballot.by,
    ballot.record,
    ballot.choices,
    ballot.openings,
    Buffer.from(ballot.leaf, 'hex'),
  ])) === 1

/** A paper ballot entered by the first of two people: it takes the head's place and waits. False when that is taken. */
export const insertWaiting = async (tx: Tx, ballot: NewBallot): Promise<boolean> =>
  (await tx.run(INSERT, [
    ballot.vote,
    ballot.pseudonym,
    'waiting',
    ballot.channel,
    null,
    ts(ballot.at),
    ballot.received,
    ballot.by,
    ballot.record,
    ballot.choices,
    null,
    null,
  ])) === 1

export type BallotRow = {
  readonly pseudonym: string
  readonly state: 'waiting' | 'cast'
  readonly channel: Channel
  readonly at: Instant
  readonly received: LocalDate
  readonly by: string | null
  readonly record: string
  readonly choices: Buffer
  readonly openings: Buffer | null
  readonly leaf: Buffer | null
}

const COLUMNS = `pseudonym, state, channel, at, received::text as received, by_party as by, record,
  choices_sealed as choices, openings_sealed as openings, leaf`

const OF = sql(
  'owners-vote.ballot',
  `select ${COLUMNS} from city.owners_vote_ballot where vote = $1 and pseudonym = $2`,
)
const LOCK = sql(
  'owners-vote.lock-ballot',
  `select ${COLUMNS} from city.owners_vote_ballot where vote = $1 and pseudonym = $2 for update`,
)

export const ballotOf = (db: CityQueries, vote: string, pseudonym: string): Promise<BallotRow | undefined> =>
  db.maybe<BallotRow>(OF, [vote, pseudonym])

export const lockBallot = (tx: Tx, vote: string, pseudonym: string): Promise<BallotRow | undefined> =>
  tx.maybe<BallotRow>(LOCK, [vote, pseudonym])

const CHECK = sql(
  'owners-vote.check-ballot',
  `update city.owners_vote_ballot set state = 'cast', seq = $3, checked_by = $4, openings_sealed = $5, leaf = $6
   where vote = $1 and pseudonym = $2 and state = 'waiting'`,
)

/** The second person has entered the same: the ballot is cast. */
export const castWaiting = (
  tx: Tx,
  vote: string,
  pseudonym: string,
  cast: { readonly seq: number; readonly by: string | null; readonly openings: Buffer; readonly leaf: string },
): Promise<number> => tx.run(CHECK, [vote, pseudonym, cast.seq, cast.by, cast.openings, Buffer.from(cast.leaf, 'hex')])

const STRIKE = sql(
  'owners-vote.strike',
  `delete from city.owners_vote_ballot where vote = $1 and pseudonym = $2 and state = 'waiting'`,
)

/** Takes a paper ballot that was entered once off again. */
export const strikeWaiting = (tx: Tx, vote: string, pseudonym: string): Promise<number> =>
  tx.run(STRIKE, [vote, pseudonym])

const INSERT_SEALED = sql(
  'owners-vote.insert-sealed',
  'insert into city.owners_vote_sealed (vote, pseudonym, day, body) values ($1, $2, $3, $4)',
)

/** The sealed ballot as it will be published. */
export const insertSealed = (tx: Tx, vote: string, ballot: GroupBallot): void => {
  tx.write(INSERT_SEALED, [vote, ballot.group, ballot.day, canonical(ballot as unknown as Json)])
}

export type SealedRow = { readonly pseudonym: string; readonly day: LocalDate; readonly body: string }

const SEALED = sql(
  'owners-vote.sealed',
  `select pseudonym, day::text as day, body from city.owners_vote_sealed
   where vote = $1 and pseudonym > $2 order by pseudonym limit $3`,
)

/** Sealed ballots, one page of them by pseudonym. */
export const sealedPage = (
  db: CityQueries,
  vote: string,
  after: string,
  limit: number,
): Promise<readonly SealedRow[]> => db.rows<SealedRow>(SEALED, [vote, after, limit])

const COUNTING = sql(
  'owners-vote.counting',
  `select r.pseudonym, r.area_dm2::float8 as "areaDm2", b.choices_sealed as choices, b.openings_sealed as openings
   from city.owners_vote_roll r
   left join city.owners_vote_ballot b on b.vote = r.vote and b.pseudonym = r.pseudonym and b.state = 'cast'
   where r.vote = $1 and r.pseudonym > $2 order by r.pseudonym limit $3`,
)

export type CountingRow = {
  readonly pseudonym: string
  readonly areaDm2: number
  readonly choices: Buffer | null
  readonly openings: Buffer | null
}

/** Heads of the roll with their ballots, one page of them. */
export const countingPage = (
  db: CityQueries,
  vote: string,
  after: string,
  limit: number,
): Promise<readonly CountingRow[]> => db.rows<CountingRow>(COUNTING, [vote, after, limit])

const TURNOUT = sql(
  'owners-vote.turnout',
  `select count(*) filter (where b.state = 'cast')::int as heads,
     coalesce(sum(r.area_dm2) filter (where b.state = 'cast'), 0)::float8 as "areaDm2",
     count(*) filter (where b.state = 'cast' and b.channel = 'paper')::int as paper,
     count(*) filter (where b.state = 'waiting')::int as waiting
   from city.owners_vote_ballot b join city.owners_vote_roll r on r.vote = b.vote and r.pseudonym = b.pseudonym
   where b.vote = $1`,
)

export type Turnout = {
  readonly heads: number
  readonly areaDm2: number
  readonly paper: number
  /** Paper ballots that wait for the second person. */
  readonly waiting: number
}

/** Who has taken part so far, in heads and area: never in what they said. */
export const turnoutOf = (db: CityQueries, vote: string): Promise<Turnout> => db.one<Turnout>(TURNOUT, [vote])

const WAITING = sql(
  'owners-vote.waiting',
  `select g.units, b.received::text as received, b.record, b.by_party as by
   from city.owners_vote_ballot b join city.owners_vote_group g on g.vote = b.vote and g.pseudonym = b.pseudonym
   where b.vote = $1 and b.state = 'waiting' order by b.at limit $2`,
)

export type WaitingRow = {
  readonly units: readonly string[]
  readonly received: LocalDate
  readonly record: string
  readonly by: string | null
}

export const waitingOf = (db: CityQueries, vote: string, limit: number): Promise<readonly WaitingRow[]> =>
  db.rows<WaitingRow>(WAITING, [vote, limit])

const REFUSE = sql(
  'owners-vote.refuse',
  `insert into city.owners_vote_refused (vote, why, channel, day, count) values ($1, $2, $3, $4, 1)
   on conflict (vote, why, channel, day) do update set count = owners_vote_refused.count + 1`,
)

/** Counts a ballot that was refused, and why: no word of whose it was. */
export const noteRefused = (
  db: CityQueries,
  refused: { readonly vote: string; readonly why: string; readonly channel: Channel; readonly day: LocalDate },
): Promise<number> => db.run(REFUSE, [refused.vote, refused.why, refused.channel, refused.day])

const REFUSED = sql(
  'owners-vote.refused',
  'select why, sum(count)::int as count from city.owners_vote_refused where vote = $1 group by why order by why',
)

export const refusedOf = (
  db: CityQueries,
  vote: string,
): Promise<readonly { readonly why: string; readonly count: number }[]> => db.rows(REFUSED, [vote])
