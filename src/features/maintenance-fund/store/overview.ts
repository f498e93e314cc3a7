import type { LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql } from '../../../platform/db/types.ts'
import type { BuildingSum } from '../rules/disclosure.ts'
import { columnOf } from '../rules/paper.ts'
import type { Fund } from './funds.ts'

const LINE = `f.estate, f.area, f.name, f.book, f.keeper, f.banker, f.bank, f.bank_tail as "bankTail",
  f.opened_on as "openedOn", f.entries`
const UNDER = sql(
  'fund.under',
  `select ${LINE} from city.fund f
   where f.area ^@ any ($1::text[]) and ($2::text is null or (f.area, f.name, f.estate) > ($2, $3, $4::uuid))
     and ($6::text is null or f.name like '%' || $6 || '%')
   order by f.area, f.name, f.estate limit $5`,
)
const KEPT = sql(
  'fund.kept',
  `select ${LINE} from city.fund f
   where (f.keeper = any ($7::uuid[]) or f.banker = any ($7::uuid[]) or f.area ^@ any ($1::text[]))
     and ($2::text is null or (f.area, f.name, f.estate) > ($2, $3, $4::uuid))
     and ($6::text is null or f.name like '%' || $6 || '%')
   order by f.area, f.name, f.estate limit $5`,
)

export type FundsAsked = {
  /** Places whose funds are wanted; the first digits of their codes. */
  readonly areas: readonly string[]
  /** Organisations that keep them, for a list of one's own; none for a public list. */
  readonly kept: readonly string[]
  readonly named: string | undefined
  readonly after: { readonly area: string; readonly name: string; readonly estate: string } | undefined
  readonly limit: number
}

/** Funds of places, and those that an organisation keeps, by community and name. */
export const fundsOf = (
  db: CityQueries,
  { areas, kept, named, after, limit }: FundsAsked,
): Promise<readonly Fund[]> => {
  const page = [areas, after?.area ?? null, after?.name ?? null, after?.estate ?? null, limit, named || null]
  return kept.length === 0 ? db.rows<Fund>(UNDER, page) : db.rows<Fund>(KEPT, [...page, kept])
}

const SUMS = sql(
  'fund.building-sums',
  `with accounts as (
     select u.building, p.account from city.fund_unit u cross join lateral (values (u.owner), (u.seller)) as p (account)
     where u.estate = $1 and p.account is not null),
   moved as (
     select a.building, t.posting, t.amount from accounts a join city.ledger_transfer t on t.to_account = a.account
       where t.kind in ('move', 'settle', 'reverse') and t.effective_on between $2 and $3
     union all
     select a.building, t.posting, -t.amount from accounts a join city.ledger_transfer t on t.from_account = a.account
       where t.kind in ('move', 'settle', 'reverse') and t.effective_on between $2 and $3)
   select m.building, p.kind as business, sum(m.amount)::bigint as fen from moved m
   join city.ledger_posting p on p.id = m.posting group by m.building, p.kind`,
)
const BUILDINGS = sql(
  'fund.buildings',
  `select u.building, count(*) as units, sum(a.balance + coalesce(s.balance, 0))::bigint as balance from city.fund_unit u
   join city.ledger_account a on a.id = u.owner left join city.ledger_account s on s.id = u.seller
   where u.estate = $1 and u.gone_on is null group by u.building order by u.building`,
)

/** What came in, was earned, was used and stands, building by building, over days, and what stands now. */
export const buildingSums = async (
  db: CityQueries,
  estate: string,
  from: LocalDate,
  to: LocalDate,
): Promise<readonly BuildingSum[]> => {
  const rows = await db.rows<{ building: string; business: string; fen: number }>(SUMS, [estate, from, to])
  const buildings = await db.rows<{ building: string; units: number; balance: number }>(BUILDINGS, [estate])
  const moved = Map.groupBy(rows, ({ building }) => building)
  return buildings.map(({ building, units, balance }) => {
    const made = { paid: 0n, earned: 0n, used: 0n, other: 0n }
    for (const { business, fen } of moved.get(building) ?? []) made[columnOf(business)] += BigInt(fen)
    return { buildings: [building], units: Number(units), ...made, balance: BigInt(balance) }
  })
}

