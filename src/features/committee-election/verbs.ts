import { z } from 'zod'
import type { LocalDate } from '../../kernel/time.ts'
import { dayField } from '../../platform/http/fields.ts'
import { termEnd } from './rules/evolve.ts'
import { type Action, type Command, type Count, FORMERS, GROUNDS, MODES, NOMINATORS, POSTS } from './rules/state.ts'
import type { SeenBy } from './store/facts.ts'

const NOTE_MAX = 2000
const VOTERS_MAX = 100_000
export const note = z.string().trim().max(NOTE_MAX).default('')
/** Where a reason or a result is owed. */
const words = z.string().trim().min(2).max(NOTE_MAX)
/** Name or number of the paper, under which it is found. */
const record = z.string().trim().min(2).max(120)
const yes = z.union([z.boolean(), z.stringbool()])
const heads = z.coerce.number().int().min(0).max(VOTERS_MAX)
const no = z.coerce.number().int().min(1).max(VOTERS_MAX)
const day = dayField()
const name = z.string().trim().min(2).max(40)
/** The field has looked at it. */
const dayOf = (text: string): LocalDate => text as LocalDate

export const announceIn = z.object({
  area: z.string().max(20).describe('社区或村的 12 位区划代码'),
  mode: z.enum(MODES).default('persons'),
  vices: z.coerce.number().int().min(0).max(4).describe('副主任名额'),
  members: z.coerce.number().int().min(0).max(9).describe('委员名额，不含女委员'),
  women: z.coerce.number().int().min(0).max(5).describe('女委员名额'),
  pollingOn: day.describe('选举日'),
  formedOn: day.describe('选举委员会推选产生的日期'),
  formedBy: z.enum(FORMERS),
  officials: z.string().trim().max(1000).describe('选举委员会成员，一行一位，主任在前'),
  record,
  note,
})
export type AnnounceIn = z.output<typeof announceIn>

/** A count as it is typed: ballots handed out, taken in, invalid, and the votes of each candidate by number. */
const countFields = {
  issued: heads.describe('发出的选票'),
  returned: heads.describe('收回的选票'),
  invalid: heads.describe('其中的无效票'),
  votes: z.record(z.string().regex(/^[1-9]\d{0,3}$/), heads).describe('各候选人的得票，按候选人编号'),
}
const countOf = (body: {
  readonly issued: number
  readonly returned: number
  readonly invalid: number
  readonly votes: Readonly<Record<string, number>>
}): Count => ({
  issued: body.issued,
  returned: body.returned,
  invalid: body.invalid,
  votes: Object.entries(body.votes)
    .map(([candidate, votes]) => ({ candidate: Number(candidate), votes }))
    .toSorted((a, b) => a.candidate - b.candidate),
})

/** What a command takes from beside its body. */
export type Beside = {
  /** Whether the voter who is struck cast; whoever is added says so himself. */
  readonly casts: boolean
  readonly nominators: readonly number[]
  /** Whether the voter nominated is a woman, by his ID number. */
  readonly woman: boolean
  readonly termYears: number
  readonly producedOn: LocalDate
}

/** A thing that can be done to an election from outside: its body, and the command it becomes. */
export type Verb<B extends z.ZodType = z.ZodType> = {
  readonly body: B
  readonly seenBy: SeenBy
  /** Scans of the paper may come with it. */
  readonly scans?: true
  readonly command: (body: z.output<B>, beside: Beside) => Command
  readonly count?: (body: z.output<B>) => Count
}

const verb = <B extends z.ZodType>(spec: Verb<B>): Verb => spec as unknown as Verb
const plain = (action: Action, text: typeof note | typeof words, seenBy: SeenBy = 'public'): Verb =>
  verb({ body: z.object({ note: text }), seenBy, command: () => ({ action }) as Command })
const dated = (action: 'publishList' | 'publishCandidates' | 'meet' | 'publishProxies' | 'handOver'): Verb =>
  verb({
    body: z.object({ on: day, record, note }),
    seenBy: 'public',
    scans: true,
    command: ({ on }) => ({ action, on: dayOf(on) }),
  })
const ofCandidate = (action: 'pass' | 'appeal' | 'decline'): Verb =>
  verb({
    body: z.object({ candidate: no, record, note }),
    seenBy: 'staff',
    scans: true,
    command: ({ candidate }) => ({ action, candidate }),
  })

const SEPARATORS = /[\s,，、;；]+/

/** Numbers of voters as they were typed. */
export const numbersIn = (text: string): readonly number[] =>
  text
    .normalize('NFKC')
    .split(SEPARATORS)
    .filter(part => part !== '')
    .map(Number)

