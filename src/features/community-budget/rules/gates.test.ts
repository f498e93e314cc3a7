import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fold } from '../../../kernel/ledger/fold.ts'
import type { Transfer } from '../../../kernel/ledger/types.ts'
import { d } from '../../../kernel/time.ts'
import * as basis from './basis.ts'
import { type Deed, deedFaults, grantFaults, needsSecond, planFaults, publishFaults, yearEndFaults } from './gates.ts'
import { ALL_CATEGORIES, CATEGORIES, type Category, KINDS, kindOf, type Step } from './kinds.ts'
import type { Params } from './params.ts'
import { daysOf, lastEnded } from './quarter.ts'
import { freeOf, GRANT, spentOf, statementOf } from './statement.ts'

const PARAMS: Params = {
  due: { office: 10_000_000n, service: 6_000_000n },
  serviceCategories: ['facilities', 'care'],
  aloneFen: 0n,
  yearEnd: 'town-decides',
  postingDays: 15,
  basis: {
    office: null,
    service: null,
    categories: basis.CATEGORIES_LISTED,
    alone: basis.TWO_PEOPLE,
    yearEnd: basis.YEAR_END,
    posting: basis.POSTED,
  },
}
const tags = (faults: readonly { readonly tag: string }[]): string => faults.map(({ tag }) => tag).join(' ') || 'ok'

test('a grant is the place’s amount, or another with a reason', () => {
  const none: Params = { ...PARAMS, due: { office: null, service: null } }
  const cases = [
    [PARAMS, undefined, '', 'ok'],
    [PARAMS, 10_000_000n, '', 'ok'],
    [PARAMS, 10_000_001n, '', 'reason-wanted'],
    [PARAMS, 6_000_000n, '新增一个小区', 'ok'],
    [none, undefined, '新增一个小区', 'no-amount-set'],
    [none, 5n, '', 'reason-wanted'],
    [none, 5n, '本市没有标准', 'ok'],
  ] as const
  for (const [params, amount, reason, expected] of cases)
    assert.equal(tags(grantFaults('office', amount, reason, params)), expected, `${amount} ${reason}`)
})

test('each category is one budget’s, and the place lists the service fund’s', () => {
  assert.equal(new Set(ALL_CATEGORIES).size, CATEGORIES.office.length + CATEGORIES.service.length)
  for (const kind of KINDS)
    for (const category of ALL_CATEGORIES) {
      const listed = kind === 'office' || PARAMS.serviceCategories.includes(category)
      const expected = kindOf(category) !== kind ? 'other-budget' : listed ? 'ok' : 'category-not-listed'
      assert.equal(tags(planFaults(kind, category, PARAMS)), expected, `${kind} ${category}`)
    }
})

test('who does what to an expense in which step, as a table', () => {
  const [ann, ben] = ['ann', 'ben']
  // deed, step, planned by, paid by, who, amount of 100 set aside → what is said
  const table: readonly (readonly [Deed, Step, string, string | null, string, bigint | undefined, string])[] = [
    ['approve', 'planned', ann, null, ben, undefined, 'ok'],
    ['approve', 'planned', ann, null, ann, undefined, 'same-person'],
    ['approve', 'approved', ann, null, ben, undefined, 'wrong-step'],
    ['pay', 'planned', ann, null, ann, 100n, 'wrong-step'],
    ['pay', 'approved', ann, null, ann, 100n, 'ok'],
    ['pay', 'approved', ann, null, ann, 1n, 'ok'],
    ['pay', 'approved', ann, null, ann, 101n, 'above-plan'],
    ['pay', 'paid', ann, ann, ben, 1n, 'wrong-step'],
    ['withdraw', 'planned', ann, null, ann, undefined, 'ok'],
    ['withdraw', 'approved', ann, null, ben, undefined, 'ok'],
    ['withdraw', 'paid', ann, ann, ben, undefined, 'wrong-step'],
    ['reverse', 'paid', ann, ben, ann, undefined, 'ok'],
    ['reverse', 'paid', ann, ben, ben, undefined, 'same-person'],
    ['reverse', 'reversed', ann, ben, ann, undefined, 'wrong-step'],
  ]
  for (const [deed, step, plannedBy, paidBy, by, amount, expected] of table)
    assert.equal(
      tags(deedFaults(deed, { step, plannedFen: 100n, plannedBy, paidBy }, by, amount)),
      expected,
      `${deed} ${step} ${by} ${amount}`,
    )
  assert.deepEqual(
    [0n, 1n, 500n, 501n].map(amount => needsSecond(amount, { aloneFen: 500n })),
    [false, false, false, true],
  )
})

