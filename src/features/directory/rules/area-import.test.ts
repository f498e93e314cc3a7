import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type AreaLine, checkAreas } from './area-import.ts'

const line = (number: number, code: string, name: string, more: Partial<AreaLine> = {}): AreaLine => ({
  line: number,
  code,
  name,
  parent: '',
  level: '',
  kind: '',
  ...more,
})
const known = (path: string): boolean => ['33', '3301'].includes(path)
const faultsOf = (...lines: readonly AreaLine[]) =>
  checkAreas(lines, known).faults.map(fault => `${fault.line} ${fault.field} ${fault.why}`)

test('a good file is taken, in whatever order its lines come', () => {
  const { areas, faults } = checkAreas(
    [
      line(2, '330102001001', '甲社区居民委员会', { kind: '居委会', level: '社区', parent: '330102001000' }),
      line(3, '330102001', '乙街道', { level: '街道' }),
      line(4, '330102', '丙区'),
    ],
    known,
  )
  assert.deepEqual(faults, [])
  assert.deepEqual(
    areas.map(area => area.path),
    ['330102', '330102001', '330102001001'],
  )
  assert.equal(areas[2]?.kind, 'urban')
})

test('each fault names its line and field', () => {
  assert.deepEqual(faultsOf(line(2, '33010', '甲')), ['2 code code-shape'])
  assert.deepEqual(faultsOf(line(2, '993301', '甲')), ['2 code code-province'])
  assert.deepEqual(faultsOf(line(2, '330000000001', '甲')), ['2 code code-gap'])
  assert.deepEqual(faultsOf(line(2, '330102001001G01', '甲')), ['2 code code-shape'])
  assert.deepEqual(faultsOf(line(2, '330102', '')), ['2 name name-missing'])
  assert.deepEqual(faultsOf(line(2, '330102', '长'.repeat(61))), ['2 name name-long'])
  assert.deepEqual(faultsOf(line(2, '330102001', '甲街道')), ['2 parent parent-unknown'])
  assert.deepEqual(faultsOf(line(2, '330102', '甲区', { parent: '3302' })), ['2 parent parent-other'])
  assert.deepEqual(faultsOf(line(2, '330102', '甲区', { level: '镇' })), ['2 level level-wrong'])
  assert.deepEqual(faultsOf(line(2, '330102', '甲区', { kind: '别的' })), ['2 kind kind-wrong'])
  assert.deepEqual(faultsOf(line(2, '330102', '甲区'), line(3, '330102000000', '乙区')), ['3 code duplicate'])
})

test('all faults of a line are told at once', () => {
  assert.deepEqual(faultsOf(line(2, '330102', '', { level: '镇', kind: '别的' })), [
    '2 name name-missing',
    '2 level level-wrong',
    '2 kind kind-wrong',
  ])
})

test('what hangs on a refused line is refused', () => {
  assert.deepEqual(faultsOf(line(2, '330102', ''), line(3, '330102001', '甲街道')), [
    '2 name name-missing',
    '3 parent parent-unknown',
  ])
})

test('every line is either taken or told what is wrong with it, and whatever is taken has its parent', () => {
  const code = fc.oneof(
    fc.constantFrom('33', '3301', '330102', '330102001', '330102001001', '330102002001', '330103', '99', ''),
    fc.stringMatching(/^33\d{0,10}$/),
  )
  const lines = fc.array(fc.record({ code, name: fc.constantFrom('甲', '') }), { maxLength: 12 })
  fc.assert(
    fc.property(lines, rows => {
      const all = rows.map((row, index) => line(index + 2, row.code, row.name))
      const { areas, faults } = checkAreas(all, known)
      const faulty = new Set(faults.map(fault => fault.line))
      assert.equal(areas.length + faulty.size, all.length)
      const taken = new Set(areas.map(area => area.path as string))
      for (const area of areas) {
        const parent = area.path.length === 2 ? undefined : [2, 4, 6, 9].findLast(length => length < area.path.length)
        if (parent === undefined) continue
        const above = area.path.slice(0, parent).replace(/^(\d{4})00$/, '$1')
        assert.ok(taken.has(above) || known(above), `${area.path} without ${above}`)
      }
    }),
  )
})
