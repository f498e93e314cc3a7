import { z } from 'zod'
import { isoOf } from '../../kernel/time.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { SessionLine } from '../../platform/identity/sessions.ts'

/** Lengths only keep nonsense out; what is wrong with a number or a code is said by the command. */
export const phoneBody = z.object({ phone: z.string().max(40) })
export const codeBody = z.object({ request: z.string().max(100), digits: z.string().max(40) })
export const staffBody = z.object({ username: z.string().max(100), password: z.string().max(200) })
export const factorBody = z.object({ code: z.string().max(40) })
export const passwordBody = z.object({ password: z.string().max(200) })
export const sessionBody = z.object({ session: z.uuid() })
export const secretParams = z.object({ token: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })
export const nextQuery = z.object({ next: z.string().max(2000).optional() })
export const codeQuery = z.object({ request: z.string().max(100), next: z.string().max(2000).optional() })

/** What a form carries along to the page it came from. */
export const next = { next: z.string().max(2000).default('') }

export const asked = z.object({
  request: z.string().describe('验证码请求编号,登录时一起提交'),
  until: z.string().describe('在此之前有效'),
  digits: z.string().nullable().describe('仅演示城市返回验证码'),
})

export const me = z.object({
  kind: z.enum(['anonymous', 'resident', 'staff', 'system']),
  name: z.string().describe('打码后的姓名或手机号'),
  level: z.enum(['L0', 'L1', 'L2', 'L3']),
  party: z.string().nullable(),
  offices: z.array(
    z.object({
      id: z.string(),
      organisation: z.string(),
      organisationKind: z.string(),
      role: z.string(),
      area: z.string(),
    }),
  ),
})

/** How far a sign-in of staff has come; until `in` nobody is signed in. */
export const step = me.extend({
  step: z
    .enum(['in', 'code', 'enrol', 'password'])
    .describe('in 已登录;code 还要动态验证码;enrol 还要设置;password 还要换密码'),
})

export const presentMe = ({ kind, name, level, party, offices }: Actor): z.input<typeof me> => ({
  kind,
  name,
  level,
  party,
  offices: offices.map(({ id, organisation, organisationKind, role, area }) => ({
    id,
    organisation,
    organisationKind,
    role,
    area,
  })),
})

export const session = z.object({
  id: z.string(),
  realm: z.enum(['resident', 'staff']),
  createdAt: z.string(),
  seenAt: z.string(),
  agent: z.string(),
  current: z.boolean().describe('是否就是现在用的这一个'),
})

export const presentSession = (line: SessionLine, actor: Actor): z.input<typeof session> => ({
  id: line.id,
  realm: line.realm,
  createdAt: isoOf(line.createdAt),
  seenAt: isoOf(line.seenAt),
  agent: line.agent,
  current: line.id === actor.session,
})
