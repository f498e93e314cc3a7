import type { Instant, LocalDate } from '../../kernel/time.ts'
import { atMinute, DAY_MS, dateOf, HOUR_MS, MINUTE_MS, minuteOfDay, partsOf } from '../../kernel/time.ts'
import type { Locale } from './types.ts'

/** How one language writes numbers, dates and spans of time. All in Asia/Shanghai, 24 hours. */
export type Format = {
  /** `48,213` */
  number(value: number): string
  /** A part of a whole in percent with one decimal, rounded down so that 99.96 % is never shown as 100 %. */
  percent(part: number, whole: number): string
  /** `2026-11-22` */
  date(at: Instant | LocalDate): string
  /** `9 月 30 日`; with the year in front when it differs from that of `now`. */
  day(at: Instant | LocalDate, now?: Instant): string
  /** `18:00` */
  time(at: Instant): string
  /** `9 月 30 日 18:00`; with the year in front when it differs from that of `now`. */
  moment(at: Instant, now?: Instant): string
  /** A length of time in its two largest units: `1 小时 31 分`, `3 天 2 小时`; under a minute counts as one. */
  span(ms: number): string
}

type Words = {
  readonly day: (month: number, day: number) => string
  readonly year: (year: number, day: string) => string
  readonly units: { readonly day: Unit; readonly hour: Unit; readonly minute: Unit }
}
type Unit = readonly [one: string, many: string]

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const chinese = (hour: string): Words => ({
  day: (month, day) => `${month} 月 ${day} 日`,
  year: (year, day) => `${year} 年 ${day}`,
  units: { day: ['天', '天'], hour: [hour, hour], minute: ['分', '分'] },
})
const WORDS: Readonly<Record<Locale, Words>> = {
  'zh-Hans': chinese('小时'),
  'zh-Hant': chinese('小時'),
  en: {
    day: (month, day) => `${day} ${MONTHS[month - 1] ?? ''}`,
    year: (year, day) => `${day} ${year}`,
    units: { day: ['day', 'days'], hour: ['hour', 'hours'], minute: ['minute', 'minutes'] },
  },
}

const pad = (value: number): string => String(value).padStart(2, '0')
const civil = (at: Instant | LocalDate): LocalDate => (typeof at === 'number' ? dateOf(at) : at)

/** The formats of one language. Pure: the present comes in as an argument where it matters. */
export const formatOf = (locale: Locale): Format => {
  const words = WORDS[locale]
  const numbers = new Intl.NumberFormat('en-US')
  const amount = (count: number, [one, many]: Unit): string => `${numbers.format(count)} ${count === 1 ? one : many}`
  const day = (at: Instant | LocalDate, now?: Instant): string => {
    const { year, month, day } = partsOf(civil(at))
    const text = words.day(month, day)
    return now === undefined || partsOf(dateOf(now)).year === year ? text : words.year(year, text)
  }
  const time = (at: Instant): string => {
    const minutes = minuteOfDay(at)
    return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
  }
  return {
    number: value => numbers.format(value),
    percent: (part, whole) => (whole <= 0 ? '–' : `${(Math.floor((part * 1000) / whole) / 10).toString()}%`),
    date: civil,
    day,
    time,
    moment: (at, now) => `${day(at, now)} ${time(at)}`,
    span: ms => {
      const whole = Math.max(MINUTE_MS, Math.abs(ms))
      const [days, hours, minutes] = [
        Math.floor(whole / DAY_MS),
        Math.floor((whole % DAY_MS) / HOUR_MS),
        Math.floor((whole % HOUR_MS) / MINUTE_MS),
      ]
      const { units } = words
      if (days > 0)
        return hours > 0 && days < 10
          ? `${amount(days, units.day)} ${amount(hours, units.hour)}`
          : amount(days, units.day)
      if (hours > 0)
        return minutes > 0 ? `${amount(hours, units.hour)} ${amount(minutes, units.minute)}` : amount(hours, units.hour)
      return amount(minutes, units.minute)
    },
  }
}

/** The end of a civil day as people name it: a term that ends with the day ends at 24:00 of it. */
export const endOfDay = (date: LocalDate): Instant => atMinute(date, 1440)
