/** The owners' committee: terms, members, meetings, and by when what is due (rulebook C-201 to C-207). */
import type { Refusal } from '../../../kernel/refusal.ts'
import { dateOf, dayNumber, type Instant, type LocalDate, plusDays, plusMonths } from '../../../kernel/time.ts'
import * as basis from './basis.ts'
import type { BodyParams, Held } from './body-params.ts'
import type { FormationState } from './formation.ts'

export const OFFICES = ['chair', 'deputy', 'member'] as const
export type Office = (typeof OFFICES)[number]
/** Where else a member serves: what 交叉任职 is counted from. */
export const POSTS = ['residents-committee', 'residents-representative', 'party-branch', 'property-party'] as const
export type Post = (typeof POSTS)[number]

/** Why a membership ends before its term. */
export const END_REASONS = ['no-owner', 'resigned', 'unable', 'recalled'] as const
export type EndReason = (typeof END_REASONS)[number]

export type NewTerm = {
  readonly electedOn: LocalDate
  readonly from: LocalDate
  readonly to: LocalDate
  readonly members: readonly { readonly office: Office; readonly owns: boolean; readonly name: string }[]
}

/** What a term depends on: the founding of the assembly, the term before, and what the place has set. */
export type TermAround = {
  readonly assemblyOn: LocalDate | null
  readonly lastTo: LocalDate | null
  readonly params: BodyParams
  readonly now: Instant
}

const seatsRefusal = ({ members }: NewTerm, { seatsMin, seatsMax }: BodyParams): readonly Refusal[] => {
  const seats = members.length
  if (seats >= seatsMin.value && seats <= seatsMax.value && seats % 2 === 1) return []
  const values = { seats, least: seatsMin.value, most: seatsMax.value }
  return [{ tag: 'seats-wrong', values, basis: seatsMin.basis, pointer: '/body/members' }]
}

/** Everything that stands against a term being entered. */
export const termRefusals = (term: NewTerm, { assemblyOn, lastTo, params, now }: TermAround): readonly Refusal[] => {
  const why: Refusal[] = []
  const { members, electedOn, from, to } = term
  if (assemblyOn === null) why.push({ tag: 'no-assembly', basis: basis.FOUNDED })
  if (assemblyOn !== null && electedOn < assemblyOn)
    why.push({
      tag: 'before-assembly',
      values: { on: electedOn, assemblyOn },
      basis: basis.FOUNDED,
      pointer: '/body/electedOn',
    })
  if (electedOn > dateOf(now)) why.push({ tag: 'in-future', values: { day: electedOn }, pointer: '/body/electedOn' })
  if (from < electedOn) why.push({ tag: 'term-before-election', values: { from, electedOn }, pointer: '/body/from' })
  if (lastTo !== null && from <= lastTo)
    why.push({ tag: 'term-overlaps', values: { from, lastTo }, pointer: '/body/from' })
  const latest = plusDays(plusMonths(from, params.termYears.value * 12), -1)
  if (to > latest || to <= from)
    why.push({
      tag: 'term-long',
      values: { to, latest, years: params.termYears.value },
      basis: params.termYears.basis,
      pointer: '/body/to',
    })
  why.push(...seatsRefusal(term, params))
  const chairs = members.filter(({ office }) => office === 'chair').length
  if (chairs !== 1) why.push({ tag: 'chair-one', values: { chairs }, basis: basis.OFFICES, pointer: '/body/members' })
  const strangers = members.filter(({ owns }) => !owns).map(({ name }) => name)
  if (strangers.length > 0)
    why.push({
      tag: 'member-no-owner',
      values: { names: strangers.join('、') },
      basis: basis.MEMBERS_OWN,
      pointer: '/body/members',
    })
  return why
}

/** A meeting of the committee as its minutes say. */
export type CommitteeMeeting = {
  readonly on: LocalDate
  readonly noticedOn: LocalDate
  readonly members: number
  readonly present: number
  readonly agree: number
}

