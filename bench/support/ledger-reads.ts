import type { LocalDate } from '../../src/kernel/time.ts'
import { type CityDb, sql } from '../../src/platform/db/types.ts'
import { balancesOn, movedOn } from '../../src/platform/ledger/balances.ts'
import { accountsAt } from '../../src/platform/ledger/store.ts'
import type { Filled } from './ledger.ts'
import { percentile } from './result.ts'

export const GROWTH_MAX = 2
const TIMES = 200
const ESTATE = 2_000
const YEAR = { from: '2025-01-01' as LocalDate, to: '2025-12-31' as LocalDate }
const BEFORE = '2024-12-31' as LocalDate

const IDS = sql(
  'bench.ids',
  `select id from city.ledger_account where book = $1 and path = any (select 'grown/' || n from generate_series($2::int, $3::int) n)`,
)

const timed = async (times: number, work: (index: number) => Promise<unknown>): Promise<readonly number[]> => {
  const took: number[] = []
  for (let index = 0; index < times; index++) {
    const start = performance.now()
    await work(index)
    took.push(performance.now() - start)
  }
  return took
}

/** What reading costs, in milliseconds: p50 of a balance, of one as of a day, of the bank's as of a day, of statements. */
export const readsOf = async (db: CityDb, { book, bank }: Filled, accounts: number) => {
  const at = (index: number): number => (index * 7_919) % accounts
  const idOf = async (first: number, count: number): Promise<readonly string[]> =>
    (await db.rows<{ id: string }>(IDS, [book.id, first, first + count - 1])).map(({ id }) => id)
  const some = await Promise.all(Array.from({ length: TIMES }, (_, index) => idOf(at(index), 1)))
  const pick = (index: number): readonly string[] => some[index] ?? []
  const balance = await timed(TIMES, index => accountsAt(db, book.id, [`grown/${at(index)}`]))
  const asOf = await timed(TIMES, index => balancesOn(db, pick(index), BEFORE))
  const bankAsOf = await timed(20, () => balancesOn(db, [bank], BEFORE))
  const statement = async (ids: readonly string[]) => {
    await balancesOn(db, ids, BEFORE)
    await balancesOn(db, ids, YEAR.to)
    return movedOn(db, ids, { ...YEAR, limit: 100_000 })
  }
  const ofUnit = await timed(TIMES, index => statement(pick(index)))
  const size = Math.min(ESTATE, accounts)
  const estates = await Promise.all(
    Array.from({ length: 5 }, (_, index) => idOf(at(index) % (accounts - size + 1), size)),
  )
  const ofEstate = await timed(5, index => statement(estates[index] ?? []))
  const middle = (times: readonly number[]): number => percentile(times, 0.5)
  return {
    balanceMs: middle(balance),
    asOfMs: middle(asOf),
    bankAsOfMs: middle(bankAsOf),
    statementMs: middle(ofUnit),
    estateUnits: size,
    estateStatementMs: middle(ofEstate),
  }
}

type Level = Awaited<ReturnType<typeof readsOf>>

/** How many times as long the largest level takes as the smallest; an estate's statement from the level that has its units. */
export const growthOf = (levels: readonly Level[]): Readonly<Record<string, number>> => {
  const ratio = (
    name: 'balanceMs' | 'asOfMs' | 'bankAsOfMs' | 'statementMs' | 'estateStatementMs',
    among: readonly Level[],
  ) => Math.round(((among.at(-1)?.[name] ?? 0) / Math.max(among[0]?.[name] ?? 0, 0.1)) * 10) / 10
  const whole = levels.filter(({ estateUnits }) => estateUnits === ESTATE)
  return {
    balance: ratio('balanceMs', levels),
    asOf: ratio('asOfMs', levels),
    bankAsOf: ratio('bankAsOfMs', levels),
    statement: ratio('statementMs', levels),
    estateStatement: whole.length === 0 ? 0 : ratio('estateStatementMs', whole),
  }
}
