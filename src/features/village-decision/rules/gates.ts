import type { Threshold } from '../../../kernel/ballot/tally.ts'
import { daysBetween, inOrder, when } from '../../../kernel/procedure/conditions.ts'
import type { Gates } from '../../../kernel/procedure/decide.ts'
import type { By } from '../../../kernel/procedure/fact.ts'
import * as posting from '../../../kernel/procedure/posting.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import type { Instant } from '../../../kernel/time.ts'
import * as basis from './basis.ts'
import { COLLECTIVE } from './matters.ts'
import type { Params } from './params.ts'
import type { Command, DecisionState, Meeting } from './state.ts'

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
type Posts = Extract<Ask, { action: 'post' | 'postResult' }>
const isPosting = (ask: Ask): ask is Posts => ask.action === 'post' || ask.action === 'postResult'
const postingNow = (state: State): posting.Posting | null =>
  state === undefined ? null : state.step === 'posted' ? state.posted : state.resultPosted
const objectionsOf = (state: State): readonly posting.Objection[] => state?.objections ?? []

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
  'in-order': (state, ask) => {
    const meeting = meetingOf(ask)
    return meeting && inOrder(meeting.on, state?.metOn ?? null, ask.at, basis.ORDER_OF_DAYS)
  },
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
  'posted-in-order': (state, ask) =>
    state !== undefined && isPosting(ask)
      ? inOrder(ask.on, state.posted?.until ?? state.metOn, ask.at, basis.ORDER_OF_DAYS)
      : undefined,
  'long-enough': (_, ask) =>
    isPosting(ask) ? posting.longEnough(ask, ask.params.postingDays, ask.params.basis.posting) : undefined,
  'still-posted': (state, ask) => posting.stillPosted(postingNow(state), ask.at, basis.OBJECTIONS),
  'posting-over': (state, ask) => posting.postingOver(postingNow(state), ask.at, basis.AFTER_POSTING),
  'objection-open': (state, ask) =>
    ask.action === 'answer'
      ? posting.objectionOpen(objectionsOf(state), ask.objection, basis.OPEN_OBJECTIONS)
      : undefined,
  'all-answered': state => posting.allAnswered(objectionsOf(state), basis.OPEN_OBJECTIONS),
  'none-upheld': state => posting.noneUpheld(objectionsOf(state), basis.OPEN_OBJECTIONS),
}
