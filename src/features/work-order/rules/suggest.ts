import { CATEGORIES, type CategoryCode } from './categories.ts'
import type { Kind } from './kinds.ts'

/**
 * Words that point to a category: a proposal for the person at the desk, never a decision. The category with the
 * most words found wins, ties by the order of the list.
 */
const WORDS: Readonly<Record<CategoryCode, readonly string[]>> = {
  manhole: ['井盖', '窨井', '下水道盖', '沙井盖'],
  sewage: ['污水', '臭水', '排污', '黑臭', '化粪池', '管道堵'],
  noise: ['噪音', '噪声', '太吵', '扰民', '广场舞', '音响', '搅拌站'],
  road: ['路面', '坑洼', '道路破', '塌陷', '路烂', '路坑', '人行道'],
  tree: ['树倒', '倒树', '树木倒', '大树', '树枝', '折断'],
  construction: ['违规施工', '违建', '夜间施工', '乱挖', '擅自施工', '工地'],
  litter: ['垃圾', '清运', '脏乱', '异味', '环卫', '保洁'],
  light: ['路灯', '楼道灯', '照明', '灯不亮', '不亮'],
  parking: ['停车', '乱停', '占车位', '堵住', '车位', '消防通道'],
  stall: ['占道', '摆摊', '流动摊', '烧烤摊', '小贩'],
  water: ['停水', '停电', '停气', '水压', '漏水', '燃气', '供水', '供电', '爆管'],
  fire: ['消防', '火灾', '灭火器', '飞线', '充电', '电动车上楼', '烟感'],
  food: ['食品', '过期', '餐馆', '饭店卫生', '药店', '变质'],
  consumer: ['退款', '退货', '押金', '欺诈', '预付', '健身卡', '商家'],
  property: ['物业', '电梯', '业委会', '物业费', '门禁', '小区绿化'],
  neighbour: ['邻居', '楼上', '漏水到', '纠纷', '养狗', '遛狗'],
  labour: ['欠薪', '拖欠工资', '社保', '工伤', '劳动合同', '加班'],
  welfare: ['低保', '养老', '残疾', '救助', '高龄津贴', '老人卡', '困难补助'],
  health: ['医院', '挂号', '医保', '疫苗', '诊所', '就医'],
  school: ['学校', '入学', '学位', '幼儿园', '补课', '老师'],
  transport: ['公交', '班车', '站台', '红绿灯', '公交车'],
  housing: ['公积金', '房产证', '不动产', '公租房', '购房', '租房补贴'],
  conduct: ['态度恶劣', '推诿', '不作为', '作风', '乱收费'],
  other: [],
}

const hits = (text: string, words: readonly string[]): number => words.filter(word => text.includes(word)).length

/** @param folded text folded to simplified script, so that both scripts are read alike */
export const suggestCategory = (folded: string): CategoryCode => {
  const codes = Object.keys(CATEGORIES) as CategoryCode[]
  const scored = codes.map(code => ({ code, score: hits(folded, WORDS[code]) }))
  const best = scored.reduce((top, next) => (next.score > top.score ? next : top))
  return best.score === 0 ? 'other' : best.code
}

const KIND_WORDS: readonly (readonly [Kind, readonly string[]])[] = [
  ['praise', ['表扬', '点赞', '感谢', '谢谢你们']],
  ['report', ['举报', '违法', '偷排', '贩卖']],
  ['complaint', ['投诉', '不满', '乱收费', '扰民']],
  ['suggestion', ['建议', '希望增设', '能否增加', '应当增设']],
  ['enquiry', ['咨询', '请问', '怎么办理', '如何办理', '怎么办', '什么时候', '多久']],
]

/** The kind of request a text sounds like; a call for help when nothing points elsewhere. */
export const suggestKind = (folded: string): Kind =>
  KIND_WORDS.find(([, words]) => hits(folded, words) > 0)?.[0] ?? 'help'

const TITLE_MAX = 24

/** A title from the first sentence, cut at a mark or at 24 characters. */
export const titleOf = (text: string): string => {
  const [first = ''] = text.trim().split(/[\n。!!?？;；]/)
  const short = [...first.trim()]
  return short.length <= TITLE_MAX ? short.join('') : `${short.slice(0, TITLE_MAX - 1).join('')}…`
}
