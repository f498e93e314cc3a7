import type { Basis } from '../cite.ts'
import type { Refusal } from '../refusal.ts'
import { dateOf, dayNumber, type Instant, type LocalDate } from '../time.ts'

/** A condition as a gate answers it: nothing while it holds, else the refusal. */
export const when = (holds: boolean, refusal: Refusal): Refusal | undefined => (holds ? undefined : refusal)

/** Days from one day to another, the first not counted; negative when it is the later one. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => dayNumber(to) - dayNumber(from)

/** A day somebody writes down has come. */
export const notInFuture = (on: LocalDate, at: Instant, basis: Basis, pointer = '/body/on'): Refusal | undefined => {
  const today = dateOf(at)
  return when(on <= today, { tag: 'in-future', values: { on, today }, basis, pointer })
}

/** A day is not before that of the step before it. */
export const notBefore = (on: LocalDate, last: LocalDate, basis: Basis, pointer = '/body/on'): Refusal | undefined =>
  when(on >= last, { tag: 'before-last-step', values: { on, last }, basis, pointer })

/** A day lies between that of the step before, where there is one, and today, both counted in. */
export const inOrder = (on: LocalDate, last: LocalDate | null, at: Instant, basis: Basis): Refusal | undefined =>
  notInFuture(on, at, basis) ?? (last === null ? undefined : notBefore(on, last, basis))
