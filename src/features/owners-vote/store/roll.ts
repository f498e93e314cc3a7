import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'

/** One head of the roll: under a name of its own, with the units and people that make it. */
export type RollGroup = {
  readonly pseudonym: string
  /** 0.01 m² */
  readonly areaDm2: number
  readonly units: readonly string[]
  readonly owners: readonly string[]
  readonly developer: boolean
  readonly salt: Buffer
}

const INSERT_ROLL = sql(
  'owners-vote.insert-roll',
  `insert into city.owners_vote_roll (vote, pseudonym, area_dm2) select $1, * from unnest($2::text[], $3::bigint[])`,
)
const INSERT_GROUPS = sql(
  'owners-vote.insert-groups',
  `insert into city.owners_vote_group (vote, pseudonym, units, salt, developer)
   select $1, pseudonym, string_to_array(units, chr(10)), decode(salt, 'hex'), developer
   from unnest($2::text[], $3::text[], $4::text[], $5::boolean[]) as g (pseudonym, units, salt, developer)`,
)
const INSERT_VOTERS = sql(
  'owners-vote.insert-voters',
  `insert into city.owners_vote_voter (vote, party, pseudonym) select $1, * from unnest($2::uuid[], $3::text[])`,
)
const INSERT_UNITS = sql(
  'owners-vote.insert-units',
  `insert into city.owners_vote_unit (vote, code, area_dm2) select $1, * from unnest($2::text[], $3::integer[])`,
)

/** Freezes the roll: heads, units, and who stands behind them. */
export const insertRoll = (
  tx: Tx,
  vote: string,
  groups: readonly RollGroup[],
  units: readonly { readonly code: string; readonly areaDm2: number }[],
): void => {
  tx.write(INSERT_ROLL, [vote, groups.map(({ pseudonym }) => pseudonym), groups.map(({ areaDm2 }) => areaDm2)])
  tx.write(INSERT_GROUPS, [
    vote,
    groups.map(({ pseudonym }) => pseudonym),
    groups.map(group => group.units.join('\n')),
    groups.map(({ salt }) => salt.toString('hex')),
    groups.map(({ developer }) => developer),
  ])
  const voters = groups.flatMap(({ owners, pseudonym }) => [...new Set(owners)].map(owner => [owner, pseudonym]))
  tx.write(INSERT_VOTERS, [vote, voters.map(([owner]) => owner), voters.map(([, pseudonym]) => pseudonym)])
  tx.write(INSERT_UNITS, [vote, units.map(({ code }) => code), units.map(({ areaDm2 }) => areaDm2)])
}

export type RollRow = { readonly pseudonym: string; readonly areaDm2: number }

const ROLL = sql(
  'owners-vote.roll',
  `select pseudonym, area_dm2::float8 as "areaDm2" from city.owners_vote_roll where vote = $1 order by pseudonym`,
)

/** The roll as it is published, by pseudonym. */
export const rollOf = (db: CityQueries, vote: string): Promise<readonly RollRow[]> => db.rows<RollRow>(ROLL, [vote])

const UNITS = sql(
  'owners-vote.units',
  `select code, area_dm2 as "areaDm2" from city.owners_vote_unit where vote = $1 and code > $2 order by code limit $3`,
)

export type RollUnit = { readonly code: string; readonly areaDm2: number }

/** Units of the roll and their areas, one page of them by code. */
export const rollUnits = (db: CityQueries, vote: string, after: string, limit: number): Promise<readonly RollUnit[]> =>
  db.rows<RollUnit>(UNITS, [vote, after, limit])

/** A head for which somebody may vote, and how it stands. */
export type Standing = {
  readonly vote: string
  readonly pseudonym: string
  readonly areaDm2: number
  readonly units: readonly string[]
  readonly developer: boolean
  readonly as: 'owner' | 'agent'
}

const STANDINGS = sql(
  'owners-vote.standings',
  `select w.vote, w.pseudonym, r.area_dm2::float8 as "areaDm2", g.units, g.developer, w.as
   from (
     select vote, pseudonym, 'owner' as "as" from city.owners_vote_voter where party = any($1::uuid[]) and ($2::uuid is null or vote = $2)
     union
     select vote, pseudonym, 'agent' from city.owners_vote_proxy where agent = any($1::uuid[]) and ($2::uuid is null or vote = $2)
   ) w
   join city.owners_vote_roll r on r.vote = w.vote and r.pseudonym = w.pseudonym
   join city.owners_vote_group g on g.vote = w.vote and g.pseudonym = w.pseudonym
   order by w.vote desc, w.as desc, g.units`,
)

/** The heads a person may vote for, of one vote or of all. @param parties the person's own ids */
export const standingsOf = (
  db: CityQueries,
  parties: readonly string[],
  vote: string | null,
): Promise<readonly Standing[]> => db.rows<Standing>(STANDINGS, [parties, vote])

export type GroupRow = {
  readonly pseudonym: string
  readonly areaDm2: number
  readonly units: readonly string[]
  readonly developer: boolean
}

const GROUP_COLUMNS = `g.pseudonym, r.area_dm2::float8 as "areaDm2", g.units, g.developer`
const GROUP_OF_UNIT = sql(
  'owners-vote.group-of-unit',
  `select ${GROUP_COLUMNS} from city.owners_vote_group g
   join city.owners_vote_roll r on r.vote = g.vote and r.pseudonym = g.pseudonym
   where g.vote = $1 and g.units @> array[$2::text]`,
)

/** The head to which a unit belongs on the roll. */
export const groupOfUnit = (db: CityQueries, vote: string, unit: string): Promise<GroupRow | undefined> =>
  db.maybe<GroupRow>(GROUP_OF_UNIT, [vote, unit])

const VOTERS = sql(
  'owners-vote.voters',
  'select party from city.owners_vote_voter where vote = $1 and pseudonym = $2 order by party',
)

/** The owners behind a head when the roll was frozen. */
export const votersOf = async (db: CityQueries, vote: string, pseudonym: string): Promise<readonly string[]> =>
  (await db.rows<{ party: string }>(VOTERS, [vote, pseudonym])).map(({ party }) => party)
