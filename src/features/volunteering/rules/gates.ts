import type { Refusal } from '../../../kernel/refusal.ts'
import { type Instant, instant, type LocalDate, MINUTE_MS } from '../../../kernel/time.ts'
import * as basis from './basis.ts'
import type { Course, Risk, Skill } from './kinds.ts'
import type { Params } from './params.ts'

/** A volunteer as far as it decides what they may join. */
export type Candidate = {
  readonly state: 'active' | 'paused' | 'left'
  /** The eighteenth birthday. */
  readonly adultOn: LocalDate
  readonly bornOn: LocalDate
  readonly guardian: boolean
  readonly skills: readonly string[]
  /** Courses that are valid on the day. */
  readonly trained: readonly string[]
}

/** What an activity asks of whoever joins. */
export type Asked = {
  readonly risk: Risk
  readonly course: Course | null
  readonly skill: Skill | null
  /** Full years; 0 when it does not matter. */
  readonly minAge: number
}

const yearsOn = (born: LocalDate, day: LocalDate): number =>
  Number(day.slice(0, 4)) - Number(born.slice(0, 4)) - (day.slice(5) < born.slice(5) ? 1 : 0)

/** Why somebody may not join what happens on that day: all reasons at once (D-003…D-005, 条例 15–17). */
export const joinGates = (who: Candidate, asked: Asked, day: LocalDate, riskAccepted: boolean): readonly Refusal[] => {
  const why: Refusal[] = []
  if (who.state !== 'active') why.push({ tag: 'not-active', values: { state: who.state } })
  if (!riskAccepted) why.push({ tag: 'risk-unread', basis: basis.RISKS_TOLD, pointer: '/body/risk' })
  if (day < who.adultOn && !who.guardian) why.push({ tag: 'guardian-missing', basis: basis.MINOR })
  if (day < who.adultOn && asked.risk === 'bodily') why.push({ tag: 'adults-only', basis: basis.FITS })
  const age = yearsOn(who.bornOn, day)
  if (age < asked.minAge) why.push({ tag: 'too-young', values: { least: asked.minAge, age }, basis: basis.FITS })
  if (asked.course !== null && !who.trained.includes(asked.course))
    why.push({ tag: 'training-missing', values: { course: asked.course }, basis: basis.TRAINED })
  if (asked.skill !== null && !who.skills.includes(asked.skill))
    why.push({ tag: 'skill-missing', values: { skill: asked.skill }, basis: basis.FITS })
  return why
}

/** What could hurt somebody is not announced without insurance (D-005). */
export const insuranceGate = (risk: Risk, insurance: string): readonly Refusal[] =>
  risk === 'bodily' && insurance === ''
    ? [{ tag: 'insurance-missing', basis: basis.INSURED, pointer: '/body/insurance' }]
    : []

/** Whether one may check in now: from so many minutes before the shift to its end. */
export const checkInGate = (
  shift: { readonly from: Instant; readonly to: Instant },
  now: Instant,
  params: Params,
): readonly Refusal[] => {
  const opens = instant(shift.from - params.earlyMinutes * MINUTE_MS)
  if (now < opens) return [{ tag: 'too-early', values: { minutes: params.earlyMinutes }, basis: basis.EARLY }]
  return now >= shift.to ? [{ tag: 'shift-over' }] : []
}

/** What one day can hold at most. */
export const dayGate = (dayMinutes: number, params: Params): readonly Refusal[] =>
  dayMinutes > params.dayMost
    ? [{ tag: 'day-full', values: { minutes: dayMinutes, most: params.dayMost }, basis: basis.DAY_MOST }]
    : []

/**
 * Whether the reviewer may settle a service by themselves: both sides agreed and something was odd, or it is disputed,
 * or one side has been silent long enough. Whoever confirmed for one side does not review it as well.
 */
export const reviewGate = (
  service: {
    readonly state: 'claimed' | 'agreed' | 'disputed'
    readonly silentFrom: Instant
    readonly confirmedBy: readonly (string | null)[]
  },
  reviewer: string | null,
  now: Instant,
): readonly Refusal[] => {
  const why: Refusal[] = []
  if (service.state === 'claimed' && now < service.silentFrom)
    why.push({
      tag: 'still-waiting',
      values: { hours: Math.ceil((service.silentFrom - now) / (60 * MINUTE_MS)) },
      basis: basis.SILENCE,
    })
  if (reviewer !== null && service.confirmedBy.includes(reviewer)) why.push({ tag: 'own-review', basis: basis.SILENCE })
  return why
}
