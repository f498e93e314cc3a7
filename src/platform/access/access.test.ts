import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { couldEver, may, mayOf, officeFor } from './access.ts'
import { areaFilter, areaPatterns, grantsTable, rolesIn } from './table.ts'
import type { Actor, Grant, Office, Policy, Subject } from './types.ts'

const office = (role: string, area: string, id = `${role}@${area}`): Office => ({
  id,
  organisation: 'o',
  organisationKind: 'town',
  role,
  area,
})
const actor = (kind: Actor['kind'], ...offices: readonly Office[]): Actor => ({
  kind,
  party: kind === 'resident' || kind === 'staff' ? 'p' : null,
  session: null,
  name: '',
  offices,
  level: 'L1',
})
const at = (area: string | null, ...relations: readonly string[]): Subject => ({
  area,
  relations: () => new Set(relations),
})

/** Written as the table of a slice is. */
const policy = {
  read: [{ who: 'anyone', area: 'any', relation: 'any' }],
  rate: [{ who: 'resident', area: 'any', relation: 'reporter' }],
  arrive: [{ who: 'gridWorker', area: 'within', relation: 'any' }],
  extend: [
    { who: 'unitLead', area: 'any', relation: 'own-unit' },
    { who: 'deskLead', area: 'within', relation: 'any' },
  ],
  list: [{ who: 'staff', area: 'any', relation: 'any' }],
  destroy: [],
} as const satisfies Policy

const GRID = '442000001010A01'

/** Who may do what, as a clerk reads it: actor, verb, thing, answer. */
const EXAMPLES: readonly (readonly [
  name: string,
  actor: Actor,
  verb: keyof typeof policy,
  subject: Subject,
  answer: boolean,
])[] = [
  ['a stranger reads', actor('anonymous'), 'read', at(GRID), true],
  ['a stranger does not rate', actor('anonymous'), 'rate', at(GRID, 'reporter'), false],
  ['the reporter rates', actor('resident'), 'rate', at(GRID, 'reporter'), true],
  ['a neighbour does not rate', actor('resident'), 'rate', at(GRID), false],
  ['staff is a person too and rates their own report', actor('staff'), 'rate', at(GRID, 'reporter'), true],
  ['the grid worker arrives in the grid', actor('staff', office('gridWorker', GRID)), 'arrive', at(GRID), true],
  [
    'the worker of the next grid does not',
    actor('staff', office('gridWorker', '442000001010A02')),
    'arrive',
    at(GRID),
    false,
  ],
  [
    'the worker of the whole community does',
    actor('staff', office('gridWorker', '442000001010')),
    'arrive',
    at(GRID),
    true,
  ],
  [
    'an office below the thing does not reach up',
    actor('staff', office('gridWorker', GRID)),
    'arrive',
    at('442000001010'),
    false,
  ],
  ['a thing without area is in nobody’s', actor('staff', office('gridWorker', '442000')), 'arrive', at(null), false],
  ['the lead of the unit extends', actor('staff', office('unitLead', '442000')), 'extend', at(GRID, 'own-unit'), true],
  ['another unit’s lead does not', actor('staff', office('unitLead', '442000')), 'extend', at(GRID), false],
  ['the desk lead extends in the city', actor('staff', office('deskLead', '442000')), 'extend', at(GRID), true],
  ['another city’s desk lead does not', actor('staff', office('deskLead', '440100')), 'extend', at(GRID), false],
  ['staff without any office lists nothing', actor('staff'), 'list', at(GRID), false],
  ['nobody destroys', actor('staff', office('operator', '442000')), 'destroy', at(GRID), false],
  ['the system may all', actor('system'), 'arrive', at(GRID), true],
]

for (const [name, who, verb, subject, answer] of EXAMPLES)
  test(name, () => {
    assert.equal(may<keyof typeof policy>(policy, verb, who, subject), answer)
    assert.equal(mayOf<keyof typeof policy>(policy, who, subject).includes(verb), answer)
    if (answer) assert.equal(couldEver<keyof typeof policy>(policy, verb, who), true)
  })

const AREAS = ['44', '4420', '442000', '442000001', '442000001010', '442000001010A01', '442000001020', '440100']
const ROLES = ['gridWorker', 'deskLead', 'unitLead']
const anArea = fc.constantFrom(...AREAS)
const aGrant: fc.Arbitrary<Grant> = fc.record({
  who: fc.constantFrom('anyone', 'resident', 'staff', ...ROLES),
  area: fc.constantFrom('any', 'within'),
  relation: fc.constantFrom('any', 'mine', 'own-unit'),
})
const anOffice = fc
  .tuple(fc.constantFrom(...ROLES), anArea, fc.uuid())
  .map(([role, area, id]) => office(role, area, id))
