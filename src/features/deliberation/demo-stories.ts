import { type LocalDate, plusDays } from '../../kernel/time.ts'
import type { Scope, Theme } from './rules/kinds.ts'
import type { VerbName } from './verbs.ts'

/** One thing done to a topic, days after it was raised. */
export type Deed = { readonly day: number; readonly verb: VerbName; readonly body: (on: LocalDate) => object }

export type Story = {
  readonly origin: 'resident' | 'staff'
  readonly theme: Theme
  readonly scope: Scope
  readonly title: string
  readonly text: string
  /** Days ago it was raised, and days before that it came to light. */
  readonly begun: number
  readonly foundBefore: number
  readonly statements: readonly { readonly text: string; readonly shared?: true }[]
  /** Counts of the sheet at the door, by line. */
  readonly came: readonly (readonly [line: number, count: number])[]
  readonly minutes: string
  readonly course: readonly Deed[]
}

const LINES = [
  'committee|chair|1|社区居委会',
  'residents|delegates|9|各楼居民代表',
  'property-company|delegates|1|小区物业公司',
  'owners-committee|delegates|2|业主委员会',
  'peoples-deputy|invited|1|市人大代表',
  'cppcc-member|invited|1|市政协委员',
  'supervision|supervision|2|居务监督委员会',
].join('\n')

const screen = (day: number): Deed => ({ day, verb: 'screen', body: () => ({ duty: 'self' }) })
const prepare = (day: number, source: string): Deed => ({
  day,
  verb: 'prepare',
  body: () => ({
    form: 'council',
    partSource: source,
    partBodies: '居委会主持，居民代表、业主委员会、物业公司参加，邀请人大代表和政协委员列席。',
    partRules: '先说情况，再轮流发言，每人五分钟；到会过半数同意为达成意见。',
    partMethod: '居民议事厅开会，网上同时征求看法。',
    partExecution: '居委会牵头，物业公司实施，居务监督委员会查看。',
    lines: LINES,
  }),
})
const notice = (day: number, after: number): Deed => ({
  day,
  verb: 'notice',
  body: on => ({
    on,
    meetingOn: plusDays(on, after),
    time: '19:30',
    place: '社区居民议事厅',
    agenda: '说明情况和几种办法\n各方发言\n表决',
    record: '社区公开栏、楼栋微信群',
  }),
})
const open = (day: number): Deed => ({ day, verb: 'open', body: () => ({}) })
const conclude = (day: number, resolution: string, executor: string): Deed => ({
  day,
  verb: 'conclude',
  body: on => ({ agree: 8, against: 1, abstain: 1, resolution, executor, dueOn: plusDays(on, 60) }),
})
const post = (day: number): Deed => ({
  day,
  verb: 'post',
  body: on => ({ on, until: plusDays(on, 15), record: '社区公开栏' }),
})

/** Delegates who came beside the two residents that signed in themselves: ten in all. */
const CAME: Story['came'] = [
  [2, 5],
  [3, 1],
  [4, 2],
  [1, 1],
  [5, 1],
  [7, 2],
]

