import { z } from 'zod'
import type { Basis } from '../../kernel/cite.ts'
import { d, type LocalDate } from '../../kernel/time.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import { defineRuleValue, ruleBookOf } from '../locality/index.ts'
import * as basis from './rules/basis.ts'
import type { Params } from './rules/params.ts'

const FIRST_DAY = d('2017-12-01')

const value = (key: string, zh: string, held: number, from: Basis, most: number) =>
  defineRuleValue<number>({
    key: `volunteering.${key}`,
    zh,
    schema: z.number().int().min(0).max(most),
    default: [{ from: FIRST_DAY, value: held, basis: from }],
  })

/** What a place may set. None is law: shown as 默认参数. */
const VALUES = {
  silenceHours: value('silence-hours', '服务对方未确认，多少小时后可由审核人核定', 72, basis.SILENCE, 720),
  pairMinutes: value('pair-minutes', '同一对人每月互相服务超过多少分钟先核查', 1200, basis.PAIR, 44_640),
  dayMinutes: value('day-minutes', '一天服务超过多少分钟先核查', 480, basis.DAY_LONG, 1440),
  dayMost: value('day-most', '一天最多记录多少分钟', 720, basis.DAY_MOST, 1440),
  earlyMinutes: value('early-minutes', '活动开始前多少分钟起可以签到', 60, basis.EARLY, 720),
  star1: value('star-1', '一星志愿者的小时数', 100, basis.STARS, 100_000),
  star2: value('star-2', '二星志愿者的小时数', 300, basis.STARS, 100_000),
  star3: value('star-3', '三星志愿者的小时数', 600, basis.STARS, 100_000),
  star4: value('star-4', '四星志愿者的小时数', 1000, basis.STARS, 100_000),
  star5: value('star-5', '五星志愿者的小时数', 1500, basis.STARS, 100_000),
} as const

/** What holds in the city on a day. */
export const paramsOn = async (db: CityQueries, day: LocalDate): Promise<Params> => {
  const book = await ruleBookOf(db)
  const on = (name: keyof typeof VALUES): number => {
    const held = book.on(VALUES[name], day < FIRST_DAY ? FIRST_DAY : day)
    if (held === undefined) throw new Error(`rule value ${name} has no value on ${day}`)
    return held.value
  }
  return {
    silenceHours: on('silenceHours'),
    pairMinutes: on('pairMinutes'),
    dayMinutes: on('dayMinutes'),
    dayMost: on('dayMost'),
    earlyMinutes: on('earlyMinutes'),
    stars: [on('star1'), on('star2'), on('star3'), on('star4'), on('star5')],
  }
}
