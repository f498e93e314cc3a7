import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { Line } from '../../kernel/ledger/types.ts'
import { DAY_MS, dateOf, instant, type LocalDate } from '../../kernel/time.ts'
import { type CityDb, sql } from '../db/types.ts'
import { SYSTEM } from '../identity/sessions.ts'
import { testCity } from '../testing/database.ts'
import { auditLedger } from './audit.ts'
import { balancesOn, movedOn } from './balances.ts'
import { voidExpired } from './expire.ts'
import { closeAccount, openAccounts, openBook } from './open.ts'
import { type Asked, post } from './post.ts'
import { accountsAt, type Book } from './store.ts'

const NOW = instant(Date.UTC(2026, 2, 1, 4))
const DAY = '2026-03-01' as LocalDate
const SPENDS = 200

type Opened = { readonly book: Book; readonly ids: Readonly<Record<string, string>> }

const opened = async (db: CityDb, ...names: readonly string[]): Promise<Opened> =>
  db.tx(async tx => {
    const at = { kind: 'test-fund', unit: 'fen', area: '442000001001', subject: randomUUID() } as const
    const book = await openBook(tx, at, NOW)
    const accounts = names.map(path => ({ path, ...(path === 'bank' ? { floor: null, gathers: true } : {}) }))
    return { book, ids: Object.fromEntries(await openAccounts(tx, book, accounts, NOW)) }
  })

const asked = (book: Book, lines: readonly Line[], more: Partial<Asked> = {}): Asked => ({
  id: randomUUID(),
  book: book.id,
  kind: 'test',
  effectiveOn: DAY,
  lines,
  ...more,
})

const doing = async (db: CityDb, one: Asked, now = NOW): Promise<readonly string[]> => {
  const done = await db.tx(tx => post(tx, { actor: SYSTEM, now }, one))
  return done.ok ? [] : done.error.map(({ tag }) => tag)
}

const move = (from: string | undefined, to: string | undefined, amount: bigint): Line => ({
  do: 'move',
  id: randomUUID(),
  from: from ?? '',
  to: to ?? '',
  amount,
})

const right = { accounts: [], books: [], holds: [], postings: [], strays: [] }

const tally = (tags: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(tags, tag => tag)].map(([tag, all]) => [tag, all.length]))

