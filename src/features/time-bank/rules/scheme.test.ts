import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { instant, parseInstant } from '../../../kernel/time.ts'
import { DEFAULT, SETS, splitAt, worthOf } from './scheme.ts'

const at = (text: string) => parseInstant(`${text.replace(' ', 'T')}:00+08:00`) ?? instant(0)
const work = { minutes: 100, topic: 'elder-care', skill: null, from: at('2026-03-07 09:00') }

test('a minute is a minute where nothing else is laid down; factors multiply exactly and say that they did', () => {
  assert.deepEqual(worthOf(DEFAULT, work), { credit: 100n, applied: [] })
  const rules = {
    ...DEFAULT,
    topics: { 'elder-care': [3, 2] as const },
    skills: { nursing: [4, 3] as const },
    night: [7, 5] as const,
  }
  assert.equal(worthOf(rules, work).credit, 150n)
  assert.equal(worthOf(rules, { ...work, skill: 'nursing' }).credit, 200n)
  const night = worthOf(rules, { ...work, minutes: 7, skill: 'nursing', from: at('2026-03-07 22:00') })
  // 7 × 3/2 × 4/3 × 7/5 = 19.6, rounded once.
  assert.deepEqual([night.credit, night.applied.map(({ of }) => of)], [19n, ['topic', 'skill', 'night']])
})

test('D-035, D-036, D-037, Z-11: the sets of places; gift, inheritance and expiry are off in all of them', () => {
  assert.equal(SETS.nanjing.rules.cap, 90_000)
  assert.equal(SETS.guangzhou.rules.redeemFrom, 6000)
  assert.equal(SETS['hangzhou-xihu'].rules.start, 300)
  for (const { rules } of Object.values(SETS))
    assert.deepEqual([rules.gift, rules.inherit, rules.expiryMonths, rules.donate], [false, false, null, true])
})

test('at the cap nothing is lost and nothing is above it', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.nat(1500), fc.nat(1000), (cap, held, credit) => {
      const { kept, over } = splitAt(cap, BigInt(held), BigInt(credit))
      assert.equal(kept + over, BigInt(credit))
      assert.ok(kept >= 0n && over >= 0n)
      if (held <= cap) assert.ok(BigInt(held) + kept <= BigInt(cap))
      else assert.equal(kept, 0n)
    }),
  )
})
