import type { Locality } from '../src/features/locality/rules/locality.ts'
import { areaPath } from '../src/kernel/area-code.ts'
import { cite } from '../src/kernel/cite.ts'
import { d } from '../src/kernel/time.ts'

const LIST = cite('henan-property-2017', '第七十条', '楼体护栏破损以及其他危及房屋使用安全的紧急情况')

/** 河南省: which emergencies let a repair fund be used without a vote. */
export const henan: Locality = {
  area: areaPath('41'),
  name: '河南省',
  values: {
    'fund-use.emergencies': [
      {
        from: d('2018-01-01'),
        value: ['elevator', 'fire', 'leak', 'facade', 'drainage', 'railing', 'other'],
        basis: LIST,
      },
    ],
  },
}
