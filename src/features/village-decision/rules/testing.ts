import type { Threshold } from '../../../kernel/ballot/tally.ts'
import { MAJORITY, TWO_THIRDS } from '../../../kernel/share.ts'
import { atMinute, d, type Instant } from '../../../kernel/time.ts'
import * as basis from './basis.ts'
import { decide } from './decide.ts'
import { evolve } from './evolve.ts'
import type { Ask } from './gates.ts'
import type { Params } from './params.ts'
import type { Command, DecisionState, Meeting } from './state.ts'

export const PARAMS: Params = {
  review: false,
  mergeFirstTwo: false,
  membersBase: 'due',
  materialsDays: 3,
  noticeDays: 10,
  postingDays: 15,
  basis: { materials: basis.MATERIALS, notice: basis.NOTICE, posting: basis.POSTED, merge: basis.MERGED },
}
/** 村民代表会议: two thirds there, more than half of them in favour. */
export const REPRESENTATIVES: Threshold = { turnout: TWO_THIRDS, assent: MAJORITY, of: 'present' }
export const START = d('2026-03-02')
const BY = { party: null, organisation: null, role: 'communityWorker' }

const noon = (day: string): Instant => atMinute(d(day), 12 * 60)
export const meeting = (on: string, due: number, present: number, agree: number): Meeting => ({
  on: d(on),
  due,
  present,
  agree,
  against: present - agree,
  abstain: 0,
})
export const asked = (command: Command, at: string, more: Partial<Ask> = {}): Ask =>
  ({ ...command, by: BY, at: noon(at), params: PARAMS, village: true, law: REPRESENTATIVES, ...more }) as Ask

export const proposal = (review = false): Command => ({
  action: 'propose',
  area: '442000105202',
  matter: 'public-works',
  review,
  merged: false,
  meeting: meeting('2026-03-02', 5, 5, 4),
})
export const discussion: Command = { action: 'discuss', meeting: meeting('2026-03-03', 7, 6, 6) }
export const members: Command = {
  action: 'deliberate',
  meeting: meeting('2026-03-08', 46, 38, 30),
  members: 48,
  materialsOn: d('2026-03-05'),
  verdict: 'passed',
}
export const decision: Command = {
  action: 'resolve',
  meeting: meeting('2026-03-20', 52, 45, 40),
  body: 'villagers-representatives',
  mode: 'persons',
  noticedOn: d('2026-03-12'),
  adHoc: false,
  empowered: true,
  verdict: 'passed',
}

export type Line = readonly [at: string, command: Command, more?: Partial<Ask>]
/** Plays commands; the tags of the first refusal, or where it came to. */
export const play = (
  ...lines: readonly Line[]
): { readonly state: DecisionState | undefined; readonly why: readonly string[] } => {
  let state: DecisionState | undefined
  for (const [index, [at, command, more]] of lines.entries()) {
    const done = decide(state, asked(command, at, more), index + 1)
    if (!done.ok) return { state, why: done.error.map(({ tag }) => tag) }
    state = evolve(state, done.value)
  }
  return { state, why: [] }
}

export const UNTIL_DECIDED: readonly Line[] = [
  ['2026-03-02', proposal()],
  ['2026-03-03', discussion],
  ['2026-03-08', members],
  ['2026-03-20', decision],
]
export const UNTIL_POSTED: readonly Line[] = [
  ...UNTIL_DECIDED,
  ['2026-03-21', { action: 'post', on: d('2026-03-21'), until: d('2026-04-05') }],
]
