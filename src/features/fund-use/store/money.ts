import { fen } from '../../../kernel/money.ts'
import type { Instant, LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'
import type { Part } from '../rules/parts.ts'
import type { Warrant } from '../rules/state.ts'

const WARRANT = sql(
  'fund-use.insert-warrant',
  `insert into city.fund_use_warrant (use, kind, seq, vote, motion, leaf) values ($1, $2, $3, $4, $5, $6)
   on conflict do nothing`,
)
const USED = sql('fund-use.motion-used', 'select use from city.fund_use_warrant where vote = $1 and motion = $2')
const HOLD = sql(
  'fund-use.insert-hold',
  `insert into city.fund_use_hold (posting, use, fen, proposed_by, approved_by, two_people, at)
   values ($1, $2, $3, $4, $5, $6, $7)`,
)
const PAYMENT = sql(
  'fund-use.insert-payment',
  `insert into city.fund_use_payment (use, posting, fen, proposed_by, approved_by, two_people, at)
   values ($1, $2, $3, $4, $5, $6, $7)`,
)
const ADD_PARTS = sql(
  'fund-use.add-parts',
  `insert into city.fund_use_part (use, unit, code, building, area_dm2, held_fen)
   select $1, * from unnest($2::uuid[], $3::text[], $4::text[], $5::bigint[], $6::bigint[])
   on conflict (use, unit) do update set held_fen = city.fund_use_part.held_fen + excluded.held_fen`,
)
const PAY_PARTS = sql(
  'fund-use.pay-parts',
  `update city.fund_use_part p set paid_fen = n.paid, before_fen = n.before
   from unnest($2::uuid[], $3::bigint[], $4::bigint[]) as n (unit, paid, before) where p.use = $1 and p.unit = n.unit`,
)
const PARTS = sql(
  'fund-use.parts',
  `select unit, code, building, area_dm2 as "areaDm2", held_fen as "heldFen", paid_fen as "paidFen", before_fen as "beforeFen"
   from city.fund_use_part where use = $1 and code > $2 order by code limit $3`,
)
const CLEAR_SHORT = sql('fund-use.clear-short', 'delete from city.fund_use_short where use = $1')
const ADD_SHORT = sql(
  'fund-use.add-short',
  `insert into city.fund_use_short (use, unit, code, developer, fen, until)
   select $1, unit, code, developer, fen, $6
   from unnest($2::uuid[], $3::text[], $4::boolean[], $5::bigint[]) as s (unit, code, developer, fen)`,
)
const SHORT = sql(
  'fund-use.short',
  'select unit, code, developer, fen, until from city.fund_use_short where use = $1 order by code',
)

/** Keeps what the money stands on. @returns false when the motion is another use's */
export const insertWarrant = async (tx: Tx, use: string, seq: number, warrant: Warrant): Promise<boolean> => {
  const vote = warrant.kind === 'vote' ? warrant : undefined
  const leaf = vote === undefined ? null : Buffer.from(vote.leaf, 'hex')
  return (await tx.run(WARRANT, [use, warrant.kind, seq, vote?.vote ?? null, vote?.motion ?? null, leaf])) === 1
}

/** Whether a motion already stands behind a use. */
export const motionUsed = async (db: CityQueries, vote: string, motion: number): Promise<boolean> =>
  (await db.maybe(USED, [vote, motion])) !== undefined

/** Who let money move, how much, and by which posting. The database takes it only while the warrant stands. */
export type Approval = {
  readonly use: string
  readonly posting: string
  readonly fen: number
  readonly proposedBy: string | null
  readonly approvedBy: string | null
  readonly twoPeople: boolean
  readonly at: Instant
}

export const insertHold = async (tx: Tx, one: Approval): Promise<void> => {
  await tx.run(HOLD, [one.posting, one.use, one.fen, one.proposedBy, one.approvedBy, one.twoPeople, ts(one.at)])
}

export const insertPayment = async (tx: Tx, one: Approval): Promise<void> => {
  await tx.run(PAYMENT, [one.use, one.posting, one.fen, one.proposedBy, one.approvedBy, one.twoPeople, ts(one.at)])
}

/** Adds to what units have set aside. */
export const addParts = async (tx: Tx, use: string, parts: readonly Part[]): Promise<void> => {
  await tx.run(ADD_PARTS, [
    use,
    parts.map(({ unit }) => unit),
    parts.map(({ code }) => code),
    parts.map(({ building }) => building),
    parts.map(({ areaDm2 }) => areaDm2),
    parts.map(part => `${part.fen}`),
  ])
}

/** Keeps what units paid, and what lay in their accounts before. */
export const payParts = async (
  tx: Tx,
  use: string,
  parts: readonly Part[],
  before: ReadonlyMap<string, bigint>,
): Promise<void> => {
  await tx.run(PAY_PARTS, [
    use,
    parts.map(({ unit }) => unit),
    parts.map(part => `${part.fen}`),
    parts.map(({ unit }) => `${before.get(unit) ?? 0n}`),
  ])
}

/** What a unit bears of a use, in fen; `paidFen` and `beforeFen` once it is paid. */
export type PartRow = {
  readonly unit: string
  readonly code: string
  readonly building: string
  readonly areaDm2: number
  readonly heldFen: number
  readonly paidFen: number | null
  readonly beforeFen: number | null
}

/** Parts as their reader may see them, by code: owners their own, the community all. @param after the code of the last one shown */
export const partsOf = (
  db: CityQueries,
  use: string,
  after = '',
  limit: number | null = null,
): Promise<readonly PartRow[]> => db.rows<PartRow>(PARTS, [use, after, limit])

export const heldParts = async (db: CityQueries, use: string): Promise<readonly Part[]> =>
  (await partsOf(db, use)).map(({ heldFen, unit, code, building, areaDm2 }) => ({
    unit,
    code,
    building,
    areaDm2,
    fen: fen(BigInt(heldFen)),
  }))

/** What a unit's account lacks, who has to bring it, and until when. */
export type ShortRow = {
  readonly unit: string
  readonly code: string
  readonly developer: boolean
  readonly fen: number
  readonly until: LocalDate
}

/** Replaces what is asked of units. */
export const putShort = async (tx: Tx, use: string, rows: readonly ShortRow[], until: LocalDate): Promise<void> => {
  await tx.run(CLEAR_SHORT, [use])
  if (rows.length === 0) return
  await tx.run(ADD_SHORT, [
    use,
    rows.map(({ unit }) => unit),
    rows.map(({ code }) => code),
    rows.map(({ developer }) => developer),
    rows.map(row => row.fen),
    until,
  ])
}

/** What is asked of units, as its reader may see it. */
export const shortOf = (db: CityQueries, use: string): Promise<readonly ShortRow[]> => db.rows<ShortRow>(SHORT, [use])
