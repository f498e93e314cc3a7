import type { Locality } from '../src/features/locality/rules/locality.ts'
import { areaPath } from '../src/kernel/area-code.ts'
import { cite } from '../src/kernel/cite.ts'
import type { Dated } from '../src/kernel/dated.ts'
import { d } from '../src/kernel/time.ts'

const TERMS = cite('guangdong-hotline-2022', '办理时限', '咨询2个工作日;求助、建议10个工作日;投诉、举报15个工作日')
const workdays = (value: number): Dated<number> => [{ from: d('2022-09-01'), value, basis: TERMS }]

/** 广东省: stands between the national values and those of its cities. Its limits run from receipt; praise is not named. */
export const guangdong: Locality = {
  area: areaPath('44'),
  name: '广东省',
  values: {
    'work-order.receipt-workdays.enquiry': workdays(2),
    'work-order.receipt-workdays.help': workdays(10),
    'work-order.receipt-workdays.suggestion': workdays(10),
    'work-order.receipt-workdays.complaint': workdays(15),
    'work-order.receipt-workdays.report': workdays(15),
  },
}
