import { z } from 'zod'
import { CHOICES } from '../../kernel/ballot/cast.ts'
import { dayField } from '../../platform/http/fields.ts'
import { listOf, paging } from '../../platform/http/paging.ts'
import { ITEMS } from './rules/state.ts'
import { unitField } from './verbs.ts'

/** What goes in and out over HTTP. Days are `YYYY-MM-DD`; times ISO 8601 with offset; areas 0.01 m²; numbers are heads. */
const day = z.string().describe('YYYY-MM-DD')
const item = z.coerce
  .number()
  .int()
  .refine(value => (ITEMS as readonly number[]).includes(value))
  .describe('民法典第二百七十八条第一款的第几项')

const motionIn = z.object({
  item,
  title: z.string().trim().min(2).max(60),
  text: z.string().trim().max(4000).default(''),
})
/** A list, or the same as JSON, as a form with files sends it. */
const motionsIn = z.union([
  z.array(motionIn).max(20),
  z
    .string()
    .max(100_000)
    .transform((text, ctx): unknown => {
      try {
        return JSON.parse(text)
      } catch {
        ctx.addIssue({ code: 'custom', message: 'not JSON' })
        return z.NEVER
      }
    })
    .pipe(z.array(motionIn).max(20)),
])

export const conveneIn = z.object({
  estate: z.uuid(),
  scope: z.enum(['estate', 'building', 'stairwell']).default('estate'),
  building: z.string().trim().max(20).default(''),
  stairwell: z.string().trim().max(20).default(''),
  title: z.string().trim().min(2).max(60),
  text: z.string().trim().min(2).max(4000),
  motions: motionsIn,
  record: z.string().trim().min(2).max(120),
})

export const filterIn = z.object({
  ...paging,
  area: z.string().max(20).optional(),
  step: z.string().max(200).optional().describe('多个用逗号分开'),
})
export type FilterIn = z.output<typeof filterIn>

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
  title: z.string(),
  convenedAt: z.string(),
  opens: z.string().nullable(),
  closes: z.string().nullable(),
  until: day.nullable(),
  motions: z.number().int(),
  ballots: z.number().int(),
  heads: z.number().int(),
  openObjections: z.number().int(),
  may: z.array(z.string()).readonly(),
})
export const itemsOut = listOf(itemOut)

const parts = z.object({
  all: z.number().int(),
  present: z.number().int(),
  agree: z.number().int(),
  oppose: z.number().int(),
  abstain: z.number().int(),
})
const needed = z.object({ heads: z.number().int(), areaDm2: z.number().int() })

export const voteOut = itemOut.extend({
  body: z.string(),
  procedure: z.string(),
  motionList: z
    .array(
      z.object({
        no: z.number().int(),
        item: z.number().int(),
        title: z.string(),
        body: z.string(),
        turnoutNeeded: needed.nullable().describe('至少要有多少人、多少面积参与'),
        result: z
          .object({
            heads: parts,
            areaDm2: parts,
            result: z.string(),
            assentNeeded: needed,
          })
          .nullable(),
      }),
    )
    .readonly(),
  roll: z
    .object({ heads: z.number().int(), areaDm2: z.number().int(), units: z.number().int(), hash: z.string() })
    .nullable(),
  turnout: z.object({
    heads: z.number().int(),
    areaDm2: z.number().int(),
    paper: z.number().int(),
    waiting: z.number().int(),
  }),
  served: z.object({ units: z.number().int(), hand: z.number().int(), board: z.number().int() }),
  refused: z.array(z.object({ why: z.string(), count: z.number().int() })).readonly(),
  waiting: z.array(z.object({ units: z.string(), received: day, record: z.string(), mine: z.boolean() })).readonly(),
  papers: z
    .array(
      z.object({
        seq: z.number().int(),
        action: z.string(),
        record: z.string(),
        scans: z.array(z.string()).readonly(),
      }),
    )
    .readonly(),
  objections: z
    .array(
      z.object({
        seq: z.number().int(),
        text: z.string().nullable(),
        state: z.enum(['open', 'upheld', 'dismissed']),
        answer: z.string().nullable(),
      }),
    )
    .readonly(),
  events: z
    .array(
      z.object({
        seq: z.number().int(),
        at: z.number().int(),
        action: z.string(),
        note: z.string(),
        leaf: z.string(),
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

const said = z
  .array(z.object({ no: z.number().int(), choice: z.enum(CHOICES) }))
  .max(20)
  .readonly()

export const castIn = z.object({ group: z.string().max(80).describe('名册里自己那一户的化名'), choices: said })
export const receiptOut = z.object({ no: z.string(), group: z.string(), leaf: z.string() })

export const paperIn = z.object({
  unit: unitField,
  received: dayField(),
  choices: said,
  record: z.string().trim().min(2).max(120).describe('纸质票的编号'),
})
export const paperOut = z.object({
  state: z.enum(['waiting', 'cast']),
  leaf: z.string().nullable(),
})

export const proxyIn = z.object({
  unit: unitField,
  phone: z.string().trim().max(20).describe('受托人的手机号'),
  record: z.string().trim().min(2).max(120).describe('委托书的编号'),
})

export const ownOut = z.object({
  items: z
    .array(
      z.object({
        no: z.string(),
        group: z.string(),
        units: z.array(z.string()).readonly(),
        areaDm2: z.number().int(),
        as: z.enum(['owner', 'agent']),
        may: z.boolean(),
        cast: z.boolean(),
      }),
    )
    .readonly(),
})
