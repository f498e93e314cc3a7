import { MAJORITY } from '../../../kernel/share.ts'
import { atMinute, d, type Instant } from '../../../kernel/time.ts'
import { type Ask, NOTHING, type Seen } from './ask.ts'
import * as basis from './basis.ts'
import { decide } from './decide.ts'
import { evolve } from './evolve.ts'
import type { Params } from './params.ts'
import type { Body, Command, Count, ElectionState, Fact } from './state.ts'

export const PARAMS: Params = {
  adultYears: 18,
  listDays: 20,
  objectionDays: 5,
  answerDays: 3,
  nominators: 10,
  candidateDays: 5,
  appealDays: 3,
  proxiesMax: 3,
  runoffDays: 30,
  postingDays: 15,
  termYears: 5,
  handoverDays: 10,
  seatsMin: 5,
  seatsMax: 9,
  basis: {
    adultYears: basis.VOTERS.residents,
    listDays: basis.LIST.residents,
    objectionDays: basis.OBJECT.residents,
    answerDays: basis.ANSWER.residents,
    nominators: basis.NOMINATION.residents,
    candidateDays: basis.CANDIDATES_EARLY,
    appealDays: basis.APPEAL,
    proxiesMax: basis.PROXY.residents,
    runoffDays: basis.RUNOFF_DAYS,
    postingDays: basis.POSTING,
    termYears: basis.TERM.residents,
    handoverDays: basis.HANDOVER.residents,
    seatsMin: basis.SIZE.residents,
    seatsMax: basis.SIZE.residents,
  },
}

export const BY = { party: null, organisation: null, role: 'communityWorker' }
export const noon = (day: string): Instant => atMinute(d(day), 12 * 60)

export const announcement = (body: Body = 'residents', more: object = {}): Command =>
  ({
    action: 'announce',
    area: '442000001007',
    body,
    mode: 'persons',
    seats: { chair: 1, vice: 1, member: 2, woman: 1 },
    pollingOn: d('2026-04-12'),
    formedOn: d('2026-02-28'),
    formedBy: 'representatives',
    officials: 3,
    ...more,
  }) as Command

export type More = Partial<Omit<Ask, 'seen'>> & { readonly seen?: Partial<Seen> }
export const asked = (command: Command, at: string, { seen, ...more }: More = {}): Ask =>
  ({
    ...command,
    by: BY,
    at: noon(at),
    params: PARAMS,
    law: { valid: MAJORITY, share: MAJORITY },
    entered: 'count' in command ? command.count : undefined,
    seen: { ...NOTHING, ...seen },
    ...more,
  }) as Ask

export type Line = readonly [at: string, command: Command, more?: More]

/** Plays commands; the tags of the first refusal, or where it came to. */
export const play = (
  ...lines: readonly Line[]
): { readonly state: ElectionState | undefined; readonly facts: readonly Fact[]; readonly why: readonly string[] } => {
  let state: ElectionState | undefined
  const facts: Fact[] = []
  for (const [index, [at, command, more]] of lines.entries()) {
    const ask = asked(command, at, more)
    const done = decide(state, ask, index + 1)
    if (!done.ok) return { state, facts, why: done.error.map(({ tag }) => tag) }
    facts.push(done.value)
    state = evolve(state, done.value, { law: ask.law })
  }
  return { state, facts, why: [] }
}

const stand = (voter: number, post: string, woman = false): Line => [
  '2026-03-14',
  { action: 'nominate', voter, post, woman, proposer: 'voters', nominators: 10 } as Command,
]

export const LISTED: readonly Line[] = [
  ['2026-03-10', announcement()],
  ['2026-03-11', { action: 'enrol', added: 300, casting: 300 }],
  ['2026-03-12', { action: 'publishList', on: d('2026-03-12') }],
]
/** Two for the chair, two for the vice-chair, three for two members, two women for the woman's seat. */
export const NOMINATED: readonly Line[] = [
  ...LISTED,
  stand(1, 'chair'),
  stand(2, 'chair'),
  stand(3, 'vice'),
  stand(4, 'vice', true),
  stand(5, 'member'),
  stand(6, 'member'),
  stand(7, 'member'),
  stand(8, 'woman', true),
  stand(9, 'woman', true),
]
export const CANDIDATES = 9
export const REVIEWED: readonly Line[] = [
  ...NOMINATED,
  ...Array.from({ length: CANDIDATES }, (_, n): Line => ['2026-03-16', { action: 'pass', candidate: n + 1 }]),
]
export const STANDING: readonly Line[] = [
  ...REVIEWED,
  ['2026-03-20', { action: 'publishCandidates', on: d('2026-03-20') }],
  ['2026-03-22', { action: 'meet', on: d('2026-03-22') }],
]
export const POLLING: readonly Line[] = [
  ...STANDING,
  ['2026-04-12', { action: 'open', on: d('2026-04-12'), booths: 2 }],
]

/** @param votes of candidates 1, 2, 3 and so on */
export const countOf = (issued: number, returned: number, invalid: number, ...votes: readonly number[]): Count => ({
  issued,
  returned,
  invalid,
  votes: votes.map((each, index) => ({ candidate: index + 1, votes: each })),
})
export const FULL = countOf(200, 200, 4, 120, 70, 110, 80, 130, 120, 60, 101, 90)

/** Both entries of a count, by two people who read the same. */
export const counted = (count: Count, on = '2026-04-12'): readonly Line[] => [
  [on, { action: 'firstCount' }, { entered: count }],
  [on, { action: 'secondCount', count }, { seen: { waiting: { samePerson: false, differs: [] } } }],
]
export const POSTED: Line = ['2026-04-12', { action: 'post', on: d('2026-04-12'), until: d('2026-04-27') }]
