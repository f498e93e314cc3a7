import { z } from 'zod'
import { CHOICES } from '../../kernel/ballot/cast.ts'
import {
  dateText as date,
  idText as id,
  isFaults,
  type LineFault,
  momentText as moment,
  readLine,
} from '../../platform/lines/lines.ts'
import { ELECTIONS, MEETINGS, MODES } from './rules/meetings.ts'
import type { Item } from './rules/owners.ts'

/** Ten square kilometres in one unit, a million units: their sum is still exact as a JSON number. */
const AREA_MAX = 1_000_000_000
const UNITS_MAX = 1_000_000
const HEADS_MAX = 1_000_000_000

const heads = z.number().int().min(0).max(HEADS_MAX)
const item = z.union([1, 2, 3, 4, 5, 6, 7, 8, 9].map(n => z.literal(n as Item)))

/** Registers of other makers say no in other words. */
const AS_OPPOSE: readonly string[] = ['disagree', 'against']
const choice = z.preprocess(
  said => (typeof said === 'string' && AS_OPPOSE.includes(said) ? 'oppose' : said),
  z.enum(CHOICES),
)

const owners = z.object({
  rule: z.literal('cc278'),
  item,
  date,
  units: z
    .array(
      z.object({
        unit: id,
        areaDm2: z.number().int().min(0).max(AREA_MAX),
        owners: z.array(id).max(1000),
        developer: z.boolean().default(false),
      }),
    )
    .min(1)
    .max(UNITS_MAX),
  ballots: z.array(z.object({ unit: id, choice, at: moment })),
  opens: moment,
  closes: moment,
})

const meeting = z.object({
  rule: z.enum(MEETINGS),
  mode: z.enum(MODES).default('persons'),
  date,
  eligible: heads,
  present: heads,
  agree: heads,
})

const election = z.object({
  rule: z.enum(ELECTIONS),
  mode: z.enum(MODES).default('persons'),
  date,
  registered: heads,
  voted: heads,
  votes: z.record(id, heads),
  seats: z.number().int().min(1).max(1000),
})

export type OwnersCase = z.output<typeof owners>
export type MeetingCase = z.output<typeof meeting>
export type ElectionCase = z.output<typeof election>
export type Case = OwnersCase | MeetingCase | ElectionCase

const cases = z.discriminatedUnion('rule', [owners, meeting, election])

/** Reads one line; every fault of its shape at once. */
export const readCase = (line: string): Case | readonly LineFault[] => {
  const read = readLine<Case>(cases, line)
  if (!isFaults(read)) return read
  return read.map(fault => (fault.detail.startsWith('rule: ') ? { ...fault, tag: 'unknown-rule' } : fault))
}
