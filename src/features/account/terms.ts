import type { Terms } from '../../kernel/terms.ts'

export const terms = {
  account: { zh: '账号' },
  oneTimeCode: { zh: '验证码', note: '6位数字,5分钟有效,用一次' },
  session: { zh: '登录状态', note: '一部手机或一个浏览器上的一次登录' },
  secondFactor: { zh: '动态验证码', note: '验证器应用每 30 秒换一个的 6 位数字(RFC 6238),每个只能用一次' },
  recoveryCode: { zh: '恢复码', note: '手机丢了时代替动态验证码,十个,每个用一次' },
  halfSession: { zh: '半登录', note: '密码对了、动态验证码还没交:除了交验证码,什么也不能做' },
  stepUp: { zh: '再次验证', note: '办要紧的事之前再交一次动态验证码,15 分钟内有效' },
  breakGlass: { zh: '紧急授权', note: '管理员临时担任另一类管理员,最多一小时,通知全体管理员' },
  securityLog: { zh: '安全日志', note: '只增不改;审计管理员可看' },
  level: { zh: '实名等级', note: 'L0 未实名,L1 手机,L2 姓名和身份证号,L3 人脸或当面' },
} as const satisfies Terms
