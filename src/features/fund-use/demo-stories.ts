import { type LocalDate, plusDays } from '../../kernel/time.ts'
import type { Request } from './apply.ts'
import type { VerbName } from './verbs.ts'

/** Who does it. */
export type Who = 'clerk' | 'town' | 'authority'

export type Deed = {
  /** Days after the application. */
  readonly day: number
  readonly by: Who
  readonly verb: VerbName
  readonly body: (on: LocalDate) => object
  /** Which drawing comes with it. */
  readonly picture?: number
}

export type Story = {
  readonly request: Omit<Request, 'estate'>
  /** Days ago it was applied for. */
  readonly begun: number
  /** How the vote on it goes; none for an emergency. */
  readonly vote?: { readonly until: number; readonly takePart: number; readonly agree: readonly number[] }
  readonly course: readonly Deed[]
}

const quotation = (company: string, yuan: number) => ({
  company: `演示${company}`,
  fen: yuan * 100,
  record: `${company}报价单`,
})
const say = (note: string) => (): object => ({ note })

const COMMON = { route: 'assembly', cause: 'worn', emergency: null, chosen: 1, warrantyUntil: null } as const

export const DEMO_STORIES: readonly Story[] = [
  {
    request: {
      ...COMMON,
      scope: { kind: 'building', building: '1' },
      part: 'elevator',
      title: '一栋电梯大修',
      text: '两台电梯运行十五年，曳引机和控制柜老化，今年困人三次。拟更换曳引机、控制柜和门机，停梯八天，两台错开施工。',
      measures: '施工中发现危及安全的，立即停梯、设围挡并告知全体业主，由值班人员协助老人上下楼。',
      budgetFen: 6_000_000,
      quotations: [
        quotation('甲电梯工程公司', 58_600),
        quotation('乙电梯工程公司', 61_200),
        quotation('丙电梯工程公司', 63_000),
      ],
      record: '使用申请书一号',
    },
    begun: 66,
    vote: { until: 49, takePart: 82, agree: [86] },
    course: [
      { day: 51, by: 'clerk', verb: 'proposeHold', body: () => ({}) },
      { day: 52, by: 'town', verb: 'hold', body: () => ({}) },
      { day: 55, by: 'clerk', verb: 'begin', body: on => ({ on, note: '东侧电梯先停。' }), picture: 1 },
      { day: 60, by: 'clerk', verb: 'progress', body: say('东侧电梯已换好曳引机，正在调试。'), picture: 2 },
    ],
  },
  {
    request: {
      ...COMMON,
      scope: { kind: 'stairwell', building: '2', stairwell: '1' },
      part: 'roof',
      emergency: 'leak',
      title: '二栋一单元屋顶漏水抢修',
      text: '连日大雨，顶层三户漏水，配电箱进水，危及用电安全。拟铲除起鼓的防水层，重做防水并恢复保护层。',
      measures: '先断开受潮的线路，雨天加盖防水布，夜间有人值守。',
      budgetFen: 1_800_000,
      quotations: [quotation('丁防水工程公司', 17_600)],
      record: '应急使用申请书',
    },
    begun: 28,
    course: [
      { day: 0, by: 'town', verb: 'confirm', body: () => ({ record: '街道确认书', note: '现场查看，属实。' }) },
      { day: 0, by: 'clerk', verb: 'proposeHold', body: () => ({}) },
      { day: 0, by: 'town', verb: 'hold', body: () => ({}) },
      { day: 1, by: 'clerk', verb: 'begin', body: on => ({ on }), picture: 3 },
      {
        day: 6,
        by: 'clerk',
        verb: 'complete',
        body: on => ({ on, note: '防水层重做完毕，淋水试验二十四小时无渗漏。' }),
        picture: 4,
      },
      { day: 7, by: 'clerk', verb: 'accept', body: on => ({ on, acceptor: 'owners-committee', record: '验收单' }) },
      { day: 9, by: 'clerk', verb: 'finalise', body: () => ({ amount: '17600.00', record: '决算书和发票' }) },
      {
        day: 14,
        by: 'clerk',
        verb: 'audit',
        body: on => ({ on, amount: '17358.40', auditor: '演示会计师事务所', record: '审计报告' }),
      },
      { day: 15, by: 'clerk', verb: 'request', body: () => ({ record: '列支申请' }) },
      { day: 16, by: 'clerk', verb: 'consent', body: on => ({ on, record: '业主委员会会议记录' }) },
      { day: 18, by: 'authority', verb: 'file', body: () => ({ record: '备案回执' }) },
      { day: 19, by: 'clerk', verb: 'proposePay', body: () => ({}) },
      { day: 19, by: 'town', verb: 'pay', body: () => ({}) },
      { day: 20, by: 'clerk', verb: 'post', body: on => ({ on, until: plusDays(on, 20), record: '小区公告栏' }) },
    ],
  },
  {
    request: {
      ...COMMON,
      scope: { kind: 'estate' },
      part: 'gate',
      title: '更换出入口门禁和监控',
      text: '六个出入口的门禁有四个失灵，监控存储不足七天。拟更换门禁控制器和三十二路监控，保留原有立杆。',
      measures: '施工期间每个出入口安排值守，不影响消防通道。',
      budgetFen: 9_800_000,
      quotations: [
        quotation('戊安防工程公司', 96_500),
        quotation('己安防工程公司', 98_800),
        quotation('庚安防工程公司', 101_000),
      ],
      record: '使用申请书二号',
    },
    begun: 2,
    course: [],
  },
]
