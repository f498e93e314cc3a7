import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  type AreaPath,
  ancestorAt,
  areaPath,
  codeOf,
  fullName,
  gridPath,
  isWithin,
  levelOf,
  lineOf,
  parentOf,
  parseAreaCode,
  parseAreaPath,
  pathOf,
} from './area-code.ts'

const fault = (text: string): string | undefined => {
  const parsed = parseAreaPath(text)
  return parsed.ok ? undefined : parsed.error.why
}

test('Guangzhou has districts: five levels, each a prefix of the next', () => {
  assert.deepEqual(lineOf(areaPath('440103001101')), ['44', '4401', '440103', '440103001', '440103001101'])
  assert.equal(levelOf(areaPath('440103001101')), 'community')
})

test('Zhongshan, Dongguan and Danzhou have none: towns hang on the city', () => {
  assert.deepEqual(lineOf(areaPath('442000001007')), ['44', '4420', '442000001', '442000001007'])
  assert.equal(parentOf(areaPath('441900003')), '4419')
  assert.equal(parentOf(areaPath('460400100')), '4604')
  assert.equal(areaPath('442000'), '4420')
  assert.equal(areaPath('442000000000'), '4420')
  assert.equal(ancestorAt(areaPath('442000001007'), 'county'), '4420')
  assert.equal(ancestorAt(areaPath('440103001'), 'county'), '440103')
  assert.equal(ancestorAt(areaPath('4401'), 'town'), undefined)
})

test('a grid is its community and a local suffix', () => {
  const grid = gridPath(areaPath('442000001007'), 'G01')
  assert.equal(grid, '442000001007G01')
  assert.equal(levelOf(grid), 'grid')
  assert.equal(parentOf(grid), '442000001007')
  assert.equal(codeOf(grid), '442000001007')
})

test('wrong codes say what is wrong', () => {
  assert.equal(fault('44200'), 'shape')
  assert.equal(fault('44200a'), 'shape')
  assert.equal(fault(' 4420'), 'shape')
  assert.equal(fault('994200000000'), 'province')
  assert.equal(fault('440003000000'), 'gap')
  assert.equal(fault('442000000007'), 'gap')
  assert.equal(fault('442000001000G01'), 'gap')
  assert.equal(fault('442000001007g1'), 'shape')
  assert.equal(parseAreaCode('4420').ok, false)
})

test('a name is never said twice, and fillers are not said', () => {
  assert.equal(fullName(['广东省', '中山市', '中山市', '石岐街道']), '广东省中山市石岐街道')
  assert.equal(fullName(['北京市', '市辖区', '东城区']), '北京市东城区')
})

const anyPath: fc.Arbitrary<AreaPath> = fc
  .tuple(
    fc.constantFrom('11', '44', '46'),
    fc.integer({ min: 1, max: 99 }),
    fc.integer({ min: 0, max: 99 }),
    fc.integer({ min: 1, max: 999 }),
    fc.integer({ min: 1, max: 999 }),
    fc.integer({ min: 1, max: 99 }),
    fc.constantFrom(2, 4, 6, 9, 12, 15),
  )
  .map(([province, city, county, town, community, grid, length]) => {
    const two = (value: number): string => String(value).padStart(2, '0')
    const three = (value: number): string => String(value).padStart(3, '0')
    return areaPath(
      `${province}${two(city)}${two(county)}${three(town)}${three(community)}G${two(grid)}`.slice(0, length),
    )
  })

test('path and code name the same area, and every ancestor is a prefix', () => {
  fc.assert(
    fc.property(anyPath, path => {
      if (levelOf(path) !== 'grid') assert.equal(pathOf(codeOf(path)), path)
      const line = lineOf(path)
      assert.equal(line[0]?.length, 2)
      assert.equal(line.at(-1), path)
      for (const [index, each] of line.entries()) {
        assert.ok(isWithin(path, each))
        assert.equal(parentOf(each), line[index - 1])
        assert.equal(areaPath(each), each)
      }
    }),
  )
})

test('two areas lie in one another only when they are the same or ancestor and descendant', () => {
  fc.assert(
    fc.property(anyPath, anyPath, (a, b) => {
      assert.equal(isWithin(a, b), lineOf(a).includes(b))
    }),
  )
})

test('whatever is typed, reading it never throws, and what is accepted is canonical', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{1,13}$/)), text => {
      const parsed = parseAreaPath(text)
      if (parsed.ok) assert.deepEqual(parseAreaPath(parsed.value), parsed)
    }),
  )
})
