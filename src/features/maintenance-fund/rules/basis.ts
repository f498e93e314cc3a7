import { cite, localDefault } from '../../../kernel/cite.ts'

const PMR = 'property-management-2018'

/** The sources of what the fund's books rest on, each named once. What was read in no law in force here says so. */
export const OWNERS_MONEY = cite('civil-code', '第二百八十一条', '建筑物及其附属设施的维修资金，属于业主共有')
export const PUBLISHED = cite(
  'civil-code',
  '第二百八十一条',
  '建筑物及其附属设施的维修资金的筹集、使用情况应当定期公布',
)
export const PAID_IN = cite(PMR, '第五十三条', '应当按照国家有关规定交纳专项维修资金')
export const PROCEEDS = cite(PMR, '第五十四条', '业主所得收益应当主要用于补充专项维修资金')
export const NO_OVERDRAFT = localDefault('C-237', '分户账余额不足的，差额由该户业主补足，不得动用其他业主的分户账')
