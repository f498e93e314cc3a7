import { z } from 'zod'
import { dayField } from '../../platform/http/fields.ts'
import { listOf, paging } from '../../platform/http/paging.ts'
import { SCOPES, THEMES } from './rules/kinds.ts'

/** What goes in and out over HTTP. Days are `YYYY-MM-DD`; times ISO 8601 with offset; numbers are heads. */
const day = z.string().describe('YYYY-MM-DD')
const count = z.number().int()

const raised = {
  area: z.string().max(20).describe('社区（村）或镇街的区划代码'),
  theme: z.enum(THEMES),
  scope: z.enum(SCOPES).default('whole'),
  title: z.string().trim().min(2).max(60),
  text: z.string().trim().min(2).max(4000),
  foundOn: z
    .union([z.literal(''), dayField()])
    .default('')
    .describe('发现的日期；空为当天'),
}

export const enterIn = z.object({
  ...raised,
  matter: z
    .union([z.literal(''), z.uuid()])
    .default('')
    .describe('镇街协商事项清单上的一项'),
})
export const raiseIn = z.object(raised)

export const filterIn = z.object({
  ...paging,
  area: z.string().max(20).optional(),
  step: z.string().max(300).optional().describe('多个用逗号分开'),
  theme: z.string().max(40).optional(),
  level: z.string().max(20).optional(),
  origin: z.string().max(20).optional(),
})
export type FilterIn = z.output<typeof filterIn>

export const itemOut = z.object({
  id: z.uuid(),
  no: z.string(),
  version: count,
  step: z.string(),
  stage: z.string().describe('议 discuss、办 do、管 oversee'),
  area: z.string(),
  areaName: z.string(),
  level: z.string(),
  theme: z.string(),
  origin: z.string(),
  scope: z.string(),
  title: z.string(),
  raisedAt: z.string(),
  meetingOn: day.nullable(),
  until: day.nullable(),
  openObjections: count,
  published: z.boolean(),
  may: z.array(z.string()).readonly(),
})
export const itemsOut = listOf(itemOut)

export const lineOut = z.object({
  line: count,
  party: z.string(),
  zone: z.string(),
  seats: count,
  who: z.string(),
})

export const topicOut = itemOut.extend({
  body: z.string(),
  procedure: z.string(),
  foundOn: day,
  doneOn: day.nullable(),
  daysToMeet: count.nullable().describe('从发现到商议的天数'),
  daysToDone: count.nullable().describe('从商议到解决的天数'),
  duty: z.string().nullable(),
  important: z.boolean(),
  assembly: z.boolean(),
  form: z.string().nullable(),
  mechanism: z.string().nullable(),
  parts: z.array(z.object({ part: z.string(), text: z.string() })).readonly(),
  lines: z.array(lineOut).readonly(),
  meeting: z
    .object({
      on: day,
      time: z.string(),
      place: z.string(),
      agenda: z.array(z.string()).readonly(),
      board: z.string(),
      adHoc: z.boolean(),
    })
    .nullable(),
  outcomes: z
    .array(
      z.object({
        seq: count,
        due: count,
        present: count,
        needed: count,
        agree: count,
        against: count,
        abstain: count,
        verdict: z.string(),
        resolution: z.string(),
        executor: z.string(),
        dueOn: day.nullable(),
        minutes: z.string(),
      }),
    )
    .readonly(),
  fromOrders: count,
  orders: z.array(z.object({ id: z.uuid(), no: z.string() })).readonly(),
  objections: z
    .array(
      z.object({
        seq: count,
        text: z.string().nullable().describe('只给本地、镇街和本人看'),
        state: z.enum(['open', 'upheld', 'dismissed']),
        answer: z.string().nullable(),
      }),
    )
    .readonly(),
  ratings: z.object({ good: count, fair: count, bad: count }),
  ratingWords: z.array(z.object({ score: count, words: z.string() })).readonly(),
  events: z
    .array(
      z.object({
        seq: count,
        at: count,
        action: z.string(),
        note: z.string(),
        board: z.string(),
        until: day.nullable(),
        statement: count.nullable(),
        order: z.string(),
        leaf: z.string(),
      }),
    )
    .readonly(),
})

/** What everybody may know of it: without the numbers of work orders, and what was written for staff. */
export const openTopicOut = topicOut.omit({ orders: true, ratingWords: true, may: true })

export const actedOut = z.object({
  id: z.uuid(),
  no: z.string(),
  version: count,
  step: z.string(),
  verdict: z.string().nullable().describe('会议结果：passed 达成、rejected 未达成、no-quorum 人数不足'),
  order: z.string().describe('转办时新立的工单编号'),
  leaf: z.string(),
})

export const meetingOut = z.object({
  id: z.uuid(),
  no: z.string(),
  title: z.string(),
  areaName: z.string(),
  step: z.string(),
  version: count,
  round: count,
  running: z.boolean(),
  meeting: topicOut.shape.meeting,
  code: z.string(),
  address: z.string(),
  qr: z.object({ size: count, path: z.string() }),
  due: count,
  present: count,
  needed: count,
  lines: z.array(lineOut.extend({ came: count, byDesk: count })).readonly(),
  signedIn: z.array(z.object({ line: count, seat: count, who: z.string(), at: count })).readonly(),
  speeches: z
    .array(
      z.object({
        turn: count,
        line: count,
        who: z.string(),
        state: z.enum(['waiting', 'speaking', 'done']),
        seconds: count.describe('发言的秒数'),
      }),
    )
    .readonly(),
  minutes: z.string(),
  minutesVersion: count,
  savedAt: count,
  may: z.array(z.string()).readonly(),
})
export type MeetingOut = z.infer<typeof meetingOut>

export const talkOut = z.object({
  open: z.boolean(),
  people: count,
  statements: z
    .array(
      z.object({
        seq: count,
        text: z.string(),
        mine: z.boolean(),
        vote: count.nullable(),
        agree: count,
        disagree: count,
        pass: count,
        groups: z.array(z.object({ agree: count, said: count })).readonly(),
      }),
    )
    .readonly(),
  next: count.nullable(),
  groups: z.array(count).readonly(),
  agreed: z.array(count).readonly(),
  rejected: z.array(count).readonly(),
})
