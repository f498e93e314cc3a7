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
export const FIRST_RATE = localDefault(
  'C-221',
  '首期按建筑面积交存，每平方米为当地住宅建筑安装工程造价的百分之五至百分之八',
)
export const LOW = localDefault('C-227', '分户账余额不足首期交存额百分之三十的，应当续交')
export const BEFORE_HANDOVER = localDefault('C-226', '办理入住手续前存入首期专项维修资金；未交存的不得交付')
export const HOUSING_OWNER = localDefault(
  'C-222',
  '出售公有住房的，业主按建筑面积交存，每平方米为当地房改成本价的百分之二',
)
export const HOUSING_SELLER = localDefault(
  'C-222',
  '售房单位从售房款中一次性提取：多层住宅不低于百分之二十，高层住宅不低于百分之三十',
)
export const HOUSING_TERM = localDefault('C-226', '售房单位收到售房款之日起三十日内存入专户')
export const SECOND_PERSON = localDefault(
  'L-10',
  '手工调账、退款、购买国债由一人提出、另一人批准；自多少元起由本地规定',
)
export const YEARLY = localDefault('C-248', '每年至少一次与专户银行核对账目，并公布')
export const BONDS = localDefault(
  'C-244',
  '只能买一级市场新发的国债并持有到期，须业主大会同意；不得回购、委托理财、质押、担保',
)
export const BY_PRODUCTS = localDefault('C-245', '利息按分户账每日余额的积数分到户，余数按最大余数法')
export const BY_AREA = localDefault('C-243', '共有部分收益和报废残值滚存维修资金，按建筑面积计入各户')
export const WITH_TITLE = localDefault('C-246', '房屋转让的，结余的维修资金随房屋所有权同时过户')
export const ON_LOSS = localDefault('C-247', '房屋灭失的，分户账结余返还业主，售房单位交存的部分返还售房单位')
