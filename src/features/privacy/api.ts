import { z } from 'zod'
import { isoOf } from '../../kernel/time.ts'
import type { LegalHold } from '../../platform/personal/legal-hold.ts'
import type { Hold } from '../../platform/personal/publication.ts'

const instant = z.iso.datetime({ offset: true })
const cite = z.object({ kind: z.literal('cite'), source: z.string(), article: z.string(), quote: z.string() })

export const record = z.object({
  id: z.string(),
  zh: z.string(),
  purpose: z.string(),
  basis: cite,
  people: z.string(),
  recipients: z.string(),
  need: z.string(),
  risk: z.string(),
  sensitive: z.boolean(),
  classes: z.array(z.string()).describe('个人信息种类'),
  kept: z.array(z.string()).describe('保护方式'),
  columns: z.array(z.string()).describe('表.列'),
  retention: z.array(z.object({ class: z.string(), days: z.number().int().nullable() })),
})

export const version = z.object({
  id: z.string(),
  version: z.number().int(),
  sha256: z.string(),
  at: instant,
  leaf: z.string().describe('公开日志中的回执'),
})

export const hold = z.object({
  id: z.uuid(),
  subject: z.string(),
  shown: z.string().describe('打码后的公开内容'),
  found: z.record(z.string(), z.number().int()),
  reason: z.string(),
  mine: z.boolean().describe('是否就是自己提请的'),
  askedAt: instant,
  decidedAt: instant.nullable(),
  released: z.boolean().nullable(),
  answer: z.string(),
})

export const presentHold = (row: Hold, party: string | null): z.input<typeof hold> => ({
  id: row.id,
  subject: row.subject,
  shown: row.shown,
  found: row.found,
  reason: row.reason,
  mine: row.askedBy === party,
  askedAt: isoOf(row.askedAt),
  decidedAt: row.decidedAt === null ? null : isoOf(row.decidedAt),
  released: row.released,
  answer: row.answer,
})

export const legalHold = z.object({
  id: z.uuid(),
  subject: z.string(),
  reason: z.string(),
  placedAt: instant,
  liftedAt: instant.nullable(),
})

export const presentLegalHold = (row: LegalHold): z.input<typeof legalHold> => ({
  id: row.id,
  subject: row.subject,
  reason: row.reason,
  placedAt: isoOf(row.placedAt),
  liftedAt: row.liftedAt === null ? null : isoOf(row.liftedAt),
})

export const plan = z.object({
  orders: z.number().int(),
  ordersHeld: z.number().int(),
  people: z.number().int(),
  peopleHeld: z.number().int(),
  keeping: z.array(z.object({ class: z.string(), days: z.number().int().nullable() })),
})
