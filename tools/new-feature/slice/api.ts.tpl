import { z } from 'zod'
import { isoOf } from '../../kernel/time.ts'
import { listOf, paging } from '../../platform/http/paging.ts'
import type { Row } from './store.ts'

/** What goes in and out over HTTP. */
export const openBody = z.object({ area: z.string().max(20), title: z.string().max(80) })
export const closeBody = z.object({ outcome: z.string().max(500) })
export const params = z.object({ id: z.uuid() })
export const listQuery = z.object(paging)

export const out = z.object({
  id: z.uuid(),
  area: z.string(),
  step: z.enum(['open', 'closed']),
  title: z.string(),
  outcome: z.string(),
  version: z.number().int(),
  openedAt: z.iso.datetime({ offset: true }),
})
export const listOut = listOf(out)

/** Fields are listed: a column added later does not leave by itself. */
export const present = (row: Row): z.input<typeof out> => ({
  id: row.id,
  area: row.area,
  step: row.step,
  title: row.title,
  outcome: row.outcome,
  version: row.version,
  openedAt: isoOf(row.opened_at),
})
