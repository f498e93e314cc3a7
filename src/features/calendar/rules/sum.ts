/** 算一算: a term from a start, with every day that was not counted and why. */
import { addDays, addHours, addWorkdays, type Calendar } from '../../../kernel/calendar.ts'
import { type Instant, type LocalDate, plusDays } from '../../../kernel/time.ts'
import { type DayKind, type Named, namedKindOf } from './year-grid.ts'

export type Sum =
  | { readonly unit: 'workingDay' | 'day'; readonly start: LocalDate; readonly count: number }
  | { readonly unit: 'hour'; readonly start: Instant; readonly count: number }

/** More than a year of days is not laid out one by one. */
const LAID_OUT_MAX = 400

export type SkippedDay = { readonly date: LocalDate; readonly kind: DayKind }

/** `skipped`: days in the term that do not count. For days, those after the raw last day that it moved over. */
export type Worked =
  | { readonly unit: 'hour'; readonly dueAt: Instant }
  | {
      readonly unit: 'workingDay' | 'day'
      readonly due: LocalDate
      readonly raw: LocalDate
      readonly provisional: boolean
      readonly skipped: readonly SkippedDay[]
    }

const skippedIn = (calendar: Calendar, named: Named, after: LocalDate, until: LocalDate): readonly SkippedDay[] => {
  const skipped: SkippedDay[] = []
  let day = plusDays(after, 1)
  for (let steps = 0; day <= until && steps < LAID_OUT_MAX; steps++) {
    const kind = namedKindOf(calendar, named, day)
    if (kind === 'rest' || kind === 'off') skipped.push({ date: day, kind })
    day = plusDays(day, 1)
  }
  return skipped
}

/** The same functions that compute every due of the city. Counts outside `COUNT_MAX` throw: check them before. */
export const work = (calendar: Calendar, sum: Sum, named: Named): Worked => {
  if (sum.unit === 'hour') return { unit: 'hour', dueAt: addHours(sum.start, sum.count) }
  if (sum.unit === 'workingDay') {
    const due = addWorkdays(calendar, sum.start, sum.count)
    return { unit: sum.unit, ...due, skipped: skippedIn(calendar, named, sum.start, due.due) }
  }
  const due = addDays(calendar, sum.start, sum.count)
  return {
    unit: sum.unit,
    ...due,
    skipped: due.due === due.raw ? [] : skippedIn(calendar, named, plusDays(due.raw, -1), plusDays(due.due, -1)),
  }
}