test('year ends: after the year, with something left, as the place has it', () => {
  const today = d('2027-01-01')
  const say = (year: number, to: 'carry' | 'return', left: bigint, yearEnd: Params['yearEnd']) =>
    tags(yearEndFaults({ year, to, left }, today, { ...PARAMS, yearEnd }))
  assert.equal(say(2026, 'carry', 1n, 'town-decides'), 'ok')
  assert.equal(say(2027, 'carry', 1n, 'town-decides'), 'year-not-over')
  assert.equal(say(2026, 'carry', 1n, 'return'), 'year-end-fixed')
  assert.equal(say(2027, 'carry', 0n, 'return'), 'year-not-over year-end-fixed nothing-left')
})

test('a quarter is published once it is over, for fifteen days at least', () => {
  const say = (quarter: number, today: string, until: string) =>
    tags(
      publishFaults(
        { year: 2026, quarter },
        { today: d(today), until: d(until), openedOn: d('2026-04-10') },
        { postingDays: 15, posting: basis.POSTED },
      ),
    )
  assert.equal(say(2, '2026-07-01', '2026-07-16'), 'ok')
  assert.equal(say(2, '2026-07-01', '2026-07-15'), 'posting-short')
  assert.equal(say(2, '2026-06-30', '2026-07-30'), 'quarter-not-over')
  assert.equal(say(1, '2026-07-01', '2026-07-16'), 'before-budget')
  assert.deepEqual(lastEnded(d('2027-02-03')), { year: 2026, quarter: 4 })
  assert.deepEqual(daysOf({ year: 2028, quarter: 1 }), { from: '2028-01-01', to: '2028-03-31' })
})

/** A move between two accounts of a book, before the period or in it. */
const move = fc.record({
  what: fc.constantFrom('grant', 'spend', 'undo', 'carry', 'return'),
  year: fc.constantFrom(2025, 2026),
  category: fc.constantFrom<Category>('supplies', 'meetings'),
  amount: fc.bigInt({ min: 1n, max: 1_000n }),
  inside: fc.boolean(),
})

test('whatever was done, a quarter adds up: opening + granted − returned − spent = closing', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 60 }), moves => {
      const ends = { grant: GRANT, spend: '', undo: '', carry: freeOf(2026), return: GRANT }
      const transfers = moves.map(({ what, year, category, amount }, index): Transfer => {
        const [free, spent] = [freeOf(year), spentOf(year, category)]
        const from = what === 'grant' ? GRANT : what === 'undo' ? spent : what === 'carry' ? freeOf(2025) : free
        const to = what === 'spend' ? spent : what === 'undo' || what === 'grant' ? free : ends[what]
        return { id: String(index), kind: 'move', from, to, amount, of: null, expiresAt: null }
      })
      const [early, all] = [fold(transfers.filter((_, index) => !moves[index]?.inside)), fold(transfers)]
      const standing = [...all].map(([path, { balance }]) => ({
        path,
        before: early.get(path)?.balance ?? 0n,
        after: balance,
      }))
      const granted = moves.reduce((sum, one) => sum + (one.inside && one.what === 'grant' ? one.amount : 0n), 0n)
      const said = statementOf(standing, granted)
      const spent = said.spent.reduce((sum, { fen }) => sum + fen, 0)
      assert.equal(said.openingFen + said.grantedFen - said.returnedFen - spent, said.closingFen)
      const returned = moves.reduce((sum, one) => sum + (one.inside && one.what === 'return' ? one.amount : 0n), 0n)
      assert.equal(said.returnedFen, Number(returned))
    }),
  )
})
