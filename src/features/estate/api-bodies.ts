import { z } from 'zod'
import { dayField } from '../../platform/http/fields.ts'
import { area, day, lineOut, note, paper, words } from './api.ts'
import { END_REASONS, OFFICES, POSTS } from './rules/committee.ts'
import { APPLICANTS, FORMS, HEADS } from './rules/formation.ts'
import { CODE_MAX } from './rules/unit.ts'

/** What goes in and out about the bodies of owners. */
const count = z.number().int()
const heads = z.coerce.number().int().min(0).max(1_000_000)
const record = paper.describe('材料名称或文号')

/** What each step of forming the assembly asks for. */
export const formationIn = {
  apply: z.object({
    on: dayField(),
    by: z.enum(APPLICANTS),
    heads: heads.default(0),
    area: area.default('0'),
    record,
    note,
  }),
  formGroup: z.object({
    on: dayField(),
    members: heads,
    owners: heads,
    head: z.enum(HEADS),
    postedOn: dayField(),
    postedUntil: dayField(),
    record,
    note,
  }),
  announce: z.object({ on: dayField(), meetingOn: dayField(), form: z.enum(FORMS), record, note }),
  found: z.object({
    on: dayField(),
    turnoutHeads: heads,
    turnoutArea: area,
    rulesHeads: heads,
    rulesArea: area,
    covenantHeads: heads,
    covenantArea: area,
    committeeHeads: heads,
    committeeArea: area,
    record,
    note,
  }),
  end: z.object({ note: words }),
} as const

export const termIn = z.object({
  electedOn: dayField(),
  from: dayField(),
  to: dayField(),
  record,
  members: z
    .array(
      z.object({
        name: z.string().trim().min(1).max(60),
        unit: z.string().trim().min(1).max(CODE_MAX).describe('本人名下的房号'),
        office: z.enum(OFFICES),
        posts: z.array(z.enum(POSTS)).max(POSTS.length).default([]),
      }),
    )
    .max(60),
})

export const filingIn = z.object({ on: dayField(), record })
export const memberEndIn = z.object({ on: dayField(), why: z.enum(END_REASONS) })
export const meetingIn = z.object({
  on: dayField(),
  noticedOn: dayField(),
  present: heads,
  agree: heads,
  matter: z.string().trim().min(2).max(200),
  decision: words,
  record,
})
export const postedIn = z.object({ on: dayField() })

const share = z.object({ part: count, whole: count })
const basisItem = z.unknown().describe('依据')

export const bodiesOut = z.object({
  estate: lineOut,
  may: z.boolean(),
  conditions: z.object({
    heads: count,
    areaDm2: count,
    deliveredDm2: count,
    firstHanded: day.nullable(),
    met: z.boolean(),
    why: z.array(z.string()).readonly().describe('还差什么，一条一句'),
  }),
  formation: z.object({
    step: z.string(),
    actions: z.array(z.string()).readonly(),
    facts: z
      .array(
        z.object({
          seq: count,
          at: count,
          action: z.string(),
          on: day.nullable(),
          numbers: z.array(z.string()).readonly(),
          verdict: z.string().nullable(),
          record: z.string(),
          note: z.string(),
          leaf: z.string(),
        }),
      )
      .readonly(),
  }),
  dues: z
    .array(
      z.object({ what: z.string(), from: day, due: day, doneOn: day.nullable(), state: z.string(), basis: basisItem }),
    )
    .readonly(),
  terms: z
    .array(
      z.object({
        id: z.uuid(),
        place: count,
        electedOn: day,
        from: day,
        to: day,
        record: z.string(),
        filedOn: day.nullable(),
        filedRecord: z.string(),
        members: z
          .array(
            z.object({
              id: z.uuid(),
              name: z.string(),
              office: z.enum(OFFICES),
              posts: z.array(z.enum(POSTS)).readonly(),
              to: day.nullable(),
              endedBy: z.string().nullable(),
              withoutUnit: z.boolean(),
            }),
          )
          .readonly(),
      }),
    )
    .readonly(),
  meetings: z
    .array(
      z.object({
        id: z.uuid(),
        on: day,
        noticedOn: day,
        members: count,
        present: count,
        agree: count,
        verdict: z.enum(['passed', 'rejected', 'no-quorum']),
        matter: z.string(),
        decision: z.string(),
        record: z.string(),
        postedOn: day.nullable(),
      }),
    )
    .readonly(),
})

export const crossOut = z.object({
  items: z.array(
    z.object({
      area: z.string(),
      name: z.string(),
      committees: count.describe('在任的业主委员会'),
      members: count.describe('在任的委员'),
      withCross: count.describe('有交叉任职委员的业主委员会'),
      posts: z.array(share.extend({ post: z.enum(POSTS) })).readonly(),
    }),
  ),
})
