import { z } from 'zod'
import { atMinute, d, plusDays } from '../../kernel/time.ts'
import { dayField } from '../../platform/http/fields.ts'
import { paging } from '../../platform/http/paging.ts'
import { COURSES, GROUP_KINDS, LANGUAGES, REACHES, RISKS, SKILLS, SLOTS, TOPICS } from './rules/kinds.ts'

/** What goes in and out over HTTP. Days are `YYYY-MM-DD`, times of day `HH:MM`, instants milliseconds out. */
const text = (most: number) => z.string().trim().max(most)
/** 12 digits of a community or village. */
const area = z.string().max(20).describe('社区（村）的 12 位区划代码')
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** None, one or several of a list, as boxes of a form or as an array. */
const some = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.union([z.enum(values), z.array(z.enum(values)).max(values.length)]).default([])
const listOfOne = <T extends string>(given: T | readonly T[]): readonly T[] => [...new Set([given].flat() as T[])]
const flag = z.union([z.boolean(), z.stringbool()]).default(false)
/** One of a list or nothing. */
const maybe = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.union([z.enum(values), z.literal('')]).default('')
const orNull = <T extends string>(value: T | ''): T | null => (value === '' ? null : value)

const SLOT_NAMES = Array.from({ length: SLOTS }, (_, slot) => String(slot)) as [string, ...string[]]

export const profileIn = z.object({
  area,
  skills: some(SKILLS),
  languages: some(LANGUAGES),
  wishes: some(TOPICS).describe('愿意参加的服务领域'),
  slots: some(SLOT_NAMES).describe('有空的时段：星期 × 3 + 上午 0、下午 1、晚上 2，星期日为 0'),
  reach: z.enum(REACHES).default('community'),
  publish: flag.describe('同意公开姓名，默认不同意'),
})

/** What was sent, as the register keeps it. */
export const profileOf = (body: z.output<typeof profileIn>) => ({
  area: body.area,
  skills: listOfOne(body.skills),
  languages: listOfOne(body.languages),
  wishes: listOfOne(body.wishes),
  slots: listOfOne(body.slots).reduce((bits, slot) => bits | (1 << Number(slot)), 0),
  reach: body.reach,
  publish: body.publish,
})

export const joinIn = profileIn.extend({
  name: text(60),
  idNumber: text(30).describe('证件号，密封保存'),
  phone: text(20),
  group: z.union([z.uuid(), z.literal('')]).default(''),
})

export const trainingIn = z.object({
  course: z.enum(COURSES),
  on: dayField(),
  until: z.union([dayField(), z.literal('')]).default(''),
})
export const honourIn = z.object({ name: text(100).min(2), by: text(100).min(2), on: dayField() })
export const guardianIn = z.object({ guardian: text(60).min(2).describe('监护人姓名，以签字的同意书为准') })
export const stateIn = z.object({ state: z.enum(['active', 'paused', 'left']) })
export const groupIn = z.object({
  area,
  name: text(60).min(2),
  kind: z.enum(GROUP_KINDS),
  about: text(500).default(''),
  topics: some(TOPICS),
})
export const groupOf = (body: z.output<typeof groupIn>) => ({ ...body, topics: listOfOne(body.topics) })

const when = { on: dayField(), from: clock, to: clock.describe('不晚于开始的，算第二天') }

/** A day and two times of day as a period; an end that is not after the beginning is on the next day. */
export const periodOf = ({ on, from, to }: { readonly on: string; readonly from: string; readonly to: string }) => {
  const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
  const day = d(on)
  const end = minutes(to) > minutes(from) ? day : plusDays(day, 1)
  return { from: atMinute(day, minutes(from)), to: atMinute(end, minutes(to)) }
}

export const activityIn = z.object({
  area,
  group: z.union([z.uuid(), z.literal('')]).default(''),
  title: text(60).min(2),
  about: text(2000).default(''),
  place: text(100).default(''),
  topic: z.enum(TOPICS),
  risk: z.enum(RISKS),
  riskNotice: text(1000).min(2).describe('可能发生的风险；没有也要写明'),
  insurance: text(100).default('').describe('人身意外伤害保险的保单号；有人身危险的必填'),
  course: maybe(COURSES),
  skill: maybe(SKILLS),
  minAge: z.coerce.number().int().min(0).max(100).default(0),
})
export const activityOf = (body: z.output<typeof activityIn>) => ({
  ...body,
  course: orNull(body.course),
  skill: orNull(body.skill),
})

export const shiftIn = z.object({ ...when, capacity: z.coerce.number().int().min(1).max(10_000) })
export const capacityIn = z.object({ capacity: z.coerce.number().int().min(1).max(10_000) })
export const noteIn = z.object({ note: text(500).min(2) })
export const enterIn = z.object({ volunteer: text(60).describe('志愿者编号'), risk: flag })
export const outIn = z.object({
  time: z
    .union([clock, z.literal('')])
    .default('')
    .describe('当天离开的时间；不填为现在'),
})

export const needIn = z.object({
  area,
  topic: z.enum(TOPICS),
  text: text(500).min(2).describe('需要什么帮助；不写电话和门牌'),
  where: text(200).min(2).describe('地点和联系办法，密封保存，只给答应帮忙的人看'),
  skill: maybe(SKILLS),
  language: maybe(LANGUAGES),
  risk: z.enum(RISKS).default('none'),
  ...when,
})
export const needOf = (body: z.output<typeof needIn>) => {
  const { on, from, to, ...rest } = body
  return { ...rest, ...periodOf({ on, from, to }), skill: orNull(body.skill), language: orNull(body.language) }
}
export const callerNeedIn = needIn.extend({ name: text(60), phone: text(20) })
export const askIn = z.object({ volunteer: z.uuid(), insurance: text(100).default('') })
export const answerIn = z.object({ accept: flag, risk: flag })
export const didIn = z.object(when)
export const reviewIn = z.object({
  minutes: z
    .union([z.coerce.number().int().min(1).max(1440), z.literal('')])
    .default('')
    .describe('核定的分钟数；不填为不予记录'),
  note: text(500).min(2),
})
export const rateIn = z.object({ rating: z.coerce.number().int().min(1).max(5) })
export const certificateIn = z.object({ from: dayField(), to: dayField() })
export const seeIn = z.object({ reason: text(200).min(2), purpose: z.enum(['volunteers', 'audit']) })

export const volunteersIn = z.object({
  ...paging,
  area: z.string().max(20).optional(),
  skill: z.enum(SKILLS).optional(),
  language: z.enum(LANGUAGES).optional(),
  wish: z.enum(TOPICS).optional(),
  slot: z.enum(SLOT_NAMES).optional(),
  state: z.enum(['active', 'paused', 'left']).optional(),
  q: text(100).optional().describe('志愿者编号、姓名（全名）或证件号'),
})
