import { z } from 'zod'
import type { Basis } from '../../kernel/cite.ts'
import { d, type LocalDate } from '../../kernel/time.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import { defineRuleValue, ruleBookOf } from '../locality/index.ts'
import * as basis from './rules/basis.ts'
import type { BodyParams, Held } from './rules/body-params.ts'

type Spec = {
  readonly key: string
  readonly zh: string
  readonly unit?: 'day'
  readonly most: number
  readonly value: number
  readonly from: Basis
  /** Whether more is stricter, or less. */
  readonly stricter: 'more' | 'less'
}

const value = ({ key, zh, unit, most, value: held, from, stricter }: Spec) =>
  defineRuleValue<number>({
    key: `estate.${key}`,
    zh,
    ...(unit === undefined ? {} : { unit }),
    schema: z.number().int().min(0).max(most),
    default: [{ from: d('1949-10-01'), value: held, basis: from }],
    stricter: (a, b) => (stricter === 'more' ? a > b : a < b),
  })

/** What a place may set for how owners form their bodies. What is not law in force here says so. */
export const VALUES = {
  deliveredPercent: value({
    key: 'delivered-percent',
    zh: '成立业主大会：已交付面积占比（%）',
    most: 100,
    value: 50,
    from: basis.CONDITIONS,
    stricter: 'more',
  }),
  deliveredYears: value({
    key: 'delivered-years',
    zh: '成立业主大会：首套交付满几年也可以（0 为不适用）',
    most: 10,
    value: 2,
    from: basis.CONDITIONS,
    stricter: 'more',
  }),
  applicantsPercent: value({
    key: 'applicants-percent',
    zh: '申请成立的业主人数或面积占比（%）',
    most: 100,
    value: 5,
    from: basis.APPLICANTS,
    stricter: 'more',
  }),
  groupMin: value({ key: 'group-min', zh: '筹备组最少人数', most: 21, value: 5, from: basis.GROUP, stricter: 'more' }),
  groupPostingDays: value({
    key: 'group-posting-days',
    zh: '筹备组名单公告天数',
    unit: 'day',
    most: 30,
    value: 7,
    from: basis.GROUP_POSTED,
    stricter: 'more',
  }),
  groupDays: value({
    key: 'group-days',
    zh: '收到申请后组建筹备组的天数',
    unit: 'day',
    most: 365,
    value: 60,
    from: basis.GROUP_TIME,
    stricter: 'less',
  }),
  firstMeetingDays: value({
    key: 'first-meeting-days',
    zh: '筹备组成立后召开首次会议的天数',
    unit: 'day',
    most: 365,
    value: 90,
    from: basis.FIRST_MEETING_TIME,
    stricter: 'less',
  }),
  noticeDays: value({
    key: 'notice-days',
    zh: '业主大会会议提前通知的天数',
    unit: 'day',
    most: 60,
    value: 15,
    from: basis.NOTICE,
    stricter: 'more',
  }),
  seatsMin: value({
    key: 'seats-min',
    zh: '业主委员会最少人数',
    most: 21,
    value: 5,
    from: basis.SEATS,
    stricter: 'more',
  }),
  seatsMax: value({
    key: 'seats-max',
    zh: '业主委员会最多人数',
    most: 51,
    value: 11,
    from: basis.SEATS,
    stricter: 'less',
  }),
  termYears: value({
    key: 'term-years',
    zh: '业主委员会任期最长年数',
    most: 10,
    value: 5,
    from: basis.TERM,
    stricter: 'less',
  }),
  filingDays: value({
    key: 'filing-days',
    zh: '业主委员会备案的天数',
    unit: 'day',
    most: 90,
    value: 30,
    from: basis.FILING,
    stricter: 'less',
  }),
  meetingNoticeDays: value({
    key: 'meeting-notice-days',
    zh: '业主委员会会议提前公告的天数',
    unit: 'day',
    most: 30,
    value: 7,
    from: basis.MEETING_NOTICE,
    stricter: 'more',
  }),
  decisionPostingDays: value({
    key: 'decision-posting-days',
    zh: '业主委员会决定公告的天数',
    unit: 'day',
    most: 30,
    value: 3,
    from: basis.MEETING_POSTED,
    stricter: 'less',
  }),
  renewalMonths: value({
    key: 'renewal-months',
    zh: '任期届满前几个月组织换届',
    most: 24,
    value: 3,
    from: basis.RENEWAL,
    stricter: 'more',
  }),
} as const satisfies Record<keyof BodyParams, unknown>

/** What holds in the city on a day. */
export const bodyParamsOn = async (db: CityQueries, day: LocalDate): Promise<BodyParams> => {
  const book = await ruleBookOf(db)
  const held = Object.entries(VALUES).map(([name, rule]): [string, Held] => {
    const found = book.on(rule, day)
    if (found === undefined) throw new Error(`rule value ${rule.key} has no value on ${day}`)
    return [name, { value: found.value, basis: found.basis }]
  })
  return Object.fromEntries(held) as BodyParams
}
