import { cite, localDefault } from '../../../kernel/cite.ts'

const VCL = 'villagers-committees-2025'

/** The sources of this procedure, each named once. */
export const PARTY_FIRST = cite(
  VCL,
  '第二十八条',
  '需由村民会议或者村民代表会议决定的重要事项，应当先经村党组织研究讨论',
)
export const MATTERS = cite(VCL, '第二十八条', '涉及村民利益的下列事项，经村民会议讨论决定方可办理')
export const EMPOWERED = cite(VCL, '第二十八条', '村民会议可以授权村民代表会议讨论决定前款规定的事项')
export const COLLECTIVE = cite(
  VCL,
  '第二十八条',
  '讨论决定有关集体财产和成员权益的事项，参照适用《中华人民共和国农村集体经济组织法》的相关规定',
)
export const NOTICE = cite(VCL, '第二十五条', '召集村民会议，应当提前十日通知村民；遇有特殊情况的，可以临时通知村民')
export const ASSEMBLY = cite(VCL, '第二十六条', '村民会议所作决定应当经到会人员的过半数通过')
export const REPRESENTATIVES = cite(VCL, '第三十条', '村民代表会议有三分之二以上的组成人员参加方可召开')
export const POSTED = cite(VCL, '第三十五条', '公布的期限不得少于十五日')
export const RESULT_POSTED = cite(VCL, '第三十五条', '由村民会议、村民代表会议讨论决定的事项及其实施情况')
export const OBJECTIONS = cite(VCL, '第三十五条', '接受村民的查询')
export const FOUR_STEPS = localDefault(
  'C-120',
  '四议依次进行：党组织提议、“两委”商议、党员大会审议、村民会议或村民代表会议决议',
)
export const HALF_OF_THOSE_PRESENT = localDefault('C-120', '前两步到会过半数同意，方可进入下一步')
export const MERGED = localDefault('C-123', '书记、主任一人兼任的，提议与商议可以合并进行')
export const MEMBERS = localDefault('C-121', '党员大会到会不少于党员总数三分之二，半数以上同意，方可提交决议')
export const MATERIALS = localDefault('C-122', '方案提前送到党员手中')
export const TOWN_REVIEW = localDefault('C-127', '决议前由乡镇（街道）党（工）委审核是否合法合规')
export const ORDER_OF_DAYS = localDefault('C-126', '登记表各联按先后填写，日期不得早于上一步，也不得晚于填写当天')
export const COUNTED = localDefault('C-126', '登记表各联记应到、实到和表决人数，各数相符')
export const OPEN_OBJECTIONS = localDefault('C-106', '有异议的，逐条答复后方可继续；异议成立的，不得实施')
export const AFTER_POSTING = localDefault('C-120', '公示期满、异议答复后再实施或归档')
export const EXECUTION = localDefault('C-120', '决议的实施过程和结果逐条记录，直到办结公开')
export const TAKEN_BACK = localDefault('C-106', '撤回须写明理由，记录保留')
