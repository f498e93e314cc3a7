import type { Locality } from '../src/features/locality/rules/locality.ts'
import { areaPath } from '../src/kernel/area-code.ts'
import { cite, localDefault } from '../src/kernel/cite.ts'
import type { Dated } from '../src/kernel/dated.ts'
import { d } from '../src/kernel/time.ts'
import { ORDINARY_DEPARTMENTS, ORDINARY_UTILITIES } from './departments.ts'

const EVER = d('1949-10-01')
const LETTER_DATE = d('2021-08-09')
const letter = (quote: string) => cite('letter-zhongshan-125100', '三(三)2', quote)

const BUDGETS_FROM = d('2020-01-01')
const budget = (quote: string) => cite('letter-zhongshan-125100', '三(二)1', quote)
const OFFICE_BUDGET = budget('從2020年起,按每村(社區)10萬元/年的標準設立村(社區)辦公經費補助資金')
const SERVICE_BUDGET = budget('按每村(社區)6萬元/年的標準設立村(社區)服務群眾專項經費')

const URGENT = letter('1小時聯系群眾、2小時抵達現場、3個工作內完成處置')
const SHORT_KINDS = letter('咨詢、建議、表揚類工單從最多需要15個工作日統一壓減至3個工作日內辦結')
const ONE_EXTENSION = letter('允許延期次數從2次收緊至1次(特殊情況除外)')
const URGENT_LIST = letter('首次將井蓋缺失、污水外排、噪音污染、道路破損、樹木倒塌、違規施工等在內的21類')

const since = (value: unknown, basis: typeof URGENT): Dated<unknown> => [{ from: LETTER_DATE, value, basis }]
/** Fifteen working days became three. */
const shortKind: Dated<unknown> = [
  { from: EVER, value: 15, basis: SHORT_KINDS },
  { from: LETTER_DATE, value: 3, basis: SHORT_KINDS },
]

/** The letter names six of its 21 rows; the others are not provided (未提供) until the city fills them in. */
const NAMED_ROWS: readonly (readonly [zh: string, category: string])[] = [
  ['井盖缺失', 'manhole'],
  ['污水外排', 'sewage'],
  ['噪音污染', 'noise'],
  ['道路破损', 'road'],
  ['树木倒塌', 'tree'],
  ['违规施工', 'construction'],
]
const ROWS = 21
const urgentRows = Array.from({ length: ROWS }, (_, index) => {
  const [zh, category] = NAMED_ROWS[index] ?? [null, null]
  return { no: index + 1, zh, category }
})

/** 中山市: 23 towns and no districts. The letter of 2021-08-09 is its source. */
export const zhongshan: Locality = {
  area: areaPath('4420'),
  name: '中山市',
  values: {
    'community-budget.office-yuan': [{ from: BUDGETS_FROM, value: 100_000, basis: OFFICE_BUDGET }],
    'community-budget.service-yuan': [{ from: BUDGETS_FROM, value: 60_000, basis: SERVICE_BUDGET }],
    'work-order.urgent-contact-hours': since(1, URGENT),
    'work-order.urgent-arrive-hours': since(2, URGENT),
    'work-order.urgent-close-workdays': since(3, URGENT),
    'work-order.urgent-list': since(urgentRows, URGENT_LIST),
    'work-order.close-workdays.enquiry': shortKind,
    'work-order.close-workdays.suggestion': shortKind,
    'work-order.close-workdays.praise': shortKind,
    'work-order.extensions-max': [
      { from: EVER, value: 2, basis: ONE_EXTENSION },
      { from: LETTER_DATE, value: 1, basis: ONE_EXTENSION },
    ],
  },
  phone: '12345',
  bodies: {
    hotlineDesk: '中山市12345政务服务便民热线受理中心',
    departments: ORDINARY_DEPARTMENTS,
    utilities: ORDINARY_UTILITIES,
    basis: localDefault('S4-042', '单位名称为默认参数，请按本市机构设置修改'),
  },
  hotlines: {
    lines: 57,
    owners: 33,
    redirectedTo: '12345',
    basis: cite('letter-zhongshan-125100', '三(三)2', '12345政務服務便民熱線已整合全市33個行政、事業單位共57條熱線'),
  },
}
