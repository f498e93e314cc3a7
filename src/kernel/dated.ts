/**
 * A number from law is a history: what held from which day, and where that is written. The value is chosen by
 * the legally relevant date (day of dispatch, of the notice, of the election), never by "now" (rulebook X-007).
 */
import type { Basis } from './cite.ts'
import type { LocalDate } from './time.ts'

export type DatedValue<T> = {
  /** First day on which the value holds; it holds until the next one begins. */
  readonly from: LocalDate
  readonly value: T
  readonly basis: Basis
}

/** In order of `from`, no two on one day. */
export type Dated<T> = readonly DatedValue<T>[]

/** What held on a day, with its basis; undefined before the history begins. */
export const entryAt = <T>(history: Dated<T>, date: LocalDate): DatedValue<T> | undefined =>
  history.findLast(entry => entry.from <= date)

/** What held on a day. Throws before the history begins: a history that is too short for its use is a bug. */
export const valueAt = <T>(history: Dated<T>, date: LocalDate): T => {
  const entry = entryAt(history, date)
  if (entry === undefined) throw new Error(`no value on ${date}: the history begins ${history[0]?.from ?? 'never'}`)
  return entry.value
}

/** The history in order; a later entry for the same day replaces an earlier one, so that an overlay wins. */
export const overlay = <T>(base: Dated<T>, over: Dated<T>): Dated<T> => {
  const byDay = new Map([...base, ...over].map(entry => [entry.from, entry]))
  return [...byDay.values()].sort((a, b) => (a.from < b.from ? -1 : 1))
}
