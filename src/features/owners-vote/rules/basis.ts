import { cite, localDefault } from '../../../kernel/cite.ts'

const PMR = 'property-management-2018'
const CC = 'civil-code'

/** The sources of this procedure, each named once. */
export const MATTERS = cite(CC, '第二百七十八条', '下列事项由业主共同决定')
export const SHARES = cite(
  CC,
  '第二百七十八条',
  '专有部分面积占比三分之二以上的业主且人数占比三分之二以上的业主参与表决',
)
export const NOTICE = cite(PMR, '第十四条', '应当于会议召开15日以前通知全体业主')
export const COMMITTEE_TOLD = cite(PMR, '第十四条', '应当同时告知相关的居民委员会')
export const WRITTEN = cite(PMR, '第十二条', '也可以采用书面征求意见的形式')
export const PROXY = cite(PMR, '第十二条', '业主可以委托代理人参加业主大会会议')
export const HEADS = cite('condominium-2020', '第九条', '一个专有部分按一人计算')
export const AREAS = cite('condominium-2020', '第八条', '可以按照不动产登记簿记载的面积计算')
export const BINDING = cite(CC, '第二百八十条', '业主大会或者业主委员会的决定，对业主具有法律约束力')
export const COURT = cite(CC, '第二百八十条', '受侵害的业主可以请求人民法院予以撤销')
export const GOVERNMENT = cite(PMR, '第十九条', '应当责令限期改正或者撤销其决定，并通告全体业主')
export const INSPECTION = cite('condominium-2020', '第十三条', '业主大会或者业主委员会的决定及会议记录')

export const AGENDA = localDefault('C-191', '通知发出后议题不再改动，只表决通知里写明的议题')
export const WINDOW = localDefault('C-214', '表决期限的最短和最长天数')
export const SERVED = localDefault('C-193', '表决材料送交每一户；送不到的，在显著位置公告')
export const FROZEN = localDefault('X-006', '投票开始以前核定名册并记下校验值，投票中不再改动')
export const PARKING = localDefault('C-148', '车位是否计入，由业主大会议事规则约定；没有约定不能开始')
export const EXTENSION = localDefault('C-197', '延期须在截止前公告，已投的票继续有效')
export const ONE_BALLOT = localDefault('C-198', '同一业主只有一张有效选票，先收到的有效')
export const TWO_PEOPLE = localDefault('C-198', '纸质票由两人分别录入，一致才算数')
export const PROXIES = localDefault('C-149', '一人接受委托的户数上限')
export const POSTING = localDefault('C-194', '表决结果公示的天数')
export const OBJECTIONS = localDefault('C-194', '公示期内征求全体业主意见，异议逐条答复')
export const AFTER_POSTING = localDefault('C-194', '公示期满、异议答复后生效归档')
export const TAKEN_BACK = localDefault('C-191', '投票开始以前可以撤回，理由公开，记录保留')
export const SCOPE = localDefault('C-169', '只关系到一栋或一个单元的，由这些业主决定')
export const ORDER_OF_DAYS = localDefault('X-006', '日期不早于上一步，也不晚于登记当天')
export const IDENTITY = localDefault('C-199', '实名与名册相符，再用手机验证码确认；不要求人脸')
