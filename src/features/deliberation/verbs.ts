import { z } from 'zod'
import type { Refusal } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { dayField } from '../../platform/http/fields.ts'
import { readLines, wordsOfLines } from './lines.ts'
import { outcome } from './rules/count.ts'
import { DECLINED, DUTIES, FORMS, MECHANISMS, PARTS, type Part } from './rules/kinds.ts'
import type { Params } from './rules/params.ts'
import type { Action, Command } from './rules/state.ts'
import type { SeenBy, Words } from './store/facts.ts'

const NOTE_MAX = 2000
const TEXT_MAX = 4000
const HEADS_MAX = 1_000_000
const note = z.string().trim().max(NOTE_MAX).default('')
/** Where a reason or a result is owed. */
const words = z.string().trim().min(2).max(NOTE_MAX)
const long = z.string().trim().max(TEXT_MAX).default('')
const record = z.string().trim().min(2).max(120)
const yes = z.union([z.boolean(), z.stringbool()])
const heads = z.coerce.number().int().min(0).max(HEADS_MAX)
const number = z.coerce.number().int().min(1).max(1_000_000)
const day = dayField()
/** A day that may be left empty, as an empty field of a form is. */
const maybeDay = z.union([z.literal(''), day]).default('')
const dayOf = (text: string): LocalDate => text as LocalDate
const dayOrNull = (text: string): LocalDate | null => (text === '' ? null : dayOf(text))

/** What a command is counted by: what the place has set, who signed in, and the minutes as they were saved. */
export type Counted = {
  readonly params: Params
  readonly due: number
  readonly present: number
  readonly minutes: string
  /** The work order that a duty of the government's was made into. */
  readonly order: string
}

/** A command, the words that go with it, and what of the form could not be read. */
export type Told = { readonly command: Command; readonly words: Words; readonly why?: readonly Refusal[] }

/** A thing that can be done to a topic from outside: its body, and the command it becomes. */
export type Verb<B extends z.ZodType = z.ZodType> = {
  readonly body: B
  readonly seenBy: SeenBy
  readonly tell: (body: z.output<B>, by: Counted) => Told
}

const verb = <B extends z.ZodType>(spec: Verb<B>): Verb => spec as unknown as Verb
const plain = (action: Action, text: typeof note | typeof words): Verb =>
  verb({
    body: z.object({ note: text }),
    seenBy: 'public',
    tell: body => ({ command: { action } as Command, words: { note: body.note } }),
  })

const posting = (action: 'post' | 'postResult') =>
  verb({
    body: z.object({ on: day, until: day, record, note }),
    seenBy: 'public',
    tell: ({ on, until, record: board, note: said }) => ({
      command: { action, on: dayOf(on), until: dayOf(until) },
      words: { record: board, note: said },
    }),
  })

const TIME = /^([01]?\d|2[0-3]):([0-5]\d)$/
/** Minutes after midnight; undefined when it is no time. */
const minuteOf = (text: string): number | undefined => {
  const found = TIME.exec(text.trim())
  return found === null ? undefined : Number(found[1]) * 60 + Number(found[2])
}
const pointsOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')

const prepare = verb({
  body: z.object({
    form: z.enum(FORMS),
    mechanism: z.union([z.literal(''), z.enum(MECHANISMS)]).default(''),
    partSource: long,
    partBodies: long,
    partRules: long,
    partMethod: long,
    partExecution: long,
    lines: z.string().max(6000).default('').describe('每行一方：类别|区域|席位|是谁'),
    partyOn: maybeDay,
    note,
  }),
  seenBy: 'public',
  tell: body => {
    const { lines, why } = readLines(body.lines)
    const parts: Readonly<Record<Part, string>> = {
      source: body.partSource,
      bodies: body.partBodies,
      rules: body.partRules,
      method: body.partMethod,
      execution: body.partExecution,
    }
    const command: Command = {
      action: 'prepare',
      form: body.form,
      mechanism: body.mechanism === '' ? null : body.mechanism,
      filled: PARTS.filter(name => parts[name] !== ''),
      lines: lines.map(({ who: _, ...line }) => line),
      partyOn: dayOrNull(body.partyOn),
    }
    return { command, words: { ...parts, ...wordsOfLines(lines), note: body.note }, why }
  },
})

