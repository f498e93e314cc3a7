import { cite, localDefault } from '../../../kernel/cite.ts'

const PMR = 'property-management-2018'

/** The sources of what owners form, each named once. What was read in no law in force here says so. */
export const ONE_ASSEMBLY = cite(PMR, '第九条', '一个物业管理区域成立一个业主大会')
export const GUIDED = cite(
  PMR,
  '第十条',
  '应当在物业所在地的区、县人民政府房地产行政主管部门或者街道办事处、乡镇人民政府的指导下成立业主大会',
)
export const SINGLE = cite(PMR, '第十条', '只有一个业主的')
export const NOTICE = cite(PMR, '第十四条', '召开业主大会会议，应当于会议召开15日以前通知全体业主')
export const FILING = cite(
  PMR,
  '第十六条',
  '业主委员会应当自选举产生之日起30日内，向物业所在地的区、县人民政府房地产行政主管部门和街道办事处、乡镇人民政府备案',
)
export const MEMBERS_OWN = cite(
  PMR,
  '第十六条',
  '业主委员会委员应当由热心公益事业、责任心强、具有一定组织能力的业主担任',
)
export const OFFICES = cite(PMR, '第十六条', '业主委员会主任、副主任在业主委员会成员中推选产生')
export const TURNOUT = cite(
  'civil-code',
  '第二百七十八条',
  '业主共同决定事项，应当由专有部分面积占比三分之二以上的业主且人数占比三分之二以上的业主参与表决',
)
export const ASSENT = cite(
  'civil-code',
  '第二百七十八条',
  '决定前款其他事项，应当经参与表决专有部分面积过半数的业主且参与表决人数过半数的业主同意',
)
export const HEADS = cite('condominium-2020', '第九条', '一个专有部分按一人计算')
export const CONDITIONS = localDefault('C-181', '已交付面积达到一半，或首套交付满两年，可以成立业主大会；各地不同')
export const APPLICANTS = localDefault('C-183', '业主申请的，人数或面积达到百分之五；各地不同')
export const GROUP = localDefault('C-185', '筹备组人数为单数，业主代表不少于一半；各地不同')
export const GROUP_POSTED = localDefault('C-185', '筹备组名单公告七日；各地三日至十日不等')
export const GROUP_TIME = localDefault('C-184', '收到申请之日起六十日内组建筹备组；各地三十日或六十日')
export const FIRST_MEETING_TIME = localDefault('C-187', '筹备组成立之日起九十日内召开首次业主大会会议；各地不同')
export const FOUNDED = localDefault('C-188', '首次会议通过议事规则、管理规约并选举业主委员会之日，业主大会成立')
export const SEATS = localDefault('C-201', '业主委员会五人至十一人，单数')
export const TERM = localDefault('C-201', '业主委员会每届任期不超过五年')
export const OFFICERS = localDefault('C-202', '自选举产生之日起七日内推选主任、副主任')
export const MEETING_NOTICE = localDefault('C-204', '业主委员会会议七日前公告内容和议程')
export const MEETING_QUORUM = localDefault('C-204', '过半数委员出席方可召开，决定须全体委员过半数同意，不得委托')
export const MEETING_POSTED = localDefault('C-204', '业主委员会的决定三日内公告')
export const RENEWAL = localDefault('C-206', '任期届满三个月前组织换届')
export const ENDED_MEMBERSHIP = localDefault('C-207', '不再是业主、书面辞职或不能履职的，委员资格终止')
export const ORDER_OF_DAYS = localDefault('C-186', '各步依次进行，日期不得早于上一步，也不得晚于填写当天')
export const COUNTED = localDefault('C-143', '参与和同意的人数、面积不得超过登记的总数')
export const TAKEN_BACK = localDefault('C-209', '终止筹备须写明理由，记录保留')
export const DEPOSITED = localDefault('C-226', '办理入住手续前存入首期专项维修资金；未交存的不得交付')
