import { z } from 'zod'
import { dayField } from '../../platform/http/fields.ts'
import { listOf, paging } from '../../platform/http/paging.ts'
import { FAULTS } from './rules/faults.ts'
import { PAPERS } from './rules/owner.ts'
import { BASES } from './rules/title.ts'
import { AREA_SOURCES, CODE_MAX, KINDS } from './rules/unit.ts'

/** What goes in and out over HTTP. Days are `YYYY-MM-DD`; areas go in as m² with two places, and out in 0.01 m². */
export const day = z.string().describe('YYYY-MM-DD')
const count = z.number().int()
export const area = z
  .string()
  .trim()
  .regex(/^\d{1,6}(\.\d{1,2})?$/)
  .describe('平方米，最多两位小数')
export const note = z.string().trim().max(2000).default('')
export const words = z.string().trim().min(2).max(2000)
export const paper = z.string().trim().min(2).max(120)

export const estateIn = z.object({
  area: z.string().max(20).describe('社区（村）的 12 位区划代码'),
  name: z.string().trim().min(2).max(60),
  developer: z.string().trim().max(100).default(''),
  uscc: z.string().trim().max(18).default('').describe('建设单位统一社会信用代码，可不填'),
})

export const parkingIn = z.object({
  from: dayField(),
  counts: z.union([z.boolean(), z.stringbool()]),
  source: paper.describe('业主大会议事规则的哪一条'),
})

export const unitIn = z.object({
  code: z.string().trim().min(1).max(CODE_MAX),
  building: z.string().trim().min(1).max(CODE_MAX),
  stairwell: z.string().trim().max(CODE_MAX).default(''),
  kind: z.enum(KINDS),
  area: area.default('0'),
  areaSource: z.enum(AREA_SOURCES).default('register'),
})

const owners = z
  .array(
    z.object({
      name: z.string().max(100),
      paper: z.enum(PAPERS).optional(),
      number: z.string().max(30),
      share: z.string().max(20).optional().describe('如 1/2；共同共有不填'),
    }),
  )
  .max(50)
  .default([])

export const transferIn = z.object({
  on: dayField(),
  owners: owners.describe('没有一位：仍是建设单位的'),
  basis: z.enum(BASES),
  paper: z.string().trim().max(60).default('').describe('不动产权证号或合同号，密封保存'),
  handedOn: dayField().optional(),
})

export const correctionIn = z.object({ on: dayField(), owners, handedOn: dayField().optional(), note: words })

export const lineOut = z.object({
  id: z.uuid(),
  name: z.string(),
  area: z.string(),
  areaName: z.string(),
  units: count,
  areaDm2: count.describe('0.01 平方米'),
  hasAssembly: z.boolean(),
  committee: z.enum(['none', 'in-term', 'lapsed']),
  termTo: day.nullable(),
})
export const linesOut = listOf(lineOut)
export const listIn = z.object({ ...paging, area: z.string().max(20).optional(), name: z.string().max(60).optional() })

export const actedOut = z.object({ id: z.uuid(), leaf: z.string() })

const owner = z.object({
  owner: z.uuid(),
  name: z.string(),
  number: z.string(),
  of: count.nullable(),
  in: count.nullable(),
})

export const unitOut = z.object({
  id: z.uuid(),
  code: z.string(),
  building: z.string(),
  stairwell: z.string().nullable(),
  kind: z.enum(KINDS),
  areaDm2: count,
  title: z.uuid().nullable(),
  developer: z.boolean(),
  handed: z.boolean(),
  since: day.nullable(),
  owners: z.array(owner).readonly(),
})
export const unitsOut = listOf(unitOut)
export const unitsIn = z.object({
  ...paging,
  building: z.string().max(CODE_MAX).optional(),
  code: z.string().max(CODE_MAX).optional(),
  standing: z.enum(['owned', 'developer', 'none']).optional(),
})

const entry = z.object({
  seq: count,
  at: count,
  action: z.string(),
  effectiveOn: day.nullable(),
  backdated: z.boolean(),
  note: z.string(),
  leaf: z.string(),
})

export const historyOut = z.object({
  unit: unitOut,
  areaSource: z.enum(AREA_SOURCES),
  titles: z
    .array(
      z.object({
        id: z.uuid(),
        developer: z.boolean(),
        from: day,
        upto: day.nullable(),
        handedOn: day.nullable(),
        basis: z.string(),
        paper: z.string(),
        recordedAt: count,
        backdated: z.boolean(),
        voidedAt: count.nullable(),
        owners: z.array(owner).readonly(),
      }),
    )
    .readonly(),
  entries: z.array(entry).readonly(),
})

export const registerOut = lineOut.extend({
  version: count,
  developer: z.string(),
  buildings: z
    .array(z.object({ building: z.string(), units: count, areaDm2: count, stairwells: z.array(z.string()).readonly() }))
    .readonly(),
  parking: z.array(z.object({ from: day, counts: z.boolean(), source: z.string() })).readonly(),
  faults: z.array(z.object({ kind: z.enum(FAULTS), count, units: z.array(z.string()).readonly() })).readonly(),
  entries: z.array(entry).readonly(),
  may: z.array(z.string()).readonly(),
})

export const importOut = z.object({
  rows: count,
  newUnits: count,
  newTitles: count,
  already: count,
  areaDm2: count,
  taken: z.boolean(),
  faultCount: count,
  faults: z
    .array(z.object({ line: count, column: z.string(), why: z.string(), next: z.string() }))
    .describe('最多 200 处，按行'),
})

export const seenOut = z.object({
  owners: z.array(z.object({ name: z.string(), number: z.string(), share: z.string().nullable() })),
  paper: z.string(),
  until: z.string().describe('到这一刻不再显示'),
})
