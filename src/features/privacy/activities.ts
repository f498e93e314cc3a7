import { pipl } from '../../../law/pipl.ts'
import { volunteerService2017 } from '../../../law/volunteer-service-2017.ts'
import type { Cite } from '../../kernel/cite.ts'
import { citeOf } from '../../kernel/sources.ts'
import type { Activity } from '../../platform/personal/catalogue.ts'

/** What data are processed for, as a record of processing says it (PIPL 55, 56), but for what the catalogue knows. */
export type ActivityText = {
  readonly zh: string
  readonly purpose: string
  readonly basis: Cite
  readonly people: string
  /** Who else gets them; empty for nobody. */
  readonly recipients: string
  /** Why it is needed and what could go wrong, and what is done about it: the assessment. */
  readonly need: string
  readonly risk: string
  readonly sensitive: boolean
}

const DUTY = citeOf(pipl, '第十三条', '为履行法定职责或者法定义务所必需')
const CONSENT = citeOf(pipl, '第十三条', '取得个人的同意')

export const ACTIVITIES: Readonly<Record<Activity, ActivityText>> = {
  account: {
    zh: '登录与账号',
    purpose: '用手机号确认是本人，让人看到自己的诉求，不让别人看到',
    basis: DUTY,
    people: '登录过的居民、工作人员',
    recipients: '',
    need: '不登录也能反映诉求；登录只要手机号；姓名和身份证号只在本人办理实名核验后才有。',
    risk: '手机号泄露会招来骚扰；因此加密保存，查找用不可还原的编码，页面上打码。',
    sensitive: false,
  },
  handling: {
    zh: '办理诉求',
    purpose: '受理、派发、办理、答复和回访居民反映的事',
    basis: DUTY,
    people: '反映诉求的人，诉求中提到的人',
    recipients: '按职责承办的单位（镇街、部门、社区），只看到派给自己的工单',
    need: '没有地点办不了，没有联系方式无法答复；可以匿名，可以要求保密。',
    risk: '反映人被认出会受打击报复；因此姓名电话加密、列表打码，原文中的号码和门牌打码，查看须写明理由并留痕。',
    sensitive: true,
  },
  'self-government': {
    zh: '村级议事决策',
    purpose: '记录村里的事由谁提出、怎么商量、怎么决定、怎么办，并让村民查询和提出异议',
    basis: DUTY,
    people: '提出异议的村民，签到表上的人',
    recipients: '本村和所属镇街的工作人员',
    need: '会议是否达到法定人数要能查证；异议要能逐条答复。',
    risk: '提异议的人被认出会受压力；因此异议原文和签到表只给本村和镇街看，公开页面只有条数和答复。',
    sensitive: false,
  },
  volunteering: {
    zh: '志愿服务',
    purpose: '登记志愿者，安排场次，对接服务需求，如实记录服务、培训、表彰和评价，无偿出具证明',
    basis: citeOf(
      volunteerService2017,
      '第十九条',
      '应当如实记录志愿者个人基本信息、志愿服务情况、培训情况、表彰奖励情况、评价情况等信息',
    ),
    people: '志愿者，未成年志愿者的监护人，请求服务的人',
    recipients: '本社区和所属镇街的工作人员；答应帮忙的志愿者看到去哪里',
    need: '没有真实姓名和证件号，记录和证明不能对应到人；没有地点，志愿者去不了。',
    risk: '志愿者或被帮助的人被认出、被打扰；因此姓名、号码、地点加密，列表打码，公开页面只有数字，证明由本人给谁看由本人定。',
    sensitive: false,
  },
  notices: {
    zh: '通知',
    purpose: '告诉反映人办到哪一步；站内通知人人都有，短信只在本人同意后发',
    basis: CONSENT,
    people: '同意接收短信的居民',
    recipients: '短信网关（只得到号码和不含内容的通知）',
    need: '站内通知已经够用，短信是方便，因此以同意为准，随时可以撤回。',
    risk: '短信被旁人看到；因此只写编号，不写内容。',
    sensitive: false,
  },
  offices: {
    zh: '组织与任职',
    purpose: '谁在哪个岗位，能办什么事，办过什么事',
    basis: citeOf(pipl, '第十三条', '按照依法制定的劳动规章制度和依法签订的集体合同实施人力资源管理所必需'),
    people: '工作人员',
    recipients: '',
    need: '每一步由哪个岗位办的要说得清。',
    risk: '工作人员手机号泄露；因此加密、打码，查看须写明理由并留痕。',
    sensitive: false,
  },
  rights: {
    zh: '个人行使权利',
    purpose: '本人查阅、复制、撤回同意、注销时的记录',
    basis: citeOf(pipl, '第五十条', '建立便捷的个人行使权利的申请受理和处理机制'),
    people: '提出请求的人',
    recipients: '',
    need: '没有记录就说不清请求办了没有。',
    risk: '导出的文件被别人拿到；因此须重新验证，链接只能用一次，十五分钟后作废。',
    sensitive: true,
  },
  oversight: {
    zh: '留痕与审计',
    purpose: '谁在什么时候为什么看过、改过、导出过',
    basis: citeOf(pipl, '第五十一条', '合理确定个人信息处理的操作权限'),
    people: '工作人员，被查看的人',
    recipients: '公开日志只含不可还原的编码',
    need: '滥用查看权限只有靠留痕才能发现。',
    risk: '留痕本身泄露谁反映了什么；因此日志里只有加盐编码，删除盐值后无法再对应到人。',
    sensitive: false,
  },
  publication: {
    zh: '公开前的检查',
    purpose: '公开的内容里不出现个人信息',
    basis: citeOf(pipl, '第二十五条', '个人信息处理者不得公开其处理的个人信息'),
    people: '公开内容中可能提到的人',
    recipients: '获准公开的内容人人可见',
    need: '人会疏忽，机器先查一遍，确需公开的由另一个人决定。',
    risk: '漏检；因此宁可多拦，拦错了由人放行并留痕。',
    sensitive: false,
  },
  operation: {
    zh: '系统运行',
    purpose: '同一请求只办一次，防止滥用，消息不丢',
    basis: citeOf(pipl, '第五十一条', '采取相应的加密、去标识化等安全技术措施'),
    people: '访问者',
    recipients: '',
    need: '只保存不可还原的编码和加密后的答复，几天后删除。',
    risk: '由编码推出是谁；编码用单独的密钥生成，密钥不在数据库里。',
    sensitive: false,
  },
}

export const RIGHTS: readonly Cite[] = [
  citeOf(pipl, '第四十四条', '个人对其个人信息的处理享有知情权、决定权'),
  citeOf(pipl, '第四十五条', '个人有权向个人信息处理者查阅、复制其个人信息'),
  citeOf(pipl, '第十五条', '基于个人同意处理个人信息的，个人有权撤回其同意'),
  citeOf(pipl, '第四十七条', '个人信息处理者未删除的，个人有权请求删除'),
]
export const SHORTEST = citeOf(pipl, '第十九条', '个人信息的保存期限应当为实现处理目的所必要的最短时间')
export const KEPT_RECORDS = citeOf(pipl, '第五十六条', '个人信息保护影响评估报告和处理情况记录应当至少保存三年')
export const NOTICE = citeOf(pipl, '第十七条', '处理规则应当公开，并且便于查阅和保存')
export const NOT_YET = citeOf(pipl, '第四十七条', '法律、行政法规规定的保存期限未届满')