export type ListedUnit = {
  readonly unit: string
  readonly code: string
  readonly building: string
  readonly areaDm2: number
  readonly firstFen: number | null
  readonly balance: number
  readonly held: number
  readonly sellerBalance: number | null
  /** What the seller of public housing still lacks of its first deposit, who that is, and by when; null where nothing is due. */
  readonly sellerLacks: number | null
  readonly seller: string | null
  readonly sellerDue: LocalDate | null
  readonly goneOn: LocalDate | null
}

const UNITS = sql(
  'fund.listed-units',
  `select u.unit, u.code, u.building, u.area_dm2 as "areaDm2", u.first_fen as "firstFen", a.balance, a.held,
     s.balance as "sellerBalance", h.seller, h.due_on as "sellerDue", case when d.paid < h.first_fen then h.first_fen - d.paid end
       as "sellerLacks", u.gone_on as "goneOn"
   from city.fund_unit u join city.ledger_account a on a.id = u.owner left join city.ledger_account s on s.id = u.seller
   left join city.fund_housing h on h.unit = u.unit
   left join lateral (select coalesce(sum(t.amount), 0)::bigint as paid
     from city.ledger_transfer t join city.ledger_posting p on p.id = t.posting and p.kind in ('opening', 'deposit-first')
     where t.to_account = u.seller and t.kind = 'move'
       and not exists (select from city.ledger_transfer r where r.ends = t.id)) d on h.unit is not null
   where u.estate = $1 and ($2::text is null or u.code > $2) and ($3::text is null or u.code like $3 || '%')
     and ($4::int is null or (u.gone_on is null and u.first_fen is not null and a.balance * 100 < u.first_fen * $4::int))
   order by u.code limit $5`,
)

/** Units of a fund with what their accounts hold, by code. @param below percent of the first deposit, for those to renew */
export const listedUnits = (
  db: CityQueries,
  estate: string,
  {
    after,
    code,
    below,
    limit,
  }: {
    readonly after: string | undefined
    readonly code: string | undefined
    readonly below: number | null
    readonly limit: number
  },
): Promise<readonly ListedUnit[]> => db.rows<ListedUnit>(UNITS, [estate, after ?? null, code || null, below, limit])

const LOW = sql(
  'fund.low-count',
  `select count(*) as n from city.fund_unit u join city.ledger_account a on a.id = u.owner
   where u.estate = $1 and u.gone_on is null and u.first_fen is not null and a.balance * 100 < u.first_fen * $2::int`,
)

/** How many units are below so many percent of their first deposit (rulebook C-227). */
export const lowCount = async (db: CityQueries, estate: string, percent: number): Promise<number> =>
  Number((await db.one<{ n: number }>(LOW, [estate, percent])).n)

const LOW_UNITS = sql(
  'fund.low-units',
  `select u.unit, u.code from city.fund_unit u join city.ledger_account a on a.id = u.owner
   where u.estate = $1 and u.gone_on is null and a.balance * 100 < u.first_fen * $2 order by u.code`,
)

/** The units of which `lowCount` is the number, by code. */
export const lowUnits = (
  db: CityQueries,
  estate: string,
  percent: number,
): Promise<readonly { readonly unit: string; readonly code: string }[]> => db.rows(LOW_UNITS, [estate, percent])

const OWN = sql(
  'fund.own',
  `select u.unit, u.estate, u.code, u.building, u.area_dm2 as "areaDm2", u.first_fen as "firstFen", a.balance, a.held
   from city.fund_unit u join city.ledger_account a on a.id = u.owner where u.unit = any ($1::uuid[]) order by u.code`,
)

export type OwnUnit = Pick<ListedUnit, 'unit' | 'code' | 'building' | 'areaDm2' | 'firstFen' | 'balance' | 'held'> & {
  readonly estate: string
}

/** Accounts of one's own units; it reads as the owner, so what is not theirs is not there. */
export const ownUnits = (db: CityQueries, units: readonly string[]): Promise<readonly OwnUnit[]> =>
  db.rows<OwnUnit>(OWN, [units])

const ESTATES = sql('fund.without', 'select estate from city.fund where estate = any ($1::uuid[])')

/** Of these estates, those that have a fund. */
export const withFund = async (db: CityQueries, estates: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set((await db.rows<{ estate: string }>(ESTATES, [estates])).map(({ estate }) => estate))
