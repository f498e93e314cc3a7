import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { idCheckCharacter, parseUscc } from '../../../kernel/codes.ts'
import { d } from '../../../kernel/time.ts'
import { dayOf, FIELDS, type Field } from './import-words.ts'
import { linesOfMembers } from './member.ts'
import { linesOfOwners, parseShare, readOwner } from './owner.ts'
import { type Line, readRegister } from './register-import.ts'
import { areaDm2Of, codeOf, numbersOf, squareMetres } from './unit.ts'

const TODAY = d('2026-09-30')
const id = (n: number): string => {
  const first = `449999199001${String((n % 28) + 1).padStart(2, '0')}${String(n).padStart(3, '0')}`
  return first + idCheckCharacter(first)
}
const EMPTY = Object.fromEntries(FIELDS.map(field => [field, ''])) as Record<Field, string>
const lines = (...rows: readonly Partial<Record<Field, string>>[]): readonly Line[] =>
  rows.map((cells, index) => ({ line: index + 2, cells: { ...EMPTY, ...cells } }))
const GOOD = {
  code: '3-2-1201',
  area: '89.5',
  owner: '演示甲',
  number: id(1),
  on: '2020-03-05',
  handedOn: '2020年6月1日',
}
const whys = (...rows: readonly Partial<Record<Field, string>>[]): readonly string[] =>
  readRegister(lines(...rows), TODAY).faults.map(({ line, field, why }) => `${line} ${field} ${why}`)

test('a good line is a unit with its owner', () => {
  const { units, faults } = readRegister(lines(GOOD), TODAY)
  assert.deepEqual(faults, [])
  const [one] = units
  assert.deepEqual(
    [one?.unit.building, one?.unit.stairwell, one?.unit.areaDm2, one?.unit.kind, one?.title?.handedOn],
    ['3', '2', 8950, 'home', '2020-06-01'],
  )
})

test('co-owners take a line each, and only the first need say what the unit is', () => {
  const { units, faults } = readRegister(
    lines({ ...GOOD, share: '1/3' }, { code: GOOD.code, owner: '演示乙', number: id(2), share: '2/3', on: GOOD.on }),
    TODAY,
  )
  assert.deepEqual(faults, [])
  assert.equal(units[0]?.title?.owners.length, 2)
})

test('the developer’s and the unknown are told apart', () => {
  const { units, faults } = readRegister(
    lines({ code: '1-1-101', area: '80', owner: '未售', on: '2019-01-01' }, { code: '1-1-102', area: '80' }),
    TODAY,
  )
  assert.deepEqual(faults, [])
  assert.deepEqual([units[0]?.title?.owners.length, units[1]?.title], [0, undefined])
})

test('every bad line is told with its column', () => {
  const cases: readonly (readonly [Partial<Record<Field, string>>, string])[] = [
    [{ ...GOOD, code: '' }, '2 code code-missing'],
    [{ ...GOOD, code: '1201', building: '' }, '2 building building-missing'],
    [{ ...GOOD, area: '89.555' }, '2 area area-wrong'],
    [{ ...GOOD, area: '八十' }, '2 area area-wrong'],
    [{ ...GOOD, kind: '别墅群' }, '2 kind kind-wrong'],
    [{ ...GOOD, number: id(1).slice(0, 17) }, '2 number id-format'],
    [{ ...GOOD, number: `${id(1).slice(0, 17)}${id(1).endsWith('1') ? '2' : '1'}` }, '2 number id-check'],
    [{ ...GOOD, owner: '' }, '2 owner owner-name'],
    [{ ...GOOD, on: '' }, '2 on day-missing'],
    [{ ...GOOD, on: '2020-02-30' }, '2 on day-wrong'],
    [{ ...GOOD, on: '2026-10-01' }, '2 on day-future'],
    [{ ...GOOD, share: '3/2' }, '2 share share-wrong'],
    [{ ...GOOD, share: '1/2' }, '2 share shares-not-whole'],
    [{ ...GOOD, basis: '口头' }, '2 basis basis-wrong'],
    [{ ...GOOD, areaSource: '目测' }, '2 areaSource source-wrong'],
  ]
  for (const [row, expected] of cases) assert.ok(whys(row).includes(expected), `${expected}: ${whys(row).join('; ')}`)
})

test('what lines of one unit, and of one owner, say against each other', () => {
  const other = { ...GOOD, owner: '演示乙', number: id(2) }
  assert.deepEqual(whys(GOOD, { ...other, area: '90' }), ['3 area lines-differ'])
  assert.deepEqual(whys(GOOD, GOOD), ['3 number owner-twice'])
  assert.deepEqual(whys(GOOD, { code: GOOD.code, area: '89.50' }), ['3 code unit-twice'])
  assert.deepEqual(whys({ ...GOOD, share: '1/2' }, other), ['2 share shares-some'])
  assert.deepEqual(whys(GOOD, { ...GOOD, code: '3-2-1202', owner: '演示丙' }), ['3 owner name-two'])
})

test('areas are read exactly, codes and days in every spelling', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), dm2 => {
      assert.equal(areaDm2Of(squareMetres(dm2)), dm2)
    }),
  )
  assert.deepEqual(['0.29', '１２．５㎡', '1e2', '-1', '100000.01'].map(areaDm2Of), [
    29,
    1250,
    undefined,
    undefined,
    undefined,
  ])
  assert.equal(codeOf(' 3－2—1201 '), '3-2-1201')
  assert.equal(numbersOf(codeOf('3栋2单元1201')), numbersOf('3-2-1201'))
  assert.deepEqual(
    ['2020/3/5', '20200305', '2020.03.05', '2020年3月5日', '2020-03-05 00:00:00', '5/3/2020'].map(dayOf),
    [...Array.from({ length: 5 }, () => '2020-03-05'), undefined],
  )
})

test('owners and members as they are typed', () => {
  assert.deepEqual(['1/2', '33.33%', '0/2', '3/2', '半'].map(parseShare), [
    { of: 1, in: 2 },
    { of: 3333, in: 10_000 },
    undefined,
    undefined,
    undefined,
  ])
  assert.deepEqual(
    linesOfOwners(`演示甲 ${id(1)} 1/2\n演示乙，${id(2)}，1/2`).map(({ name, share }) => [name, share]),
    [
      ['演示甲', '1/2'],
      ['演示乙', '1/2'],
    ],
  )
  const read = readOwner({ name: '演示公司', number: '91449999MA0000001' }, TODAY, '')
  assert.ok(!read.ok)
  assert.deepEqual(linesOfMembers('演示甲 3-2-1201 主任 居委会成员\n演示乙 3-2-1202'), [
    { name: '演示甲', unit: '3-2-1201', office: 'chair', posts: ['residents-committee'] },
    { name: '演示乙', unit: '3-2-1202', office: 'member', posts: [] },
  ])
})

test('a person’s number is never taken for a body’s, though one in thirty holds as its code too', () => {
  const numbers = Array.from({ length: 5000 }, (_, n) => {
    const first = `449999${1950 + (n % 50)}${String((n % 12) + 1).padStart(2, '0')}15${String(n % 1000).padStart(3, '0')}`
    return first + idCheckCharacter(first)
  })
  assert.ok(
    numbers.some(number => parseUscc(number) !== undefined),
    'some hold as both',
  )
  for (const number of numbers) {
    const read = readOwner({ name: '演示业主', number }, TODAY, '')
    assert.equal(read.ok && read.value.paper, 'id-card', number)
  }
})