const notice = verb({
  body: z.object({
    on: day,
    meetingOn: day,
    time: z.string().max(8),
    place: z.string().trim().min(2).max(120),
    agenda: z.string().trim().max(2000).default('').describe('每行一项'),
    record,
    adHoc: yes.default(false),
    note,
  }),
  seenBy: 'public',
  tell: body => {
    const minute = minuteOf(body.time)
    const points = pointsOf(body.agenda)
    const { on, meetingOn, adHoc, place, record: board, note: said } = body
    return {
      command: {
        action: 'notice',
        on: dayOf(on),
        meetingOn: dayOf(meetingOn),
        minute: minute ?? 0,
        points: points.length,
        adHoc,
      },
      words: { place, agenda: points.join('\n'), record: board, note: said },
      why: minute === undefined ? [{ tag: 'time-wrong', pointer: '/body/time' }] : [],
    }
  },
})

const conclude = verb({
  body: z.object({
    agree: heads,
    against: heads.default(0),
    abstain: heads.default(0),
    resolution: long,
    executor: z.string().trim().max(120).default(''),
    dueOn: maybeDay,
    note,
  }),
  seenBy: 'public',
  tell: (body, { params, due, present, minutes }) => {
    const { agree, against, abstain, resolution, executor, note: said } = body
    const command: Command = {
      action: 'conclude',
      due,
      present,
      agree,
      against,
      abstain,
      dueOn: dayOrNull(body.dueOn),
      verdict: due === 0 ? 'no-quorum' : outcome({ due, present, agree }, params),
      recorded: minutes.trim() !== '',
      entrusted: resolution !== '' && executor !== '',
    }
    return { command, words: { resolution, executor, minutes: minutes.trim(), note: said } }
  },
})

/** What people do to a topic, by name. Raising one is a command of its own. */
export const VERBS = {
  screen: verb({
    body: z.object({ duty: z.enum(DUTIES), important: yes.default(false), assembly: yes.default(false), note }),
    seenBy: 'public',
    tell: ({ duty, important, assembly, note: said }) => ({
      command: { action: 'screen', duty, important, assembly },
      words: { note: said },
    }),
  }),
  decline: verb({
    body: z.object({ because: z.enum(DECLINED), note: words }),
    seenBy: 'public',
    tell: ({ because, note: said }) => ({ command: { action: 'decline', because }, words: { note: said } }),
  }),
  handOver: verb({
    body: z.object({ note: words }),
    seenBy: 'public',
    tell: ({ note: said }, { order }) => ({ command: { action: 'handOver', order }, words: { note: said } }),
  }),
  escalate: plain('escalate', words),
  sendDown: plain('sendDown', words),
  prepare,
  notice,
  open: plain('open', note),
  conclude,
  submit: plain('submit', words),
  hide: verb({
    body: z.object({ statement: number, note: words }),
    seenBy: 'public',
    tell: ({ statement, note: said }) => ({ command: { action: 'hide', statement }, words: { note: said } }),
  }),
  post: posting('post'),
  object: verb({
    body: z.object({ note: words }),
    seenBy: 'staff',
    tell: ({ note: said }) => ({ command: { action: 'object' }, words: { note: said } }),
  }),
  answer: verb({
    body: z.object({ objection: number, upheld: yes, note: words }),
    seenBy: 'public',
    tell: ({ objection, upheld, note: said }) => ({
      command: { action: 'answer', objection, upheld },
      words: { note: said },
    }),
  }),
  begin: plain('begin', note),
  progress: plain('progress', words),
  complete: verb({
    body: z.object({ on: day, note: words }),
    seenBy: 'public',
    tell: ({ on, note: said }) => ({ command: { action: 'complete', on: dayOf(on) }, words: { note: said } }),
  }),
  postResult: posting('postResult'),
  close: plain('close', note),
  withdraw: plain('withdraw', words),
} as const satisfies Partial<Record<Action, Verb>>

export type VerbName = keyof typeof VERBS
