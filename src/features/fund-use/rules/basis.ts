import { cite, localDefault } from '../../../kernel/cite.ts'

const CC = 'civil-code'
const PMR = 'property-management-2018'
const MF = 'maintenance-fund-2007'

/** The sources of this procedure, each named once. */
export const OWNERS_DECIDE = cite(
  CC,
  '第二百八十一条',
  '经业主共同决定，可以用于电梯、屋顶、外墙、无障碍设施等共有部分的维修、更新和改造',
)
export const EMERGENCY = cite(CC, '第二百八十一条', '紧急情况下需要维修建筑物及其附属设施的')
export const PUBLISHED = cite(CC, '第二百八十一条', '使用情况应当定期公布')
export const SHARES = cite(CC, '第二百七十八条', '参与表决专有部分面积过半数的业主且参与表决人数过半数的业主同意')
export const BINDING = cite(CC, '第二百八十条', '受侵害的业主可以请求人民法院予以撤销')
export const PURPOSE = cite(
  PMR,
  '第五十三条',
  '专项用于物业保修期满后物业共用部位、共用设施设备的维修和更新、改造，不得挪作他用',
)
export const BEFORE_TRANSFER = cite(MF, '第二十二条', '列支范围内的业主讨论通过')
export const ASKED_OF_AUTHORITY = cite(MF, '第二十二条', '向主管部门申请列支')
export const AUTHORITY_REVIEWS = cite(MF, '第二十二条', '主管部门审核同意后向专户管理银行发出划转通知')
export const BANK_PAYS = cite(MF, '第二十二条', '专户管理银行将所需资金划转至维修单位')
export const AFTER_TRANSFER = cite(MF, '第二十三条', '业主大会依法通过使用方案')
export const PLAN = cite(MF, '第二十三条', '包括项目、费用预算、列支范围和危及房屋安全等紧急情况的应急处置办法')
export const CARRIED_OUT = cite(MF, '第二十三条', '组织实施使用方案')
export const ASKED_OF_COMMITTEE = cite(MF, '第二十三条', '向业主委员会提出列支')
export const COMMITTEE_REVIEWS = cite(MF, '第二十三条', '业主委员会依据使用方案审核同意并报主管部门备案')
export const PUT_RIGHT = cite(MF, '第二十三条', '主管部门发现不符合规定的责令改正')
export const BUILDERS_DUTY = cite(MF, '第二十五条', '依法应当由建设单位或者施工单位承担的')
export const UTILITIES_DUTY = cite(
  MF,
  '第二十五条',
  '应当由供水、供电、供气、供热、通讯、有线电视等单位承担的管线和设施设备的',
)
export const CULPRITS_DUTY = cite(MF, '第二十五条', '应当由当事人承担的因人为损坏的修复费用')
export const MANAGERS_DUTY = cite(MF, '第二十五条', '根据物业服务合同应当由物业服务企业承担的')

export const THRESHOLD = localDefault('C-233', '列支范围内业主表决按民法典第二百七十八条的比例计算')
export const WHOLE_SCOPE = localDefault('C-169', '只关系到一栋或一个单元的，由这些业主决定、从这些业主的分户账列支')
export const BY_AREA = localDefault('C-234', '列支范围内按建筑面积比例分摊，精确到分，余数按最大余额分配')
export const BY_PAID_IN = localDefault(
  'C-234',
  '售后公有住房应分摊的部分，由业主和售房单位按交存比例分摊，业主部分再按建筑面积分摊',
)
export const UNSOLD = localDefault('C-235', '未售出的部分，由建设单位按未售建筑面积分摊')
export const NO_OVERDRAFT = localDefault('C-237', '分户账余额不足的，差额由该户业主补足，不得动用其他业主的分户账')
export const ONE_USE = localDefault('C-230', '表决议题须写明本次使用的编号，一项决定只用于一次使用')
export const QUOTED = localDefault('P-10.14', '申请附报价单，数量不少于规定')
export const EMERGENCY_LIST = localDefault('C-238', '危及房屋安全等紧急情况的清单')
export const CONFIRMED = localDefault('C-239', '紧急使用由街道或社区居民委员会确认，确认人不是申请人')
export const TWO_PEOPLE = localDefault('L-10', '冻结和划转由一人提出、另一人批准')
export const SET_ASIDE = localDefault('P-10.14', '施工前从各分户账冻结预算金额，付款不超过冻结金额')
export const PHOTOS = localDefault('P-10.14', '施工前、后各留照片，业主可以看到')
export const ACCEPTANCE = localDefault('C-239', '完工后组织验收，合格才可以决算')
export const AUDIT = localDefault('C-242', '决算经专门机构审计；小额的经业主委员会同意可以不审计')
export const WITHIN_BUDGET = localDefault('C-242', '付款不超过业主决定的预算；超出的部分重新申报')
export const POSTING = localDefault('C-248', '使用结果公布的天数')
export const OBJECTIONS = localDefault('C-248', '业主可以要求复核，异议逐条答复')
export const STOPPED = localDefault('C-230', '业主的决定被撤销的，停止付款；已经付出的追回')
export const TAKEN_BACK = localDefault('C-230', '撤回须写明理由，记录保留，冻结的款项解冻')
export const IN_ORDER = localDefault('C-230', '日期不早于上一步，也不晚于登记当天')
