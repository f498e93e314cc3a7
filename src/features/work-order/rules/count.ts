import { type Calendar, isWorkday } from '../../../kernel/calendar.ts'
import { type LocalDate, plusDays, weekday } from '../../../kernel/time.ts'

/** A run of days, both ends in it. */
export type Run = { readonly from: LocalDate; readonly to: LocalDate }

/** Every day between the start of a term and its last day, and why it counts or not. */
export type DayCount = {
  readonly counted: readonly LocalDate[]
  /** Days off that are not a plain weekend: a holiday, with the weekend that hangs on it. */
  readonly holidays: readonly Run[]
  readonly weekends: readonly Run[]
  /** Saturdays and Sundays on which people work by the yearly notice. */
  readonly madeUp: readonly LocalDate[]
}

const isWeekend = (date: LocalDate): boolean => weekday(date) === 0 || weekday(date) === 6

/** Terms longer than this are not laid out day by day. */
const DAYS_MAX = 400

const runsOf = (days: readonly LocalDate[]): readonly Run[] => {
  const runs: Run[] = []
  for (const day of days) {
    const last = runs.at(-1)
    if (last !== undefined && plusDays(last.to, 1) === day) runs[runs.length - 1] = { from: last.from, to: day }
    else runs.push({ from: day, to: day })
  }
  return runs
}

/** The days after `start` up to `last`: the day of the start itself is not counted (民法典第二百零一条). */
export const countDays = (calendar: Calendar, start: LocalDate, last: LocalDate): DayCount => {
  const days: LocalDate[] = []
  for (let day = plusDays(start, 1); day <= last && days.length < DAYS_MAX; day = plusDays(day, 1)) days.push(day)
  const off = runsOf(days.filter(day => !isWorkday(calendar, day)))
  const plain = ({ from, to }: Run): boolean => isWeekend(from) && isWeekend(to) && to <= plusDays(from, 1)
  return {
    counted: days.filter(day => isWorkday(calendar, day)),
    holidays: off.filter(run => !plain(run)),
    weekends: off.filter(plain),
    madeUp: days.filter(day => isWeekend(day) && isWorkday(calendar, day)),
  }
}
