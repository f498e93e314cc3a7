import type { LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import type { Count } from '../rules/state.ts'

/** A member of the election committee. */
export type Official = { readonly seat: number; readonly name: string; readonly leftOn: LocalDate | null }

const OFFICIALS = sql(
  'committee-election.officials',
  `select seat, name, to_char(left_on, 'YYYY-MM-DD') as "leftOn" from city.committee_election_official
   where election = $1 order by seat`,
)
const ADD_OFFICIALS = sql(
  'committee-election.add-officials',
  `insert into city.committee_election_official (election, seat, name)
   select $1, n + $3::int, name from unnest($2::text[]) with ordinality as o (name, n)`,
)
const LEAVE = sql(
  'committee-election.official-leaves',
  'update city.committee_election_official set left_on = $3 where election = $1 and seat = $2 and left_on is null',
)

export const officialsOf = (db: CityQueries, election: string): Promise<readonly Official[]> =>
  db.rows<Official>(OFFICIALS, [election])

/** @param from how many there are already */
export const addOfficials = (tx: Tx, election: string, names: readonly string[], from = 0): void => {
  tx.write(ADD_OFFICIALS, [election, names, from])
}

export const officialLeaves = (tx: Tx, election: string, seat: number, on: LocalDate): void => {
  tx.write(LEAVE, [election, seat, on])
}

/** Who lets whom hand in his ballot in a round, by numbers of the list. */
export type Proxy = { readonly principal: number; readonly agent: number; readonly from: string; readonly to: string }

const PROXIES = sql(
  'committee-election.proxies',
  `select p.principal, p.agent, a.name_masked as "from", b.name_masked as "to" from city.committee_election_proxy p
   join city.committee_election_roll a on a.election = p.election and a.no = p.principal
   join city.committee_election_roll b on b.election = p.election and b.no = p.agent
   where p.election = $1 and p.round = $2 and p.principal > $3 order by p.principal limit $4`,
)
const PROXY_COUNT = sql(
  'committee-election.proxy-count',
  'select count(*)::int as n from city.committee_election_proxy where election = $1 and round = $2',
)
const SLOTS = sql(
  'committee-election.proxy-slots',
  'select slot from city.committee_election_proxy where election = $1 and round = $2 and agent = $3 order by slot',
)
const GIVE = sql(
  'committee-election.give-proxy',
  `insert into city.committee_election_proxy (election, round, principal, agent, slot, record)
   values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
)
const DROP = sql(
  'committee-election.drop-proxy',
  'delete from city.committee_election_proxy where election = $1 and round = $2 and principal = $3',
)

export const proxiesOf = (
  db: CityQueries,
  election: string,
  round: number,
  page: { readonly after: number; readonly limit: number },
): Promise<readonly Proxy[]> => db.rows<Proxy>(PROXIES, [election, round, page.after, page.limit])

export const proxyCount = async (db: CityQueries, election: string, round: number): Promise<number> =>
  (await db.one<{ n: number }>(PROXY_COUNT, [election, round])).n

export type Given = {
  readonly election: string
  readonly round: number
  readonly principal: number
  readonly agent: number
  readonly record: string
}

/**
 * Writes a proxy into the first of the agent's places that is free; places are numbered and unique, so that nobody has more
 * than may be.
 * @returns `given`, `has-one` when the voter has given one already, or `full`
 */
export const giveProxy = async (tx: Tx, proxy: Given, most: number): Promise<'given' | 'has-one' | 'full'> => {
  const { election, round, principal, agent, record } = proxy
  const taken = new Set((await tx.rows<{ slot: number }>(SLOTS, [election, round, agent])).map(({ slot }) => slot))
  const slot = Array.from({ length: most }, (_, index) => index + 1).find(place => !taken.has(place))
  if (slot === undefined) return 'full'
  return (await tx.run(GIVE, [election, round, principal, agent, slot, record])) === 1 ? 'given' : 'has-one'
}

/** Takes a proxy back. @returns whether there was one */
export const dropProxy = async (tx: Tx, election: string, round: number, principal: number): Promise<boolean> =>
  (await tx.run(DROP, [election, round, principal])) === 1

const WAIT = sql(
  'committee-election.first-count',
  'insert into city.committee_election_count (election, round, by_party, numbers) values ($1, $2, $3, $4)',
)
const WAITING = sql(
  'committee-election.waiting-count',
  'select by_party as by, numbers from city.committee_election_count where election = $1',
)
const CLEAR = sql('committee-election.clear-count', 'delete from city.committee_election_count where election = $1')

/** The first entry of a count: sums, kept until a second person has entered the same. */
export const keepFirst = (tx: Tx, election: string, round: number, by: string, count: Count): void => {
  tx.write(WAIT, [election, round, by, JSON.stringify(count)])
}

export const waitingCount = async (
  db: CityQueries,
  election: string,
): Promise<{ readonly by: string; readonly count: Count } | undefined> => {
  const row = await db.maybe<{ by: string; numbers: string }>(WAITING, [election])
  return row && { by: row.by, count: JSON.parse(row.numbers) as Count }
}

export const clearCount = (tx: Tx, election: string): void => {
  tx.write(CLEAR, [election])
}
