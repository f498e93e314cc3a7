import { z } from 'zod'
import { type Instant, type LocalDate, parseInstant } from '../../kernel/time.ts'
import { dayField } from '../../platform/http/fields.ts'
import type { Roll } from './draw-roll.ts'
import { type Action, type Command, HOWS, type MotionResult } from './rules/state.ts'
import type { SeenBy } from './store/facts.ts'

const NOTE_MAX = 2000
const note = z.string().trim().max(NOTE_MAX).default('')
/** Where a reason is owed to the owners. */
const words = z.string().trim().min(2).max(NOTE_MAX)
/** Name or number of the paper, under which it is found. */
const record = z.string().trim().min(2).max(120)
const yes = z.union([z.boolean(), z.stringbool()])
const day = dayField()
/** The field has looked at it. */
const dayOf = (text: string): LocalDate => text as LocalDate
const moment = z.iso.datetime({ offset: true }).refine(text => parseInstant(text) !== undefined)
/** The field has looked at it. */
const atOf = (text: string): Instant => parseInstant(text) as Instant

/** A unit as people call it. */
export const unitField = z.string().trim().min(1).max(40)

/** What a command is made of beside its body: what the register and the ballots say. */
export type Found = {
  readonly roll: Roll | undefined
  /** How many units the named ones are. */
  readonly units: number
  readonly results: readonly MotionResult[]
  readonly ballots: number
}

/** A thing that can be done to a vote from outside: its body, and the command it becomes. */
export type Verb<B extends z.ZodType = z.ZodType> = {
  readonly body: B
  readonly seenBy: SeenBy
  /** Scans of the paper may come with it. */
  readonly scans?: true
  readonly command: (body: z.output<B>, found: Found) => Command
}

const verb = <B extends z.ZodType>(spec: Verb<B>): Verb => spec as unknown as Verb
const plain = (action: Action, text: typeof note | typeof words): Verb =>
  verb({ body: z.object({ note: text }), seenBy: 'public', command: () => ({ action }) as Command })

/** Everything that can be done to a vote over the API, by name. */
export const VERBS = {
  notice: verb({
    body: z.object({ on: day, opens: moment, closes: moment, record, note }),
    seenBy: 'public',
    scans: true,
    command: ({ on, opens, closes }) => ({ action: 'notice', on: dayOf(on), opens: atOf(opens), closes: atOf(closes) }),
  }),
  deliver: verb({
    body: z.object({
      how: z.enum(HOWS),
      on: day,
      units: z.string().max(20_000).default('').describe('房号，用空格、逗号或换行分开；空着就是还没送到的全部'),
      record,
      note,
    }),
    seenBy: 'public',
    scans: true,
    command: ({ how, on }, { units }) => ({ action: 'deliver', how, on: dayOf(on), units }),
  }),
  register: verb({
    body: z.object({ note }),
    seenBy: 'public',
    command: (_, { roll }) => ({
      action: 'register',
      heads: roll?.groups.length ?? 0,
      areaDm2: roll?.areaDm2 ?? 0,
      units: roll?.units.length ?? 0,
      hash: roll?.hash ?? '',
    }),
  }),
  extend: verb({
    body: z.object({ closes: moment, note: words }),
    seenBy: 'public',
    command: ({ closes }) => ({ action: 'extend', closes: atOf(closes) }),
  }),
  strike: verb({
    body: z.object({ unit: unitField, note: words }),
    seenBy: 'staff',
    command: ({ unit }) => ({ action: 'strike', unit }),
  }),
  count: verb({
    body: z.object({ note }),
    seenBy: 'public',
    command: (_, { results, ballots }) => ({ action: 'count', results, ballots }),
  }),
  post: verb({
    body: z.object({ on: day, until: day, record, note }),
    seenBy: 'public',
    scans: true,
    command: ({ on, until }) => ({ action: 'post', on: dayOf(on), until: dayOf(until) }),
  }),
  object: verb({ body: z.object({ note: words }), seenBy: 'staff', command: () => ({ action: 'object' }) }),
  answer: verb({
    body: z.object({ objection: z.coerce.number().int().min(1).max(1_000_000), upheld: yes, note: words }),
    seenBy: 'public',
    command: ({ objection, upheld }) => ({ action: 'answer', objection, upheld }),
  }),
  settle: plain('settle', note),
  revoke: verb({
    body: z.object({ authority: z.enum(['court', 'government']), record, note: words }),
    seenBy: 'public',
    scans: true,
    command: ({ authority }) => ({ action: 'revoke', authority }),
  }),
  withdraw: plain('withdraw', words),
} as const satisfies Partial<Record<Action, Verb>>

export type VerbName = keyof typeof VERBS
