import type { LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql } from '../../../platform/db/types.ts'

/**
 * What is outstanding by how long ago it was earned: the oldest minutes are spent first, so what is left of an account are
 * its latest credits.
 */
const AGES = sql(
  'time-bank.ages',
  `with credits as (
     select a.id, a.balance, t.effective_on, t.amount,
       sum(t.amount) over (partition by a.id order by t.effective_on desc, t.recorded_at desc, t.id desc) as upto
     from city.time_bank_member m join city.ledger_account a on a.id = m.redeem
     join city.ledger_transfer t on t.to_account = a.id and t.kind in ('move', 'settle', 'reverse')
     where m.scheme = $1 and a.balance > 0),
   parts as (
     select least(amount, greatest(0, balance - (upto - amount))) as minutes,
       least(floor(($2::date - effective_on) / 365.25), 3)::int as years from credits)
   select years, sum(minutes)::bigint as minutes from parts where minutes > 0 group by years order by years`,
)
/** The latest credits of a book: the service each is for, and what it came to. */
const CREDITS = sql(
  'time-bank.credits',
  `select substr(p.matter, 19)::uuid as service, p.effective_on as on,
     (select sum(t.amount) from city.ledger_transfer t where t.posting = p.id)::bigint as minutes
   from city.ledger_posting p where p.book = $1 and p.kind = 'credit' and p.matter ^@ 'volunteer-service/'
   order by p.recorded_at desc, p.id desc limit $2`,
)
/** Who may need help soon: members of sixty and over, and those who reach sixty within five years, with what they hold. */
const DEMAND = sql(
  'time-bank.demand',
  `select count(*) filter (where m.born_on <= ($2::date - interval '60 years')::date) as "old",
     coalesce(sum(a.balance) filter (where m.born_on <= ($2::date - interval '60 years')::date), 0)::bigint as "oldMinutes",
     count(*) filter (where m.born_on > ($2::date - interval '60 years')::date and m.born_on <= ($2::date - interval '55 years')::date) as "soon",
     coalesce(sum(a.balance) filter (where m.born_on > ($2::date - interval '60 years')::date
       and m.born_on <= ($2::date - interval '55 years')::date), 0)::bigint as "soonMinutes",
     count(*) as members, coalesce(sum(a.balance), 0)::bigint as outstanding, coalesce(sum(h.balance), 0)::bigint as honour
   from city.time_bank_member m join city.ledger_account a on a.id = m.redeem join city.ledger_account h on h.id = m.honour
   where m.scheme = $1`,
)
const SPENT = sql(
  'time-bank.spent',
  `select coalesce(sum(minutes), 0)::bigint as spent from city.time_bank_paid where scheme = $1 and at >= $2::date - interval '1 year'`,
)

export type Age = { readonly years: number; readonly minutes: number }
export type Demand = {
  readonly old: number
  readonly oldMinutes: number
  readonly soon: number
  readonly soonMinutes: number
  readonly members: number
  readonly outstanding: number
  readonly honour: number
}

/** Outstanding minutes by full years since they were earned; 3 means three and more. */
export const agesOf = (db: CityQueries, scheme: string, day: LocalDate): Promise<readonly Age[]> =>
  db.rows<Age>(AGES, [scheme, day])

export const demandOf = (db: CityQueries, scheme: string, day: LocalDate): Promise<Demand> =>
  db.one<Demand>(DEMAND, [scheme, day])

/** What was paid with time within the last year. */
export const spentOf = async (db: CityQueries, scheme: string, day: LocalDate): Promise<number> =>
  (await db.one<{ spent: number }>(SPENT, [scheme, day])).spent

const EXPIRED = sql(
  'time-bank.expired',
  `select m.id as member, m.redeem, m.honour, (a.balance - coalesce((
     select sum(t.amount) from city.ledger_transfer t where t.to_account = a.id and t.kind in ('move', 'settle', 'reverse')
       and t.effective_on > $2::date), 0))::bigint as minutes
   from city.time_bank_member m join city.ledger_account a on a.id = m.redeem
   where m.scheme = $1 and a.balance > coalesce((
     select sum(t.amount) from city.ledger_transfer t where t.to_account = a.id and t.kind in ('move', 'settle', 'reverse')
       and t.effective_on > $2::date), 0)
   order by a.id for update of a`,
)

export type Expired = {
  readonly member: string
  readonly redeem: string
  readonly honour: string
  readonly minutes: number
}

/** What members still hold of minutes earned on that day or before: the oldest are spent first. */
export const expiredOf = (db: CityQueries, scheme: string, upto: LocalDate): Promise<readonly Expired[]> =>
  db.rows<Expired>(EXPIRED, [scheme, upto])

export type Credit = { readonly service: string; readonly on: LocalDate; readonly minutes: number }

/** Services a scheme credited, the latest first. */
export const latestCredits = (db: CityQueries, book: string, limit: number): Promise<readonly Credit[]> =>
  db.rows<Credit>(CREDITS, [book, limit])
