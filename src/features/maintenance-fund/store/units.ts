import type { LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'

/** Whose money an account of a unit is: its owners', or that of who sold public housing (rulebook C-223). */
export const PARTS = ['owner', 'seller'] as const
export type AccountPart = (typeof PARTS)[number]

/** A unit's account as it stands, in fen. */
export type UnitStanding = {
  readonly unit: string
  readonly code: string
  readonly building: string
  readonly part: AccountPart
  /** Id of the account in the ledger. */
  readonly account: string
  readonly balance: bigint
  readonly held: bigint
  /** What may be spent: balance less what is held. */
  readonly free: bigint
}

type StandingRow = Omit<UnitStanding, 'balance' | 'held' | 'free'> & { readonly balance: number; readonly held: number }

const STANDING = sql(
  'fund.standing',
  `select u.unit, u.code, u.building, p.part, a.id as account, a.balance, a.held
   from city.fund_unit u cross join lateral (values ('owner', u.owner), ('seller', u.seller)) as p (part, account)
   join city.ledger_account a on a.id = p.account
   where u.estate = $1 and ($2::uuid[] is null or u.unit = any ($2)) order by u.code, p.part`,
)

/** Accounts of units as they stand, by code; all of the fund when no units are named. It reads as the caller. */
export const standingOf = async (
  db: CityQueries,
  estate: string,
  units: readonly string[] | null,
): Promise<readonly UnitStanding[]> =>
  (await db.rows<StandingRow>(STANDING, [estate, units])).map(row => {
    const [balance, held] = [BigInt(row.balance), BigInt(row.held)]
    return { ...row, balance, held, free: balance - held }
  })

export type FundUnit = {
  readonly unit: string
  readonly code: string
  readonly building: string
  readonly areaDm2: number
  readonly owner: string
  /** Where its own account stands in the book. */
  readonly path: string
  readonly seller: string | null
  /** What its first deposit was to be (首期), since when, and how that was worked out; null where nobody has said. */
  readonly firstFen: number | null
  readonly firstOn: LocalDate | null
  readonly goneOn: LocalDate | null
}

const UNIT = `u.unit, u.code, u.building, u.area_dm2 as "areaDm2", u.owner, a.path, u.seller, u.first_fen as "firstFen",
  u.first_on as "firstOn", u.gone_on as "goneOn"`
const UNITS = sql(
  'fund.units',
  `select ${UNIT} from city.fund_unit u join city.ledger_account a on a.id = u.owner where u.estate = $1 order by u.code`,
)
const PUT = sql(
  'fund.put-units',
  `insert into city.fund_unit (unit, estate, area, code, building, area_dm2, owner)
   select u.unit, $1, $2, u.code, u.building, u.area_dm2, u.owner
   from unnest($3::uuid[], $4::text[], $5::text[], $6::bigint[], $7::uuid[]) as u (unit, code, building, area_dm2, owner)
   on conflict (unit) do update set code = excluded.code, building = excluded.building, area_dm2 = excluded.area_dm2`,
)
const SELLER = sql('fund.put-seller', 'update city.fund_unit set seller = $2 where unit = $1')

/** The units of a fund with their accounts, by code. */
export const fundUnits = (db: CityQueries, estate: string): Promise<readonly FundUnit[]> =>
  db.rows<FundUnit>(UNITS, [estate])

/** Ties units to their accounts; of those that are tied, brings code, building and area up to date. */
export const putUnits = async (
  tx: Tx,
  fund: { readonly estate: string; readonly area: string },
  units: readonly Pick<FundUnit, 'unit' | 'code' | 'building' | 'areaDm2' | 'owner'>[],
): Promise<void> => {
  await tx.run(PUT, [
    fund.estate,
    fund.area,
    units.map(({ unit }) => unit),
    units.map(({ code }) => code),
    units.map(({ building }) => building),
    units.map(({ areaDm2 }) => areaDm2),
    units.map(({ owner }) => owner),
  ])
}

export const putSeller = async (tx: Tx, unit: string, account: string): Promise<void> => {
  await tx.run(SELLER, [unit, account])
}

/** A unit with what its account held when it was taken over from elsewhere; null when it was not. */
export type TakenUnit = {
  readonly unit: string
  readonly code: string
  readonly takenFen: number | null
  readonly sellerTakenFen: number | null
  readonly goneOn: LocalDate | null
}

const TAKEN = sql(
  'fund.taken-units',
  `select unit, code, taken_fen as "takenFen", seller_taken_fen as "sellerTakenFen", gone_on as "goneOn"
   from city.fund_unit where estate = $1`,
)

export const takenUnits = (db: CityQueries, estate: string): Promise<readonly TakenUnit[]> =>
  db.rows<TakenUnit>(TAKEN, [estate])

const TAKE = sql(
  'fund.take-over',
  `update city.fund_unit u set taken_fen = t.fen, seller_taken_fen = coalesce(t.seller, u.seller_taken_fen)
   from unnest($1::uuid[], $2::bigint[], $3::bigint[]) as t (unit, fen, seller) where u.unit = t.unit`,
)

/** Writes down what accounts held when they were taken over. */
export const putTaken = async (
  tx: Tx,
  units: readonly { readonly unit: string; readonly balance: bigint; readonly seller: bigint | null }[],
): Promise<void> => {
  await tx.run(TAKE, [
    units.map(({ unit }) => unit),
    units.map(({ balance }) => `${balance}`),
    units.map(({ seller }) => (seller === null ? null : `${seller}`)),
  ])
}

const GONE = sql('fund.unit-gone', 'update city.fund_unit set gone_on = $2 where unit = $1 and gone_on is null')

/** The unit is no more from a day on. */
export const putGone = async (tx: Tx, unit: string, on: LocalDate): Promise<void> => {
  await tx.run(GONE, [unit, on])
}
