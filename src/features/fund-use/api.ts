import { z } from 'zod'
import { dayField } from '../../platform/http/fields.ts'
import { listOf, paging } from '../../platform/http/paging.ts'
import { CAUSES, EMERGENCIES, PARTS, ROUTES } from './rules/matters.ts'
import { yuanField } from './verbs.ts'

/** What goes in and out over HTTP. Days are `YYYY-MM-DD`; what goes in is yuan, what comes out fen; areas 0.01 m². */
const day = z.string().describe('YYYY-MM-DD')
const fen = z.number().int().describe('分')

const QUOTATIONS_MAX = 10
const quotationIn = z.object({
  company: z.string().trim().min(2).max(60),
  yuan: yuanField,
  record: z.string().trim().max(120).default(''),
})
/** A list, or the same as JSON, as a form with files sends it. */
const quotationsIn = z.union([
  z.array(quotationIn).max(QUOTATIONS_MAX),
  z
    .string()
    .max(20_000)
    .transform((text, ctx): unknown => {
      try {
        return JSON.parse(text)
      } catch {
        ctx.addIssue({ code: 'custom', message: 'not JSON' })
        return z.NEVER
      }
    })
    .pipe(z.array(quotationIn).max(QUOTATIONS_MAX)),
])

export const applyIn = z.object({
  estate: z.uuid(),
  route: z.enum(ROUTES).describe('资金在主管部门代管（authority），还是已划转业主大会（assembly）'),
  scope: z.enum(['estate', 'building', 'stairwell']).default('estate'),
  building: z.string().trim().max(20).default(''),
  stairwell: z.string().trim().max(20).default(''),
  part: z.enum(PARTS),
  cause: z.enum(CAUSES).describe('不是 worn 的，不得列支'),
  emergency: z.enum(EMERGENCIES).or(z.literal('')).default('').describe('属于哪种紧急情况；空着就是经业主表决'),
  title: z.string().trim().min(2).max(50),
  text: z.string().trim().min(10).max(4000).describe('损坏情况和维修方案'),
  measures: z.string().trim().min(4).max(2000).describe('施工中遇到危及房屋安全等紧急情况的应急处置办法'),
  budget: yuanField,
  quotations: quotationsIn.default([]),
  chosen: z.coerce.number().int().min(1).max(QUOTATIONS_MAX).default(1).describe('采用第几份报价'),
  warrantyUntil: dayField().or(z.literal('')).default('').describe('保修期最后一天；不知道就空着'),
  record: z.string().trim().min(2).max(120),
})
export type ApplyIn = z.output<typeof applyIn>

export const callVoteIn = z.object({ record: z.string().trim().min(2).max(120) })

export const filterIn = z.object({
  ...paging,
  area: z.string().max(20).optional(),
  step: z.string().max(300).optional().describe('多个用逗号分开'),
  estate: z.uuid().optional(),
})
export type FilterIn = z.output<typeof filterIn>

const building = z.object({
  building: z.string(),
  units: z.number().int(),
  areaDm2: z.number().int(),
  fen,
})

export const itemOut = z.object({
  id: z.uuid(),
  no: z.string(),
  version: z.number().int(),
  step: z.string(),
  estate: z.uuid(),
  estateName: z.string(),
  area: z.string(),
  areaName: z.string(),
  scope: z.string(),
  part: z.string(),
  emergency: z.string().nullable(),
  title: z.string(),
  budgetFen: fen,
  paidFen: fen,
  appliedAt: z.string(),
  until: day.nullable(),
  openObjections: z.number().int(),
  may: z.array(z.string()).readonly(),
})
export const itemsOut = listOf(itemOut)

const said = z.object({
  tag: z.string(),
  title: z.string(),
  detail: z.string(),
  next: z.string(),
  pointer: z.string().optional(),
})

export const checkedOut = z.object({
  missing: z.array(said).readonly(),
  units: z.number().int(),
  areaDm2: z.number().int(),
  buildings: z.array(building).readonly(),
  short: z.object({ units: z.number().int(), fen }),
})

const objection = z.object({
  seq: z.number().int(),
  text: z.string().nullable().describe('只给本社区、街道、主管部门和本人看'),
  state: z.enum(['open', 'upheld', 'dismissed']),
  answer: z.string().nullable(),
})

const unitPart = z.object({
  unit: z.uuid(),
  code: z.string(),
  building: z.string(),
  areaDm2: z.number().int(),
  heldFen: fen,
  paidFen: fen.nullable(),
  beforeFen: fen.nullable(),
  sellerHeldFen: fen.nullable().describe('公有住房的售房单位分摊'),
  sellerPaidFen: fen.nullable(),
})

export const useOut = itemOut.extend({
  route: z.string(),
  cause: z.string(),
  body: z.string(),
  measures: z.string(),
  procedure: z.string(),
  units: z.number().int(),
  areaDm2: z.number().int(),
  company: z.string(),
  quotations: z.array(z.object({ company: z.string(), fen, record: z.string() })).readonly(),
  chosen: z.number().int(),
  warrant: z
    .object({
      kind: z.enum(['vote', 'emergency']),
      voteNo: z.string().nullable(),
      motion: z.number().int().nullable(),
      leaf: z.string().nullable(),
      confirmed: z.string().nullable(),
    })
    .nullable(),
  /** Number of the vote that was called for it, before it is settled. */
  calledVote: z.string().nullable(),
  proposed: z.object({ hold: fen.nullable(), pay: fen.nullable() }),
  heldFen: fen,
  finalFen: fen.nullable(),
  dueFen: fen.nullable(),
  buildings: z.array(building).readonly(),
  short: z
    .array(z.object({ code: z.string(), part: z.enum(['owner', 'seller']), developer: z.boolean(), fen, until: day }))
    .readonly(),
  papers: z.array(z.object({ seq: z.number().int(), action: z.string(), file: z.string() })).readonly(),
  photos: z.array(z.object({ seq: z.number().int(), action: z.string(), file: z.string() })).readonly(),
  objections: z.array(objection).readonly(),
  events: z
    .array(
      z.object({
        seq: z.number().int(),
        at: z.number().int(),
        action: z.string(),
        record: z.string(),
        note: z.string(),
        fen: fen.nullable(),
        leaf: z.string(),
      }),
    )
    .readonly(),
  ahead: z.array(z.string()).readonly(),
})

export const partsIn = z.object({
  after: z.string().max(40).default(''),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})
export const partsOut = z.object({ items: z.array(unitPart).readonly(), next: z.string().nullable() })

export const mineOut = z.object({
  items: z
    .array(
      z.object({
        no: z.string(),
        title: z.string(),
        step: z.string(),
        estateName: z.string(),
        code: z.string(),
        heldFen: fen.nullable(),
        paidFen: fen.nullable(),
        beforeFen: fen.nullable(),
        shortFen: fen.nullable(),
        shortUntil: day.nullable(),
      }),
    )
    .readonly(),
})

export const actedOut = z.object({
  id: z.uuid(),
  no: z.string(),
  version: z.number().int(),
  step: z.string(),
  leaf: z.string(),
})
export const calledOut = z.object({ vote: z.uuid(), no: z.string() })
