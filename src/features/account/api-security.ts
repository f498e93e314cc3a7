import { z } from 'zod'
import { type Instant, isoOf } from '../../kernel/time.ts'
import { localDay } from '../../platform/http/fields.ts'
import { listOf, paging } from '../../platform/http/paging.ts'
import type { AccountLine } from '../../platform/identity/accounts.ts'
import { ADMINISTRATORS } from '../../platform/identity/administrator-roles.ts'
import { BREAK_GLASS_MINUTES_MAX, type GlassLine } from '../../platform/identity/break-glass.ts'
import { SECURITY_KINDS } from '../../platform/identity/security-kinds.ts'
import type { SecurityLine } from '../../platform/identity/security-log.ts'

const day = localDay()

export const securityQuery = z.object({
  ...paging,
  kind: z.enum(SECURITY_KINDS).optional().describe('事件种类'),
  party: z.uuid().optional().describe('当事人或经办人'),
  fromDay: day.optional().describe('从哪一天起'),
  toDay: day.optional().describe('到哪一天为止(含)'),
})
export const pageQuery = z.object(paging)
export const place = z.object({ at: z.number().int(), id: z.uuid() })

export const securityList = listOf(
  z.object({
    id: z.string(),
    at: z.string(),
    kind: z.enum(SECURITY_KINDS),
    party: z.string().nullable(),
    name: z.string().describe('当事人,打码'),
    by: z.string().nullable(),
    byName: z.string().describe('经办人,打码'),
    place: z.string().describe('网络地址的代号:相同即同一地址'),
    agent: z.string(),
    data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  }),
)

export const presentEvent = (line: SecurityLine): z.input<typeof securityList>['items'][number] => ({
  ...line,
  at: isoOf(line.at),
  data: { ...line.data },
})

export const glassBody = z.object({
  role: z.enum(ADMINISTRATORS),
  minutes: z.number().int().describe(`最多 ${BREAK_GLASS_MINUTES_MAX} 分钟`),
  reason: z.string().trim().max(500),
})
export const glassMade = z.object({ id: z.string(), until: z.string() })
export const glassList = listOf(
  z.object({
    id: z.string(),
    party: z.string(),
    name: z.string(),
    ownRole: z.string(),
    role: z.string(),
    reason: z.string(),
    from: z.string(),
    until: z.string(),
    ended: z.string().nullable(),
    open: z.boolean(),
    own: z.boolean().describe('是否本人'),
  }),
)

export const presentGlass = (
  { from, until, ended, ...line }: GlassLine,
  reader: string | null,
  now: Instant,
): z.input<typeof glassList>['items'][number] => ({
  ...line,
  from: isoOf(from),
  until: isoOf(until),
  ended: ended === null ? null : isoOf(ended),
  open: ended === null && until > now,
  own: line.party === reader,
})

export const accountQuery = z.object({
  ...paging,
  role: z.string().max(40).optional().describe('岗位'),
  username: z.string().max(40).optional().describe('账号名,全名'),
})
export const accountList = listOf(
  z.object({
    party: z.string(),
    name: z.string(),
    username: z.string().nullable(),
    roles: z.array(z.string()),
    factorSince: z.string().nullable(),
    sessions: z.number().int(),
    lastAt: z.string().nullable(),
    lastAgent: z.string().nullable(),
    link: z.enum(['invite', 'reset']).nullable().describe('还没用的邀请或重设密码链接'),
  }),
)
export const presentAccount = (line: AccountLine): z.input<typeof accountList>['items'][number] => ({
  ...line,
  roles: [...line.roles],
  factorSince: line.factorSince === null ? null : isoOf(line.factorSince),
  lastAt: line.lastAt === null ? null : isoOf(line.lastAt),
})

export const partyParams = z.object({ party: z.uuid() })
export const idParams = z.object({ id: z.uuid() })
export const reasonBody = z.object({ reason: z.string().trim().max(500) })
export const linkBody = z.object({ username: z.string().max(40).optional().describe('没有账号的人须填') })
export const linkMade = z.object({
  path: z.string().describe('只显示这一次;交给本人'),
  until: z.string(),
  purpose: z.enum(['invite', 'reset']),
})
export const done = z.object({ done: z.literal(true) })
