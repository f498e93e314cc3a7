import type { Instant } from '../../kernel/time.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import { ownedBy } from '../estate/index.ts'
import { votesOfParties } from './store/lists.ts'
import { groupOfUnit, type Standing, standingsOf } from './store/roll.ts'
import type { VoteRow } from './store/votes.ts'

/** A head a person has to do with: may vote for it, or had it when the roll was frozen and has sold since. */
export type Claim = Standing & { readonly may: boolean }

/** A person's own ids: the party, and those found to be the same person. */
export const partiesOf = ({ party, also = [] }: Actor): readonly string[] => (party === null ? [] : [party, ...also])

const ownCodes = async (
  db: CityQueries,
  parties: readonly string[],
  estate: string,
  now: Instant,
): Promise<ReadonlySet<string>> => {
  const owned = await Promise.all(parties.map(party => ownedBy(db, party, now)))
  return new Set(owned.flat().flatMap(each => (each.estate.id === estate ? each.units.map(({ code }) => code) : [])))
}

/**
 * The heads a person may vote for in a vote. The roll stays as it was frozen: whoever has sold everything of a head votes
 * for it no longer, and whoever has bought all of it votes in its place; a ballot that was cast stands.
 * @param db reads as the system: whose a head is the register says, and no policy shows a buyer the seller's head
 */
export const claimsOf = async (
  db: CityQueries,
  actor: Actor,
  vote: VoteRow,
  now: Instant,
): Promise<readonly Claim[]> => {
  const parties = partiesOf(actor)
  if (parties.length === 0 || vote.state.roll === null) return []
  const [standings, codes] = [
    await standingsOf(db, parties, vote.id),
    await ownCodes(db, parties, vote.state.estate, now),
  ]
  const frozen = standings.map(
    (standing): Claim => ({
      ...standing,
      may: standing.as === 'agent' || standing.units.some(code => codes.has(code)),
    }),
  )
  const known = new Set(frozen.filter(({ as }) => as === 'owner').map(({ pseudonym }) => pseudonym))
  const bought: Claim[] = []
  for (const code of codes) {
    const group = await groupOfUnit(db, vote.id, code)
    if (group === undefined || known.has(group.pseudonym) || !group.units.every(unit => codes.has(unit))) continue
    known.add(group.pseudonym)
    bought.push({ ...group, vote: vote.id, as: 'owner', may: true })
  }
  return [...frozen, ...bought]
}

/** Votes a person has to do with: on whose roll they stand, and those under way where they own something now. */
export const ownVotes = async (db: CityQueries, actor: Actor, now: Instant): Promise<readonly VoteRow[]> => {
  const parties = partiesOf(actor)
  const owned = await ownedBy(db, parties, now)
  return votesOfParties(
    db,
    parties,
    owned.map(({ estate }) => estate.id),
  )
}
