/**
 * What requests are about. A short list of our own as a default (本地配置): enough to route by, few enough to choose
 * from on a phone. `urgent` is the row of the city's urgent list that names it; `suggest` the body that usually leads.
 */
export type Category = {
  readonly zh: string
  /** Row of the urgent list (1–21) that names it, if any. */
  readonly urgent?: number
  /** Somebody has to go there: photos before and after, and an arrival. */
  readonly onSite: boolean
  /** `town`: the town of the place. Otherwise the department whose name contains these words. */
  readonly suggest: string
  /** Usually about a person rather than a place: not public unless the desk decides so. */
  readonly personal?: true
}

export const CATEGORIES = {
  manhole: { zh: '井盖缺失', urgent: 1, onSite: true, suggest: 'town' },
  sewage: { zh: '污水外排', urgent: 2, onSite: true, suggest: '生态环境' },
  noise: { zh: '噪音污染', urgent: 3, onSite: true, suggest: '生态环境' },
  road: { zh: '道路破损', urgent: 4, onSite: true, suggest: '住房和城乡建设' },
  tree: { zh: '树木倒塌', urgent: 5, onSite: true, suggest: 'town' },
  construction: { zh: '违规施工', urgent: 6, onSite: true, suggest: '住房和城乡建设' },
  litter: { zh: '垃圾清运', onSite: true, suggest: 'town' },
  light: { zh: '路灯照明', onSite: true, suggest: 'town' },
  parking: { zh: '车辆停放', onSite: true, suggest: '公安' },
  stall: { zh: '占道经营', onSite: true, suggest: '城市管理' },
  water: { zh: '供水供电供气', onSite: true, suggest: '住房和城乡建设' },
  fire: { zh: '消防隐患', onSite: true, suggest: '消防' },
  food: { zh: '食品药品', onSite: true, suggest: '市场监督' },
  consumer: { zh: '消费纠纷', onSite: false, suggest: '市场监督', personal: true },
  property: { zh: '物业管理', onSite: true, suggest: '住房和城乡建设' },
  neighbour: { zh: '邻里纠纷', onSite: false, suggest: 'town', personal: true },
  labour: { zh: '劳动和社保', onSite: false, suggest: '人力资源', personal: true },
  welfare: { zh: '救助和养老', onSite: false, suggest: '民政', personal: true },
  health: { zh: '医疗卫生', onSite: false, suggest: '卫生健康', personal: true },
  school: { zh: '教育', onSite: false, suggest: '教育', personal: true },
  transport: { zh: '公共交通', onSite: false, suggest: '交通运输' },
  housing: { zh: '住房和公积金', onSite: false, suggest: '公积金', personal: true },
  conduct: { zh: '工作作风', onSite: false, suggest: '政务服务', personal: true },
  other: { zh: '其他', onSite: false, suggest: 'town' },
} as const satisfies Record<string, Category>

export type CategoryCode = keyof typeof CATEGORIES

export const categoryAt = (code: string): Category | undefined =>
  Object.hasOwn(CATEGORIES, code) ? CATEGORIES[code as CategoryCode] : undefined

/** The city's urgent list: 21 rows, of which the letter names six; the others stay marked 未提供 until the city fills them in. */
export type UrgentRow = { readonly no: number; readonly zh: string | null; readonly category: string | null }

const ROWS = 21
export const URGENT_LIST: readonly UrgentRow[] = Array.from({ length: ROWS }, (_, index) => {
  const no = index + 1
  const found = Object.entries<Category>(CATEGORIES).find(([, category]) => category.urgent === no)
  return found === undefined ? { no, zh: null, category: null } : { no, zh: found[1].zh, category: found[0] }
})

export const isUrgent = (list: readonly UrgentRow[], category: string): boolean =>
  list.some(row => row.category === category)
