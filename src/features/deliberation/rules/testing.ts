import { atMinute, d, type Instant } from '../../../kernel/time.ts'
import * as basis from './basis.ts'
import { decide } from './decide.ts'
import { evolve } from './evolve.ts'
import type { Ask } from './gates.ts'
import { PARTS } from './kinds.ts'
import type { Params } from './params.ts'
import type { Command, TopicState } from './state.ts'

export const PARAMS: Params = {
  noticeDays: 2,
  postingDays: 15,
  quorumPercent: 50,
  assentPercent: 50,
  basis: { notice: basis.NOTICE, posting: basis.POSTED, quorum: basis.QUORUM, assent: basis.ASSENT },
}
export const START = d('2026-03-02')
const BY = { party: 'someone', organisation: null, role: 'communityWorker' }

const noon = (day: string): Instant => atMinute(d(day), 12 * 60)
export const asked = (command: Command, at: string, more: Partial<Ask> = {}): Ask =>
  ({ ...command, by: BY, at: noon(at), params: PARAMS, ...more }) as Ask

export const raising: Command = {
  action: 'raise',
  area: '442000001007',
  origin: 'staff',
  theme: 'waste',
  scope: 'whole',
  foundOn: d('2026-02-20'),
  orders: 0,
}
export const screening: Command = { action: 'screen', duty: 'self', important: false, assembly: false }
export const preparing: Extract<Command, { action: 'prepare' }> = {
  action: 'prepare',
  form: 'council',
  mechanism: null,
  filled: [...PARTS],
  lines: [
    { party: 'committee', zone: 'chair', seats: 1 },
    { party: 'residents', zone: 'delegates', seats: 6 },
    { party: 'property-company', zone: 'delegates', seats: 2 },
    { party: 'peoples-deputy', zone: 'invited', seats: 1 },
  ],
  partyOn: null,
}
export const noticing: Extract<Command, { action: 'notice' }> = {
  action: 'notice',
  on: d('2026-03-05'),
  meetingOn: d('2026-03-07'),
  minute: 19 * 60,
  points: 2,
  adHoc: false,
}
export const concluding: Extract<Command, { action: 'conclude' }> = {
  action: 'conclude',
  due: 8,
  present: 7,
  agree: 6,
  against: 1,
  abstain: 0,
  dueOn: d('2026-06-30'),
  verdict: 'passed',
  recorded: true,
  entrusted: true,
}

export type Line = readonly [at: string, command: Command, more?: Partial<Ask>]
/** Plays commands; the tags of the first refusal, or where it came to. */
export const play = (
  ...lines: readonly Line[]
): { readonly state: TopicState | undefined; readonly why: readonly string[] } => {
  let state: TopicState | undefined
  for (const [index, [at, command, more]] of lines.entries()) {
    const done = decide(state, asked(command, at, more), index + 1)
    if (!done.ok) return { state, why: done.error.map(({ tag }) => tag) }
    state = evolve(state, done.value)
  }
  return { state, why: [] }
}

export const UNTIL_LISTED: readonly Line[] = [
  ['2026-03-02', raising],
  ['2026-03-03', screening],
]
export const UNTIL_PREPARED: readonly Line[] = [...UNTIL_LISTED, ['2026-03-04', preparing]]
export const UNTIL_MEETING: readonly Line[] = [
  ...UNTIL_PREPARED,
  ['2026-03-05', noticing],
  ['2026-03-07', { action: 'open' }],
]
export const UNTIL_POSTED: readonly Line[] = [
  ...UNTIL_MEETING,
  ['2026-03-07', concluding],
  ['2026-03-08', { action: 'post', on: d('2026-03-08'), until: d('2026-03-23') }],
]
export const UNTIL_DONE: readonly Line[] = [
  ...UNTIL_POSTED,
  ['2026-03-24', { action: 'begin' }],
  ['2026-04-20', { action: 'complete', on: d('2026-04-20') }],
]
