import { statutoryHolidays } from './holidays.ts'
import {
  atMinute,
  dateOfDayNumber,
  dayNumber,
  HOUR_MS,
  type Instant,
  instant,
  type LocalDate,
  partsOf,
  plusDays,
  plusMonths,
} from './time.ts'

/** One day that differs from the plain week: off on a weekday, or worked on a weekend, or named in a notice. */
export type CalendarDay = { readonly date: LocalDate; readonly off: boolean; readonly name: string }

/** What the State Council's notices say about a year. Days of late December may stand in the next year's. */
export type CalendarYear = {
  readonly year: number
  readonly notices: readonly string[]
  readonly days: readonly CalendarDay[]
}

/** Working days as far as they are known. A value: build it once, pass it in. */
export type Calendar = {
  /** Names this state of knowledge; kept beside every due date computed with it. */
  readonly version: string
  /** Years whose notice is loaded. */
  readonly loaded: ReadonlySet<number>
  /** Day number → off, where the notices, or the decree for years without one, differ from the plain week. */
  readonly exceptions: ReadonlyMap<number, boolean>
  /** Day numbers of statutory holidays in years whose notice is not loaded. */
  readonly statutory: ReadonlySet<number>
}

/** A last day. `raw` is the day before rolling forward; `provisional` says a year without notice was looked at. */
export type Due = { readonly due: LocalDate; readonly raw: LocalDate; readonly provisional: boolean }

/** Statutory days are laid out for years without notice up to here; dates beyond are not computed with. */
export const YEAR_MAX = 2200
const RULE_YEAR_MIN = 2014
/** The longest span of any unit is about a hundred years. */
export const COUNT_MAX = { workingDay: 25_000, day: 36_525, month: 1_200, year: 100, hour: 876_600 } as const

/** Builds the calendar from the years known. A day named twice takes the later year's word. */
export const buildCalendar = (years: readonly CalendarYear[], version: string): Calendar => {
  const loaded = new Set(years.map(year => year.year))
  const statutory = new Set<number>()
  for (let year = RULE_YEAR_MIN; year <= YEAR_MAX; year++) {
    if (!loaded.has(year)) for (const date of statutoryHolidays(year).keys()) statutory.add(dayNumber(date))
  }
  const exceptions = new Map([...statutory].map(day => [day, true]))
  for (const { days } of years.toSorted((a, b) => a.year - b.year)) {
    for (const { date, off } of days) exceptions.set(dayNumber(date), off)
  }
  return { version, loaded, exceptions, statutory }
}

/** 1970-01-01 was a Thursday: remainder 2 is Saturday, 3 Sunday. */
const weekend = (day: number): boolean => {
  const rest = ((day % 7) + 7) % 7
  return rest === 2 || rest === 3
}

const restOn = (cal: Calendar, day: number): boolean => cal.exceptions.get(day) ?? weekend(day)

/** Whether the notice covering this date's year is loaded. */
export const isLoaded = (cal: Calendar, date: LocalDate): boolean => cal.loaded.has(partsOf(date).year)

const allLoaded = (cal: Calendar, from: LocalDate, to: LocalDate): boolean => {
  for (let year = partsOf(from).year; year <= partsOf(to).year; year++) if (!cal.loaded.has(year)) return false
  return true
}

/** A day off: weekend or holiday, unless the notice makes it a working day. Without notice: decree and weekends. */
export const isRestDay = (cal: Calendar, date: LocalDate): boolean => restOn(cal, dayNumber(date))

export const isWorkday = (cal: Calendar, date: LocalDate): boolean => !isRestDay(cal, date)

const checkCount = (n: number, max: number): void => {
  if (!Number.isInteger(n) || n < 1 || n > max) throw new RangeError(`a period of ${n} is not within 1…${max}`)
}

/**
 * The n-th working day after `start`; the start day is not counted (民法典第二百零一条).
 * @param n 1…COUNT_MAX.workingDay; anything else is a bug of the caller and throws
 */
export const addWorkdays = (cal: Calendar, start: LocalDate, n: number): Due => {
  checkCount(n, COUNT_MAX.workingDay)
  let day = dayNumber(start)
  for (let left = n; left > 0; ) {
    day += 1
    if (!restOn(cal, day)) left -= 1
  }
  const due = dateOfDayNumber(day)
  return { due, raw: due, provisional: !allLoaded(cal, plusDays(start, 1), due) }
}

/** Whether this rest day without notice is a statutory holiday, or the weekend that follows one without a gap. */
const inHoliday = (cal: Calendar, day: number): boolean => {
  let first = day
  while (!cal.statutory.has(first) && restOn(cal, first)) first -= 1
  return cal.statutory.has(first)
}

/**
 * 民法典第二百零三条: a last day on a 法定休假日 moves to the day after the holiday. In a year without notice
 * a mere weekend stays (it may become a working day), a statutory holiday and the weekend adjoining it move.
 */
const roll = (cal: Calendar, raw: LocalDate): Due => {
  let day = dayNumber(raw)
  const moves = restOn(cal, day) && (isLoaded(cal, raw) || inHoliday(cal, day))
  if (moves) while (restOn(cal, day)) day += 1
  const due = dateOfDayNumber(day)
  return { due, raw, provisional: !allLoaded(cal, raw, due) }
}

/** `n` civil days after `start`, the start day not counted, rolled forward (民法典第二百零一条、第二百零三条). */
export const addDays = (cal: Calendar, start: LocalDate, n: number): Due => {
  checkCount(n, COUNT_MAX.day)
  return roll(cal, plusDays(start, n))
}

/** The corresponding day `n` months on, or the month's last day, rolled forward (第二百零二条、第二百零三条). */
export const addMonths = (cal: Calendar, start: LocalDate, n: number): Due => {
  checkCount(n, COUNT_MAX.month)
  return roll(cal, plusMonths(start, n))
}

/** `n` hours by the clock, nights and rest days included (第二百零一条第二款). */
export const addHours = (start: Instant, n: number): Instant => {
  checkCount(n, COUNT_MAX.hour)
  return instant(start + n * HOUR_MS)
}

/** Working days in (a, b]; negative when b lies before a. */
export const workdaysBetween = (cal: Calendar, a: LocalDate, b: LocalDate): number => {
  const [from, to] = [dayNumber(a), dayNumber(b)]
  let count = 0
  for (let day = Math.min(from, to) + 1; day <= Math.max(from, to); day++) if (!restOn(cal, day)) count += 1
  return from <= to ? count : -count
}

/**
 * When a last day ends: at midnight, or when business stops (第二百零三条第二款).
 * @param businessClose minutes after midnight, such as 1050 for 17:30
 */
export const endOfDay = (due: LocalDate, businessClose = 1440): Instant => atMinute(due, businessClose)

/**
 * A notice that must be out `n` days before an event (X-021, our reading): enough when the dates lie at least n apart;
 * `exact` deserves a warning, since a stricter reading wants n full days between.
 */
export const noticeGap = (
  notice: LocalDate,
  event: LocalDate,
  n: number,
): { readonly days: number; readonly verdict: 'enough' | 'exact' | 'short' } => {
  const days = dayNumber(event) - dayNumber(notice)
  return { days, verdict: days > n ? 'enough' : days === n ? 'exact' : 'short' }
}
