import type { Locality } from '../src/features/locality/rules/locality.ts'
import { areaPath } from '../src/kernel/area-code.ts'
import { localDefault } from '../src/kernel/cite.ts'
import { ORDINARY_DEPARTMENTS, ORDINARY_UTILITIES } from './departments.ts'

/** 广州市: eleven districts. Its own time limits were not found in a source, so it has the province's. */
export const guangzhou: Locality = {
  area: areaPath('4401'),
  name: '广州市',
  values: {},
  phone: '12345',
  bodies: {
    hotlineDesk: '广州12345政务服务便民热线受理中心',
    departments: ORDINARY_DEPARTMENTS,
    utilities: ORDINARY_UTILITIES,
    basis: localDefault('B-036', '单位名称为默认参数，请按本市机构设置修改'),
  },
}
