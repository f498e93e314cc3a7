import type { CategoryCode } from './rules/categories.ts'
import type { Kind } from './rules/kinds.ts'

/** What people of the demonstration city report. All made up; places are named by the picker, streets are not real. */
export type DemoText = {
  readonly category: CategoryCode
  readonly kind: Kind
  readonly text: string
  readonly result: string
}

export const DEMO_TEXTS: readonly DemoText[] = [
  {
    category: 'manhole',
    kind: 'help',
    text: '路口的井盖没了，晚上看不见，电动车差点掉进去。',
    result: '已到场围挡，更换新井盖并加装防坠网。',
  },
  {
    category: 'manhole',
    kind: 'help',
    text: '窨井盖松动，车一过就响，吵得睡不着。',
    result: '已加固井座，更换胶圈，夜间复查无异响。',
  },
  {
    category: 'sewage',
    kind: 'complaint',
    text: '楼下的污水从化粪池溢出来，流到人行道上，味道很大。',
    result: '已清掏化粪池，疏通主管，冲洗路面。',
  },
  {
    category: 'sewage',
    kind: 'report',
    text: '河涌边有管子在排黑色污水，每天傍晚最明显。',
    result: '已封堵雨污错接口，取水样复检达标。',
  },
  {
    category: 'noise',
    kind: 'complaint',
    text: '搅拌站夜里十一点还在作业，轰隆声一直到凌晨。',
    result: '已责令夜间停工，安装隔音屏，公布监测值。',
  },
  {
    category: 'noise',
    kind: 'complaint',
    text: '广场舞音响开到晚上十点半，孩子没法写作业。',
    result: '已与领队约定九点半结束，音量不超标。',
  },
  {
    category: 'road',
    kind: 'help',
    text: '路面塌了一块，下雨积水看不出深浅。',
    result: '已挖开回填夯实，重铺沥青十二平方米。',
  },
  {
    category: 'road',
    kind: 'suggestion',
    text: '学校门口的人行道太窄，建议把绿化带退让一些。',
    result: '已列入下半年小微改造，先划出临时通道。',
  },
  {
    category: 'tree',
    kind: 'help',
    text: '台风后大树倒了，压住两辆车，也挡住了消防通道。',
    result: '已锯枝清运，恢复通行，协助车主报险。',
  },
  { category: 'tree', kind: 'help', text: '树枝伸到三楼窗户，风一大就刮玻璃。', result: '已修剪，邻近五棵一并处理。' },
  {
    category: 'construction',
    kind: 'report',
    text: '隔壁铺面敲承重墙，墙体已经裂了。',
    result: '已责令停工，出具鉴定，责成恢复加固。',
  },
  {
    category: 'construction',
    kind: 'report',
    text: '夜间施工没有公示，渣土车进出没有冲洗。',
    result: '已责令公示并安装冲洗设备，复查合格。',
  },
  {
    category: 'litter',
    kind: 'help',
    text: '垃圾站两天没清运了，蚊虫很多。',
    result: '已当天清运两车，调整为每日两清。',
  },
  {
    category: 'litter',
    kind: 'complaint',
    text: '装修垃圾堆在楼道口，老人出入不方便。',
    result: '已清走，物业张贴堆放点和预约电话。',
  },
  {
    category: 'light',
    kind: 'help',
    text: '巷子里四盏路灯不亮，晚上回家害怕。',
    result: '已更换灯头四个，排查线路一处。',
  },
  { category: 'light', kind: 'help', text: '楼道灯坏了半个月，老人摸黑上楼。', result: '已换成感应灯，六层全部试亮。' },
  {
    category: 'parking',
    kind: 'complaint',
    text: '消防通道长期停着面包车，有事怎么办。',
    result: '已联系车主驶离，重新施划禁停线。',
  },
  {
    category: 'stall',
    kind: 'complaint',
    text: '烧烤摊占道到凌晨，油烟飘进屋。',
    result: '已引导入市场经营，清洗路面油污。',
  },
  {
    category: 'water',
    kind: 'help',
    text: '早上开始停水，没有通知，家里有婴儿。',
    result: '爆管已抢修，下午恢复供水，补发通知。',
  },
  {
    category: 'water',
    kind: 'help',
    text: '水压太低，六楼洗澡打不着热水器。',
    result: '已调整泵房压力，六楼水压达标。',
  },
  {
    category: 'fire',
    kind: 'report',
    text: '有人把电动车推进电梯上楼充电。',
    result: '已劝离并加装梯控，楼下新增充电位。',
  },
  { category: 'fire', kind: 'report', text: '一楼飞线充电，线都晒破皮了。', result: '已拆除飞线，登记充电需求。' },
  {
    category: 'food',
    kind: 'report',
    text: '超市的牛奶过期五天还在卖。',
    result: '已下架封存，立案处理，约谈负责人。',
  },
  {
    category: 'consumer',
    kind: 'complaint',
    text: '健身房关门不退卡，联系不上老板。',
    result: '已调解，按剩余次数退款。',
  },
  {
    category: 'property',
    kind: 'complaint',
    text: '电梯一周坏三次，困人一次。',
    result: '已检修更换门机，公示检验报告。',
  },
  {
    category: 'property',
    kind: 'complaint',
    text: '物业费涨了没有开会，也没有公示。',
    result: '已责成公示收支，按程序重新征求意见。',
  },
  {
    category: 'neighbour',
    kind: 'help',
    text: '楼上漏水泡坏天花板，双方谈不拢。',
    result: '人民调解达成协议，分期赔付并修缮。',
  },
  {
    category: 'labour',
    kind: 'help',
    text: '工厂拖欠两个月工资，一共十几个人。',
    result: '已支付到账，责令建立工资台账。',
  },
  {
    category: 'welfare',
    kind: 'enquiry',
    text: '请问高龄津贴怎么办理，要带什么材料？',
    result: '年满八十周岁凭身份证到社区登记，次月发放，材料免提交户籍证明。',
  },
  {
    category: 'welfare',
    kind: 'enquiry',
    text: '老人卡丢了怎么补？',
    result: '凭身份证到任一服务窗口补办，当场制卡。',
  },
  { category: 'health', kind: 'enquiry', text: '请问社区卫生站周末能打疫苗吗？', result: '周六上午接种，请提前预约。' },
  {
    category: 'school',
    kind: 'enquiry',
    text: '请问随迁子女入学积分什么时候申请？',
    result: '每年四月受理，网上或窗口申请。',
  },
  {
    category: 'transport',
    kind: 'suggestion',
    text: '公交站台没有遮阳，建议加装顶棚。',
    result: '已列入站台改造，两个月内完成。',
  },
  {
    category: 'transport',
    kind: 'enquiry',
    text: '请问夜班公交什么时候恢复？',
    result: '下月一日起恢复，末班二十二点三十分。',
  },
  {
    category: 'housing',
    kind: 'enquiry',
    text: '请问租房提取公积金需要哪些材料？',
    result: '无房证明联网核查，只需租赁备案号。',
  },
  {
    category: 'conduct',
    kind: 'praise',
    text: '感谢社区工作人员冒雨帮独居老人转移。',
    result: '已转达并在例会上表扬。',
  },
  { category: 'conduct', kind: 'praise', text: '表扬窗口的工作人员，帮我一次办完。', result: '已转达本人和单位。' },
  {
    category: 'other',
    kind: 'suggestion',
    text: '建议在小公园加几张有靠背的椅子。',
    result: '已采纳，加装六张适老座椅。',
  },
  { category: 'other', kind: 'enquiry', text: '请问社区活动室怎么预约？', result: '提前一天在社区登记，免费使用。' },
  {
    category: 'litter',
    kind: 'suggestion',
    text: '建议给菜市场后巷增设分类垃圾桶。',
    result: '已增设两组，每日巡查。',
  },
]
