import { cite, localDefault } from '../../../kernel/cite.ts'

const VCL = 'villagers-committees-2025'
const RCL = 'residents-committees-2025'

/** The sources of this procedure, each named once. */
export const ORGANISED = cite(RCL, '第三十二条', '居民委员会应当组织居民及其他利益相关方开展协商')
export const ORGANISED_VILLAGE = cite(VCL, '第三十三条', '村民委员会应当组织村民及其他利益相关方开展协商')
export const FORMS = cite(RCL, '第三十二条', '协商可以采取议事会、听证会、恳谈会等多种形式')
export const CARRIED_OUT = cite(RCL, '第三十二条', '对协商确定的事项，居民委员会应当及时组织实施或者监督落实')
export const CARRIED_OUT_VILLAGE = cite(VCL, '第三十三条', '对协商确定的事项，村民委员会应当及时组织实施或者监督落实')
export const TO_THE_ASSEMBLY = cite(RCL, '第三十二条', '需要提交居民会议或者居民代表会议的，应当召集会议讨论决定')
export const TO_THE_ASSEMBLY_VILLAGE = cite(
  VCL,
  '第三十三条',
  '需要提交村民会议或者村民代表会议的，应当召集会议讨论决定',
)
export const POSTED = cite(RCL, '第三十四条', '公布的期限不得少于十五日')
export const POSTED_VILLAGE = cite(VCL, '第三十五条', '公布的期限不得少于十五日')
export const WHAT_IS_POSTED = cite(RCL, '第三十四条', '居民委员会组织协商确定的事项及其落实情况')
export const OBJECTIONS = cite(RCL, '第三十四条', '接受居民的查询')
export const RAISED = localDefault('C-100', '居民、工作人员、热线工单和镇街协商事项清单都可以成为议题')
export const SCREENED = localDefault('C-106', '议题先看合法性和职责：自治、协助还是政府职责；不列入的写明理由')
export const GOVERNMENT = localDefault('C-106', '属于政府职责的，转热线办理或提交镇街，并告诉提出的人')
export const TWO_LEVELS = localDefault('C-111', '镇街、村居两级联动：村居解决不了的提交镇街，镇街可以退回')
export const FIVE_PARTS = localDefault('S2-057', '每次协商写明五项：议题来源、议事主体、议事规则、议事方式、议案执行')
export const SEATS = localDefault('C-101', '按利害关系列出参加的各方，每方写明席位')
export const PARTY_FIRST = localDefault('C-114', '社区重要问题由社区党组织讨论，并向上报告')
export const AGENDA = localDefault('C-104', '会前通报内容和有关信息')
export const NOTICE = localDefault('C-110', '会议提前公告议题、时间、地点')
export const QUORUM = localDefault('C-110', '签到核对人数，到会过半数方可商议')
export const ASSENT = localDefault('C-110', '到会过半数同意，才算达成意见')
export const COUNTED = localDefault('C-110', '到会以签到为准；同意、反对、弃权相加等于到会')
export const RECORDED = localDefault('C-107', '有签到、有会议记录、有表决人数')
export const ORDER_OF_DAYS = localDefault('C-106', '各环节依次进行，日期不得早于上一步，也不得晚于填写当天')
export const OPEN_OBJECTIONS = localDefault('C-106', '有异议的，逐条答复后方可继续；异议成立的，不得实施')
export const AFTER_POSTING = localDefault('C-105', '公示期满、异议答复后再实施或归档')
export const EXECUTION = localDefault('C-105', '落实情况逐条记录并公开')
export const MODERATED = localDefault('C-103', '网上的发言违法或泄露隐私的，写明理由后不再显示')
export const TAKEN_BACK = localDefault('C-106', '撤回须写明理由，记录保留')
export const RATED = localDefault('C-106', '办完以后由参加的人评价')
export const COMMITTEE = localDefault('C-112', '社区建设协调委员会 15 至 20 人；人数不合只提示，不阻止')
export const JOINT = localDefault('C-113', '党建联席会议：九类成员，议题动议、定期会商、即时商议、跟踪落实四项机制')
export const METHOD_116 = localDefault('C-109', '“116”工作法：来源仅有名称，内容待补')
