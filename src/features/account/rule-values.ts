import { z } from 'zod'
import { localDefault } from '../../kernel/cite.ts'
import { d } from '../../kernel/time.ts'
import { ADMINISTRATORS } from '../../platform/identity/administrator-roles.ts'
import { PASSWORD_POLICIES, type PasswordPolicy } from '../../platform/identity/passwords.ts'
import { SECURITY_LOG_DAYS_MIN } from '../../platform/identity/purge.ts'
import { APPOINTED } from '../directory/index.ts'
import { defineRuleValue } from '../locality/index.ts'

/** Of whom a second factor is asked, from the fewest to all. */
export const FACTOR_LEVELS = ['administrators', 'powers', 'everyone'] as const
export type FactorLevel = (typeof FACTOR_LEVELS)[number]

/** Roles that see personal data in clear or publish; tests/security compares the list with the tables of access. */
const POWERS = ['deskOperator', 'deskLead', 'unitLead', 'unitHandler', 'gridWorker', 'communityWorker'] as const

/** Roles that sign in with a second factor, at each level. */
export const FACTOR_ROLES: Readonly<Record<FactorLevel, ReadonlySet<string>>> = {
  administrators: new Set(ADMINISTRATORS),
  powers: new Set([...ADMINISTRATORS, ...POWERS]),
  everyone: new Set(APPOINTED),
}

const since = d('1949-10-01')

export const secondFactor = defineRuleValue<FactorLevel>({
  key: 'account.second-factor',
  zh: '哪些人登录要用动态验证码',
  schema: z.enum(FACTOR_LEVELS),
  security: true,
  default: [
    {
      from: since,
      value: 'powers',
      basis: localDefault('X-061', '三类管理员,以及能看个人信息或能公开内容的岗位,登录用两种凭证(等保三级要点)'),
    },
  ],
  stricter: (a, b) => FACTOR_LEVELS.indexOf(a) > FACTOR_LEVELS.indexOf(b),
})

export const passwordPolicy = defineRuleValue<PasswordPolicy>({
  key: 'account.password-policy',
  zh: '密码规则',
  schema: z.enum(PASSWORD_POLICIES),
  security: true,
  default: [
    {
      from: since,
      value: 'asvs',
      basis: localDefault('X-061', '长度和不常见最要紧;要求字符种类和定期更换的,选 mlps3'),
    },
  ],
})

export const securityLogDays = defineRuleValue<number>({
  key: 'account.security-log-days',
  zh: '安全日志保存天数',
  unit: 'day',
  schema: z.number().int().min(SECURITY_LOG_DAYS_MIN).max(36_525),
  security: true,
  default: [{ from: since, value: 366, basis: localDefault('X-061', '安全日志至少保存六个月;默认保存一年') }],
  stricter: (a, b) => a > b,
})
