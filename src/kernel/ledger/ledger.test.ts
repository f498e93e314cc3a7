import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { instant, type LocalDate } from '../time.ts'
import { fold, postingText } from './fold.ts'
import { plan } from './plan.ts'
import type { Account, Earlier, Line, Posting, Transfer } from './types.ts'

const NOW = instant(1_000_000)
const DAY = '2026-03-01' as LocalDate

const account = (id: string, more: Partial<Account> = {}): Account => ({
  id,
  book: 'b',
  path: id,
  balance: 0n,
  held: 0n,
  coming: 0n,
  floor: 0n,
  ceiling: null,
  closed: false,
  ...more,
})

const posting = (lines: readonly Line[], more: Partial<Posting> = {}): Posting => ({
  id: 'p',
  book: 'b',
  kind: 'test',
  effectiveOn: DAY,
  lines,
  ...more,
})

/** A ledger in memory: what the database does with a plan. */
const book = (accounts: readonly Account[]) => {
  const standing = new Map(accounts.map(one => [one.id, one]))
  const kept = new Map<string, Earlier>()
  const post = (lines: readonly Line[], now = NOW) => {
    const planned = plan(posting(lines), { accounts: standing, earlier: kept }, now)
    if (!planned.ok) return planned.error.map(({ tag }) => tag)
    for (const [id, change] of planned.value.changes) {
      const before = standing.get(id)
      if (before === undefined) throw new Error('planned an account that is not there')
      standing.set(id, {
        ...before,
        balance: before.balance + change.balance,
        held: before.held + change.held,
        coming: before.coming + change.coming,
      })
    }
    for (const transfer of planned.value.transfers) {
      kept.set(transfer.id, { ...transfer, ended: false })
      const ended = transfer.of === null ? undefined : kept.get(transfer.of)
      if (ended !== undefined) kept.set(ended.id, { ...ended, ended: true })
    }
    return []
  }
  return { standing, kept, post }
}

const move = (id: string, from: string, to: string, amount: bigint): Line => ({ do: 'move', id, from, to, amount })
const hold = (id: string, from: string, to: string, amount: bigint): Line => ({ do: 'hold', id, from, to, amount })
const standing = ({ balance, held, coming }: Account | undefined = account('none')) => [balance, held, coming]

test('money is held, part of it is paid, and the rest is free again', () => {
  const { standing: accounts, post } = book([account('bank', { floor: null }), account('unit'), account('firm')])
  assert.deepEqual(post([move('1', 'bank', 'unit', 100n)]), [])
  assert.deepEqual(post([hold('2', 'unit', 'firm', 80n)]), [])
  assert.deepEqual(standing(accounts.get('unit')), [100n, 80n, 0n])
  assert.deepEqual(post([move('3', 'unit', 'firm', 21n)]), ['ledger-short'], 'what is held is not free')
  assert.deepEqual(post([{ do: 'settle', id: '4', of: '2', amount: 81n }]), ['ledger-above-hold'])
  assert.deepEqual(post([{ do: 'settle', id: '4', of: '2', amount: 75n }]), [])
  assert.deepEqual(standing(accounts.get('unit')), [25n, 0n, 0n])
  assert.deepEqual(standing(accounts.get('firm')), [75n, 0n, 0n])
  assert.deepEqual(post([{ do: 'void', id: '5', of: '2' }]), ['ledger-ended'], 'settled is settled')
  assert.deepEqual(post([{ do: 'reverse', id: '6', of: '4' }]), [])
  assert.deepEqual(standing(accounts.get('unit')), [100n, 0n, 0n])
  assert.deepEqual(post([{ do: 'reverse', id: '7', of: '4' }]), ['ledger-ended'], 'undone once')
  assert.deepEqual(post([{ do: 'reverse', id: '7', of: '6' }]), ['ledger-not-reversible'])
})

test('all reasons come at once, with the numbers', () => {
  const accounts = new Map(
    [
      account('a', { balance: 5n }),
      account('b', { ceiling: 3n }),
      account('shut', { closed: true }),
      account('x', { book: 'c' }),
    ].map(one => [one.id, one]),
  )
  const refused = (...lines: readonly Line[]) => {
    const planned = plan(posting(lines), { accounts, earlier: new Map() }, NOW)
    return planned.ok ? [] : planned.error
  }
  assert.deepEqual(
    refused(
      move('1', 'a', 'a', 1n),
      move('2', 'a', 'none', 1n),
      move('3', 'a', 'shut', 0n),
      move('4', 'x', 'b', -1n),
      move('4', 'a', 'b', 1n),
      { do: 'void', id: '6', of: 'nothing' },
    ).map(({ tag, values }) => [tag, values?.line]),
    [
      ['ledger-same-account', 1],
      ['ledger-account-unknown', 2],
      ['ledger-amount', 3],
      ['ledger-account-closed', 3],
      ['ledger-amount', 4],
      ['ledger-other-book', 4],
      ['ledger-transfer-unknown', 6],
      ['ledger-id-twice', 5],
    ],
  )
  assert.deepEqual(
    refused(move('1', 'a', 'b', 9n)).map(({ tag, values }) => [tag, values]),
    [
      ['ledger-short', { path: 'a', free: '5', short: '4' }],
      ['ledger-over', { path: 'b', ceiling: '3', over: '6' }],
    ],
  )
  assert.deepEqual(
    refused().map(({ tag }) => tag),
    ['ledger-empty'],
  )
})

