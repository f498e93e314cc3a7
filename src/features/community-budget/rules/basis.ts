import { cite, localDefault } from '../../../kernel/cite.ts'

const RCL = 'residents-committees-2025'
const VCL = 'villagers-committees-2025'

/** The sources of what the two budgets rest on, each named once. What was read in no law here says so. */
export const GRANTED = cite(RCL, '第四十一条', '居民委员会日常运转经费、成员报酬及其标准')
export const ACCOUNTS_PUBLISHED = cite(RCL, '第四十二条', '收支账目应当及时公布，接受居民监督')
export const POSTED = cite(RCL, '第三十四条', '公布的期限不得少于十五日')
export const POSTED_IN_VILLAGES = cite(VCL, '第三十五条', '公布的期限不得少于十五日')
export const QUARTERLY_IN_VILLAGES = cite(VCL, '第三十五条', '一般事项至少每季度公布一次')
export const TWO_BOOKS = localDefault('S4-022', '办公经费补助和服务群众专项经费分两本账，互不挪用')
export const CATEGORIES_LISTED = localDefault('S4-022', '服务群众专项经费只用于本地列明的类别')
export const NO_OVERDRAFT = localDefault('S4-022', '支出不超过当年账上可用的余额，安排支出时即预留')
export const TWO_PEOPLE = localDefault('L-10', '安排支出的人和审批的人不是同一人；超过本地限额的支出须审批')
export const YEAR_END = localDefault('S4-022', '年度结余留在账上，由镇街决定结转或收回')
export const POSTED_BEFORE = localDefault('C-035', '2026 年以前的收支公布，默认张贴十五日')
export const QUARTERLY = localDefault('C-035', '收支按季度公布，季度结束后公布')
export const ONE_GRANT = localDefault('E-051', '每年每项经费拨付一次；与本地标准不同的金额须写明理由')
