import { cite, localDefault } from '../../../kernel/cite.ts'

/**
 * The sources of this procedure, each named once. Acts of other places (Beijing, Jinan, Weifang, Shandong) bind
 * there; here they are shown as what the rule was modelled on, next to the city's own letter and the law.
 */
export const FIVE_KINDS = cite('hotline-guidance-2020-53', '受理范围', '咨询、求助、投诉、举报、意见建议')
export const DECLINE = cite('beijing-request-response', '第十一条', '告知诉求人相应法定渠道')
export const REASON_AND_WAY = cite('weifang-hotline', '第十九条', '不受理须说明理由并告知途径')
export const ANSWER_AT_ONCE = cite('beijing-request-response', '第十一条', '能够即时答复的，即时答复')
export const DISPATCH = cite('beijing-request-response', '第十二条', '对权责明确、管辖清晰的，直接派单至承办单位')
export const OBJECTION = cite(
  'beijing-request-response',
  '第十二条',
  '承办单位对职责、管辖等有异议的，可以向市民热线服务工作机构提出',
)
export const FIRST_RECEIVER = cite(
  'beijing-request-response',
  '第十四条',
  '办理诉求涉及其他单位的，首接单位应当牵头协调办理',
)
export const CONTACT = cite('beijing-request-response', '第十五条', '及时联系诉求人')
export const EXPLAIN_DELAY = cite('beijing-request-response', '第十五条', '确需依法延长办理时限的，向诉求人说明理由')
export const REPORT_RESULT = cite(
  'beijing-request-response',
  '第十五条',
  '在规定时限内向诉求人和市民热线服务工作机构反馈办理情况',
)
export const NOT_TO_COMMUNITY = cite(
  'beijing-request-response',
  '第十七条',
  '不得将社区协助政府工作的事项交由社区作为主责办理',
)
export const FOLLOW_UP = cite('beijing-request-response', '第二十三条', '对诉求人进行回访')
export const THREE_RATES = cite('beijing-request-response', '第三十二条', '以响应率、解决率、满意率为核心内容')
export const RETURN_LOCK = cite('weifang-hotline', '第二十二条', '指定后不得再退')
export const RETURN_TERM = cite('shandong-hotline', '退单时限', '2个工作日')
export const TERMINATE = cite('weifang-hotline', '第二十一条', '书面提请审核后终止并解释')
export const SECRECY = cite('jinan-hotline', '第十六条', '来电人可要求保密')
export const RECUSAL = cite('jinan-hotline', '第三十二条', '直接利害关系须回避')
export const SUPERVISE = cite('jinan-hotline', '第二十八条', '超时')
export const PUBLISH = cite('jinan-hotline', '第三十三条', '办结情况')
export const REWORK = cite('jinan-hotline', '第二十七条', '不满意或应办未办可退回再办')
export const URGENT = cite('letter-zhongshan-125100', '三(三)2', '1小時聯系群眾、2小時抵達現場、3個工作內完成處置')
export const ONE_EXTENSION = cite('letter-zhongshan-125100', '三(三)2', '允許延期次數從2次收緊至1次(特殊情況除外)')
export const HOURS = cite('civil-code', '第二百零一条', '按照小时计算期间的，自法律规定或者当事人约定的时间开始计算')
export const DAYS = cite('civil-code', '第二百零一条', '开始的当日不计入，自下一日开始计算')
export const ANONYMOUS = cite('guangzhou-hotline-rules-2023', '第七条', '实名提倡, 匿名尊重')
export const PRIVACY = cite('pipl', '第二十五条', '个人信息处理者不得公开其处理的个人信息，取得个人单独同意的除外')

export const CLOCK_START = localDefault(
  'B-042',
  '来函没有写明从何时起算,默认从派单起算;各地可在本地配置中改为受理或签收。',
)
export const PAUSE = localDefault('B-044', '挂账只限三种情形,须经他人批准,群众看得见;紧急工单不得挂账。')
export const EXTENSION_FORM = localDefault('B-045', '延期须在到期前提出,写明理由,由他人批准,并告知诉求人。')
export const CLOSE_OF_BUSINESS = localDefault('X-030', '按日计算的期限到下班时截止,默认17:30。')
export const URGENT_TERMS = localDefault('B-030', '紧急工单默认1小时联系、2小时到场、3个工作日办结,参照中山市的做法。')
export const URGENT_LIST_TEMPLATE = localDefault('B-031', '紧急工单清单参照中山市,只查到其中6类的名称,其余由本市填写。')
export const ORDINARY_CLOSE = localDefault('B-034', '没有查到本市自派单起算的时限,默认15个工作日。')
export const ORDINARY_CONTACT = localDefault('B-024', '普通工单联系诉求人默认1个工作日,用于计算响应率。')
export const FOLLOW_UP_TERM = localDefault('B-019', '办结后默认3个工作日内回访。')
export const FOLLOW_UP_TRIES = localDefault('B-019', '回访默认最多拨打3次,都未接通可以结束回访。')
export const RETURN_DEFAULT = localDefault('B-014', '派单后默认2个工作日内可以申请退单,参照山东省的做法。')
export const EXTENSION_TIMES = localDefault('B-033', '默认延期1次,特殊情况最多2次,参照中山市的做法。')
export const EXTENSION_LENGTH = localDefault('B-037', '每次延期默认最多10个工作日,参照山东省的做法。')
export const REVIEW = localDefault('B-010', '办理结果由承办人以外的人审核后才算办结。')
export const REOPEN_TERM = localDefault('B-019', '办结后默认30日内可以要求重新办理。')
export const MATCHING = localDefault(
  'B-018',
  '同一地点同类诉求72小时内、同一人同类同地30日内视为疑似重复,只关联,不合并。',
)
export const WITHDRAW = localDefault('B-010', '诉求人在办理结果提交前可以撤回。')
export const DESK_ROUTINE = localDefault('B-010', '本环节按热线流程设置,由本地配置。')
export const LEVEL_REPORT = localDefault(
  'U-A10',
  '反映问题默认不必登录,登录的人有L1(手机)即可;各地可以对某类诉求提高。',
)
export const LEVEL_ACT = localDefault('U-A10', '评价、催办、重办、撤回、认领自己的诉求,默认L1(手机)即可。')
export const IMPORTED = localDefault('B-011', '从其他系统导入的历史工单只保留日期和答复,环节不详,单独标明来源。')
