/**
 * Instants and civil dates. Linli runs on one zone, Asia/Shanghai (UTC+8, no summer time since 1992);
 * nothing here reads a clock: the present comes in as an argument.
 */
declare const instantBrand: unique symbol
declare const dateBrand: unique symbol

/** Milliseconds since 1970-01-01T00:00Z. */
export type Instant = number & { readonly [instantBrand]: true }
/** A civil date in Asia/Shanghai, `YYYY-MM-DD`. */
export type LocalDate = string & { readonly [dateBrand]: true }

export const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS
/** Asia/Shanghai is eight hours ahead of UTC. */
export const ZONE_MS = 8 * HOUR_MS

export const instant = (ms: number): Instant => ms as Instant

const daysIn = (year: number, month: number): number =>
  month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31

/** Days since 1970-01-01 of a proleptic Gregorian date (March-based year, so that the leap day comes last). */
const epochDay = (year: number, month: number, day: number): number => {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0')

const fromEpochDay = (days: number): LocalDate => {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthIndex = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * monthIndex + 2) / 5) + 1
  const month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as LocalDate
}

export type DateParts = { readonly year: number; readonly month: number; readonly day: number }

export const partsOf = (date: LocalDate): DateParts => ({
  year: Number(date.slice(0, 4)),
  month: Number(date.slice(5, 7)),
  day: Number(date.slice(8, 10)),
})

/** A date written in code; throws on nonsense, because that is a bug. Use `parseDate` for input. */
export const d = (text: string): LocalDate => {
  const parsed = parseDate(text)
  if (parsed === undefined) throw new Error(`not a date: ${text}`)
  return parsed
}

/** Reads `YYYY-MM-DD`; undefined when it is not a day of the calendar. */
export const parseDate = (text: string): LocalDate | undefined => {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (match === null) return undefined
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month) ? (text as LocalDate) : undefined
}

/** Reads an ISO 8601 instant with an explicit offset (`Z`, `+08:00`); undefined when it is none. */
export const parseInstant = (text: string): Instant | undefined => {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(Z|[+-]\d{2}:\d{2})$/.exec(text)
  const date = match?.[1] === undefined ? undefined : parseDate(match[1])
  if (match === null || date === undefined) return undefined
  const [hour, minute, second] = [Number(match[2]), Number(match[3]), Number(match[4] ?? '0')]
  if (hour > 23 || minute > 59 || second > 59) return undefined
  const zone = match[6] ?? 'Z'
  const offset =
    zone === 'Z' ? 0 : (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6)))
  const ms = Number((match[5] ?? '0').padEnd(3, '0'))
  return instant(dayNumber(date) * DAY_MS + hour * HOUR_MS + (minute - offset) * MINUTE_MS + second * 1000 + ms)
}

/** Days since 1970-01-01: the difference of two is the number of days between them. */
export const dayNumber = (date: LocalDate): number => {
  const { year, month, day } = partsOf(date)
  return epochDay(year, month, day)
}

export const dateOfDayNumber = (days: number): LocalDate => fromEpochDay(days)

export const plusDays = (date: LocalDate, count: number): LocalDate => fromEpochDay(dayNumber(date) + count)

/** 0 = Sunday … 6 = Saturday. */
export const weekday = (date: LocalDate): number => (((dayNumber(date) + 4) % 7) + 7) % 7

/** Same day `count` months on, or the last day of that month when it has no such day (民法典第二百零二条). */
export const plusMonths = (date: LocalDate, count: number): LocalDate => {
  const { year, month, day } = partsOf(date)
  const index = year * 12 + (month - 1) + count
  const [toYear, toMonth] = [Math.floor(index / 12), (index % 12) + 1]
  return `${pad(toYear, 4)}-${pad(toMonth, 2)}-${pad(Math.min(day, daysIn(toYear, toMonth)), 2)}` as LocalDate
}

/** The civil date of an instant in Asia/Shanghai. */
export const dateOf = (at: Instant): LocalDate => fromEpochDay(Math.floor((at + ZONE_MS) / DAY_MS))

/** Minutes after midnight, Asia/Shanghai. */
export const minuteOfDay = (at: Instant): number =>
  Math.floor((at + ZONE_MS - Math.floor((at + ZONE_MS) / DAY_MS) * DAY_MS) / MINUTE_MS)

/** The instant of a civil date and a time of day in minutes (1440 = the midnight that ends the day). */
export const atMinute = (date: LocalDate, minutes: number): Instant =>
  instant(dayNumber(date) * DAY_MS - ZONE_MS + minutes * MINUTE_MS)

/** `2026-09-30T18:00:00+08:00`: how instants are written in journals, exports and the API. */
export const isoOf = (at: Instant): string => {
  const local = at + ZONE_MS
  const rest = local - Math.floor(local / DAY_MS) * DAY_MS
  const [hour, minute, second] = [
    Math.floor(rest / HOUR_MS),
    Math.floor((rest % HOUR_MS) / MINUTE_MS),
    Math.floor((rest % MINUTE_MS) / 1000),
  ]
  return `${dateOf(at)}T${pad(hour, 2)}:${pad(minute, 2)}:${pad(second, 2)}+08:00`
}
