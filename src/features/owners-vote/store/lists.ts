import type { Instant } from '../../../kernel/time.ts'
import { build } from '../../../platform/db/kysely.ts'
import { type MatterFilter, type NewestPage, newestConditions } from '../../../platform/db/newest.ts'
import { type CityQueries, sql } from '../../../platform/db/types.ts'
import type { VoteState } from '../rules/state.ts'
import type { VoteRow } from './votes.ts'

type Tables = {
  owners_vote: {
    id: string
    no: string
    version: number
    step: string
    area: string
    estate: string
    title: string
    convened_at: Instant
    ended: boolean
    ballots: number
    state: VoteState
  }
}

export type VoteItem = Tables['owners_vote'] & { readonly [key: string]: unknown }

export type Filter = MatterFilter & {
  readonly estate?: string | undefined
}

/** One page of votes, newest first. Keyset paged, so depth costs nothing. */
export const listVotes = (db: CityQueries, filter: Filter, page: NewestPage): Promise<readonly VoteItem[]> => {
  let query = build<Tables>()
    .selectFrom('owners_vote')
    .select(['id', 'no', 'version', 'step', 'area', 'estate', 'title', 'convened_at', 'ended', 'ballots', 'state'])
  for (const each of newestConditions(filter, page, 'convened_at')) query = query.where(each)
  if (filter.estate !== undefined) query = query.where('estate', '=', filter.estate)
  return db.built<VoteItem>(
    query.orderBy('convened_at', 'desc').orderBy('id', 'desc').limit(page.limit).compile() as never,
  )
}

const OF_PARTIES = sql(
  'owners-vote.of-parties',
  `select id, no, version, facts, title, body, changed_at, ballots, entries, state from city.owners_vote
   where id in (
     select vote from city.owners_vote_voter where party = any($1::uuid[])
     union select vote from city.owners_vote_proxy where agent = any($1::uuid[])
     union select id from city.owners_vote where estate = any($2::uuid[]) and not ended
   )
   order by ended, closes, id desc limit 100`,
)

/**
 * Votes on whose roll a person stands, or for which they have a proxy, or that are under way where they own something; those
 * that are not over first.
 */
export const votesOfParties = (
  db: CityQueries,
  parties: readonly string[],
  estates: readonly string[],
): Promise<readonly VoteRow[]> => db.rows<VoteRow>(OF_PARTIES, [parties, estates])