/** Everything that can be done to an election over the API, by name. Casting a ballot is not among it. */
export const VERBS = {
  publishList: dated('publishList'),
  object: verb({ body: z.object({ note: words }), seenBy: 'staff', command: () => ({ action: 'object' }) }),
  answer: verb({
    body: z.object({ objection: no, upheld: yes, note: words }),
    seenBy: 'public',
    command: ({ objection, upheld }) => ({ action: 'answer', objection, upheld }),
  }),
  mend: verb({
    body: z.object({
      objection: no.optional().describe('依据哪一条申诉；没有申诉的，在说明里写理由'),
      voter: no.optional().describe('从名单上去掉的编号；补登的不填'),
      name: name.optional(),
      number: z.string().trim().max(30).optional().describe('公民身份号码'),
      casts: yes.default(true),
      note: words,
    }),
    seenBy: 'staff',
    command: ({ objection = null, voter, casts }, beside) =>
      voter === undefined
        ? { action: 'mend', objection, added: 1, casting: casts ? 1 : 0 }
        : { action: 'mend', objection, added: 0, casting: beside.casts ? -1 : 0 },
  }),
  replace: verb({
    body: z.object({ seat: no, on: day, successor: name.optional(), record, note }),
    seenBy: 'public',
    scans: true,
    command: ({ seat, on, successor }) => ({
      action: 'replace',
      seat,
      on: dayOf(on),
      successor: successor !== undefined,
    }),
  }),
  nominate: verb({
    body: z.object({
      voter: no.describe('选民名单上的编号'),
      post: z.enum(POSTS),
      proposer: z.enum(NOMINATORS),
      nominators: z.string().trim().max(5000).default('').describe('联名选民的编号；核对后只留人数'),
      record,
      note,
    }),
    seenBy: 'staff',
    scans: true,
    command: ({ voter, post, proposer }, { nominators, woman }) => ({
      action: 'nominate',
      voter,
      post,
      woman,
      proposer,
      nominators: proposer === 'party' ? 0 : nominators.length,
    }),
  }),
  pass: ofCandidate('pass'),
  bar: verb({
    body: z.object({ candidate: no, ground: z.enum(GROUNDS), heardOn: day, record }),
    seenBy: 'staff',
    scans: true,
    command: ({ candidate, ground, heardOn }) => ({ action: 'bar', candidate, ground, heardOn: dayOf(heardOn) }),
  }),
  appeal: ofCandidate('appeal'),
  decideAppeal: verb({
    body: z.object({ candidate: no, upheld: yes, record }),
    seenBy: 'staff',
    scans: true,
    command: ({ candidate, upheld }) => ({ action: 'decideAppeal', candidate, upheld }),
  }),
  decline: ofCandidate('decline'),
  publishCandidates: dated('publishCandidates'),
  meet: dated('meet'),
  publishProxies: dated('publishProxies'),
  postpone: verb({
    body: z.object({ pollingOn: day, note: words }),
    seenBy: 'public',
    command: ({ pollingOn }) => ({ action: 'postpone', pollingOn: dayOf(pollingOn) }),
  }),
  open: verb({
    body: z.object({ on: day, booths: z.coerce.number().int().min(0).max(500).describe('秘密写票处'), record, note }),
    seenBy: 'public',
    scans: true,
    command: ({ on, booths }) => ({ action: 'open', on: dayOf(on), booths }),
  }),
  firstCount: verb({
    body: z.object(countFields),
    seenBy: 'public',
    command: () => ({ action: 'firstCount' }),
    count: countOf,
  }),
  strikeCount: plain('strikeCount', words),
  secondCount: verb({
    body: z.object({ ...countFields, record: z.string().trim().max(120).default(''), note }),
    seenBy: 'public',
    scans: true,
    command: body => ({ action: 'secondCount', count: countOf(body) }),
    count: countOf,
  }),
  post: verb({
    body: z.object({ on: day, until: day, record, note }),
    seenBy: 'public',
    scans: true,
    command: ({ on, until }) => ({ action: 'post', on: dayOf(on), until: dayOf(until) }),
  }),
  again: verb({
    body: z.object({ pollingOn: day, note }),
    seenBy: 'public',
    command: ({ pollingOn }) => ({ action: 'again', pollingOn: dayOf(pollingOn) }),
  }),
  begin: verb({
    body: z.object({ note }),
    seenBy: 'public',
    command: (_, { producedOn, termYears }) => ({ action: 'begin', until: termEnd(producedOn, termYears) }),
  }),
  handOver: dated('handOver'),
  annul: verb({
    body: z.object({ record, note: words }),
    seenBy: 'public',
    scans: true,
    command: () => ({ action: 'annul' }),
  }),
  withdraw: plain('withdraw', words),
} as const satisfies Partial<Record<Action, Verb>>

export type VerbName = keyof typeof VERBS
