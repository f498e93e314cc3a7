import { z } from 'zod'
import { type Instant, isoOf } from '../../kernel/time.ts'
import { ALARMS } from '../../platform/alarms.ts'
import type { DeadDelivery } from '../../platform/jobs/store.ts'
import type { DeadMessage } from '../../platform/notify/dead.ts'
import type { Backups, Maintenance, Status } from '../../platform/operation.ts'

const dead = z.object({
  id: z.string(),
  consumer: z.string().describe('处理方'),
  event: z.number().int(),
  topic: z.string(),
  key: z.string().describe('所属的事项'),
  at: z.string().describe('事件发生的时间'),
  attempts: z.number().int(),
  error: z.string().describe('最后一次的错误'),
  diedAt: z.string(),
})

const alarm = z.object({
  id: z.enum(ALARMS),
  title: z.string(),
  detail: z.string().describe('怎么了,影响什么'),
  next: z.string().describe('该做什么'),
  minutes: z.number().int().describe('已经持续的分钟数'),
})

/** Alarms of the process that answers. */
export const alarmList = z.object({ items: z.array(alarm), next: z.null() })

export const deadList = z.object({ items: z.array(dead), next: z.null() })
export const deliveryParams = z.object({
  consumer: z.string().max(100),
  event: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
})
export const discardBody = z.object({ reason: z.string().trim().min(1).max(200).describe('为什么不再处理,会公开') })
export const done = z.object({ done: z.literal(true) })

export const presentDead = (row: DeadDelivery): z.input<typeof dead> => ({
  id: `${row.consumer}/${row.event}`,
  consumer: row.consumer,
  event: row.event,
  topic: row.topic,
  key: row.key,
  at: isoOf(row.at),
  attempts: row.attempts,
  error: row.error,
  diedAt: isoOf(row.died),
})

const time = z.iso.datetime({ offset: true })
const notice = z.object({ id: z.string(), from: z.string(), until: z.string(), what: z.string() })

export const maintenanceList = z.object({ items: z.array(notice), next: z.null() })
export const announceBody = z.object({
  from: time.describe('开始时间'),
  until: time.describe('结束时间'),
  what: z.string().trim().min(1).max(200).describe('做什么、影响什么,会公开'),
})
export const announced = z.object({ id: z.string() })
export const noticeParams = z.object({ id: z.uuid() })

export const presentNotice = ({ id, from, until, what }: Maintenance): z.input<typeof notice> => ({
  id,
  from: isoOf(from),
  until: isoOf(until),
  what,
})

export const overview = z.object({
  version: z.string(),
  findings: z
    .array(z.object({ what: z.string(), health: z.enum(['ok', 'warn', 'fail']), found: z.string(), next: z.string() }))
    .describe('体检结果'),
  pending: z.array(z.string()).describe('还没有执行的数据库结构步骤'),
  backups: z.object({
    last: z.object({ at: z.string(), bytes: z.number().int() }).nullable(),
    verified: z.object({ at: z.string(), sound: z.boolean() }).nullable(),
    archive: z.object({ lagSeconds: z.number().int(), failures: z.number().int() }).nullable(),
  }),
  components: z.array(z.object({ name: z.string(), works: z.boolean(), since: z.string() })),
})

const whenOf = (at: Instant): string => isoOf(at)

export const presentBackups = ({ last, verified, archive }: Backups) => ({
  last: last === null ? null : { at: whenOf(last.at), bytes: last.bytes },
  verified: verified === null ? null : { at: whenOf(verified.at), sound: verified.sound },
  archive,
})

export const presentComponents = ({ components }: Status) =>
  components.map(({ name, works, since }) => ({ name, works, since: whenOf(since) }))
const message = z.object({
  id: z.string(),
  channel: z.enum(['email', 'sms', 'wechat']),
  kind: z.string().describe('哪一种消息'),
  number: z.string().describe('关于哪一件事'),
  attempts: z.number().int(),
  error: z.string().describe('最后一次的错误;不含地址'),
  at: z.string(),
  diedAt: z.string(),
  canRevive: z.boolean().describe('收件人是登记过的人,可以放回去重发'),
})

export const messageList = z.object({ items: z.array(message), next: z.null() })
export const messageParams = z.object({ id: z.uuid() })

export const presentMessage = ({ died, at, ...row }: DeadMessage): z.input<typeof message> => ({
  ...row,
  at: isoOf(at),
  diedAt: isoOf(died),
})
