import type { Terms } from '../../kernel/terms.ts'

export const terms = {
  identityService: { zh: '身份认证服务', note: '城市或省的统一身份认证,如粤省事' },
  link: { zh: '绑定', note: '身份认证服务里的一个人,就是这里的这个账号' },
  merge: { zh: '合并账号', note: '两个账号是同一个人;30 天内可由系统管理员撤销' },
  onBehalf: { zh: '法人身份', note: '代表一个有统一社会信用代码的单位办事;办事的人仍是本人' },
  levelClaim: { zh: '实名申请', note: '填了姓名和身份证号,等窗口核对' },
  levelChange: { zh: '实名等级变动' },
} as const satisfies Terms
