import { z } from 'zod'
import { parseFen } from '../../kernel/money.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { dayField } from '../../platform/http/fields.ts'
import { ACCEPTORS } from './rules/matters.ts'
import type { Action, BuildingPart, Command, UseState, Warrant } from './rules/state.ts'
import type { SeenBy } from './store/facts.ts'

const NOTE_MAX = 2000
const FEN_MAX = 1_000_000_000_000n
const note = z.string().trim().max(NOTE_MAX).default('')
/** Where a reason or a result is owed to the owners. */
const words = z.string().trim().min(2).max(NOTE_MAX)
/** Name or number of the paper, under which it is found. */
const record = z.string().trim().min(2).max(120)
const yes = z.union([z.boolean(), z.stringbool()])
const day = dayField()
/** The field has looked at it. */
const dayOf = (text: string): LocalDate => text as LocalDate

/** An amount as people write it: yuan with at most two places. */
export const yuanField = z
  .string()
  .trim()
  .max(20)
  .refine(text => {
    const amount = parseFen(text)
    return amount !== undefined && amount > 0n && amount <= FEN_MAX
  })
  .describe('元，最多两位小数，如 90000.00')
/** The field has looked at it. */
export const fenOf = (yuan: string): number => Number(parseFen(yuan) ?? 0n)

/** What a command is made of beside its body: what votes, register and accounts say. */
export type Found = {
  readonly state: UseState
  readonly warrant: Omit<Extract<Warrant, { kind: 'vote' }>, 'kind'>
  readonly confirmed: 'street' | 'residents-committee'
  /** Amount to be held or paid, and how buildings bear it. */
  readonly fen: number
  readonly buildings: readonly BuildingPart[]
  readonly short: { readonly units: number; readonly fen: number }
  readonly photos: number
}

/** A thing that can be done to a use from outside: its body, and the command it becomes. */
export type Verb<B extends z.ZodType = z.ZodType> = {
  readonly body: B
  readonly seenBy: SeenBy
  /** Pictures may come with it: photos of the works are everybody's, scans of papers are not. */
  readonly files?: SeenBy
  readonly command: (body: z.output<B>, found: Found) => Command
}

const verb = <B extends z.ZodType>(spec: Verb<B>): Verb => spec as unknown as Verb
const plain = (action: Action, text: typeof note | typeof words): Verb =>
  verb({ body: z.object({ note: text }), seenBy: 'public', command: () => ({ action }) as Command })
const paper = (action: Action): Verb =>
  verb({
    body: z.object({ record, note }),
    seenBy: 'public',
    files: 'staff',
    command: () => ({ action }) as Command,
  })

const works = (action: 'begin' | 'complete') =>
  verb({
    body: z.object({ on: day, note: action === 'begin' ? note : words }),
    seenBy: 'public',
    files: 'public',
    command: ({ on }, { photos }) => ({ action, on: dayOf(on), photos }),
  })

/** Everything that can be done to a use over the API, by name. */
export const VERBS = {
  pass: verb({
    body: z.object({
      vote: z.string().trim().min(1).max(40).describe('表决的编号'),
      motion: z.coerce.number().int().min(1).max(50).describe('第几项议题'),
      note,
    }),
    seenBy: 'public',
    command: (_, { warrant }) => ({ action: 'pass', ...warrant }),
  }),
  confirm: verb({
    body: z.object({ record, note: words }),
    seenBy: 'public',
    files: 'staff',
    command: (_, { confirmed }) => ({ action: 'confirm', confirmed }),
  }),
  decline: plain('decline', words),
  proposeHold: verb({
    body: z.object({ amount: yuanField.optional().describe('追加的元数；开工前不填，冻结预算金额'), note }),
    seenBy: 'public',
    command: ({ amount }, { state }) => ({
      action: 'proposeHold',
      fen: state.step === 'accepted' && amount !== undefined ? fenOf(amount) : state.budgetFen - state.heldFen,
    }),
  }),
  askShortfall: verb({
    body: z.object({ until: day, note }),
    seenBy: 'public',
    command: ({ until }, { short }) => ({ action: 'askShortfall', ...short, until: dayOf(until) }),
  }),
  hold: verb({
    body: z.object({ note }),
    seenBy: 'public',
    command: (_, { fen, buildings }) => ({ action: 'hold', fen, buildings }),
  }),
  begin: works('begin'),
  progress: verb({
    body: z.object({ note: words }),
    seenBy: 'public',
    files: 'public',
    command: (_, { photos }) => ({ action: 'progress', photos }),
  }),
  complete: works('complete'),
  accept: verb({
    body: z.object({ on: day, acceptor: z.enum(ACCEPTORS), record, note }),
    seenBy: 'public',
    files: 'staff',
    command: ({ on, acceptor }) => ({ action: 'accept', on: dayOf(on), acceptor }),
  }),
  redo: plain('redo', words),
  finalise: verb({
    body: z.object({ amount: yuanField, record, note }),
    seenBy: 'public',
    files: 'staff',
    command: ({ amount }) => ({ action: 'finalise', fen: fenOf(amount) }),
  }),
  audit: verb({
    body: z.object({ on: day, amount: yuanField, auditor: z.string().trim().min(2).max(60), record, note }),
    seenBy: 'public',
    files: 'staff',
    command: ({ on, amount, auditor }) => ({ action: 'audit', on: dayOf(on), fen: fenOf(amount), auditor }),
  }),
  waiveAudit: paper('waiveAudit'),
  request: paper('request'),
  consent: verb({
    body: z.object({ on: day, record, note }),
    seenBy: 'public',
    files: 'staff',
    command: ({ on }) => ({ action: 'consent', on: dayOf(on) }),
  }),
  review: paper('review'),
  file: paper('file'),
  sendBack: plain('sendBack', words),
  proposePay: plain('proposePay', note),
  pay: verb({
    body: z.object({ note }),
    seenBy: 'public',
    command: (_, { fen, buildings }) => ({ action: 'pay', fen, buildings }),
  }),
  post: verb({
    body: z.object({ on: day, until: day, record, note }),
    seenBy: 'public',
    files: 'staff',
    command: ({ on, until }) => ({ action: 'post', on: dayOf(on), until: dayOf(until) }),
  }),
  object: verb({ body: z.object({ note: words }), seenBy: 'staff', command: () => ({ action: 'object' }) }),
  answer: verb({
    body: z.object({ objection: z.coerce.number().int().min(1).max(1_000_000), upheld: yes, note: words }),
    seenBy: 'public',
    command: ({ objection, upheld }) => ({ action: 'answer', objection, upheld }),
  }),
  close: plain('close', note),
  withdraw: plain('withdraw', words),
  stop: plain('stop', words),
  reclaim: plain('reclaim', words),
  recover: verb({
    body: z.object({ record, note: words }),
    seenBy: 'public',
    files: 'staff',
    command: (_, { state }) => ({ action: 'recover', fen: state.paidFen }),
  }),
} as const satisfies Record<Exclude<Action, 'apply'>, Verb>

export type VerbName = keyof typeof VERBS

/** What moves money: done as the system sees the city, since no reader may write a ledger. */
export const MOVES_MONEY: ReadonlySet<VerbName> = new Set([
  'hold',
  'pay',
  'withdraw',
  'stop',
  'recover',
  'askShortfall',
])
