import {
  addDays,
  addHours,
  addMonths,
  addWorkdays,
  type Calendar,
  COUNT_MAX,
  type Due,
} from '../../../kernel/calendar.ts'
import { type Instant, isoOf, type LocalDate, parseDate, parseInstant } from '../../../kernel/time.ts'

/** One question to `./linli clock`, and its answer, each a line of JSON. */
export type ClockFault =
  | 'not-json'
  | 'not-an-object'
  | 'unknown-unit'
  | 'bad-start'
  | 'start-out-of-range'
  | 'bad-count'
  | 'count-too-large'

type Fault = { readonly tag: ClockFault; readonly detail: string }
type DateUnit = 'workingDay' | 'day' | 'month' | 'year'
type Unit = DateUnit | 'hour'

/** Years a question may start in; with the longest span the answer stays within the calendar's reach. */
const START_YEARS = [1900, 2099] as const

const DATES: Readonly<Record<DateUnit, (cal: Calendar, start: LocalDate, count: number) => Due>> = {
  workingDay: addWorkdays,
  day: addDays,
  month: addMonths,
  year: (cal, start, count) => addMonths(cal, start, count * 12),
}

const isUnit = (value: unknown): value is Unit => typeof value === 'string' && Object.hasOwn(COUNT_MAX, value)

const shown = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 60))

const countFault = (count: unknown, max: number): Fault | undefined =>
  typeof count !== 'number' || !Number.isInteger(count) || count < 1
    ? { tag: 'bad-count', detail: `count must be a whole number from 1, not ${shown(count)}` }
    : count > max
      ? { tag: 'count-too-large', detail: `count must not be over ${max} for this unit, not ${shown(count)}` }
      : undefined

const startFault = (start: unknown, read: LocalDate | Instant | undefined, wanted: string): Fault | undefined => {
  if (read === undefined) return { tag: 'bad-start', detail: `start must be ${wanted}, not ${shown(start)}` }
  const year = Number(String(start).slice(0, 4))
  return year < START_YEARS[0] || year > START_YEARS[1]
    ? { tag: 'start-out-of-range', detail: `start must lie in ${START_YEARS.join('–')}, not in ${year}` }
    : undefined
}

const faultLine = (faults: readonly Fault[]): string =>
  JSON.stringify({ error: { tag: faults[0]?.tag, detail: faults.map(fault => fault.detail).join('; ') } })

const dueLine = ({ due, raw, provisional }: Due): string =>
  JSON.stringify({ due, provisional, ...(raw === due ? {} : { raw }) })

type Question = { readonly start?: unknown; readonly unit?: unknown; readonly count?: unknown }

const answer = (cal: Calendar, { start, unit, count }: Question): string | readonly Fault[] => {
  const text = typeof start === 'string' ? start : ''
  if (!isUnit(unit)) {
    const known = Object.keys(COUNT_MAX).join(', ')
    return [{ tag: 'unknown-unit', detail: `unit must be one of ${known}, not ${shown(unit)}` }]
  }
  const wrongCount = countFault(count, COUNT_MAX[unit])
  if (unit === 'hour') {
    const at = parseInstant(text)
    const wrong = startFault(start, at, 'an instant such as 2026-09-30T18:00:00+08:00')
    if (wrong !== undefined || wrongCount !== undefined || at === undefined) {
      return [wrong, wrongCount].filter(fault => fault !== undefined)
    }
    return JSON.stringify({ due: isoOf(addHours(at, Number(count))), provisional: false })
  }
  const date = parseDate(text)
  const wrong = startFault(start, date, 'a date such as 2026-09-30')
  if (wrong !== undefined || wrongCount !== undefined || date === undefined) {
    return [wrong, wrongCount].filter(fault => fault !== undefined)
  }
  return dueLine(DATES[unit](cal, date, Number(count)))
}

const read = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/**
 * Answers one line: `{"start":"2026-09-30","unit":"workingDay","count":3}` → `{"due":"2026-10-10","provisional":false}`.
 * `raw` is added when the last day was moved. A line that cannot be answered gets `{"error":{"tag","detail"}}`,
 * where the tag is of the first fault and the detail names them all; without a known unit only that is named.
 */
export const answerLine = (cal: Calendar, line: string): { readonly line: string; readonly ok: boolean } => {
  const question = read(line)
  if (question === undefined)
    return { ok: false, line: faultLine([{ tag: 'not-json', detail: 'the line is not JSON' }]) }
  if (typeof question !== 'object' || question === null || Array.isArray(question)) {
    return { ok: false, line: faultLine([{ tag: 'not-an-object', detail: 'the line is not a JSON object' }]) }
  }
  const answered = answer(cal, question)
  return typeof answered === 'string' ? { ok: true, line: answered } : { ok: false, line: faultLine(answered) }
}
