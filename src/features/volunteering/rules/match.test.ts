import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { d } from '../../../kernel/time.ts'
import { LANGUAGES, REACHES, SKILLS, TOPICS } from './kinds.ts'
import { matchNeeds, type Need, type Offer, weigh } from './match.ts'

const need = (more: Partial<Need> = {}): Need => ({
  id: 'n',
  area: '442000001007',
  topic: 'elder-care',
  skill: null,
  language: null,
  slots: 0b10,
  on: d('2026-03-07'),
  risky: false,
  requesters: ['p'],
  ...more,
})
const offer = (more: Partial<Offer> = {}): Offer => ({
  volunteer: 'v',
  party: 'q',
  area: '442000001007',
  reach: 'community',
  skills: ['first-aid'],
  languages: ['mandarin'],
  wishes: ['elder-care'],
  slots: 0b110,
  adultOn: d('2010-01-01'),
  guardian: false,
  minutes: 0,
  ...more,
})
const kinds = (a: Need, b: Offer): readonly string[] | undefined => weigh(a, b)?.reasons.map(({ kind }) => kind)

test('each reason stands for something that speaks for the pair', () => {
  assert.deepEqual(kinds(need({ skill: 'first-aid', language: 'mandarin' }), offer()), [
    'community',
    'skill',
    'wish',
    'language',
    'time',
    'fresh',
  ])
  assert.deepEqual(kinds(need({ topic: 'fitness' }), offer({ area: '442000001008', reach: 'town', minutes: 600 })), [
    'town',
    'time',
  ])
})

test('what cannot be is no match: too far, no skill, not free, oneself, a minor where there is risk', () => {
  const never: readonly (readonly [Partial<Need>, Partial<Offer>])[] = [
    [{}, { area: '442000001008' }],
    [{}, { area: '442000002003', reach: 'town' }],
    [{ skill: 'driving' }, {}],
    [{ language: 'sign' }, {}],
    [{ slots: 0b1010 }, {}],
    [{}, { party: 'p' }],
    [{}, { adultOn: d('2027-01-01') }],
    [{ risky: true }, { adultOn: d('2027-01-01'), guardian: true }],
  ]
  for (const [a, b] of never) assert.equal(weigh(need(a), offer(b)), undefined, JSON.stringify([a, b]))
  assert.ok(weigh(need(), offer({ adultOn: d('2027-01-01'), guardian: true })))
})

const AREAS = ['442000001007', '442000001008', '442000002003', '442000003001']
const some = <T>(values: readonly T[]) => fc.subarray([...values])
const needs = fc.record({
  id: fc.uuid(),
  area: fc.constantFrom(...AREAS),
  topic: fc.constantFrom(...TOPICS),
  skill: fc.option(fc.constantFrom(...SKILLS.slice(0, 3)), { nil: null }),
  language: fc.option(fc.constantFrom(...LANGUAGES.slice(0, 2)), { nil: null }),
  slots: fc.constantFrom(0b1, 0b10, 0b11, 0b100),
  on: fc.constant(d('2026-03-07')),
  risky: fc.boolean(),
  requesters: fc.constantFrom(['p'], ['q']),
})
const offers = fc.record({
  volunteer: fc.uuid(),
  party: fc.constantFrom('p', 'q', 'r'),
  area: fc.constantFrom(...AREAS),
  reach: fc.constantFrom(...REACHES),
  skills: some(SKILLS.slice(0, 3)),
  languages: some(LANGUAGES.slice(0, 2)),
  wishes: some(TOPICS.slice(0, 3)),
  slots: fc.integer({ min: 0, max: 7 }),
  adultOn: fc.constantFrom(d('2010-01-01'), d('2030-01-01')),
  guardian: fc.boolean(),
  minutes: fc.integer({ min: 0, max: 2000 }),
})

test('matching in blocks finds what comparing all pairs finds', () => {
  fc.assert(
    fc.property(fc.array(needs, { maxLength: 8 }), fc.array(offers, { maxLength: 40 }), (asked, given) => {
      const found = matchNeeds(asked, given, 3)
      for (const one of asked) {
        const all = given
          .flatMap(other => weigh(one, other) ?? [])
          .toSorted((a, b) => b.score - a.score || (a.volunteer < b.volunteer ? -1 : 1))
        assert.deepEqual(found.get(one.id), all.slice(0, 3))
      }
    }),
    { numRuns: 300 },
  )
})
