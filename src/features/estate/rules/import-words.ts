/** The words of a register's table: its headings, and what may stand in a cell. */
import { type LocalDate, parseDate } from '../../../kernel/time.ts'

export const FIELDS = [
  'code',
  'building',
  'stairwell',
  'kind',
  'area',
  'areaSource',
  'owner',
  'number',
  'share',
  'on',
  'handedOn',
  'basis',
  'paper',
] as const
export type Field = (typeof FIELDS)[number]

/** Headings by which a column is known, the first being the one we write. */
export const HEADINGS: Readonly<Record<Field, readonly string[]>> = {
  code: ['房号', '专有部分', '门牌', '房屋编号', 'code'],
  building: ['楼栋', '幢', '栋', '楼号', 'building'],
  stairwell: ['单元', '梯', 'stairwell'],
  kind: ['用途', '类型', '房屋用途', 'kind'],
  area: ['建筑面积', '面积', '面积(㎡)', '建筑面积(㎡)', 'area'],
  areaSource: ['面积来源', 'areaSource'],
  owner: ['业主', '业主姓名', '姓名', '权利人', 'owner'],
  number: ['证件号', '证件号码', '身份证号', '身份证号码', 'number'],
  share: ['份额', '共有份额', 'share'],
  on: ['取得日期', '登记日期', '登记时间', 'on'],
  handedOn: ['交付日期', '交房日期', 'handedOn'],
  basis: ['依据', '取得方式', 'basis'],
  paper: ['权证号', '不动产权证号', '产权证号', 'paper'],
}

/** Columns without which no register can be read. */
export const NEEDED: readonly Field[] = ['code', 'area', 'owner', 'number', 'on']

/** What stands in the place of an owner where nobody has bought yet. */
export const DEVELOPER: ReadonlySet<string> = new Set(['建设单位', '开发商', '开发建设单位', '未售'])

const WORDS: Readonly<Record<string, readonly (readonly [string, readonly string[]])[]>> = {
  kind: [
    ['home', ['home', '住宅', '住房', '']],
    ['shop', ['shop', '商铺', '商业', '商服', '店铺']],
    ['office', ['office', '办公', '写字楼']],
    ['parking', ['parking', '车位', '车库', '停车位']],
    ['storage', ['storage', '储藏室', '储物间', '杂物间', '地下室']],
  ],
  areaSource: [
    ['register', ['register', '不动产登记簿', '登记簿', '登记', '']],
    ['survey', ['survey', '实测', '测绘']],
    ['contract', ['contract', '买卖合同', '合同']],
  ],
  basis: [
    ['register', ['register', '不动产登记', '不动产权证书', '登记', '房产证', '']],
    ['contract', ['contract', '买卖合同', '合同', '网签']],
    ['judgment', ['judgment', '判决', '裁定', '征收决定', '仲裁']],
    ['inheritance', ['inheritance', '继承']],
    ['gift', ['gift', '赠与']],
    ['developer', ['developer', '未售', '建设单位']],
  ],
}

/** The kind, source or basis a word stands for; undefined when it stands for none. */
export const wordOf = (of: 'kind' | 'areaSource' | 'basis', text: string): string | undefined =>
  WORDS[of]?.find(([, words]) => words.includes(text))?.[0]

/** Reads `2020-3-5`, `2020/03/05`, `2020年3月5日`, `20200305`; undefined when it is no day. */
export const dayOf = (text: string): LocalDate | undefined => {
  const plain = text.normalize('NFKC').trim().replace(/日$/, '').split(/[ T]/)[0] ?? ''
  const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})$/.exec(plain) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain)
  return match === null
    ? undefined
    : parseDate(`${match[1]}-${match[2]?.padStart(2, '0')}-${match[3]?.padStart(2, '0')}`)
}
