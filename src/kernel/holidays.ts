import { type Cite, cite } from './cite.ts'
import { d, type LocalDate, plusDays } from './time.ts'

/**
 * 全体公民放假的节日: what the decree gives every year, before the yearly notice moves days about.
 * Needed for years whose notice is not out; a loaded notice always wins.
 */
type Festivals = {
  readonly springFestival: LocalDate
  readonly qingming: LocalDate
  readonly dragonBoat: LocalDate
  readonly midAutumn: LocalDate
}

type StatutoryRule = {
  readonly from: LocalDate
  readonly basis: Cite
  /** Month-day of the days fixed in the solar calendar. */
  readonly fixed: readonly (readonly [monthDay: string, name: string])[]
  /** Days of 春节, counted from 正月初一 (−1 = 除夕). */
  readonly springFestival: readonly number[]
}

const NATIONAL_DAY = [
  ['10-01', '国庆节'],
  ['10-02', '国庆节'],
  ['10-03', '国庆节'],
] as const

/** In force from the day each revision was published; 2013 speaks from 2014 on. */
const RULES: readonly StatutoryRule[] = [
  {
    from: d('2014-01-01'),
    basis: cite('holidays-2013', '第二条', '春节，放假3天(农历正月初一、初二、初三)'),
    fixed: [['01-01', '元旦'], ['05-01', '劳动节'], ...NATIONAL_DAY],
    springFestival: [0, 1, 2],
  },
  {
    from: d('2024-11-10'),
    basis: cite('holidays-2024', '第二条', '春节，放假4天（农历除夕、正月初一至初三）'),
    fixed: [['01-01', '元旦'], ['05-01', '劳动节'], ['05-02', '劳动节'], ...NATIONAL_DAY],
    springFestival: [-1, 0, 1, 2],
  },
]

/**
 * Dates that follow the moon and the sun, for years not yet announced: 正月初一, 五月初五 and 八月十五 counted from the
 * civil day (UTC+8) of the new moon, 清明 the day on which the sun's apparent longitude reaches 15°. The test reckons
 * both anew. (ICU's Chinese calendar is a day off in 2027 and 2030, where the moon is new minutes from midnight.)
 * Later years have their fixed days only.
 */
const FESTIVALS: Readonly<Record<number, Festivals>> = {
  2027: {
    springFestival: d('2027-02-06'),
    qingming: d('2027-04-05'),
    dragonBoat: d('2027-06-09'),
    midAutumn: d('2027-09-15'),
  },
  2028: {
    springFestival: d('2028-01-26'),
    qingming: d('2028-04-04'),
    dragonBoat: d('2028-05-28'),
    midAutumn: d('2028-10-03'),
  },
  2029: {
    springFestival: d('2029-02-13'),
    qingming: d('2029-04-04'),
    dragonBoat: d('2029-06-16'),
    midAutumn: d('2029-09-22'),
  },
  2030: {
    springFestival: d('2030-02-03'),
    qingming: d('2030-04-05'),
    dragonBoat: d('2030-06-05'),
    midAutumn: d('2030-09-12'),
  },
}

export const FESTIVAL_YEARS: readonly number[] = Object.keys(FESTIVALS).map(Number)

/** The moving festivals of a year, when the table has them. */
export const festivalsOf = (year: number): Festivals | undefined => FESTIVALS[year]

/** The clause in force on a date; undefined before 2014, where Linli holds no text. */
export const holidayBasis = (date: LocalDate): Cite | undefined => RULES.findLast(rule => rule.from <= date)?.basis

/** The statutory holidays of a year by the decree alone: no days moved, no 补假 for those on a weekend. */
export const statutoryHolidays = (year: number): ReadonlyMap<LocalDate, string> => {
  const rule = RULES.findLast(candidate => candidate.from <= d(`${year}-01-01`))
  if (rule === undefined) return new Map()
  const festivals = FESTIVALS[year]
  const moving: readonly (readonly [LocalDate, string])[] =
    festivals === undefined
      ? []
      : [
          ...rule.springFestival.map(offset => [plusDays(festivals.springFestival, offset), '春节'] as const),
          [festivals.qingming, '清明节'],
          [festivals.dragonBoat, '端午节'],
          [festivals.midAutumn, '中秋节'],
        ]
  return new Map([...rule.fixed.map(([monthDay, name]) => [d(`${year}-${monthDay}`), name] as const), ...moving])
}
