import assert from 'node:assert/strict'
import { test } from 'node:test'
import { areaPath } from '../../../kernel/area-code.ts'
import { foundingPlan, townBody } from './founding.ts'

const plan = foundingPlan(
  { path: areaPath('4420'), name: '中山市' },
  [
    { path: areaPath('442000001'), name: '石岐街道' },
    { path: areaPath('442000101'), name: '黄圃镇' },
  ],
  [
    { path: areaPath('442000001007'), name: '桂园社区居民委员会' },
    { path: areaPath('442000101201'), name: '新地村村民委员会' },
    { path: areaPath('442000101501'), name: '某农场生活区' },
  ],
  { hotlineDesk: '中山市12345政务服务便民热线受理中心', departments: ['市公安局'], utilities: ['供水企业'] },
)

test('a city begins with its government, desk, departments, towns, grid centres and committees', () => {
  assert.deepEqual(
    plan.map(({ name, kind }) => `${kind} ${name}`),
    [
      'cityGovernment 中山市人民政府',
      'hotlineDesk 中山市12345政务服务便民热线受理中心',
      'department 中山市公安局',
      'utility 中山市供水企业',
      'townGovernment 石岐街道办事处',
      'gridCentre 石岐街道网格和大数据事务中心',
      'townGovernment 黄圃镇人民政府',
      'gridCentre 黄圃镇网格和大数据事务中心',
      'residentsCommittee 桂园社区居民委员会',
      'villagersCommittee 新地村村民委员会',
    ],
  )
})

test('what a body belongs to stands before it', () => {
  for (const [index, { under }] of plan.entries())
    if (under !== undefined)
      assert.ok(plan.slice(0, index).some(({ kind, area }) => kind === under.kind && area === under.area))
})

test('a farm is no town government', () => assert.equal(townBody('民众农场'), '民众农场管理机构'))
