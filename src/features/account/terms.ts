import type { Terms } from '../../kernel/terms.ts'

export const terms = {
  account: { zh: '账号' },
  oneTimeCode: { zh: '验证码', note: '6位数字,5分钟有效,用一次' },
  session: { zh: '登录状态', note: '一部手机或一个浏览器上的一次登录' },
  level: { zh: '实名等级', note: 'L0 未实名,L1 手机,L2 姓名和身份证号,L3 人脸或当面' },
} as const satisfies Terms
