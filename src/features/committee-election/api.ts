import { z } from 'zod'
import { listOf, paging } from '../../platform/http/paging.ts'

/** What goes in and out over HTTP. Days are `YYYY-MM-DD`; times ISO 8601 with offset; numbers are heads or ballots. */
const day = z.string().describe('YYYY-MM-DD')
const count = z.number().int()

export const filterIn = z.object({
  ...paging,
  area: z.string().max(20).optional(),
  step: z.string().max(200).optional().describe('多个用逗号分开'),
  body: z.string().max(20).optional(),
})
export type FilterIn = z.output<typeof filterIn>

export const itemOut = z.object({
  id: z.uuid(),
  no: z.string(),
  version: count,
  step: z.string(),
  area: z.string(),
  areaName: z.string(),
  body: z.string().describe('residents 居民委员会、villagers 村民委员会'),
  mode: z.string().describe('persons 全体选民、households 户代表、representatives 居民代表'),
  pollingOn: day,
  round: count.describe('已经开始的投票次数'),
  announcedAt: z.string(),
  openObjections: count,
})
export const itemsOut = listOf(itemOut)

const objection = z.object({
  seq: count,
  text: z.string().nullable().describe('只给本社区（村）、镇街和本人看'),
  state: z.enum(['open', 'upheld', 'dismissed']),
  answer: z.string().nullable(),
  due: day.describe('处理期限'),
  late: z.boolean(),
})

const round = z.object({
  round: count,
  runoff: z.boolean().describe('另行选举'),
  pollingOn: day,
  registered: count.describe('应投票人数'),
  issued: count.nullable(),
  returned: count.nullable(),
  invalid: count.nullable(),
  void: z.string().nullable().describe('选举无效的原因'),
  contests: z
    .array(
      z.object({
        post: z.string(),
        seats: count,
        left: count.describe('缺额'),
        candidates: z
          .array(
            z.object({
              no: count,
              name: z.string(),
              votes: count.nullable().describe('得票总数；没有任何单张选票的数据'),
              elected: z.boolean(),
            }),
          )
          .readonly(),
      }),
    )
    .readonly(),
})

export const electionOut = itemOut.extend({
  may: z.array(z.string()).readonly(),
  procedure: z.string(),
  seats: z.object({ chair: count, vice: count, member: count, woman: count }),
  formedOn: day,
  officials: z.array(z.object({ seat: count, name: z.string(), leftOn: day.nullable() })).readonly(),
  voters: count,
  casting: count,
  listedOn: day.nullable(),
  objectionsUntil: day.nullable(),
  objections: z.array(objection).readonly(),
  candidates: z
    .array(z.object({ no: count, name: z.string(), post: z.string(), woman: z.boolean(), state: z.string() }))
    .readonly(),
  candidatesOn: day.nullable(),
  metOn: day.nullable(),
  proxies: count,
  proxiesOn: day.nullable(),
  rounds: z.array(round).readonly(),
  waiting: z.object({ mine: z.boolean() }).nullable().describe('第一人已录入，等第二人'),
  until: day.nullable(),
  womanElected: z.boolean(),
  term: z.object({ on: day, until: day }).nullable(),
  handoverDue: day.nullable(),
  handedOn: day.nullable(),
  papers: z
    .array(
      z.object({
        seq: count,
        action: z.string(),
        on: day,
        until: day.nullable(),
        record: z.string(),
        note: z.string(),
        scans: z.array(z.string()).readonly(),
        leaf: z.string(),
      }),
    )
    .readonly(),
  events: z
    .array(z.object({ seq: count, at: count, action: z.string(), note: z.string(), leaf: z.string() }))
    .readonly(),
})

export const actedOut = z.object({ id: z.uuid(), no: z.string(), version: count, step: z.string(), leaf: z.string() })

export const enrolOut = z.object({
  rows: count,
  added: count,
  casting: count,
  already: count,
  taken: z.boolean(),
  faultCount: count,
  faults: z
    .array(z.object({ line: count, column: z.string(), why: z.string(), next: z.string() }))
    .describe('最多 200 处，按行'),
})

export const proxyIn = z.object({
  principal: z.coerce.number().int().min(1).max(100_000).describe('委托人在选民名单上的编号'),
  agent: z.coerce.number().int().min(1).max(100_000).describe('受托人在选民名单上的编号'),
  record: z.string().trim().min(2).max(120),
})

export const votersOut = z.object({
  items: z.array(
    z.object({ no: count, name: z.string(), casts: z.boolean(), struck: z.boolean(), number: z.string() }),
  ),
  next: count.nullable(),
})