export type MeetingVerdict = 'passed' | 'rejected' | 'no-quorum'

/** More than half must come, and more than half of all must agree. */
export const meetingVerdict = ({ members, present, agree }: CommitteeMeeting): MeetingVerdict =>
  present * 2 <= members ? 'no-quorum' : agree * 2 > members ? 'passed' : 'rejected'

export const meetingRefusals = (
  meeting: CommitteeMeeting,
  term: { readonly from: LocalDate; readonly to: LocalDate },
  params: BodyParams,
  now: Instant,
): readonly Refusal[] => {
  const { on, noticedOn, members, present, agree } = meeting
  const why: Refusal[] = []
  if (on > dateOf(now)) why.push({ tag: 'in-future', values: { day: on }, pointer: '/body/on' })
  if (on < term.from || on > term.to)
    why.push({
      tag: 'outside-term',
      values: { on, from: term.from, to: term.to },
      basis: basis.TERM,
      pointer: '/body/on',
    })
  const days = dayNumber(on) - dayNumber(noticedOn)
  if (days < params.meetingNoticeDays.value)
    why.push({
      tag: 'notice-short',
      values: { days: Math.max(0, days), needed: params.meetingNoticeDays.value },
      basis: params.meetingNoticeDays.basis,
      pointer: '/body/noticedOn',
    })
  if (present > members || agree > present)
    why.push({
      tag: 'meeting-numbers',
      values: { members, present, agree },
      basis: basis.MEETING_QUORUM,
      pointer: '/body/present',
    })
  return why
}

export type DueState = 'running' | 'met' | 'met-late' | 'overdue'
/** Something that is to be done by a day. */
export type Due = {
  readonly what: 'group' | 'first-meeting' | 'filing' | 'renewal' | 'term-end'
  readonly from: LocalDate
  readonly due: LocalDate
  readonly doneOn: LocalDate | null
  readonly state: DueState
  readonly rule: Held
}

const dueOf = (
  what: Due['what'],
  from: LocalDate,
  due: LocalDate,
  doneOn: LocalDate | null,
  rule: Held,
  today: LocalDate,
): Due => {
  const late = (doneOn ?? today) > due
  const state = doneOn === null ? (late ? 'overdue' : 'running') : late ? 'met-late' : 'met'
  return { what, from, due, doneOn, state, rule }
}

export type TermShort = {
  readonly electedOn: LocalDate
  readonly from: LocalDate
  readonly to: LocalDate
  readonly filedOn: LocalDate | null
}

/** Everything due of the bodies of an estate: forming while it goes on, filing, and the election of the next committee. */
export const duesOf = (
  formation: FormationState | undefined,
  term: TermShort | undefined,
  params: BodyParams,
  today: LocalDate,
): readonly Due[] => {
  const dues: Due[] = []
  if (formation !== undefined && formation.step !== 'ended' && formation.step !== 'founded') {
    const { appliedOn, groupOn } = formation
    dues.push(dueOf('group', appliedOn, plusDays(appliedOn, params.groupDays.value), groupOn, params.groupDays, today))
    if (groupOn !== null)
      dues.push(
        dueOf(
          'first-meeting',
          groupOn,
          plusDays(groupOn, params.firstMeetingDays.value),
          null,
          params.firstMeetingDays,
          today,
        ),
      )
  }
  if (term !== undefined) {
    const { electedOn, to, filedOn, from } = term
    dues.push(
      dueOf('filing', electedOn, plusDays(electedOn, params.filingDays.value), filedOn, params.filingDays, today),
    )
    const renew = plusMonths(to, -params.renewalMonths.value)
    if (today >= renew) dues.push(dueOf('renewal', renew, to, null, params.renewalMonths, today))
    else dues.push(dueOf('term-end', from, to, null, params.termYears, today))
  }
  return dues
}
