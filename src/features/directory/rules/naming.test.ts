import assert from 'node:assert/strict'
import { test } from 'node:test'
import { areaPath } from '../../../kernel/area-code.ts'
import { committeeName, communityKind, placeName } from './naming.ts'

const cases = [
  // printed, place, committee
  ['桂园社区居民委员会', '桂园社区', '桂园社区居民委员会'],
  ['鹤洞社区居委会', '鹤洞社区', '鹤洞社区居民委员会'],
  ['南漖社区居委会会', '南漖社区', '南漖社区居民委员会'],
  ['黄麻布社区居委', '黄麻布社区', '黄麻布社区居民委员会'],
  ['茶山居民区社区委员会', '茶山居民区社区', '茶山居民区社区居民委员会'],
  ['梯面镇居民委员会', '梯面镇居委会', '梯面镇居民委员会'],
  ['永兴村委会', '永兴村', '永兴村村民委员会'],
  ['南村村委会', '南村', '南村村民委员会'],
  ['新村村民委员会', '新村', '新村村民委员会'],
  ['东郊村民委员会', '东郊村', '东郊村村民委员会'],
  ['海傍农场生活区', '海傍农场生活区', undefined],
] as const

for (const [printed, place, committee] of cases)
  test(`${printed} is called ${place}`, () => {
    assert.equal(placeName(printed), place)
    assert.equal(committeeName(printed), committee)
  })

test('the kind is read from the name, then from the code', () => {
  assert.equal(communityKind(areaPath('440881104001'), '桂园社区居民委员会'), 'urban')
  assert.equal(communityKind(areaPath('440881104201'), '某某居民委员会'), 'urban')
  assert.equal(communityKind(areaPath('440881104001'), '永兴村委会'), 'village')
  assert.equal(communityKind(areaPath('440881104501'), '红湖农场生活区'), 'village')
  assert.equal(communityKind(areaPath('440222104401'), '工业园管理区'), 'urban')
  assert.equal(communityKind(areaPath('440222104216'), '宫前渔村'), 'village')
})
