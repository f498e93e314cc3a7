/** A year as twelve months of days, each with what it is: for reading, printing and the console. */
import { type Calendar, isWorkday } from '../../../kernel/calendar.ts'
import { d, type LocalDate, partsOf, plusDays, weekday } from '../../../kernel/time.ts'

/** `work` plain working day, `rest` plain weekend, `off` holiday by the notice, `made-up` weekend worked by the notice. */
export type DayKind = 'work' | 'rest' | 'off' | 'made-up'
export type GridDay = { readonly date: LocalDate; readonly kind: DayKind; readonly name: string }
/** `lead`: empty cells before the first day, Monday first. */
export type GridMonth = {
  readonly month: number
  readonly lead: number
  readonly days: readonly GridDay[]
  readonly workdays: number
}

const isWeekend = (date: LocalDate): boolean => weekday(date) === 0 || weekday(date) === 6

/** What a day is, by the calendar. */
export const kindOf = (calendar: Calendar, date: LocalDate): DayKind => {
  const works = isWorkday(calendar, date)
  if (isWeekend(date)) return works ? 'made-up' : 'rest'
  return works ? 'work' : 'off'
}

/** What the notices say of their days. */
export type Named = ReadonlyMap<LocalDate, { readonly off: boolean; readonly name: string }>

/** The same, where a weekend that a notice names as off is a holiday and no plain weekend. */
export const namedKindOf = (calendar: Calendar, named: Named, date: LocalDate): DayKind =>
  named.get(date)?.off === true ? 'off' : kindOf(calendar, date)

export const yearGrid = (calendar: Calendar, year: number, named: Named): readonly GridMonth[] =>
  Array.from({ length: 12 }, (_, index) => {
    const month = index + 1
    const first = d(`${year}-${String(month).padStart(2, '0')}-01`)
    const days: GridDay[] = []
    for (let date = first; partsOf(date).month === month; date = plusDays(date, 1)) {
      days.push({ date, kind: namedKindOf(calendar, named, date), name: named.get(date)?.name ?? '' })
    }
    const workdays = days.filter(({ kind }) => kind === 'work' || kind === 'made-up').length
    return { month, lead: (weekday(first) + 6) % 7, days, workdays }
  })
