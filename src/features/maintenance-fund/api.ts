import { z } from 'zod'
import { dayField } from '../../platform/http/fields.ts'
import { DEPOSITS } from './deposits.ts'
import { PROPOSALS } from './store/proposals.ts'
import { PARTS } from './store/units.ts'

/** What goes in and out over HTTP. Days are `YYYY-MM-DD`; money goes in as yuan with two places, and out in fen as text. */
export const day = z.string().describe('YYYY-MM-DD')
export const fenOut = z
  .string()
  .regex(/^-?\d+$/)
  .describe('分')
export const count = z.number().int()
export const yuan = z
  .string()
  .trim()
  .regex(/^\d{1,9}(\.\d{1,2})?$/)
  .describe('元，最多两位小数')
export const note = z.string().trim().max(500).default('')
export const words = z.string().trim().min(2).max(500)
const code = z.string().trim().min(1).max(40)
const NUMBER = /^[\w./-]*$/
const reference = z.string().trim().min(1).max(60).regex(NUMBER).describe('银行流水号')
const maybeReference = z.string().trim().max(60).regex(NUMBER).default('').describe('银行流水号，没有可不填')
const flag = z.union([z.boolean(), z.stringbool()])

export const openIn = z.object({
  estate: z.uuid(),
  keeper: z.uuid().describe('账目管理单位'),
  banker: z
    .union([z.uuid(), z.literal('')])
    .default('')
    .describe('专户银行在本系统的单位，可不填'),
  bank: z.string().trim().min(2).max(60),
  bankAccount: z
    .string()
    .trim()
    .regex(/^\d{6,30}$/)
    .describe('专户账号，只留后四位'),
})

export const actedOut = z.object({ id: z.uuid(), leaf: z.string(), posting: z.string().nullable() })

export const assessIn = z.object({
  on: dayField(),
  kinds: z.string().max(60).default('home,shop,office').describe('交存的用途，逗号隔开'),
})
export const assessOut = z.object({ id: z.uuid(), leaf: z.string(), units: count, fen: fenOut })

export const renewalOut = z.object({ id: z.uuid(), leaf: z.string(), homes: count, told: count })

export const depositIn = z.object({
  kind: z.enum(DEPOSITS),
  on: dayField(),
  reference,
  note,
  parts: z
    .array(z.object({ code, yuan, part: z.enum(PARTS).default('owner') }))
    .min(1)
    .max(10_000),
})

export const importIn = z.object({
  on: dayField(),
  sum: z
    .union([yuan, z.literal('')])
    .default('')
    .describe('文件合计（元），不填则不核对'),
  dryRun: flag.default(true),
})
const faultOut = z.object({ line: count, column: z.string(), why: z.string(), next: z.string() })
export const importOut = z.object({
  rows: count,
  fresh: count,
  already: count,
  fileFen: fenOut,
  freshFen: fenOut,
  taken: z.boolean(),
  digest: z.string(),
  leaf: z.string().nullable(),
  faultCount: count,
  faults: z.array(faultOut).describe('最多 200 处，按行'),
})

export const housingIn = z.object({ dryRun: flag.default(true) })
export const housingOut = z.object({
  rows: count,
  fresh: count,
  already: count,
  ownerFen: fenOut,
  sellerFen: fenOut,
  taken: z.boolean(),
  digest: z.string(),
  leaf: z.string().nullable(),
  faultCount: count,
  faults: z.array(faultOut).describe('最多 200 处，按行'),
})

export const interestIn = z.object({ yuan, from: dayField(), to: dayField(), on: dayField(), reference, note })
export const proceedsIn = z.object({ kind: z.enum(['proceeds', 'scrap']), yuan, on: dayField(), reference, note })

export const proposeIn = z.object({
  kind: z.enum(PROPOSALS),
  on: dayField(),
  note: words,
  reference: maybeReference,
  from: z.string().trim().max(40).default(''),
  to: z.string().trim().max(40).default(''),
  yuan: z.union([yuan, z.literal('')]).default(''),
  posting: z.union([z.uuid(), z.literal('')]).default(''),
  code: z.string().trim().max(40).default(''),
  name: z.string().trim().max(60).default(''),
  matures: z.union([dayField(), z.literal('')]).default(''),
  decision: z.string().trim().max(120).default(''),
})
export const proposedOut = z.object({ id: z.uuid(), leaf: z.string(), proposal: z.string().nullable() })
export const redeemIn = z.object({ on: dayField(), interest: yuan, reference, note })

export const statementIn = z.object({
  from: dayField(),
  to: dayField(),
  opening: yuan,
  closing: yuan,
  dryRun: flag.default(true),
})
export const statementOut = z.object({
  rows: count,
  fresh: count,
  known: count,
  matched: count,
  waiting: count,
  taken: z.boolean(),
  leaf: z.string().nullable(),
  faultCount: count,
  faults: z.array(faultOut).describe('最多 200 处，按行'),
})

export const matchIn = z.object({ posting: z.uuid() })
export const unmatchIn = z.object({ note: words })
export const bookIn = z.object({
  as: z.enum([...DEPOSITS, 'interest', 'unknown']),
  code: z.string().trim().max(40).default(''),
  from: z.union([dayField(), z.literal('')]).default(''),
  to: z.union([dayField(), z.literal('')]).default(''),
  note,
})

export const paperIn = z.object({
  scope: z.enum(['unit', 'building', 'fund']),
  unit: z.union([z.uuid(), z.literal('')]).default(''),
  building: z.string().trim().max(40).default(''),
  from: dayField(),
  to: dayField(),
})
export const paperOut = z.object({
  id: z.uuid(),
  digest: z.string(),
  leaf: z.string(),
  openingFen: fenOut,
  closingFen: fenOut,
})
