import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'

/** Somebody on the list as it is published: a number, a masked name, and whether he casts a ballot himself. */
export type RollRow = {
  readonly no: number
  readonly name: string
  readonly casts: boolean
  readonly struck: boolean
}

/** The same with what only the community and the town see: a masked ID number. */
export type VoterLine = RollRow & { readonly number: string }

export type NewVoter = {
  readonly id: string
  readonly no: number
  readonly nameSealed: Buffer
  readonly nameMasked: string
  readonly numberSealed: Buffer
  readonly numberBlind: Buffer
  readonly numberMasked: string
  readonly casts: boolean
}

const hex = (value: Buffer): string => value.toString('hex')

const LAST = sql(
  'committee-election.last-voter',
  'select coalesce(max(no), 0)::int as last from city.committee_election_roll where election = $1',
)
const KNOWN = sql(
  'committee-election.known-voters',
  `select encode(v.number_blind, 'hex') as blind, r.no, r.struck from city.committee_election_voter v
   join city.committee_election_roll r on r.election = v.election and r.no = v.no
   where v.election = $1 and v.number_blind = any($2::bytea[])`,
)
const INSERT_ROLL = sql(
  'committee-election.insert-roll',
  `insert into city.committee_election_roll (election, no, name_masked, casts)
   select $1, * from unnest($2::int[], $3::text[], $4::boolean[])`,
)
const INSERT_VOTERS = sql(
  'committee-election.insert-voters',
  `insert into city.committee_election_voter (id, election, no, name_sealed, number_sealed, number_blind, number_masked)
   select id, $1, no, decode(name, 'hex'), decode(number, 'hex'), decode(blind, 'hex'), masked
   from unnest($2::uuid[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[]) as v (id, no, name, number, blind, masked)`,
)
const STRIKE = sql(
  'committee-election.strike-voter',
  'update city.committee_election_roll set struck = true where election = $1 and no = $2 and not struck returning casts',
)
const ROLL = sql(
  'committee-election.roll',
  `select no, name_masked as name, casts, struck from city.committee_election_roll where election = $1 and no > $2
   order by no limit $3`,
)
const VOTERS = sql(
  'committee-election.voters',
  `select r.no, r.name_masked as name, r.casts, r.struck, v.number_masked as number from city.committee_election_roll r
   join city.committee_election_voter v on v.election = r.election and v.no = r.no
   where r.election = $1 and r.no > $2 order by r.no limit $3`,
)
const ON_LIST = sql(
  'committee-election.on-list',
  'select no, casts from city.committee_election_roll where election = $1 and no = any($2::int[]) and not struck',
)
const SEALED = sql(
  'committee-election.sealed-voter',
  'select id, name_sealed as "nameSealed", number_sealed as "numberSealed" from city.committee_election_voter where election = $1 and no = $2',
)

/** The highest number given so far; 0 when there is none. Numbers are never given twice. */
export const lastVoter = async (db: CityQueries, election: string): Promise<number> =>
  (await db.one<{ last: number }>(LAST, [election])).last

/** Numbers on the list of those known by these look-up values, by the value in hex. */
export const knownVoters = async (
  db: CityQueries,
  election: string,
  blinds: readonly Buffer[],
): Promise<ReadonlyMap<string, { readonly no: number; readonly struck: boolean }>> =>
  new Map(
    (await db.rows<{ blind: string; no: number; struck: boolean }>(KNOWN, [election, blinds])).map(
      ({ blind, no, struck }) => [blind, { no, struck }],
    ),
  )

export const insertVoters = (tx: Tx, election: string, voters: readonly NewVoter[]): void => {
  const nos = voters.map(({ no }) => no)
  tx.write(INSERT_ROLL, [election, nos, voters.map(each => each.nameMasked), voters.map(({ casts }) => casts)])
  tx.write(INSERT_VOTERS, [
    election,
    voters.map(({ id }) => id),
    nos,
    voters.map(each => hex(each.nameSealed)),
    voters.map(each => hex(each.numberSealed)),
    voters.map(each => hex(each.numberBlind)),
    voters.map(each => each.numberMasked),
  ])
}

/** Takes somebody off the list. @returns whether he was on it, and cast */
export const strikeVoter = (tx: Tx, election: string, no: number): Promise<{ readonly casts: boolean } | undefined> =>
  tx.maybe<{ casts: boolean }>(STRIKE, [election, no])

/** The list as it is published, one page of it. */
export const rollOf = (db: CityQueries, election: string, after: number, limit: number): Promise<readonly RollRow[]> =>
  db.rows<RollRow>(ROLL, [election, after, limit])

/** The list for those who keep it, one page of it. */
export const voterLines = (
  db: CityQueries,
  election: string,
  after: number,
  limit: number,
): Promise<readonly VoterLine[]> => db.rows<VoterLine>(VOTERS, [election, after, limit])

/** Which of these numbers are on the list and not struck, and whether they cast. */
export const onList = async (
  db: CityQueries,
  election: string,
  nos: readonly number[],
): Promise<ReadonlyMap<number, boolean>> =>
  new Map((await db.rows<{ no: number; casts: boolean }>(ON_LIST, [election, nos])).map(({ no, casts }) => [no, casts]))

export const sealedVoter = (
  db: CityQueries,
  election: string,
  no: number,
): Promise<{ readonly id: string; readonly nameSealed: Buffer; readonly numberSealed: Buffer } | undefined> =>
  db.maybe(SEALED, [election, no])
