import type { Instant, LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'
import type { How } from '../rules/state.ts'

const DELIVER = sql(
  'owners-vote.deliver',
  `insert into city.owners_vote_delivery (vote, code, how, on_day, seq) select $1, code, $3, $4, $5 from unnest($2::text[]) as code`,
)

/** Writes down how the papers reached some units, under the fact that says so. */
export const insertDeliveries = (
  tx: Tx,
  vote: string,
  codes: readonly string[],
  delivery: { readonly how: How; readonly on: LocalDate; readonly seq: number },
): void => {
  tx.write(DELIVER, [vote, codes, delivery.how, delivery.on, delivery.seq])
}

const SERVED = sql(
  'owners-vote.served',
  `select code, array_agg(distinct how order by how) as hows from city.owners_vote_delivery where vote = $1 group by code`,
)

export type Served = { readonly code: string; readonly hows: readonly How[] }

/** Units the papers have reached, and how. */
export const servedOf = (db: CityQueries, vote: string): Promise<readonly Served[]> => db.rows<Served>(SERVED, [vote])

const GIVE = sql(
  'owners-vote.give-proxy',
  `insert into city.owners_vote_proxy (vote, pseudonym, agent, slot, record, at, by_party)
   values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
)
const OF = sql('owners-vote.proxy', 'select agent from city.owners_vote_proxy where vote = $1 and pseudonym = $2')
const SLOTS = sql(
  'owners-vote.proxy-slots',
  'select slot from city.owners_vote_proxy where vote = $1 and agent = $2 order by slot',
)

/**
 * A head's written proxy for an agent, in the first of the agent's places that is free. Places are numbered and unique, so
 * that no two clerks give one agent more than may be.
 * @returns `given`, `head-has-one`, or `agent-full`
 */
export const giveProxy = async (
  tx: Tx,
  proxy: {
    readonly vote: string
    readonly pseudonym: string
    readonly agent: string
    readonly record: string
    readonly at: Instant
    readonly by: string | null
  },
  most: number,
): Promise<'given' | 'head-has-one' | 'agent-full'> => {
  const { vote, pseudonym, agent, record, at, by } = proxy
  if ((await tx.maybe(OF, [vote, pseudonym])) !== undefined) return 'head-has-one'
  const taken = new Set((await tx.rows<{ slot: number }>(SLOTS, [vote, agent])).map(({ slot }) => slot))
  for (let slot = 1; slot <= most; slot++) {
    if (taken.has(slot)) continue
    if ((await tx.run(GIVE, [vote, pseudonym, agent, slot, record, ts(at), by])) === 1) return 'given'
    if ((await tx.maybe(OF, [vote, pseudonym])) !== undefined) return 'head-has-one'
  }
  return 'agent-full'
}

/** The agent of a head, when it has one. */
export const agentOf = async (db: CityQueries, vote: string, pseudonym: string): Promise<string | undefined> =>
  (await db.maybe<{ agent: string }>(OF, [vote, pseudonym]))?.agent
