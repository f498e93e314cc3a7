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
const ADD_SELLER_PARTS = sql(
  'fund-use.add-seller-parts',
  `insert into city.fund_use_seller_part (use, unit, code, building, area_dm2, held_fen)
   select $1, * from unnest($2::uuid[], $3::text[], $4::text[], $5::bigint[], $6::bigint[])
   on conflict (use, unit) do update set held_fen = city.fund_use_seller_part.held_fen + excluded.held_fen`,
)
const PAY_PARTS = sql(
  'fund-use.pay-parts',
  `update city.fund_use_part p set paid_fen = n.paid, before_fen = n.before
   from unnest($2::uuid[], $3::bigint[], $4::bigint[]) as n (unit, paid, before) where p.use = $1 and p.unit = n.unit`,
)
const PAY_SELLER_PARTS = sql(
  'fund-use.pay-seller-parts',
  `update city.fund_use_seller_part p set paid_fen = n.paid, before_fen = n.before
   from unnest($2::uuid[], $3::bigint[], $4::bigint[]) as n (unit, paid, before) where p.use = $1 and p.unit = n.unit`,
)
// A unit is one line: what its owners bear, and beside it what its seller does.
const PARTS = sql(
  'fund-use.parts',
  `select w.unit, coalesce(p.code, s.code) as code, coalesce(p.building, s.building) as building,
     coalesce(p.area_dm2, s.area_dm2) as "areaDm2", coalesce(p.held_fen, 0) as "heldFen", p.paid_fen as "paidFen",
     p.before_fen as "beforeFen", s.held_fen as "sellerHeldFen", s.paid_fen as "sellerPaidFen"
   from (select unit from city.fund_use_part where use = $1 union select unit from city.fund_use_seller_part where use = $1) w
   left join city.fund_use_part p on p.use = $1 and p.unit = w.unit
   left join city.fund_use_seller_part s on s.use = $1 and s.unit = w.unit
   where coalesce(p.code, s.code) > $2 order by 2 limit $3`,
)
const CLEAR_SHORT = sql(
  'fund-use.clear-short',
  `with sellers as (delete from city.fund_use_seller_short where use = $1)
   delete from city.fund_use_short where use = $1`,
)
const ADD_SHORT = sql(
  'fund-use.add-short',
  `insert into city.fund_use_short (use, unit, code, developer, fen, until)
   select $1, unit, code, developer, fen, $6
   from unnest($2::uuid[], $3::text[], $4::boolean[], $5::bigint[]) as s (unit, code, developer, fen)`,
)
const ADD_SELLER_SHORT = sql(
  'fund-use.add-seller-short',
  `insert into city.fund_use_seller_short (use, unit, code, fen, until)
   select $1, unit, code, fen, $5 from unnest($2::uuid[], $3::text[], $4::bigint[]) as s (unit, code, fen)`,
)
const SHORT = sql(
  'fund-use.short',
  `select unit, code, 'owner' as part, developer, fen, until from city.fund_use_short where use = $1
   union all select unit, code, 'seller', false, fen, until from city.fund_use_seller_short where use = $1
   order by code, part`,
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

const OF_PARTS = [
  { part: 'owner', add: ADD_PARTS, pay: PAY_PARTS },
  { part: 'seller', add: ADD_SELLER_PARTS, pay: PAY_SELLER_PARTS },
] as const

/** Adds to what units have set aside. */
export const addParts = async (tx: Tx, use: string, parts: readonly Part[]): Promise<void> => {
  for (const { part, add } of OF_PARTS) {
    const own = parts.filter(each => each.part === part)
    if (own.length === 0) continue
    await tx.run(add, [
      use,
      own.map(({ unit }) => unit),
      own.map(({ code }) => code),
      own.map(({ building }) => building),
      own.map(({ areaDm2 }) => areaDm2),
      own.map(each => `${each.fen}`),
    ])
  }
}

/** Keeps what units paid, and what lay in their accounts before. @param before by `unit/part` */
export const payParts = async (
  tx: Tx,
  use: string,
  parts: readonly Part[],
  before: ReadonlyMap<string, bigint>,
): Promise<void> => {
  for (const { part, pay } of OF_PARTS) {
    const own = parts.filter(each => each.part === part)
    if (own.length === 0) continue
    await tx.run(pay, [
      use,
      own.map(({ unit }) => unit),
      own.map(each => `${each.fen}`),
      own.map(({ unit }) => `${before.get(`${unit}/${part}`) ?? 0n}`),
    ])
  }
}

/**
 * What is borne for a unit of a use, in fen; `paidFen` and `beforeFen` once it is paid. `sellerHeldFen` and `sellerPaidFen` are
 * what who sold it as public housing bears; null where nobody does, or the reader does not see it.
 */
export type PartRow = {
  readonly unit: string
  readonly code: string
  readonly building: string
  readonly areaDm2: number
  readonly heldFen: number
  readonly paidFen: number | null
  readonly beforeFen: number | null
  readonly sellerHeldFen: number | null
  readonly sellerPaidFen: number | null
}

/** Parts as their reader may see them, by code: owners their own, the community all. @param after the code of the last one shown */
export const partsOf = (
  db: CityQueries,
  use: string,
  after = '',
  limit: number | null = null,
): Promise<readonly PartRow[]> => db.rows<PartRow>(PARTS, [use, after, limit])

export const heldParts = async (db: CityQueries, use: string): Promise<readonly Part[]> =>
  (await partsOf(db, use)).flatMap(({ heldFen, sellerHeldFen, unit, code, building, areaDm2 }) => {
    const held = (part: Part['part'], amount: number): readonly Part[] =>
      amount > 0 ? [{ unit, code, building, areaDm2, part, fen: fen(BigInt(amount)) }] : []
    return [...held('owner', heldFen), ...held('seller', sellerHeldFen ?? 0)]
  })

/** What a unit's account lacks, who has to bring it, and until when. */
export type ShortRow = {
  readonly unit: string
  readonly code: string
  /** Its owners, or who sold it as public housing. */
  readonly part: Part['part']
  readonly developer: boolean
  readonly fen: number
  readonly until: LocalDate
}

/** Replaces what is asked of units. */
export const putShort = async (tx: Tx, use: string, rows: readonly ShortRow[], until: LocalDate): Promise<void> => {
  await tx.run(CLEAR_SHORT, [use])
  const own = rows.filter(({ part }) => part === 'owner')
  const sellers = rows.filter(({ part }) => part === 'seller')
  const head = (some: readonly ShortRow[]) => [use, some.map(({ unit }) => unit), some.map(({ code }) => code)] as const
  if (own.length > 0)
    await tx.run(ADD_SHORT, [...head(own), own.map(({ developer }) => developer), own.map(row => row.fen), until])
  if (sellers.length > 0) await tx.run(ADD_SELLER_SHORT, [...head(sellers), sellers.map(row => row.fen), until])
}

/** What is asked of units, as its reader may see it. */
export const shortOf = (db: CityQueries, use: string): Promise<readonly ShortRow[]> => db.rows<ShortRow>(SHORT, [use])
