import { z } from 'zod'
import type { Threshold } from '../../kernel/ballot/tally.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { dayField } from '../../platform/http/fields.ts'
import { deliberation, resolution } from './rules/count.ts'
import type { Params } from './rules/params.ts'
import { type Action, BODIES, type Command, type Meeting, MODES } from './rules/state.ts'
import type { SeenBy } from './store/facts.ts'

const NOTE_MAX = 2000
const HEADS_MAX = 1_000_000
const note = z.string().trim().max(NOTE_MAX).default('')
/** Where a reason or a result is owed to the villagers. */
const words = z.string().trim().min(2).max(NOTE_MAX)
/** Name or number of the minutes, under which the paper is found. */
const record = z.string().trim().min(2).max(120)
const yes = z.union([z.boolean(), z.stringbool()])
const heads = z.coerce.number().int().min(0).max(HEADS_MAX)
const day = dayField()
/** The field has looked at it. */
const dayOf = (text: string): LocalDate => text as LocalDate

/** One line of the register: when, how many should have come, how many came, how they voted. */
export const meetingFields = {
  on: day,
  due: heads,
  present: heads,
  agree: heads,
  against: heads.default(0),
  abstain: heads.default(0),
  record,
}
type MeetingBody = Omit<Meeting, 'on'> & { readonly on: string }
export const meetingOf = ({ on, due, present, agree, against, abstain }: MeetingBody): Meeting => ({
  on: dayOf(on),
  due,
  present,
  agree,
  against,
  abstain,
})

/** What a command is counted by: what the place has set, and what the law asks of the body on the day. */
export type Counted = { readonly params: Params; readonly law: Threshold | undefined }

/** A thing that can be done to a decision from outside: its body, and the command it becomes. */
export type Verb<B extends z.ZodType = z.ZodType> = {
  readonly body: B
  readonly seenBy: SeenBy
  /** Scans of the paper may come with it. */
  readonly scans?: true
  readonly command: (body: z.output<B>, by: Counted) => Command
}

const verb = <B extends z.ZodType>(spec: Verb<B>): Verb => spec as unknown as Verb
const plain = (action: Action, text: typeof note | typeof words): Verb =>
  verb({ body: z.object({ note: text }), seenBy: 'public', command: () => ({ action }) as Command })

const posting = (action: 'post' | 'postResult') =>
  verb({
    body: z.object({ on: day, until: day, record, note }),
    seenBy: 'public',
    scans: true,
    command: ({ on, until }) => ({ action, on: dayOf(on), until: dayOf(until) }),
  })

/** Everything that can be done to a decision over the API, by name. */
export const VERBS = {
  discuss: verb({
    body: z.object({ ...meetingFields, note }),
    seenBy: 'public',
    scans: true,
    command: body => ({ action: 'discuss', meeting: meetingOf(body) }),
  }),
  deliberate: verb({
    body: z.object({ ...meetingFields, members: heads, materialsOn: day, note }),
    seenBy: 'public',
    scans: true,
    command: (body, { params }) => ({
      action: 'deliberate',
      meeting: meetingOf(body),
      members: body.members,
      materialsOn: dayOf(body.materialsOn),
      verdict: body.members === 0 ? 'no-quorum' : deliberation(meetingOf(body), body.members, params.membersBase),
    }),
  }),
  review: verb({
    body: z.object({ record, note }),
    seenBy: 'public',
    scans: true,
    command: () => ({ action: 'review' }),
  }),
  sendBack: plain('sendBack', words),
  resolve: verb({
    body: z.object({
      ...meetingFields,
      body: z.enum(BODIES),
      mode: z.enum(MODES).default('persons'),
      noticedOn: day,
      adHoc: yes.default(false),
      empowered: yes.default(false),
      note,
    }),
    seenBy: 'public',
    scans: true,
    command: (body, { law }) => ({
      action: 'resolve',
      meeting: meetingOf(body),
      body: body.body,
      mode: body.mode,
      noticedOn: dayOf(body.noticedOn),
      adHoc: body.adHoc,
      empowered: body.empowered,
      verdict: law === undefined ? 'no-quorum' : resolution(meetingOf(body), law).result,
    }),
  }),
  post: posting('post'),
  object: verb({ body: z.object({ note: words }), seenBy: 'staff', command: () => ({ action: 'object' }) }),
  answer: verb({
    body: z.object({ objection: z.coerce.number().int().min(1).max(1_000_000), upheld: yes, note: words }),
    seenBy: 'public',
    command: ({ objection, upheld }) => ({ action: 'answer', objection, upheld }),
  }),
  begin: plain('begin', note),
  progress: verb({
    body: z.object({ note: words }),
    seenBy: 'public',
    scans: true,
    command: () => ({ action: 'progress' }),
  }),
  complete: verb({
    body: z.object({ note: words }),
    seenBy: 'public',
    scans: true,
    command: () => ({ action: 'complete' }),
  }),
  postResult: posting('postResult'),
  close: plain('close', note),
  withdraw: plain('withdraw', words),
} as const satisfies Partial<Record<Action, Verb>>

export type VerbName = keyof typeof VERBS