test('a hold past its time cannot be settled, only voided, to the millisecond', () => {
  const { post } = book([account('a', { balance: 9n }), account('b')])
  assert.deepEqual(post([{ do: 'hold', id: '1', from: 'a', to: 'b', amount: 9n, expiresAt: instant(2_000) }], NOW), [])
  assert.deepEqual(post([{ do: 'settle', id: '2', of: '1' }], instant(2_000)), ['ledger-expired'])
  assert.deepEqual(
    post(
      [
        { do: 'settle', id: '2', of: '1' },
        { do: 'void', id: '3', of: '1' },
      ],
      instant(1_999),
    ),
    ['ledger-ended'],
  )
  assert.deepEqual(post([{ do: 'void', id: '3', of: '1' }], instant(2_000)), [])
})

test('limits are looked at for the whole group', () => {
  const { post, standing: accounts } = book([account('bank', { floor: null }), account('a'), account('b')])
  assert.deepEqual(
    post([move('1', 'a', 'b', 5n), move('2', 'bank', 'a', 5n)]),
    [],
    'what comes in the same group counts',
  )
  assert.deepEqual(post([move('3', 'b', 'a', 5n), move('4', 'a', 'bank', 6n)]), ['ledger-short'])
  assert.deepEqual(standing(accounts.get('b')), [5n, 0n, 0n], 'nothing of it was done')
})

const NAMES = ['bank', 'a', 'b', 'c'] as const
const step = fc.record({
  what: fc.constantFrom('move', 'hold', 'settle', 'void', 'reverse'),
  from: fc.constantFrom(...NAMES),
  to: fc.constantFrom(...NAMES),
  amount: fc.bigInt({ min: 1n, max: 50n }),
  of: fc.nat(99),
})

test('L-1 L-7 L-9 after any history: books add up to nothing, limits hold, and the fold of transfers is what stands', () => {
  let done = 0
  fc.assert(
    fc.property(fc.array(step, { minLength: 100, maxLength: 100 }), steps => {
      const {
        standing: accounts,
        kept,
        post,
      } = book([
        account('bank', { floor: null }),
        account('a'),
        account('b', { ceiling: 60n }),
        account('c', { floor: -20n }),
      ])
      for (const [index, { what, from, to, amount, of }] of steps.entries()) {
        const id = `t${index}`
        const past = `t${of % (index + 1)}`
        const line: Line =
          what === 'move' || what === 'hold'
            ? { do: what, id, from, to, amount }
            : what === 'settle'
              ? { do: what, id, of: past, amount }
              : { do: what, id, of: past }
        if (post([line]).length === 0) done += 1
      }
      const all: readonly Transfer[] = [...kept.values()]
      const folded = fold(all.toReversed())
      for (const one of accounts.values()) {
        assert.deepEqual(
          standing(one),
          standing({ ...one, ...(folded.get(one.id) ?? { balance: 0n, held: 0n, coming: 0n }) }),
        )
        assert.ok(one.floor === null || one.balance - one.held >= one.floor)
        assert.ok(one.ceiling === null || one.balance + one.coming <= one.ceiling)
        assert.ok(one.held >= 0n && one.coming >= 0n)
      }
      const sum = [...accounts.values()].reduce((total, { balance }) => total + balance, 0n)
      assert.equal(sum, 0n)
      for (const ended of all.filter(one => one.of !== null))
        assert.equal(all.filter(({ of }) => of === ended.of).length, 1)
    }),
    { numRuns: 1_000 },
  )
  assert.ok(done > 10_000, `only ${done} of 100,000 were done`)
})

test('every part of a transfer is in the text that the journal commits to', () => {
  const one: Transfer = { id: 'i', kind: 'move', from: 'f', to: 't', amount: 5n, of: null, expiresAt: null }
  const text = (more: Partial<Transfer>) => new TextDecoder().decode(postingText([{ ...one, ...more }]))
  assert.equal(text({}), 'i move f t 5 -\n')
  const others = [{ id: 'j' }, { from: 'g' }, { to: 'u' }, { amount: 6n }, { of: 'x', kind: 'reverse' as const }]
  assert.equal(new Set(others.map(text)).size, others.length)
})
