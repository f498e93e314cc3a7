import { z } from 'zod'
import { listOf, paging } from '../../platform/http/paging.ts'
import { ALL_MATTERS } from './rules/matters.ts'
import { meetingFields } from './verbs.ts'

/** What goes in and out over HTTP. Days are `YYYY-MM-DD`; times ISO 8601 with offset; numbers are heads. */
const yes = z.union([z.boolean(), z.stringbool()])
const day = z.string().describe('YYYY-MM-DD')

export const proposeIn = z.object({
  area: z.string().max(20).describe('村的 12 位区划代码'),
  matter: z.enum(ALL_MATTERS),
  title: z.string().trim().min(2).max(60),
  text: z.string().trim().min(2).max(4000),
  merged: yes.default(false).describe('书记、主任一人兼任，提议与商议合并进行'),
  ...meetingFields,
})

export const filterIn = z.object({
  ...paging,
  area: z.string().max(20).optional(),
  step: z.string().max(200).optional().describe('多个用逗号分开'),
  matter: z.string().max(40).optional(),
})
export type FilterIn = z.output<typeof filterIn>

export const itemOut = z.object({
  id: z.uuid(),
  no: z.string(),
  version: z.number().int(),
  step: z.string(),
  area: z.string(),
  areaName: z.string(),
  matter: z.string(),
  title: z.string(),
  proposedAt: z.string(),
  until: day.nullable(),
  openObjections: z.number().int(),
  review: z.boolean(),
  may: z.array(z.string()).readonly(),
})
export const itemsOut = listOf(itemOut)

const meeting = z.object({
  due: z.number().int(),
  present: z.number().int(),
  agree: z.number().int(),
  against: z.number().int(),
  abstain: z.number().int(),
})

export const decisionOut = itemOut.extend({
  body: z.string(),
  procedure: z.string(),
  forms: z
    .array(
      z.object({
        seq: z.number().int(),
        action: z.string(),
        on: day,
        meeting: meeting.nullable(),
        members: z.number().int().nullable(),
        body: z.string().nullable(),
        needed: z.number().int().nullable().describe('法定或规定的到会人数'),
        verdict: z.string().nullable(),
        until: day.nullable(),
        record: z.string(),
        note: z.string(),
        scans: z.array(z.string()).readonly(),
        leaf: z.string(),
      }),
    )
    .readonly(),
  objections: z
    .array(
      z.object({
        seq: z.number().int(),
        text: z.string().nullable().describe('只给本村、镇街和本人看'),
        state: z.enum(['open', 'upheld', 'dismissed']),
        answer: z.string().nullable(),
      }),
    )
    .readonly(),
  events: z
    .array(
      z.object({
        seq: z.number().int(),
        at: z.number().int(),
        action: z.string(),
        note: z.string(),
        leaf: z.string(),
      }),
    )
    .readonly(),
})

export const actedOut = z.object({
  id: z.uuid(),
  no: z.string(),
  version: z.number().int(),
  step: z.string(),
  verdict: z.string().nullable().describe('会议结果：passed 通过、rejected 未通过、no-quorum 人数不足'),
  leaf: z.string(),
})
