import { z } from 'zod'
import { dayField } from '../../platform/http/fields.ts'
import { listOf, paging } from '../../platform/http/paging.ts'
import { CATEGORIES } from './rules/categories.ts'
import { workOrder } from './rules/definition.ts'
import { CHANNELS, KINDS } from './rules/kinds.ts'
import { PARTS, RATES } from './store/rounds-behind.ts'

/** What goes in and out over HTTP. Times are ISO 8601 with offset; ids are UUIDs; words come from message files. */
const instant = z.iso.datetime({ offset: true })
const id = z.uuid()

export const basisOut = z.object({
  kind: z.enum(['cite', 'local']),
  source: z.string().optional(),
  article: z.string().optional(),
  quote: z.string().optional(),
  rule: z.string().optional(),
  note: z.string().optional(),
})

const dueOut = z.object({
  unit: z.enum(['hour', 'workingDay', 'day']),
  count: z.number().int(),
  since: z.string(),
  anchorAt: instant,
  dueAt: instant,
  basis: basisOut,
})

/** A clock as every page shows it: how it stands, what is left in its own unit, and why this due and no other. */
export const clockOut = z.object({
  name: z.string(),
  round: z.number().int(),
  turn: z.number().int(),
  state: z.enum(['waiting', 'running', 'paused', 'met', 'met-late', 'overdue', 'cancelled']),
  due: dueOut.nullable(),
  provisional: z.boolean(),
  stoppedAt: instant.nullable(),
  unit: z.enum(['minute', 'workday']).nullable(),
  total: z.number().int().nullable(),
  used: z.number().int().nullable(),
  left: z.number().int().nullable(),
  pauses: z.array(z.object({ from: instant, to: instant.nullable(), why: z.string() })),
  extensions: z.array(z.object({ at: instant, workdays: z.number().int() })),
  weaker: z.array(dueOut),
})
export type ClockOut = z.infer<typeof clockOut>

export const itemOut = z.object({
  id,
  no: z.string(),
  version: z.number().int(),
  step: z.string(),
  kind: z.string(),
  category: z.string(),
  urgent: z.boolean(),
  channel: z.string(),
  area: z.string(),
  areaName: z.string(),
  place: z.string(),
  title: z.string(),
  lead: id.nullable(),
  leadName: z.string().nullable(),
  pending: z.string().nullable(),
  confidential: z.boolean(),
  published: z.boolean(),
  receivedAt: instant,
  nextDueAt: instant.nullable(),
  late: z.boolean(),
  clocks: z.array(z.object({ name: z.string(), dueAt: instant.nullable(), state: clockOut.shape.state })),
})
export type ItemOut = z.infer<typeof itemOut>
export const listOut = listOf(itemOut)

export const factOut = z.object({
  seq: z.number().int(),
  at: instant,
  action: z.string(),
  role: z.string(),
  organisation: z.string().nullable(),
  /** Name of the organisation for which a resident did it; not shown to the public. */
  onBehalf: z.string().nullable(),
  note: z.string(),
  data: z.record(z.string(), z.unknown()),
  photos: z.array(id),
  /** Leaf hash of its journal entry: the receipt anyone can check. */
  leaf: z.string(),
})
export type FactOut = z.infer<typeof factOut>

export const detailOut = itemOut.extend({
  body: z.string(),
  round: z.number().int(),
  turn: z.number().int(),
  anonymous: z.boolean(),
  about: id.nullable(),
  assists: z.array(z.object({ id, name: z.string(), state: z.string() })),
  assignee: id.nullable(),
  assigneeName: z.string().nullable(),
  designated: z.boolean(),
  extensions: z.number().int(),
  clocks: z.array(clockOut),
  facts: z.array(factOut),
  photos: z.array(z.object({ id, purpose: z.string(), public: z.boolean() })),
  caller: z.object({ name: z.string(), phone: z.string() }).nullable(),
  linked: z.array(z.object({ id, no: z.string(), title: z.string(), step: z.string() })),
  publicTitle: z.string(),
  publicText: z.string(),
  /** What its reader may do now: buttons come from this. */
  may: z.array(z.string()),
})
export type DetailOut = z.infer<typeof detailOut>

const flag = z.stringbool().optional()

const step = Object.keys(workOrder.steps).join('|')
/** Steps, parted by commas. */
const steps = z.string().regex(new RegExp(`^(?:${step})(?:,(?:${step}))*$`))
const categories = Object.keys(CATEGORIES) as (keyof typeof CATEGORIES)[]

/** Filters of every list of orders; the console keeps them in its URL. */
export const filterIn = z.object({
  step: steps.optional(),
  kind: z.enum(KINDS).optional(),
  category: z.enum(categories).optional(),
  channel: z.enum(CHANNELS).optional(),
  urgent: flag,
  area: z.string().max(20).optional(),
  lead: id.optional(),
  assignee: z.union([id, z.literal('me')]).optional(),
  pending: z.enum(['extend', 'pause', 'any']).optional(),
  source: z.string().max(80).optional(),
  open: flag,
  /** `late`: a due has passed; `soon`: due within a working day. */
  due: z.enum(['late', 'soon']).optional(),
  /** A rate of the figures, and which of its rounds (received from `roundFrom` to `roundTo`) an order must have. */
  rate: z.enum(RATES).optional(),
  part: z.enum(PARTS).default('whole'),
  roundFrom: dayField().optional(),
  roundTo: dayField().optional(),
  from: dayField().optional(),
  to: dayField().optional(),
  q: z.string().max(100).optional(),
  sort: z.enum(['due', 'received']).default('due'),
  ...paging,
})
export type FilterIn = z.output<typeof filterIn>

/** The same without a page of it; an order of rows may stand there, as saved views have it, and changes nothing. */
export const countIn = filterIn
  .omit({ sort: true, limit: true, cursor: true })
  .extend({ sort: z.enum(['due', 'received']).optional() })

const yes = z.union([z.boolean(), z.stringbool()])

export const reportIn = z.object({
  text: z.string().max(5000),
  title: z.string().max(60).optional(),
  kind: z.enum(KINDS).optional(),
  category: z.string().max(40).optional(),
  area: z.string().max(20),
  place: z.string().max(200).default(''),
  anonymous: yes.default(false),
  confidential: yes.default(false),
  name: z.string().max(40).optional(),
  phone: z.string().max(30).optional(),
  about: id.optional(),
})

/** What staff enter for somebody else: also how and when they spoke. */
export const reportForOtherIn = reportIn.extend({
  channel: z.enum(['phone', 'counter', 'grid']),
  saidAt: instant.optional(),
})

export const reportedOut = z.object({
  id,
  no: z.string(),
  /** Query code of the receipt. It is shown here once and cannot be shown again. */
  track: z.string(),
  leaf: z.string(),
})

export const actedOut = z.object({ id, no: z.string(), version: z.number().int(), step: z.string(), leaf: z.string() })
