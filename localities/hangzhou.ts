import type { Locality } from '../src/features/locality/rules/locality.ts'
import { areaPath } from '../src/kernel/area-code.ts'
import { cite } from '../src/kernel/cite.ts'
import type { Dated } from '../src/kernel/dated.ts'
import { d } from '../src/kernel/time.ts'

const LAW = 'hangzhou-property-2021'
const FROM = d('2022-03-01')
const LIST = cite(LAW, '第七十三条', '发生下列危及公共安全或者严重影响业主居住使用的紧急情况的')
const SMALL = cite(LAW, '第七十二条', '决（结）算金额在三万元以下的，经业主委员会审核同意，可以不进行决（结）算审计')
const OVER = cite(LAW, '第七十二条', '工程决（结）算金额超出预算金额百分之十以上的，超出部分应当按照有关规定重新申报')

const since = (value: unknown, basis: typeof LIST): Dated<unknown> => [{ from: FROM, value, basis }]

/** 杭州市: what its 物业管理条例 lays down about the use of repair funds. */
export const hangzhou: Locality = {
  area: areaPath('3301'),
  name: '杭州市',
  values: {
    'fund-use.emergencies': since(['elevator', 'fire', 'facade', 'collapse', 'leak', 'drainage'], LIST),
    'fund-use.audit-free-fen': since(3_000_000, SMALL),
    'fund-use.over-budget-percent': since(10, OVER),
  },
}
