import { z } from 'zod'
import { CHOICES } from '../../../kernel/ballot/cast.ts'
import { H_DOMAIN } from '../../../kernel/ballot/sealed/group.ts'
import { canonical, type Json } from '../../../kernel/journal/canonical.ts'
import { parseDate, parseInstant } from '../../../kernel/time.ts'
import {
  BUNDLE_FORMAT,
  type GroupBallot,
  type Receipt,
  type RegisterRow,
  type VoteCount,
  type VoteHeader,
} from '../rules/bundle/types.ts'

const text = z.string().min(1).max(500)
const hash = z.string().regex(/^[0-9a-f]{64}$/)
const whole = z.number().int().min(0)
const day = z.string().refine(value => parseDate(value) !== undefined)
const moment = z.string().refine(value => parseInstant(value) !== undefined)
const item = z.int().min(1).max(9)

const header = z.strictObject({
  city: text,
  vote: text,
  title: text,
  rule: z.literal('cc278'),
  date: day,
  scope: text,
  opens: moment,
  closes: moment,
  register: hash,
  hDomain: z.literal(H_DOMAIN),
  motions: z
    .array(z.strictObject({ motion: text, title: text, item }))
    .min(1)
    .max(100),
})

const shown = z.tuple([whole, whole])
const measures = z.strictObject({ heads: shown, areaDm2: shown, met: z.boolean() })
const sum = z.tuple([whole, hash])
const perChoice = z.strictObject(Object.fromEntries(CHOICES.map(choice => [choice, sum])))
const count = z.strictObject({
  refused: z.record(text, whole),
  motions: z.array(
    z.strictObject({
      motion: text,
      sums: z.strictObject({ heads: perChoice, areaDm2: perChoice }),
      turnout: measures,
      assent: measures,
      result: z.enum(['passed', 'rejected', 'no-quorum']),
    }),
  ),
})

const opening = z.strictObject({ format: z.literal(BUNDLE_FORMAT), header })
const row = z.strictObject({ register: z.strictObject({ group: text, areaDm2: whole }) })
const ballot = z.strictObject({
  // What is in a sealed ballot is read with its proofs.
  ballot: z.strictObject({ group: text, day, sealed: z.record(text, z.unknown()) }),
})
const counted = z.strictObject({ count })
const journal = z.strictObject({ journal: z.record(z.string(), z.unknown()) })
const end = z.strictObject({ end: whole })

const receipt = z.object({
  vote: text,
  group: text,
  openings: z.record(text, z.object({ choice: z.enum(CHOICES), blinds: z.tuple([hash, hash, hash]) })),
})

/** An owner's receipt; undefined when the text is none. */
export const readReceipt = (said: string): Receipt | undefined => {
  try {
    return receipt.safeParse(JSON.parse(said)).data as Receipt | undefined
  } catch {
    return undefined
  }
}

/** The value of a line that has the one spelling there is for it; undefined for every other. */
const spelled = <T>(schema: z.ZodType, line: string): T | undefined => {
  try {
    const value = JSON.parse(line) as Json
    return canonical(value) === line && schema.safeParse(value).success ? (value as T) : undefined
  } catch {
    return undefined
  }
}

export const readHeader = (line: string) => spelled<{ header: VoteHeader }>(opening, line)?.header
export const readRow = (line: string) => spelled<{ register: RegisterRow }>(row, line)?.register
export const readBallot = (line: string) => spelled<{ ballot: GroupBallot }>(ballot, line)?.ballot
export const readCount = (line: string) => spelled<{ count: VoteCount }>(counted, line)?.count
export const readJournal = (line: string) => spelled<{ journal: object }>(journal, line)?.journal
export const readEnd = (line: string) => spelled<{ end: number }>(end, line)?.end

/** Whether a file begins like a published vote; what is wrong with it is told later. */
export const isVoteBundle = (line: string): boolean => line.startsWith('{"format":"linli-vote-bundle/')
