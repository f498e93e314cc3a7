import { randomUUID } from 'node:crypto'
import { instant, type LocalDate } from '../../src/kernel/time.ts'
import { uuidv7 } from '../../src/platform/crypto/uuid.ts'
import { type CityDb, sql } from '../../src/platform/db/types.ts'
import { SYSTEM } from '../../src/platform/identity/sessions.ts'
import { openAccounts, openBook } from '../../src/platform/ledger/open.ts'
import { post } from '../../src/platform/ledger/post.ts'
import type { Book } from '../../src/platform/ledger/store.ts'

export const NOW = instant(Date.UTC(2026, 2, 1, 4))
export const DAY = '2026-03-01' as LocalDate
const AREA = '442000001001'

/** As the slices make them: later ones sort later. */
const id = (): string => uuidv7(instant(Date.now()))

export type Filled = { readonly book: Book; readonly bank: string; readonly units: readonly string[] }

/** A fund with so many unit accounts, each with 1,000,000 fen, by the verb itself in groups of 5,000. */
export const fundOf = async (db: CityDb, accounts: number): Promise<Filled> => {
  const at = { kind: 'bench-fund', unit: 'fen', area: AREA, subject: randomUUID() } as const
  const book = await db.tx(tx => openBook(tx, at, NOW))
  const outside = { path: 'bank', floor: null, gathers: true }
  const bank = (await db.tx(tx => openAccounts(tx, book, [outside], NOW))).get('bank') ?? ''
  const units: string[] = []
  for (let from = 0; from < accounts; from += 5_000) {
    const paths = Array.from({ length: Math.min(5_000, accounts - from) }, (_, index) => `unit/${from + index}`)
    const ids = [
      ...(
        await db.tx(tx =>
          openAccounts(
            tx,
            book,
            paths.map(path => ({ path })),
            NOW,
          ),
        )
      ).values(),
    ]
    units.push(...ids)
    await batch(db, { book, bank, units: ids }, 1_000_000n)
  }
  return { book, bank, units }
}

/** One posting with a line from the bank to every unit. */
export const batch = async (db: CityDb, { book, bank, units }: Filled, amount: bigint): Promise<void> => {
  const lines = units.map(to => ({ do: 'move', id: id(), from: bank, to, amount }) as const)
  const asked = { id: id(), book: book.id, kind: 'deposit', effectiveOn: DAY, lines, fresh: true }
  const done = await db.tx(tx => post(tx, { actor: SYSTEM, now: NOW }, asked))
  if (!done.ok) throw new Error(JSON.stringify(done.error.slice(0, 3)))
}

/** Transfers between two units each, one posting and one transaction each, by so many at once. @returns how many a second */
export const transfers = async (db: CityDb, filled: Filled, clients: number, seconds: number): Promise<number> => {
  const { book, units } = filled
  const until = performance.now() + seconds * 1_000
  const any = (): string => units[Math.floor(Math.random() * units.length)] ?? ''
  let done = 0
  const client = async (): Promise<void> => {
    while (performance.now() < until) {
      const [from, to] = [any(), any()]
      if (from === to) continue
      const lines = [{ do: 'move', id: id(), from, to, amount: 1n }] as const
      const asked = { id: id(), book: book.id, kind: 'transfer', effectiveOn: DAY, lines, fresh: true }
      const one = await db.tx(tx => post(tx, { actor: SYSTEM, now: NOW }, asked))
      if (one.ok) done += 1
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return Math.round(done / seconds)
}

const GROW_ACCOUNTS = sql(
  'bench.grow-accounts',
  `insert into city.ledger_account
     (id, book, kind, area, path, gathers, balance, held, coming, lowest, moves, opened_at)
   select gen_random_uuid(), $1, 'bench-fund', '${AREA}', 'grown/' || n, false, 0, 0, 0, 0, 0, $4
   from generate_series($2::int, $3::int) n`,
)

/** Twenty deposits to each account, spread over ten years, one posting for each day. */
const GROW_POSTINGS = sql(
  'bench.grow-postings',
  `insert into city.ledger_posting (id, book, kind, effective_on, recorded_at, lines, digest, leaf)
   select gen_random_uuid(), $1, 'grown', date '2016-01-01' + d, timestamptz '2016-01-01 12:00+08' + d * interval '1 day', 1,
     sha256(d::text::bytea), sha256(('leaf' || d)::bytea) from generate_series(0, 3649) d
   where not exists (select from city.ledger_posting where book = $1 and kind = 'grown')`,
)

const GROW = sql(
  'bench.grow',
  `with day as (select id, effective_on, recorded_at, row_number() over (order by effective_on) - 1 as d
     from city.ledger_posting where book = $1 and kind = 'grown'),
   made as (
     insert into city.ledger_transfer
       (id, posting, line, kind, from_account, to_account, amount, effective_on, recorded_at)
     select gen_random_uuid(), day.id, 1 + (n / 3650) + $3::int * 50, 'move', $2, a.id, 100 + (n + k) % 900, day.effective_on, day.recorded_at
     from (select id, substr(path, 7)::int as n from city.ledger_account
       where book = $1 and path ^@ 'grown/' and substr(path, 7)::int between $3::int and $4::int) a
     cross join generate_series(0, 19) k join day on day.d = (a.n * 7 + k * 182) % 3650
     returning from_account, to_account, amount, effective_on
   ), days as (
     insert into city.ledger_day as d (account, effective_on, recorded_on, net)
     select from_account, effective_on, effective_on, -sum(amount) from made group by 1, 2
     on conflict (account, effective_on, recorded_on) do update set net = d.net + excluded.net
   ), came as (
     update city.ledger_account a set balance = a.balance + m.net, moves = a.moves + 20
     from (select to_account, sum(amount) as net from made group by 1) m where a.id = m.to_account
   )
   update city.ledger_account set balance = balance - (select sum(amount) from made) where id = $2`,
)

/** Makes the fund grow from so many to so many accounts, each with twenty deposits over ten years, by SQL alone. */
export const grow = async (db: CityDb, { book, bank }: Filled, from: number, to: number): Promise<void> => {
  const at = new Date(NOW).toISOString()
  await db.run(GROW_POSTINGS, [book.id])
  for (let first = from; first < to; first += 25_000) {
    const last = Math.min(first + 25_000, to) - 1
    await db.tx(async tx => {
      await tx.run(GROW_ACCOUNTS, [book.id, first, last, at])
      await tx.run(GROW, [book.id, bank, first, last])
    })
  }
}
