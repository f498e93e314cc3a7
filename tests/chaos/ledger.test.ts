import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { instant, type LocalDate } from '../../src/kernel/time.ts'
import { type CityDb, sql } from '../../src/platform/db/types.ts'
import { SYSTEM } from '../../src/platform/identity/sessions.ts'
import { auditLedger } from '../../src/platform/ledger/audit.ts'
import { openAccounts, openBook } from '../../src/platform/ledger/open.ts'
import { post } from '../../src/platform/ledger/post.ts'
import { accountsUnder } from '../../src/platform/ledger/store.ts'
import { testCity } from '../../src/platform/testing/database.ts'
import { score } from '../../src/platform/testing/score.ts'

/** The catalogue's sixty seconds and many kills when deep; a few seconds where the machine is shared. */
const [ROUNDS, ROUND_MS] = process.env.LINLI_DEEP === '1' ? [20, 3_000] : [2, 1_200]
const [PROCESSES, WRITERS, HOT] = [2, 8, 16]
/** Postings that are done before the writers of a round are killed. */
const DONE_MIN = 51
const EACH = 1_000n
const DAY = '2026-03-01' as LocalDate

type Told = { readonly started: Set<string>; readonly done: Set<string>; readonly other: string[] }

const startWriter = (args: readonly string[], told: Told): ChildProcess => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'support/ledger-writer.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (child.stdout === null) throw new Error('no pipe')
  createInterface({ input: child.stdout }).on('line', line => {
    const [what = '', id = ''] = line.split(' ')
    if (what === 'start') told.started.add(id)
    else if (what === 'done') told.done.add(id)
    else told.other.push(line)
  })
  return child
}

const hotBook = (db: CityDb) =>
  db.tx(async tx => {
    const now = instant(Date.now())
    const at = { kind: 'test-fund', unit: 'fen', area: '442000001001', subject: randomUUID() } as const
    const book = await openBook(tx, at, now)
    const names = Array.from({ length: HOT }, (_, index) => `hot/${index}`)
    const accounts = [{ path: 'bank', floor: null, gathers: true }, ...names.map(path => ({ path }))]
    const ids = await openAccounts(tx, book, accounts, now)
    const lines = names.map(path => ({
      do: 'move' as const,
      id: randomUUID(),
      from: ids.get('bank') ?? '',
      to: ids.get(path) ?? '',
      amount: EACH,
    }))
    await post(tx, { actor: SYSTEM, now }, { id: randomUUID(), book: book.id, kind: 'fill', effectiveOn: DAY, lines })
    return { book: book.id, ids: names.map(path => ids.get(path) ?? '') }
  })

const WHOLE = sql(
  'test.whole',
  `select p.id, p.lines, (select count(*) from city.ledger_transfer t where t.posting = p.id)::int as kept,
     (select count(*) from city.journal_entry j where j.leaf = p.leaf)::int as entries
   from city.ledger_posting p where p.book = $1 and p.kind = 'test'`,
)

test(`L-2 L-5 ${PROCESSES} processes of ${WRITERS} writers on ${HOT} hot accounts, killed ${ROUNDS} times`, {
  timeout: 120_000 + ROUNDS * 20_000,
}, async t => {
  const city = await testCity(t)
  const { db } = city
  const { book, ids } = await hotBook(db)
  const args = [city.url, db.city.code, book, String(WRITERS), ...ids]
  const told: Told = { started: new Set(), done: new Set(), other: [] }
  let cut = 0
  for (let round = 0; round < ROUNDS; round++) {
    const before = told.done.size
    const children = Array.from({ length: PROCESSES }, () => startWriter(args, told))
    const closed = children.map(child => once(child, 'close'))
    for (const since = Date.now(); told.done.size < before + DONE_MIN || Date.now() - since < ROUND_MS; ) {
      assert.ok(Date.now() - since < 60_000, 'writers get to work')
      await new Promise(resolve => setTimeout(resolve, 20))
    }
    for (const child of children) child.kill('SIGKILL')
    await Promise.all(closed)
    cut += PROCESSES
  }
  const kept = await db.rows<{ id: string; lines: number; kept: number; entries: number }>(WHOLE, [book])
  const there = new Set(kept.map(({ id }) => id))
  const lost = [...told.done].filter(id => !there.has(id))
  const halves = kept.filter(({ lines, kept: count, entries }) => lines !== 3 || count !== 3 || entries !== 1)
  t.diagnostic(`${told.done.size} done, ${told.other.length} refused, ${there.size} kept, ${cut} kills`)
  score('acked writes lost', lost.length, told.done.size)
  score('effects doubled', halves.length, kept.length)
  assert.deepEqual([lost, halves], [[], []])
  assert.ok(told.done.size > 100, 'enough was done')
  assert.deepEqual(
    [...there].filter(id => !told.started.has(id)),
    [],
    'nothing that nobody asked for',
  )
  const words = new Set(told.other)
  assert.deepEqual(
    [...words].filter(line => line !== 'refused ledger-short'),
    [],
    'short is all that anybody was told',
  )
  const hot = await accountsUnder(db, book, 'hot/')
  assert.equal(
    hot.reduce((sum, { balance }) => sum + balance, 0n),
    EACH * BigInt(HOT),
  )
  assert.ok(hot.every(({ balance, held, coming }) => balance >= 0n && held === 0n && coming === 0n))
  assert.deepEqual(await auditLedger(db), { accounts: [], books: [], holds: [], postings: [], strays: [] })
})
