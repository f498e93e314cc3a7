import { dateOf, plusDays } from '../../../kernel/time.ts'
import type { Ask } from './ask.ts'
import * as basis from './basis.ts'
import { contestsOf } from './evolve.ts'
import { bodyOf, type Check, daysBetween, objectionsUntil, unsettled, when } from './gates.ts'
import type { Candidate, CandidateState, ElectionState } from './state.ts'

export type CandidateGate =
  | 'on-the-list'
  | 'not-nominated'
  | 'not-in-committee'
  | 'enough-nominators'
  | 'post-has-seats'
  | 'a-womans-seat'
  | 'under-review'
  | 'heard'
  | 'appeal-in-time'
  | 'appealed'
  | 'still-candidate'
  | 'candidates-early-enough'
  | 'list-settled'
  | 'all-reviewed'
  | 'appeals-over'
  | 'more-than-seats'

const GONE: ReadonlySet<CandidateState> = new Set(['out', 'declined'])

const candidateOf = (state: ElectionState | undefined, ask: Ask): Candidate | undefined =>
  'candidate' in ask ? state?.candidates.find(({ no }) => no === ask.candidate) : undefined

/** The candidate named is in one of these states. */
const isIn =
  (...states: readonly CandidateState[]): Check =>
  (state, ask) => {
    const found = candidateOf(state, ask)
    return when(found !== undefined && states.includes(found.state), {
      tag: 'candidate-not-so',
      values: { action: ask.action },
      basis: basis.REVIEW,
      pointer: '/body/candidate',
    })
  }

const enoughNominators: Check = (state, ask) => {
  if (ask.action !== 'nominate' || ask.proposer === 'party') return undefined
  const { unknownNominators } = ask.seen
  if (unknownNominators.length > 0)
    return {
      tag: 'nominators-unknown',
      values: { numbers: unknownNominators.slice(0, 10).join('、') },
      basis: basis.of(bodyOf(state, ask), basis.NOMINATION),
      pointer: '/body/nominators',
    }
  return when(ask.nominators >= ask.params.nominators, {
    tag: 'nominators-few',
    values: { nominators: ask.nominators, needed: ask.params.nominators },
    basis: basis.forBody(bodyOf(state, ask), ask.params.basis.nominators),
    pointer: '/body/nominators',
  })
}

/** Posts in which no more stand than there are seats. */
export const tooFew = (state: ElectionState): readonly string[] =>
  contestsOf(state)
    .filter(({ seats, candidates }) => candidates.length <= seats)
    .map(({ post }) => post)

const listSettled: Check = (state, ask) => {
  if (state === undefined || state.listedOn === null) return undefined
  const until = objectionsUntil(state.listedOn, ask.params.objectionDays)
  if (dateOf(ask.at) <= until)
    return {
      tag: 'objections-run',
      values: { until },
      basis: basis.forBody(state.body, ask.params.basis.objectionDays),
    }
  const { open, unmended } = unsettled(state)
  if (open > 0) return { tag: 'objections-open', values: { open }, basis: basis.of(state.body, basis.ANSWER) }
  return when(unmended === 0, {
    tag: 'list-unmended',
    values: { unmended },
    basis: basis.of(state.body, basis.ANSWER),
  })
}

const appealsOver: Check = (state, ask) => {
  const { appealDays } = ask.params
  const runs = state?.candidates.filter(
    each =>
      each.state === 'appealed' ||
      (each.state === 'barred' && each.barredOn !== null && dateOf(ask.at) <= plusDays(each.barredOn, appealDays)),
  )
  return when(runs === undefined || runs.length === 0, {
    tag: 'appeals-run',
    values: { count: runs?.length ?? 0, days: appealDays },
    basis: ask.params.basis.appealDays,
  })
}

/** What has to hold for nominations, reviews, and before the candidates are published. */
export const candidateGates: Readonly<Record<CandidateGate, Check>> = {
  'on-the-list': (_, ask) =>
    when(ask.seen.onList, { tag: 'voter-unknown', basis: basis.ON_LIST, pointer: '/body/voter' }),
  'not-nominated': (state, ask) =>
    ask.action !== 'nominate'
      ? undefined
      : when(state?.candidates.every(each => each.voter !== ask.voter || GONE.has(each.state)) === true, {
          tag: 'nominated-already',
          values: { voter: ask.voter },
          basis: basis.of(bodyOf(state, ask), basis.NOMINATION),
          pointer: '/body/voter',
        }),
  'not-in-committee': (state, ask) =>
    when(!ask.seen.inCommittee, {
      tag: 'in-committee',
      basis: basis.of(bodyOf(state, ask), basis.LEAVES),
      pointer: '/body/voter',
    }),
  'enough-nominators': enoughNominators,
  'post-has-seats': (state, ask) =>
    ask.action !== 'nominate'
      ? undefined
      : when((state?.seats[ask.post] ?? 0) > 0, {
          tag: 'no-such-seat',
          values: { post: ask.post },
          basis: basis.of(bodyOf(state, ask), basis.SIZE),
          pointer: '/body/post',
        }),
  'a-womans-seat': (_, ask) =>
    ask.action !== 'nominate'
      ? undefined
      : when(ask.post !== 'woman' || ask.woman, {
          tag: 'womans-seat',
          basis: basis.WOMANS_SEAT,
          pointer: '/body/post',
        }),
  'under-review': isIn('nominated'),
  heard: (state, ask) => {
    if (ask.action !== 'bar') return undefined
    const nominatedOn = candidateOf(state, ask)?.nominatedOn
    return when(ask.heardOn <= dateOf(ask.at) && (nominatedOn === undefined || ask.heardOn >= nominatedOn), {
      tag: 'not-heard',
      values: { heard: ask.heardOn },
      basis: basis.REVIEW,
      pointer: '/body/heardOn',
    })
  },
  'appeal-in-time': (state, ask) => {
    const found = candidateOf(state, ask)
    if (found?.state !== 'barred' || found.barredOn === null) return isIn('barred')(state, ask)
    const until = plusDays(found.barredOn, ask.params.appealDays)
    return when(dateOf(ask.at) <= until, { tag: 'appeal-late', values: { until }, basis: ask.params.basis.appealDays })
  },
  appealed: isIn('appealed'),
  'still-candidate': isIn('nominated', 'standing', 'barred', 'appealed'),
  'candidates-early-enough': (state, ask) => {
    if (state === undefined || ask.action !== 'publishCandidates') return undefined
    const days = daysBetween(ask.on, state.pollingOn)
    return when(days >= ask.params.candidateDays, {
      tag: 'candidates-late',
      values: { days: Math.max(0, days), needed: ask.params.candidateDays, polling: state.pollingOn },
      basis: ask.params.basis.candidateDays,
      pointer: '/body/on',
    })
  },
  'list-settled': listSettled,
  'all-reviewed': state => {
    const waiting = state?.candidates.filter(each => each.state === 'nominated').length ?? 0
    return when(waiting === 0, { tag: 'not-reviewed', values: { waiting }, basis: basis.REVIEW })
  },
  'appeals-over': appealsOver,
  'more-than-seats': (state, ask) => {
    const few = state === undefined ? [] : tooFew(state)
    return when(few.length === 0, {
      tag: 'too-few-candidates',
      values: { posts: few.join(' ') },
      basis: basis.of(bodyOf(state, ask), basis.MORE),
    })
  },
}
