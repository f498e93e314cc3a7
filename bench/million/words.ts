import { DEMO_TEXTS } from '../../src/features/work-order/demo-texts.ts'
import { lexemesOf } from '../../src/platform/search/lexemes.ts'

const WHEN = ['今天早上', '昨天夜里', '上周末', '连续三天', '前天傍晚', '这个月以来', '台风过后', '节假日期间']
const WHERE = [
  ...['小学门口', '幼儿园对面', '菜市场后巷', '卫生站旁边', '公交站台', '消防通道', '地下车库', '文化广场', '河边步道'],
  ...['工业区大门', '老人活动中心', '篮球场', '加油站路口', '人行天桥下', '社区公园', '垃圾站', '电梯口', '天台'],
  ...[
    '游泳池边',
    '快递柜前',
    '充电桩旁',
    '居委会楼下',
    '药店门前',
    '水果店门口',
    '停车场出口',
    '宿舍楼下',
    '桥头',
    '祠堂前',
  ],
]
const ROAD = [
  ...[
    '兴文路',
    '民生路',
    '富华道',
    '中山一路',
    '博爱路',
    '孙文东路',
    '悦来路',
    '岐关西路',
    '康华路',
    '湖滨路',
    '起湾道',
  ],
  ...[
    '青溪路',
    '长江路',
    '翠景道',
    '银通街',
    '莲兴路',
    '安山路',
    '沙岗街',
    '凤鸣路',
    '宏基路',
    '顺景道',
    '齐乐路',
    '东明路',
  ],
]

const pick = <T>(random: () => number, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T

export type Said = { readonly title: string; readonly body: string; readonly lexemes: string }

const quoted = (lexeme: string): string => `'${lexeme.replaceAll("'", "''")}'`

/** Lexemes as the text of a tsvector. */
export const vectorOf = (...texts: readonly string[]): string =>
  lexemesOf(...texts)
    .map(quoted)
    .join(' ')

/**
 * What somebody said: one of the reports of the demonstration, at a time, a road and a spot. A word of the report is in
 * some 4 % of all orders, a spot in 4 %, a road in 4 %, so two words together are in about one of six hundred.
 */
export const saidOf = (random: () => number, no: string, place: string): Said => {
  const told = pick(random, DEMO_TEXTS).text
  const body = `${pick(random, WHEN)}，${pick(random, ROAD)}${pick(random, WHERE)}，${told}地点在${place}。`
  const title = body.slice(0, 18)
  return { title, body, lexemes: vectorOf(no, title, body, place) }
}
