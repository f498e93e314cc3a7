import type { Threshold } from '../../../kernel/ballot/tally.ts'
import type { Gates } from '../../../kernel/procedure/decide.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { dateOf, dayNumber, type Instant, type LocalDate } from '../../../kernel/time.ts'
import * as basis from './basis.ts'
import { COLLECTIVE } from './matters.ts'
import type { Params } from './params.ts'
import type { By, Command, DecisionState, Meeting, Posting } from './state.ts'

/** A command with what it depends on: who, when, what the place has set, and what the law asks of the body on its day. */
export type Ask = Command & {
  readonly by: By
  readonly at: Instant
  readonly params: Params
  /** Whether the area is a village; asked of a proposal only. */
  readonly village: boolean
  /** What the fourth step takes; undefined when no rule was in force. */
  readonly law: Threshold | undefined
}

export type Gate =
  | 'a-village'
  | 'the-villages-own'
  | 'counted'
  | 'within-members'
  | 'in-order'
  | 'more-than-half'
  | 'may-be-merged'
  | 'materials-in-time'
  | 'noticed'
  | 'empowered'
  | 'law-in-force'
  | 'posted-in-order'
  | 'long-enough'
  | 'still-posted'
  | 'posting-over'
  | 'objection-open'
  | 'all-answered'
  | 'none-upheld'

type State = DecisionState | undefined
type Check = (state: State, ask: Ask) => Refusal | undefined

const meetingOf = (ask: Ask): Meeting | undefined => ('meeting' in ask ? ask.meeting : undefined)
const when = (holds: boolean, refusal: Refusal): Refusal | undefined => (holds ? undefined : refusal)
const daysBetween = (from: LocalDate, to: LocalDate): number => dayNumber(to) - dayNumber(from)
const postingNow = (state: State): Posting | null =>
  state === undefined ? null : state.step === 'posted' ? state.posted : state.resultPosted
const openOnes = (state: State): number => state?.objections.filter(({ answer }) => answer === 'open').length ?? 0

const counted: Check = (_, ask) => {
  const meeting = meetingOf(ask)
  if (meeting === undefined) return undefined
  const { due, present, agree, against, abstain } = meeting
  const voted = agree + against + abstain
  if (due >= 1 && present <= due && voted === present) return undefined
  return {
    tag: 'numbers-differ',
    values: { due, present, voted },
    basis: basis.COUNTED,
    pointer: present > due ? '/body/present' : '/body/agree',
  }
}

const inOrder: Check = (state, ask) => {
  const meeting = meetingOf(ask)
  if (meeting === undefined) return undefined
  const today = dateOf(ask.at)
  if (meeting.on > today)
    return { tag: 'in-future', values: { on: meeting.on, today }, basis: basis.ORDER_OF_DAYS, pointer: '/body/on' }
  if (state === undefined || meeting.on >= state.metOn) return undefined
  return {
    tag: 'before-last-step',
    values: { on: meeting.on, last: state.metOn },
    basis: basis.ORDER_OF_DAYS,
    pointer: '/body/on',
  }
}

const moreThanHalf: Check = (_, ask) => {
  const meeting = meetingOf(ask)
  if (meeting === undefined) return undefined
  const { agree, present } = meeting
  return when(agree * 2 > present, {
    tag: 'not-agreed',
    values: { agree, present, needed: Math.floor(present / 2) + 1 },
    basis: basis.HALF_OF_THOSE_PRESENT,
    pointer: '/body/agree',
  })
}

const materials: Check = (_, ask) => {
  if (ask.action !== 'deliberate') return undefined
  const { materialsDays } = ask.params
  const days = daysBetween(ask.materialsOn, ask.meeting.on)
  return when(days >= materialsDays, {
    tag: 'materials-late',
    values: { days: Math.max(0, days), needed: materialsDays },
    basis: ask.params.basis.materials,
    pointer: '/body/materialsOn',
  })
}

/** The assembly is told ten days before, unless there is a reason it could not be; of representatives the law says nothing. */
const noticed: Check = (_, ask) => {
  if (ask.action !== 'resolve') return undefined
  const { noticeDays } = ask.params
  const days = daysBetween(ask.noticedOn, ask.meeting.on)
  const enough = ask.body === 'villagers-representatives' || ask.adHoc ? days >= 0 : days >= noticeDays
  return when(enough, {
    tag: 'notice-short',
    values: { days: Math.max(0, days), needed: noticeDays },
    basis: ask.params.basis.notice,
    pointer: '/body/noticedOn',
  })
}

