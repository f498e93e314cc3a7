import { cite, localDefault } from '../../../kernel/cite.ts'

const VSR = 'volunteer-service-2017'

/** The sources of volunteering, each named once. */
export const VOLUNTARY = cite(VSR, '第二条', '自愿、无偿向社会或者他人提供的公益服务')
export const TRUE_DATA = cite(VSR, '第七条', '志愿者提供的个人基本信息应当真实、准确、完整')
export const RISKS_TOLD = cite(
  VSR,
  '第十二条',
  '应当说明与志愿服务有关的真实、准确、完整的信息以及在志愿服务过程中可能发生的风险',
)
export const FITS = cite(VSR, '第十五条', '应当与志愿者的年龄、知识、技能和身体状况相适应')
export const TRAINED = cite(VSR, '第十六条', '需要专门知识、技能的，应当对志愿者开展相关培训')
export const INSURED = cite(VSR, '第十七条', '应当为志愿者购买相应的人身意外伤害保险')
export const RECORDED = cite(
  VSR,
  '第十九条',
  '应当如实记录志愿者个人基本信息、志愿服务情况、培训情况、表彰奖励情况、评价情况等信息',
)
export const CERTIFIED = cite(VSR, '第十九条', '志愿服务组织应当依据志愿服务记录无偿、如实出具')
export const NOT_PUBLISHED = cite(VSR, '第二十条', '未经志愿者本人同意，不得公开或者泄露其有关信息')
export const NO_PAY = cite(VSR, '第二十一条', '不得向志愿服务对象收取或者变相收取报酬')
export const KEPT_WORD = cite(
  VSR,
  '第二十二条',
  '志愿者因故不能按照约定提供志愿服务的，应当及时告知志愿服务组织或者志愿服务对象',
)
export const NOT_FORCED = cite(VSR, '第二十五条', '任何组织和个人不得强行指派志愿者、志愿服务组织提供服务')
export const PUBLISHED = cite(VSR, '第三十四条', '应当建立健全志愿服务统计和发布制度')
export const MINOR = localDefault('D-004', '未满十八周岁的志愿者，先登记监护人同意')
export const SILENCE = localDefault('D-042', '双方确认后入账；一方 72 小时未答复的，由审核人核定')
export const PAIR = localDefault('D-043', '同一对人每月互相服务超过 20 小时的，先核查')
export const DAY_LONG = localDefault('D-043', '一天超过 8 小时的，先核查')
export const DAY_MOST = localDefault('D-043', '一天最多记录 12 小时')
export const ONE_PLACE = localDefault('D-043', '一个人同一时间只能在一处服务')
export const NOT_SELF = localDefault('D-043', '不能为自己服务')
export const ACTUAL = localDefault('D-008', '按实际服务时间计，不含往返路程')
export const EARLY = localDefault('D-019', '开始前 60 分钟起可以签到')
export const STARS = localDefault('D-015', '星级：100、300、600、1000、1500 小时')
