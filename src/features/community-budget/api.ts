import { z } from 'zod'
import { type Fen, fen as fenOf, parseFen } from '../../kernel/money.ts'
import { dayField } from '../../platform/http/fields.ts'
import { listOf, paging } from '../../platform/http/paging.ts'
import { ALL_CATEGORIES, KINDS, YEAR_ENDS } from './rules/kinds.ts'

/** What goes in and out over HTTP. Days are `YYYY-MM-DD`; what goes in is yuan, what comes out fen. */
const FEN_MAX = 1_000_000_000_000n
const NOTE_MAX = 500
const YEAR_MIN = 2000
const YEAR_MAX = 2199
const isAmount = (text: string): boolean => {
  const amount = parseFen(text)
  return amount !== undefined && amount > 0n && amount <= FEN_MAX
}
const AMOUNT = '元，最多两位小数，如 1200.50'
const yuan = z.string().trim().max(20).refine(isAmount).describe(AMOUNT)
/** Left empty where the place's own amount, or all that was set aside, is meant. */
const maybeYuan = z
  .string()
  .trim()
  .max(20)
  .refine(text => text === '' || isAmount(text))
  .default('')
  .describe(AMOUNT)
/** The field has looked at it. @returns undefined for an empty one */
export const amountOf = (text: string): Fen | undefined => (text === '' ? undefined : parseFen(text))
export const sureAmount = (text: string): Fen => parseFen(text) ?? fenOf(0n)

const maybeNote = z.string().trim().max(NOTE_MAX).default('')
/** Where a reason is owed. */
const reason = z.string().trim().min(2).max(NOTE_MAX)
const fen = z.number().int().describe('分')
const year = z.coerce.number().int().min(YEAR_MIN).max(YEAR_MAX)
const day = z.string().describe('YYYY-MM-DD')
const kind = z.enum(KINDS).describe('office 办公经费补助，service 服务群众专项经费')

export const allocateIn = z.object({
  area: z.string().max(20).describe('村（社区）的 12 位区划代码'),
  kind,
  amount: maybeYuan,
  reason: maybeNote.describe('与本地标准不同时的理由，公开'),
})
export const planIn = z.object({
  category: z.enum(ALL_CATEGORIES),
  purpose: z.string().trim().min(2).max(200),
  payee: z.string().trim().min(2).max(100).describe('收款单位'),
  amount: yuan,
})
export const publishIn = z.object({
  year,
  quarter: z.coerce.number().int().min(1).max(4),
  until: dayField(),
  place: z.string().trim().min(2).max(120).describe('张贴在哪里，公开'),
})
export const yearEndIn = z.object({ year, to: z.enum(YEAR_ENDS), reason })
export const DEEDS_IN = {
  approve: z.object({ note: maybeNote }),
  pay: z.object({ amount: maybeYuan, note: maybeNote }),
  withdraw: z.object({ note: reason }),
  reverse: z.object({ note: reason }),
} as const

export const budgetFilter = z.object({ ...paging, kind: kind.optional() })
export const expenseFilter = z.object({
  ...paging,
  kind: kind.optional(),
  step: z.string().max(200).optional().describe('多个用逗号分开'),
  budget: z.uuid().optional(),
})

const quarterOut = z.object({ year: z.number().int(), quarter: z.number().int() })
export const lineOut = z.object({
  id: z.uuid(),
  area: z.string(),
  areaName: z.string(),
  kind,
  year: z.number().int(),
  grantedFen: fen.nullable(),
  freeFen: fen,
  heldFen: fen,
  spentFen: fen,
  owed: quarterOut.nullable().describe('已结束而还没有公布的季度'),
})
export const linesOut = listOf(lineOut)

const spentOut = z.object({ category: z.enum(ALL_CATEGORIES), fen })
export const budgetOut = z.object({
  id: z.uuid(),
  area: z.string(),
  areaName: z.string(),
  kind,
  may: z.array(z.string()).readonly(),
  owed: quarterOut.nullable(),
  years: z
    .array(
      z.object({
        year: z.number().int(),
        grantedFen: fen.nullable(),
        reason: z.string(),
        movedFen: fen.describe('上年结转进来（正）或转出、收回（负）'),
        spent: z.array(spentOut).readonly(),
        spentFen: fen,
        heldFen: fen,
        freeFen: fen,
      }),
    )
    .readonly(),
  reports: z
    .array(
      quarterOut.extend({
        postedOn: day,
        until: day,
        place: z.string(),
        openingFen: fen,
        grantedFen: fen,
        returnedFen: fen,
        spent: z.array(spentOut).readonly(),
        closingFen: fen,
        leaf: z.string(),
      }),
    )
    .readonly(),
})

export const expenseOut = z.object({
  id: z.uuid(),
  no: z.string(),
  version: z.number().int(),
  budget: z.uuid(),
  area: z.string(),
  areaName: z.string(),
  kind,
  year: z.number().int(),
  category: z.enum(ALL_CATEGORIES),
  step: z.string(),
  purpose: z.string(),
  payee: z.string(),
  plannedFen: fen,
  paidFen: fen.nullable(),
  plannedAt: z.string(),
  paidOn: day.nullable(),
  may: z.array(z.string()).readonly(),
})
export const expensesOut = listOf(expenseOut)
export const expenseFull = expenseOut.extend({
  events: z
    .array(
      z.object({ seq: z.number().int(), at: z.number().int(), action: z.string(), note: z.string(), leaf: z.string() }),
    )
    .readonly(),
})
export const actedOut = z.object({ id: z.uuid(), leaf: z.string() })
export const expenseActed = z.object({
  id: z.uuid(),
  no: z.string(),
  version: z.number().int(),
  step: z.string(),
  leaf: z.string(),
})