const anActor = fc.oneof(
  fc.constant(actor('anonymous')),
  fc.constant(actor('resident')),
  fc.array(anOffice, { maxLength: 4 }).map(offices => actor('staff', ...offices)),
)
const aSubject = fc
  .tuple(fc.option(anArea), fc.subarray(['mine', 'own-unit']))
  .map(([area, relations]) => at(area, ...relations))
const grants = fc.array(aGrant, { maxLength: 5 })

test('deny by default: without a line nobody but the system may', () => {
  fc.assert(
    fc.property(
      anActor,
      aSubject,
      (who, subject) => !may({ verb: [] }, 'verb', who, subject) && !couldEver({ verb: [] }, 'verb', who),
    ),
  )
})

test('a grant more never takes a right away', () => {
  fc.assert(
    fc.property(grants, aGrant, anActor, aSubject, (lines, more, who, subject) => {
      const before = may({ verb: lines }, 'verb', who, subject)
      return !before || may({ verb: [...lines, more] }, 'verb', who, subject)
    }),
  )
})

test('an office more never takes a right away', () => {
  fc.assert(
    fc.property(grants, anActor, anOffice, aSubject, (lines, who, more, subject) => {
      const before = may({ verb: lines }, 'verb', who, subject)
      return !before || may({ verb: lines }, 'verb', { ...who, offices: [...who.offices, more] }, subject)
    }),
  )
})

test('the first door never shuts out whom the table lets in', () => {
  fc.assert(
    fc.property(
      grants,
      anActor,
      aSubject,
      (lines, who, subject) => !may({ verb: lines }, 'verb', who, subject) || couldEver({ verb: lines }, 'verb', who),
    ),
  )
})

test('within is: the office’s path is a prefix of the thing’s', () => {
  const line: Policy = { verb: [{ who: 'gridWorker', area: 'within', relation: 'any' }] }
  fc.assert(
    fc.property(
      anArea,
      anArea,
      (held, thing) =>
        may(line, 'verb', actor('staff', office('gridWorker', held)), at(thing)) === thing.startsWith(held),
    ),
  )
})

test('the office recorded with a fact is one that alone gives the right', () => {
  fc.assert(
    fc.property(grants, anActor, aSubject, (lines, who, subject) => {
      const used = officeFor({ verb: lines }, 'verb', who, subject)
      if (used !== null) return may({ verb: lines }, 'verb', { ...who, offices: [used] }, subject)
      const byOffice = lines.filter(({ who: needed }) => needed !== 'anyone' && needed !== 'resident')
      return !may({ verb: byOffice }, 'verb', who, subject)
    }),
  )
})

test('an office may be asked for its own relations', () => {
  const [mine, other] = [office('unitLead', '442000', 'mine'), office('unitLead', '442000', 'other')]
  const subject: Subject = { area: null, relations: (_, held) => new Set(held?.id === 'mine' ? ['own-unit'] : []) }
  assert.equal(officeFor<keyof typeof policy>(policy, 'extend', actor('staff', other, mine), subject), mine)
  assert.equal(officeFor<keyof typeof policy>(policy, 'extend', actor('staff', other), subject), null)
})

test('the row filter lets through just the rows that `within` would', () => {
  fc.assert(
    fc.property(fc.array(anOffice, { maxLength: 5 }), fc.subarray(ROLES), anArea, (offices, roles, row) => {
      const who = actor('staff', ...offices)
      const line: Policy = { verb: roles.map(role => ({ who: role, area: 'within', relation: 'any' })) }
      return areaFilter(who, roles).some(area => row.startsWith(area)) === may(line, 'verb', who, at(row))
    }),
  )
})

test('the row filter names each area once, and no area inside another', () => {
  const who = actor(
    'staff',
    office('a', '442000001'),
    office('a', '442000001010'),
    office('b', '440100'),
    office('a', '442000002'),
    office('a', '442000002', 'again'),
  )
  assert.deepEqual(areaFilter(who, ['a']), ['442000001', '442000002'])
  assert.deepEqual(areaPatterns(who, ['b']), ['440100%'])
  assert.deepEqual(areaFilter(who, ['c']), [])
})

test('the table of all lines and the roles in it', () => {
  const table = grantsTable({ 'work-order': policy })
  assert.equal(table.length, 6)
  assert.deepEqual(table[3], {
    slice: 'work-order',
    verb: 'extend',
    who: 'unitLead',
    area: 'any',
    relation: 'own-unit',
  })
  assert.deepEqual(rolesIn({ 'work-order': policy }), ['deskLead', 'gridWorker', 'unitLead'])
})