test('the ledger of a city', { timeout: 120_000 }, async t => {
  const city = await testCity(t)
  const { db } = city
  const second = city.another().city(db.city.code)
  const either = (index: number): CityDb => (index % 2 === 0 ? db : second)

  await t.test('200 spends of one balance at once, on two pools: exactly those it covers are done', async () => {
    const { book, ids } = await opened(db, 'bank', 'unit', 'shop')
    await doing(db, asked(book, [move(ids.bank, ids.unit, 1_050n)]))
    const answers = await Promise.all(
      Array.from({ length: SPENDS }, (_, index) =>
        doing(either(index), asked(book, [move(ids.unit, ids.shop, 10n)])).then(tags => tags[0] ?? 'done'),
      ),
    )
    assert.deepEqual(tally(answers), { done: 105, 'ledger-short': 95 })
    const standing = await accountsAt(db, book.id, ['unit', 'shop'])
    assert.deepEqual(
      standing.map(({ balance }) => balance),
      [1_050n, 0n],
    )
  })

  await t.test('L-6 the same posting fifty times at once is one, and another under its id is refused', async () => {
    const { book, ids } = await opened(db, 'bank', 'unit')
    const one = asked(book, [move(ids.bank, ids.unit, 7n)])
    const leaves = await Promise.all(
      Array.from({ length: 50 }, (_, index) => either(index).tx(tx => post(tx, { actor: SYSTEM, now: NOW }, one))),
    )
    assert.equal(leaves.filter(done => done.ok && done.value.fresh).length, 1)
    assert.equal(new Set(leaves.map(done => (done.ok ? done.value.leaf : 'refused'))).size, 1)
    assert.deepEqual(await doing(db, { ...one, lines: [move(ids.bank, ids.unit, 8n)] }), ['ledger-posting-differs'])
    assert.deepEqual(await doing(db, { ...one, id: randomUUID() }), ['ledger-id-known'])
    assert.equal((await accountsAt(db, book.id, ['unit']))[0]?.balance, 7n)
  })

  await t.test('L-4 a hold is settled or voided once, whoever comes first', async () => {
    const { book, ids } = await opened(db, 'bank', 'unit', 'firm')
    await doing(db, asked(book, [move(ids.bank, ids.unit, 1_000n)]))
    const holds = Array.from({ length: 20 }, () => randomUUID())
    for (const id of holds)
      await doing(db, asked(book, [{ do: 'hold', id, from: ids.unit ?? '', to: ids.firm ?? '', amount: 50n }]))
    const ends = await Promise.all(
      holds.flatMap((of, at) =>
        (['settle', 'void'] as const).map((kind, turn) =>
          doing(either(at + turn), asked(book, [{ do: kind, id: randomUUID(), of }])).then(tags => tags[0] ?? kind),
        ),
      ),
    )
    const { settle = 0, void: voided = 0, 'ledger-ended': late } = tally(ends)
    assert.deepEqual([settle + voided, late], [20, 20])
    const [firm, unit] = await accountsAt(db, book.id, ['firm', 'unit'])
    assert.deepEqual(
      [firm?.balance, unit?.balance, unit?.held],
      [BigInt(settle) * 50n, 1_000n - BigInt(settle) * 50n, 0n],
    )
  })

  await t.test('a hold past its time is voided by the sweep, once, and its money is free', async () => {
    const { book, ids } = await opened(db, 'bank', 'unit', 'firm')
    await doing(db, asked(book, [move(ids.bank, ids.unit, 10n)]))
    const id = randomUUID()
    const until = instant(NOW + DAY_MS)
    const line = { do: 'hold', id, from: ids.unit ?? '', to: ids.firm ?? '', amount: 10n, expiresAt: until } as const
    await doing(db, asked(book, [line]))
    assert.equal(await voidExpired(db, instant(until - 1)), 0)
    assert.deepEqual(await doing(db, asked(book, [{ do: 'settle', id: randomUUID(), of: id }]), until), [
      'ledger-expired',
    ])
    const swept = await Promise.all([voidExpired(db, until), voidExpired(second, until)])
    assert.equal((swept[0] ?? 0) + (swept[1] ?? 0), 1)
    const [unit] = await accountsAt(db, book.id, ['unit'])
    assert.deepEqual([unit?.held, unit?.coming, unit?.balance], [0n, 0n, 10n])
  })

  await t.test('balances as of a day in the books, and as they were known on a day', async () => {
    const { book, ids } = await opened(db, 'bank', 'unit')
    const on = (day: string) => ({ effectiveOn: day as LocalDate })
    await doing(db, asked(book, [move(ids.bank, ids.unit, 100n)], on('2026-01-10')))
    await doing(db, asked(book, [move(ids.bank, ids.unit, 10n)], on('2026-02-10')))
    const later = instant(NOW + 5 * DAY_MS)
    await doing(db, asked(book, [move(ids.unit, ids.bank, 30n)], on('2026-01-20')), later)
    const both = [ids.unit ?? '', ids.bank ?? '']
    const at = async (day: string, known?: string) =>
      Object.values(
        Object.fromEntries(await balancesOn(db, both, day as LocalDate, known as LocalDate | undefined)),
      ).map(Number)
    assert.deepEqual((await at('2026-01-09')).toSorted(), [0, 0])
    assert.deepEqual((await at('2026-01-31')).toSorted(), [-70, 70])
    assert.deepEqual((await at('2026-01-31', dateOf(NOW))).toSorted(), [-100, 100], 'the correction was not known then')
    assert.deepEqual((await at('2026-12-31')).toSorted(), [-80, 80])
    const moved = await movedOn(db, [ids.unit ?? ''], { from: '2026-01-11' as LocalDate, to: DAY, limit: 10 })
    assert.deepEqual(
      moved.map(({ amount, effectiveOn }) => [amount, effectiveOn]),
      [
        [-30n, '2026-01-20'],
        [10n, '2026-02-10'],
      ],
    )
  })

  await t.test('L-3 nothing that was posted is changed or deleted, by anybody', async () => {
    const refused = { code: '23001' }
    for (const [index, text] of [
      'update city.ledger_transfer set amount = amount + 1',
      'delete from city.ledger_transfer',
      'truncate city.ledger_transfer cascade',
      'update city.ledger_posting set effective_on = effective_on + 1',
      'delete from city.ledger_account',
      "update city.ledger_account set path = path || 'x'",
      "update city.ledger_book set unit = 'minute'",
    ].entries())
      await assert.rejects(db.run(sql(`test.ledger-${index}`, text)), refused, text)
    await assert.rejects(db.run(sql('test.over', 'update city.ledger_account set balance = -1 where lowest = 0')), {
      code: '23514',
    })
  })

  await t.test('an account is closed when nothing stands on it, and takes nothing afterwards', async () => {
    const { book, ids } = await opened(db, 'bank', 'unit')
    await doing(db, asked(book, [move(ids.bank, ids.unit, 5n)]))
    const close = () => db.tx(tx => closeAccount(tx, ids.unit ?? '', NOW))
    assert.equal((await close()).ok, false)
    await doing(db, asked(book, [move(ids.unit, ids.bank, 5n)]))
    assert.equal((await close()).ok, true)
    assert.deepEqual(await doing(db, asked(book, [move(ids.bank, ids.unit, 5n)])), ['ledger-account-closed'])
  })

  await t.test('L-9 the audit finds nothing, and then each thing that somebody changed behind its back', async () => {
    assert.deepEqual(await auditLedger(db), right)
    const run = (name: string, text: string) => db.run(sql(`test.${name}`, text))
    const { book, ids } = await opened(db, 'bank', 'unit')
    const one = asked(book, [move(ids.bank, ids.unit, 500n)])
    await doing(db, one)
    await run('skim', `update city.ledger_account set balance = balance - 1 where id = '${ids.unit}'`)
    const skimmed = await auditLedger(db)
    assert.deepEqual([skimmed.accounts, skimmed.books], [['unit'], [book.id]])
    await run('back', `update city.ledger_account set balance = balance + 1 where id = '${ids.unit}'`)
    await run('off', 'alter table city.ledger_transfer disable trigger ledger_transfer_kept')
    await run('forge', `update city.ledger_transfer set amount = 600 where posting = '${one.id}'`)
    const forged = await auditLedger(db)
    assert.deepEqual(forged.postings, [one.id])
    assert.deepEqual(forged.accounts.toSorted(), ['bank', 'unit'])
  })
})
