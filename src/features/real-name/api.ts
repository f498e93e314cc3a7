import { z } from 'zod'
import { isoOf } from '../../kernel/time.ts'
import { type MergeLine, UNDO_MS } from '../../platform/oidc/merges.ts'
import { DOCUMENTS, REASONS } from './levels.ts'
import type { ClaimRow } from './store.ts'

const short = z.string().max(2000)

export const serviceParams = z.object({ service: z.string().regex(/^[a-z][a-z0-9-]{0,29}$/) })
export const nextQuery = z.object({ next: short.optional() })
export const backQuery = z.object({
  state: short.optional(),
  code: short.optional(),
  iss: short.optional(),
  error: short.optional(),
})
export const joinQuery = z.object({ request: z.string().max(100).optional() })
export const joinBody = z.object({ request: z.string().max(100).default(''), digits: z.string().max(40).default('') })
export const namedBody = z.object({ name: z.string().max(80).default(''), idNumber: z.string().max(40).default('') })
export const linkBody = z.object({ link: z.uuid() })

const cursorQuery = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export const claimQuery = cursorQuery
export const mergeQuery = cursorQuery
export const idParams = z.object({ id: z.uuid() })
export const grantBody = z.object({ document: z.enum(DOCUMENTS) })
export const refuseBody = z.object({ reason: z.enum(REASONS) })
export const inPersonBody = z.object({
  phone: z.string().max(40),
  name: z.string().max(80),
  idNumber: z.string().max(40),
  document: z.enum(DOCUMENTS),
})
export const done = z.object({ done: z.literal(true) })

const claim = z.object({
  id: z.string(),
  name: z.string().describe('打码'),
  masked: z.string().describe('身份证号,打码'),
  phone: z.string().describe('打码'),
  askedAt: z.string(),
})
export const claimList = z.object({ items: z.array(claim), next: z.string().nullable() })
export const presentClaim = (row: ClaimRow): z.input<typeof claim> => ({
  id: row.id,
  name: row.nameMasked,
  masked: row.idMasked,
  phone: row.phoneMasked,
  askedAt: isoOf(row.askedAt),
})

/** In clear, for the clerk who holds the papers beside it. */
export const opened = z.object({ name: z.string(), idNumber: z.string() })
const merge = z.object({
  id: z.string(),
  absorbed: z.string().describe('打码'),
  survivor: z.string().describe('打码'),
  mergedAt: z.string(),
  undoneAt: z.string().nullable(),
  undoUntil: z.string(),
})
export const mergeList = z.object({ items: z.array(merge), next: z.string().nullable() })
export const presentMerge = (row: MergeLine): z.input<typeof merge> => ({
  id: row.id,
  absorbed: row.absorbed,
  survivor: row.survivor,
  mergedAt: isoOf(row.mergedAt),
  undoneAt: row.undoneAt === null ? null : isoOf(row.undoneAt),
  undoUntil: isoOf((row.mergedAt + UNDO_MS) as typeof row.mergedAt),
})