const empowered: Check = (_, ask) =>
  ask.action !== 'resolve'
    ? undefined
    : when(ask.body === 'villagers-assembly' || ask.empowered, {
        tag: 'not-empowered',
        basis: basis.EMPOWERED,
        pointer: '/body/empowered',
      })

const postedInOrder: Check = (state, ask) => {
  if (state === undefined || !(ask.action === 'post' || ask.action === 'postResult')) return undefined
  const [today, last] = [dateOf(ask.at), state.posted?.until ?? state.metOn]
  if (ask.on > today)
    return { tag: 'in-future', values: { on: ask.on, today }, basis: basis.ORDER_OF_DAYS, pointer: '/body/on' }
  return when(ask.on >= last, {
    tag: 'before-last-step',
    values: { on: ask.on, last },
    basis: basis.ORDER_OF_DAYS,
    pointer: '/body/on',
  })
}

const longEnough: Check = (_, ask) => {
  if (!(ask.action === 'post' || ask.action === 'postResult')) return undefined
  const days = daysBetween(ask.on, ask.until)
  const { postingDays } = ask.params
  return when(days >= postingDays, {
    tag: 'posting-short',
    values: { days: Math.max(0, days), needed: postingDays },
    basis: ask.params.basis.posting,
    pointer: '/body/until',
  })
}

/** What has to hold, each with its numbers when it does not. */
export const gates: Gates<Gate, State, Ask> = {
  'a-village': (_, ask) => when(ask.village, { tag: 'not-a-village', basis: basis.FOUR_STEPS, pointer: '/body/area' }),
  'the-villages-own': (_, ask) =>
    when(!(ask.action === 'propose' && ask.matter === COLLECTIVE), {
      tag: 'the-collectives',
      basis: basis.COLLECTIVE,
      pointer: '/body/matter',
    }),
  counted,
  'within-members': (_, ask) =>
    ask.action !== 'deliberate'
      ? undefined
      : when(ask.meeting.due <= ask.members, {
          tag: 'more-than-members',
          values: { due: ask.meeting.due, members: ask.members },
          basis: basis.COUNTED,
          pointer: '/body/members',
        }),
  'in-order': inOrder,
  'more-than-half': moreThanHalf,
  'may-be-merged': (_, ask) =>
    when(!(ask.action === 'propose' && ask.merged) || ask.params.mergeFirstTwo, {
      tag: 'not-merged-here',
      basis: ask.params.basis.merge,
      pointer: '/body/merged',
    }),
  'materials-in-time': materials,
  noticed,
  empowered,
  'law-in-force': (_, ask) =>
    ask.action !== 'resolve'
      ? undefined
      : when(ask.law !== undefined, {
          tag: 'no-rule',
          basis: ask.body === 'villagers-assembly' ? basis.ASSEMBLY : basis.REPRESENTATIVES,
          pointer: '/body/mode',
        }),
  'posted-in-order': postedInOrder,
  'long-enough': longEnough,
  'still-posted': (state, ask) => {
    const until = postingNow(state)?.until
    return until === undefined
      ? undefined
      : when(dateOf(ask.at) <= until, { tag: 'posting-ended', values: { until }, basis: basis.OBJECTIONS })
  },
  'posting-over': (state, ask) => {
    const until = postingNow(state)?.until
    return until === undefined
      ? undefined
      : when(dateOf(ask.at) > until, { tag: 'posting-runs', values: { until }, basis: basis.AFTER_POSTING })
  },
  'objection-open': (state, ask) =>
    ask.action !== 'answer'
      ? undefined
      : when(state?.objections.some(({ seq, answer }) => seq === ask.objection && answer === 'open') === true, {
          tag: 'no-such-objection',
          values: { objection: ask.objection },
          basis: basis.OPEN_OBJECTIONS,
          pointer: '/body/objection',
        }),
  'all-answered': state =>
    when(openOnes(state) === 0, {
      tag: 'objections-open',
      values: { open: openOnes(state) },
      basis: basis.OPEN_OBJECTIONS,
    }),
  'none-upheld': state =>
    when(!state?.objections.some(({ answer }) => answer === 'upheld'), {
      tag: 'objection-upheld',
      basis: basis.OPEN_OBJECTIONS,
    }),
}
