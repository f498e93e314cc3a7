import type { CalendarDay, CalendarYear } from '../../../kernel/calendar.ts'
import { holidayBasis, statutoryHolidays } from '../../../kernel/holidays.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { d, type LocalDate, parseDate } from '../../../kernel/time.ts'

/** Why a notice is not taken. */
export type NoticeTag =
  | 'notice-year'
  | 'notice-source'
  | 'notice-empty'
  | 'notice-long'
  | 'day-date'
  | 'day-kind'
  | 'day-name'
  | 'day-outside'
  | 'day-twice'
  | 'holiday-missing'

/** A line of a notice as somebody typed it. */
export type DayInput = { readonly date: string; readonly off: boolean | string; readonly name: string }

/** A notice as it is offered: nothing of it is trusted yet. */
export type NoticeInput = {
  readonly year: number
  /** Addresses of the notices, one or more. */
  readonly notices: readonly string[]
  readonly days: readonly DayInput[]
}

/** Years a notice may be for; older ones are shipped. */
const YEARS = { min: 2004, max: 2100 }
/** The longest year so far named 41 days. */
const DAYS_MAX = 100
const NAME_LENGTH_MAX = 40

const OFF = new Set(['off', 'true', '1', '休', '放假', '休息', '放假日'])
const WORK = new Set(['work', 'false', '0', '班', '上班', '工作', '上班日'])

/** Reads what stands in the second column; undefined when it is neither. */
export const readOff = (value: boolean | string): boolean | undefined => {
  if (typeof value === 'boolean') return value
  const word = value.trim().toLowerCase()
  return OFF.has(word) ? true : WORK.has(word) ? false : undefined
}

type Why = Refusal<NoticeTag>

const dayFaults = (year: number, input: DayInput, index: number): readonly Why[] => {
  const date = parseDate(input.date.trim())
  const inside = date === undefined || (date >= `${year - 1}-12-01` && date <= `${year}-12-31`)
  const at = (field: string): string => `/body/days/${index}/${field}`
  const values = { line: index + 1, date: input.date.slice(0, 20), year }
  return [
    ...(date === undefined ? [{ tag: 'day-date', values, pointer: at('date') } as const] : []),
    ...(inside ? [] : [{ tag: 'day-outside', values, pointer: at('date') } as const]),
    ...(readOff(input.off) === undefined
      ? [{ tag: 'day-kind', values: { ...values, kind: String(input.off).slice(0, 20) }, pointer: at('off') } as const]
      : []),
    ...(input.name.trim() === '' || input.name.trim().length > NAME_LENGTH_MAX
      ? [{ tag: 'day-name', values: { ...values, most: NAME_LENGTH_MAX }, pointer: at('name') } as const]
      : []),
  ]
}

const twice = (days: readonly DayInput[]): readonly Why[] =>
  days.flatMap(({ date }, index) => {
    const first = days.findIndex(other => other.date.trim() === date.trim())
    return first < index
      ? [{ tag: 'day-twice', values: { line: index + 1, first: first + 1, date }, pointer: `/body/days/${index}/date` }]
      : []
  })

/** A notice that leaves a statutory holiday out is half a file, or of another year. */
const missingHolidays = (year: number, days: readonly CalendarDay[]): readonly Why[] => {
  const off = new Set(days.filter(day => day.off).map(day => day.date))
  const basis = holidayBasis(d(`${year}-01-01`))
  return [...statutoryHolidays(year)]
    .filter(([date]) => !off.has(date))
    .map(([date, name]) => ({
      tag: 'holiday-missing',
      values: { date, name, year },
      pointer: '/body/days',
      ...(basis === undefined ? {} : { basis }),
    }))
}

const wholeFaults = ({ year, notices, days }: NoticeInput): readonly Why[] => [
  ...(Number.isInteger(year) && year >= YEARS.min && year <= YEARS.max
    ? []
    : [{ tag: 'notice-year', values: { ...YEARS }, pointer: '/params/year' } as const]),
  ...(notices.length > 0 && notices.every(notice => /^https?:\/\/[^\s/]+\/\S*$/.test(notice) && notice.length <= 300)
    ? []
    : [{ tag: 'notice-source', pointer: '/body/notices' } as const]),
  ...(days.length === 0 ? [{ tag: 'notice-empty', pointer: '/body/days' } as const] : []),
  ...(days.length > DAYS_MAX
    ? [{ tag: 'notice-long', values: { days: days.length, most: DAYS_MAX }, pointer: '/body/days' } as const]
    : []),
]

/** Checks a notice and gives the year as it will be kept, days in order; or every reason against it at once. */
export const checkNotice = (input: NoticeInput): Result<CalendarYear, readonly Why[]> => {
  const whole = wholeFaults(input)
  // Days are looked at as soon as there are some to look at, in a year that can be.
  if (whole.some(({ tag }) => tag !== 'notice-source')) return refuse(whole)
  const days = input.days.flatMap((day, index) => dayFaults(input.year, day, index))
  const faults = [...whole, ...days, ...twice(input.days)]
  if (faults.length > 0) return refuse(faults)
  const kept = input.days
    .map(({ date, off, name }) => ({ date: d(date.trim()), off: readOff(off) === true, name: name.trim() }))
    .toSorted((a, b) => (a.date < b.date ? -1 : 1))
  const missing = missingHolidays(input.year, kept)
  return missing.length > 0 ? refuse(missing) : ok({ year: input.year, notices: input.notices, days: kept })
}

/** What loading a year changes: days that come, go, or turn; and the span to compute again. */
export type NoticeChange = {
  readonly year: number
  readonly added: readonly CalendarDay[]
  readonly removed: readonly CalendarDay[]
  readonly turned: readonly CalendarDay[]
  readonly from: LocalDate
  readonly to: LocalDate
}

/** Compares a year with what was known of it; undefined when nothing is new. */
export const changeOf = (before: CalendarYear | undefined, after: CalendarYear): NoticeChange | undefined => {
  const old = new Map(before?.days.map(day => [day.date, day]))
  const now = new Map(after.days.map(day => [day.date, day]))
  const added = after.days.filter(day => !old.has(day.date))
  const removed = before?.days.filter(day => !now.has(day.date)) ?? []
  const turned = after.days.filter(day => old.get(day.date)?.off === !day.off)
  const renamed = after.days.some(day => old.has(day.date) && old.get(day.date)?.name !== day.name)
  const noticed = before?.notices.join(' ') !== after.notices.join(' ')
  if (before !== undefined && !renamed && !noticed && added.length + removed.length + turned.length === 0)
    return undefined
  const dates = [...added, ...removed, ...turned].map(day => day.date).toSorted()
  const start = d(`${after.year}-01-01`)
  const first = dates[0]
  return {
    year: after.year,
    added,
    removed,
    turned,
    from: first !== undefined && first < start ? first : start,
    to: d(`${after.year}-12-31`),
  }
}
