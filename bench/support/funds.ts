import { randomUUID } from 'node:crypto'
import { type CityDb, sql, type Tx } from '../../src/platform/db/types.ts'

const AREA = '442000001001'

/** Ids as the product makes them (version 7), so that what was opened together lies together in every index. */
const MS = `lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0')`
const V7 = `overlay(overlay(gen_random_uuid()::text placing '7' from 15) placing substr(${MS}, 1, 8) || '-' || substr(${MS}, 9) from 1)::uuid`

const ESTATE = sql(
  'bench.fund-estate',
  `insert into city.estate (id, area, name, developer, version, entries, units, area_dm2, created_at, changed_at)
   values ($1, '${AREA}', $2, '', 0, 0, $3, $3 * 8950, now(), now())`,
)
const UNITS = sql(
  'bench.fund-units',
  `insert into city.estate_unit (id, estate, area, code, building, kind, area_dm2, area_source, recorded_at)
   select ${V7}, $1, '${AREA}', (1 + n / 100) || '-' || n, (1 + n / 100)::text, 'home', 8950 + n % 500, 'register', now()
   from generate_series(1, $2::int) n`,
)
const BOOK = sql(
  'bench.fund-book',
  `insert into city.ledger_book (id, kind, unit, area, subject, opened_at)
   values ($1, 'maintenance-fund', 'fen', '${AREA}', $2, timestamptz '2025-01-01 09:00+08')`,
)
const COMMON = sql(
  'bench.fund-common',
  `insert into city.ledger_account (id, book, kind, area, path, gathers, balance, held, coming, lowest, highest, moves, opened_at)
   select ${V7}, $1, 'maintenance-fund', '${AREA}', p.path, p.path = 'bank',
     case when p.path = 'bank' then -$2::bigint else 0 end, 0, 0, p.lowest, p.highest, 0, timestamptz '2025-01-01 09:00+08'
   from (values ('bank', null::bigint, 0::bigint), ('bonds', null, 0), ('pool', 0, null), ('suspense', 0, null)) as p (path, lowest, highest)`,
)
const ACCOUNTS = sql(
  'bench.fund-accounts',
  `insert into city.ledger_account (id, book, kind, area, path, subject, gathers, balance, held, coming, lowest, moves, opened_at)
   select ${V7}, $1, 'maintenance-fund', '${AREA}', 'unit/' || u.building || '/' || u.code || '/owner', u.id, false,
     u.area_dm2 * 100, 0, 0, 0, 1, timestamptz '2025-01-01 09:00+08' from city.estate_unit u where u.estate = $2`,
)
const FUND = sql(
  'bench.fund',
  `insert into city.fund (estate, area, name, book, keeper, bank, bank_tail, opened_on, entries, opened_at)
   select $1, '${AREA}', $2, $3, (select id from city.organisation limit 1), '样例银行', '0000', date '2025-01-01', 0, now()`,
)
const TIED = sql(
  'bench.fund-tied',
  `insert into city.fund_unit (unit, estate, area, code, building, area_dm2, owner, first_fen, first_on)
   select u.id, $1, '${AREA}', u.code, u.building, u.area_dm2, a.id, u.area_dm2 * 100, date '2025-01-01'
   from city.estate_unit u join city.ledger_account a on a.subject = u.id where u.estate = $1`,
)
const POSTING = sql(
  'bench.fund-opening',
  `insert into city.ledger_posting (id, book, kind, effective_on, recorded_at, lines, digest, leaf)
   values ($1, $2, 'opening', date '2025-01-01', timestamptz '2025-01-01 09:00+08', $3, sha256('x'), sha256('x'))`,
)
const TRANSFERS = sql(
  'bench.fund-transfers',
  `insert into city.ledger_transfer (id, posting, line, kind, from_account, to_account, amount, effective_on, recorded_at)
   select ${V7}, $1, row_number() over (), 'move', b.id, a.id, a.balance, date '2025-01-01', timestamptz '2025-01-01 09:00+08'
   from city.ledger_account a join city.ledger_account b on b.book = a.book and b.path = 'bank'
   where a.book = $2 and a.subject is not null`,
)
const SUM = sql('bench.fund-sum', 'select sum(area_dm2 * 100)::bigint as fen from city.estate_unit where estate = $1')
const DAY = sql(
  'bench.fund-day',
  `insert into city.ledger_day (account, effective_on, recorded_on, net)
   select id, date '2025-01-01', date '2025-01-01', balance from city.ledger_account where book = $1 and path = 'bank'`,
)

const fill = async (tx: Tx, estate: string, name: string, units: number): Promise<void> => {
  const [book, posting] = [randomUUID(), randomUUID()]
  await tx.run(ESTATE, [estate, name, units])
  await tx.run(UNITS, [estate, units])
  const { fen } = await tx.one<{ fen: number }>(SUM, [estate])
  await tx.run(BOOK, [book, estate])
  await tx.run(COMMON, [book, fen])
  await tx.run(ACCOUNTS, [book, estate])
  await tx.run(FUND, [estate, name, book])
  await tx.run(TIED, [estate])
  await tx.run(POSTING, [posting, book, units])
  await tx.run(TRANSFERS, [posting, book])
  await tx.run(DAY, [book])
}

/** Estates with a fund each, every unit with its account and an opening balance, by SQL alone. @returns their ids */
export const fillFunds = async (db: CityDb, funds: number, units: number): Promise<readonly string[]> => {
  const ids = Array.from({ length: funds }, () => randomUUID())
  for (const [index, id] of ids.entries()) await db.tx(tx => fill(tx, id, `样例小区${index + 1}`, units))
  return ids
}
