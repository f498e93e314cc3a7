import { z } from 'zod'
import { isoOf } from '../../kernel/time.ts'
import type { DeadDelivery } from '../../platform/jobs/store.ts'

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

export const deadList = z.object({ items: z.array(dead), next: z.null() })
export const reviveParams = z.object({ consumer: z.string().max(100), event: z.coerce.number().int() })
export const revived = z.object({ done: z.literal(true) })

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
