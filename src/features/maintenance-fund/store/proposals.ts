import type { Instant, LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { json, ts } from '../../../platform/db/values.ts'

export const PROPOSALS = ['adjust', 'reverse', 'refund', 'bonds'] as const
export type ProposalKind = (typeof PROPOSALS)[number]

/** What takes a second person, as it stands. */
export type ProposalRow = {
  readonly id: string
  readonly estate: string
  readonly kind: ProposalKind
  readonly fen: number
  readonly data: Readonly<Record<string, string>>
  readonly note: string
  readonly proposedBy: string
  readonly proposedAt: Instant
  readonly state: 'open' | 'done' | 'refused'
  readonly decidedAt: Instant | null
  readonly posting: string | null
}

const SELECT = `select id, estate, kind, fen, data, note, proposed_by as "proposedBy", proposed_at as "proposedAt", state,
  decided_at as "decidedAt", posting from city.fund_proposal`
const INSERT = sql(
  'fund.insert-proposal',
  `insert into city.fund_proposal (id, estate, kind, fen, data, note, proposed_by, proposed_at, state)
   values ($1, $2, $3, $4, $5, $6, $7, $8, 'open')`,
)
const AT = sql('fund.proposal', `${SELECT} where id = $1 and estate = $2`)
const DECIDE = sql(
  'fund.decide-proposal',
  `update city.fund_proposal set state = $2, decided_by = $3, decided_at = $4, posting = $5 where id = $1 and state = 'open'`,
)
const OF = sql(
  'fund.proposals',
  `${SELECT} where estate = $1 order by (state = 'open') desc, proposed_at desc limit $2`,
)

export const insertProposal = async (
  tx: Tx,
  row: Pick<ProposalRow, 'id' | 'estate' | 'kind' | 'data' | 'note' | 'proposedBy'> & { readonly fen: bigint },
  at: Instant,
): Promise<void> => {
  const { id, estate, kind, fen, data, note, proposedBy } = row
  await tx.run(INSERT, [id, estate, kind, `${fen}`, json(data), note, proposedBy, ts(at)])
}

/** A proposal of a fund; the caller has the fund locked. */
export const proposalAt = (db: CityQueries, estate: string, id: string): Promise<ProposalRow | undefined> =>
  db.maybe<ProposalRow>(AT, [id, estate])

export const decideProposal = async (
  tx: Tx,
  id: string,
  state: 'done' | 'refused',
  by: string,
  at: Instant,
  posting: string | null,
): Promise<void> => {
  await tx.run(DECIDE, [id, state, by, ts(at), posting])
}

/** Proposals of a fund, open ones first, then the newest. */
export const proposalsOf = (db: CityQueries, estate: string, limit: number): Promise<readonly ProposalRow[]> =>
  db.rows<ProposalRow>(OF, [estate, limit])

/** A bond the fund holds or held. */
export type BondRow = {
  readonly id: string
  readonly estate: string
  readonly name: string
  readonly fen: number
  readonly boughtOn: LocalDate
  readonly maturesOn: LocalDate
  readonly decision: string
  readonly redeemedOn: LocalDate | null
  readonly interestFen: number | null
}

const BOND = `select id, estate, name, fen, bought_on as "boughtOn", matures_on as "maturesOn", decision,
  redeemed_on as "redeemedOn", interest_fen as "interestFen" from city.fund_bond`
const BONDS = sql('fund.bonds', `${BOND} where estate = $1 order by bought_on desc, id desc limit 200`)
const BOND_AT = sql('fund.bond', `${BOND} where id = $1 and estate = $2`)
const BUY = sql(
  'fund.insert-bond',
  `insert into city.fund_bond (id, estate, name, fen, bought_on, matures_on, decision, bought)
   values ($1, $2, $3, $4, $5, $6, $7, $8)`,
)
const REDEEM = sql(
  'fund.redeem-bond',
  'update city.fund_bond set redeemed_on = $2, interest_fen = $3, redeemed = $4 where id = $1 and redeemed is null',
)

export const bondsOf = (db: CityQueries, estate: string): Promise<readonly BondRow[]> =>
  db.rows<BondRow>(BONDS, [estate])

export const bondAt = (db: CityQueries, estate: string, id: string): Promise<BondRow | undefined> =>
  db.maybe<BondRow>(BOND_AT, [id, estate])

export type NewBond = Pick<BondRow, 'id' | 'estate' | 'name' | 'boughtOn' | 'maturesOn' | 'decision'> & {
  readonly fen: bigint
}

export const insertBond = async (tx: Tx, bond: NewBond, posting: string): Promise<void> => {
  const { id, estate, name, fen, boughtOn, maturesOn, decision } = bond
  await tx.run(BUY, [id, estate, name, `${fen}`, boughtOn, maturesOn, decision, posting])
}

export const redeemRow = async (
  tx: Tx,
  id: string,
  on: LocalDate,
  interest: bigint,
  posting: string,
): Promise<void> => {
  await tx.run(REDEEM, [id, on, `${interest}`, posting])
}