export const STORIES: readonly Story[] = [
  {
    origin: 'staff',
    theme: 'waste',
    scope: 'whole',
    title: '垃圾分类投放点撤桶并点',
    text: '现有二十二个投放点，早晚异味大。拟并为八个有遮雨棚和洗手池的投放点，早晚各开放两小时，错时设一处常开。',
    begun: 90,
    foundBefore: 20,
    statements: [
      { text: '投放点离楼栋不要超过一百五十米', shared: true },
      { text: '早上的开放时间要到九点半' },
      { text: '下夜班的人要有一处随时能投的地方', shared: true },
      { text: '楼下的桶先不要撤，试一个月再说' },
      { text: '投放点旁边要装灯和洗手池', shared: true },
      { text: '乱扔的要贴出照片' },
      { text: '行动不便的老人由志愿者上门收', shared: true },
      { text: '厨余桶每天清洗两次' },
    ],
    came: CAME,
    minutes: '主持人说明三个方案。居民代表要求保留一处常开投放点，物业公司同意。业主委员会提出先试行两个月。表决通过。',
    course: [
      screen(2),
      prepare(6, '居民反映和网格员巡查发现。'),
      notice(8, 3),
      open(11),
      conclude(11, '并为八个投放点，其中一处常开；试行两个月后评议。', '社区居委会、物业公司'),
      post(12),
      { day: 28, verb: 'begin', body: () => ({}) },
      { day: 40, verb: 'progress', body: () => ({ note: '六个投放点已经改造完毕。' }) },
      { day: 55, verb: 'complete', body: on => ({ on, note: '八个投放点全部启用，常开点设在北门。' }) },
      { day: 56, verb: 'postResult', body: on => ({ on, until: plusDays(on, 15), record: '社区公开栏' }) },
      { day: 74, verb: 'close', body: () => ({}) },
    ],
  },
  {
    origin: 'resident',
    theme: 'elderly',
    scope: 'whole',
    title: '长者饭堂的开放时间和价格',
    text: '长者饭堂中午十一点半才开，很多老人习惯十一点吃饭；价格一档，八十岁以上的希望有优惠。',
    begun: 70,
    foundBefore: 12,
    statements: [
      { text: '午餐十一点开始', shared: true },
      { text: '八十岁以上每餐便宜三元' },
      { text: '晚餐也要开', shared: true },
      { text: '送餐上门收两元' },
    ],
    came: CAME,
    minutes: '饭堂说明成本。代表建议十一点开餐，八十岁以上优惠由社区慈善资金补贴。表决通过。',
    course: [
      screen(3),
      prepare(8, '居民提出。'),
      notice(10, 3),
      open(13),
      conclude(13, '午餐十一点开始；八十岁以上每餐优惠三元，由社区慈善资金补贴。', '社区居委会、长者饭堂'),
      post(14),
      { day: 30, verb: 'begin', body: () => ({}) },
      { day: 45, verb: 'complete', body: on => ({ on, note: '新的时间和价格已经执行，优惠按月公布。' }) },
    ],
  },
  {
    origin: 'staff',
    theme: 'traffic',
    scope: 'courtyard',
    title: '三号院内的停车和消防通道',
    text: '院内车辆占用消防通道，晚上十点后尤其严重。拟划线、设单行，并在外侧道路协调夜间限时停车。',
    begun: 18,
    foundBefore: 9,
    statements: [
      { text: '消防通道必须一直空着', shared: true },
      { text: '一户一位，先登记先用' },
      { text: '外侧道路晚八点到早七点可以停' },
      { text: '访客车只停半天' },
    ],
    came: CAME,
    minutes: '消防部门说明通道宽度。代表同意划线和单行。表决通过。',
    course: [
      screen(2),
      prepare(5, '网格员巡查和居民反映。'),
      notice(7, 3),
      open(10),
      conclude(10, '划出六米消防通道，院内单行；外侧道路夜间停车由社区向交警申请。', '物业公司'),
      post(11),
    ],
  },
  {
    origin: 'staff',
    theme: 'culture',
    scope: 'whole',
    title: '社区小广场的广场舞时间',
    text: '晚上九点以后的音乐影响孩子休息，跳舞的居民希望有固定的地方和时间。',
    begun: 8,
    foundBefore: 5,
    statements: [
      { text: '晚上八点半以后不放音乐' },
      { text: '用定向音箱或者耳机', shared: true },
      { text: '周末可以到九点' },
      { text: '换到离楼远的篮球场' },
      { text: '上午的时间也安排一场', shared: true },
      { text: '约定写进居民公约', shared: true },
      { text: '中考高考期间暂停', shared: true },
    ],
    came: [],
    minutes: '',
    course: [screen(1), prepare(4, '居民反映。'), notice(6, 4)],
  },
  {
    origin: 'resident',
    theme: 'other',
    scope: 'building',
    title: '五号楼架空层怎么用',
    text: '架空层现在堆着旧家具，有人想放电动车，有人想给孩子玩，请大家商量。',
    begun: 2,
    foundBefore: 1,
    statements: [],
    came: [],
    minutes: '',
    course: [],
  },
]

export const TOWN_MATTERS: readonly { readonly theme: Theme; readonly text: string }[] = [
  { theme: 'waste', text: '生活垃圾分类投放点的设置和开放时间' },
  { theme: 'traffic', text: '背街小巷和小区周边的停车与通行' },
  { theme: 'elderly', text: '长者饭堂、日间照料的服务时间和收费' },
  { theme: 'culture', text: '公共文体场地的使用约定' },
  { theme: 'livelihood-policy', text: '民生实事项目的选点和先后' },
]
