/** The one list of roles. A role is held by an office: a person in an organisation, over an area, from a day to a day. */
export type Role = {
  readonly zh: string
  /** What someone in this role sees, in words for the operator's page. */
  readonly sees: string
  /** Over what an office of this role is usually given. */
  readonly over: 'self' | 'grid' | 'community' | 'organisation' | 'city'
}

export const ROLES = {
  resident: { zh: '居民', sees: '自己提交的诉求，以及可以公开的内容', over: 'self' },
  gridWorker: { zh: '网格员', sees: '本网格(社区)的工单和派给自己的工单', over: 'grid' },
  communityWorker: { zh: '社区工作者', sees: '本社区(村)的工单和登记', over: 'community' },
  unitHandler: { zh: '承办人', sees: '派给本单位的工单', over: 'organisation' },
  unitLead: { zh: '承办单位负责人', sees: '派给本单位的工单，并审批延期和退单', over: 'organisation' },
  deskOperator: { zh: '坐席(派单员)', sees: '全市工单；保密工单只见编号', over: 'city' },
  deskLead: { zh: '热线班长(审核)', sees: '全市工单，并审核延期、退单、挂账和终止', over: 'city' },
  auditor: { zh: '审计', sees: '全市记录、日志和统计，只读；个人信息打码', over: 'city' },
  systemAdmin: { zh: '系统管理员', sees: '组织、账号、参数、日历和运行；不能任免，看不到安全日志', over: 'city' },
  securityAdmin: { zh: '安全管理员', sees: '任职、账号状态和安全参数；不能给自己任职，看不到安全日志', over: 'city' },
  auditAdmin: { zh: '审计管理员', sees: '安全日志和任职，只读；不能建账号、不能任免', over: 'city' },
} as const satisfies Record<string, Role>

export type RoleId = keyof typeof ROLES

/** Roles that are given by appointment; a resident is one by signing in. */
export const APPOINTED: readonly RoleId[] = (Object.keys(ROLES) as RoleId[]).filter(role => role !== 'resident')

export const isAppointed = (role: string): role is RoleId => APPOINTED.some(each => each === role)
