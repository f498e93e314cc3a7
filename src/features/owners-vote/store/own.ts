import type { LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql } from '../../../platform/db/types.ts'

export type OwnBallot = {
  readonly vote: string
  readonly no: string
  readonly title: string
  readonly pseudonym: string
  readonly channel: 'online' | 'paper'
  readonly received: LocalDate
  readonly choices: Buffer
}

// Whoever stood behind the head when the roll was frozen, as for the receipt: a buyer since then sees nothing.
const BEHIND = sql(
  'owners-vote.ballots-behind',
  `select distinct v.id as vote, v.no, v.title, b.pseudonym, b.channel, b.received, b.choices_sealed as choices
   from city.owners_vote_voter o join city.owners_vote_ballot b on b.vote = o.vote and b.pseudonym = o.pseudonym
   join city.owners_vote v on v.id = b.vote where o.party = any($1::uuid[]) and b.state = 'cast' order by b.received, v.no`,
)

/** Ballots of heads behind which one of these parties stood, by day. */
export const ballotsBehind = (db: CityQueries, parties: readonly string[]): Promise<readonly OwnBallot[]> =>
  db.rows<OwnBallot>(BEHIND, [parties])
