import { z } from 'zod'
import { ok, refuse } from '../../kernel/result.ts'
import { may } from '../../platform/access/access.ts'
import { asAnswer, read, released } from '../../platform/files/files.ts'
import { api, type Context, type Route } from '../../platform/http/types.ts'
import { bytesSource } from '../../platform/tables/tables.ts'
import { enrolOut, proxyIn, votersOut } from './api.ts'
import { enrol, HEADINGS, type LineFault, linesOf } from './enrol.ts'
import { streamOf } from './journal.ts'
import { access, policy, subjectOf, type Verb } from './policy.ts'
import { enterProxy, takeBackProxy } from './proxies.ts'
import { electionById } from './store/elections.ts'
import { fileOf } from './store/facts.ts'
import { voterLines } from './store/voters.ts'

const ID = z.object({ id: z.uuid() })
const PATH = '/api/elections'
const FAULTS_SHOWN = 200
const PAGE = 200

const ABSENT = refuse([{ tag: 'not-found' }] as const)
const NOT_YOURS = refuse([{ tag: 'not-yours', values: { action: 'view' } }] as const)

const viewed = async (ctx: Context, id: string, verb: Verb) => {
  const row = await electionById(ctx.db, id)
  if (row === undefined) return ABSENT
  return may(policy, verb, ctx.actor, subjectOf(row.state)) ? ok(row) : NOT_YOURS
}

const saidFault = (ctx: Context, { line, column, why }: LineFault) => ({
  line,
  column: HEADINGS[column][0],
  why: ctx.t(`committee-election:enrol.faults.${why}.why`),
  next: ctx.t(`committee-election:enrol.faults.${why}.next`),
})

/** The list of voters, proxies and scans: what is kept beside the steps. */
export const paperRoutes: readonly Route[] = [
  api({
    id: 'committee-election.voters',
    method: 'GET',
    path: `${PATH}/:id/voters`,
    summary: '选民名单（本社区、村和镇街）：编号、遮掩的姓名和证件号',
    access: access('view'),
    params: ID,
    query: z.object({ after: z.coerce.number().int().min(0).max(1_000_000).default(0) }),
    answer: votersOut,
    refuses: ['not-found', 'not-yours'],
    handler: async (ctx, { params, query }) => {
      const row = await viewed(ctx, params.id, 'view')
      if (!row.ok) return row
      const lines = await voterLines(ctx.db, params.id, query.after, PAGE + 1)
      const items = lines.slice(0, PAGE)
      return ok({ items: [...items], next: lines.length > PAGE ? (items.at(-1)?.no ?? null) : null })
    },
  }),
  api({
    id: 'committee-election.enrol',
    method: 'POST',
    path: `${PATH}/:id/voters`,
    summary: '登记选民（CSV、XLSX，一行一人）；dryRun 只看不写；有一处不对就都不写',
    access: access('enrol'),
    params: ID,
    body: z.object({ dryRun: z.union([z.boolean(), z.stringbool()]).default(true) }),
    files: 1,
    answer: enrolOut,
    handler: async (ctx, { params, body, files }) => {
      const row = await viewed(ctx, params.id, 'enrol')
      if (!row.ok) return row
      const [file] = files
      if (file === undefined) return refuse([{ tag: 'file-empty', pointer: '/body/file' }])
      const lines = await linesOf(bytesSource(file.filename, file.bytes))
      if (!lines.ok) return lines
      return ctx.once(async tx => {
        const done = await enrol(tx, ctx, params.id, lines.value, body)
        if (!done.ok) return done
        const { faults, ...rest } = done.value
        const said = faults.slice(0, FAULTS_SHOWN).map(fault => saidFault(ctx, fault))
        return ok({ ...rest, faultCount: faults.length, faults: said })
      })
    },
  }),
  api({
    id: 'committee-election.proxy',
    method: 'POST',
    path: `${PATH}/:id/proxies`,
    summary: '登记一份书面委托：谁替谁投，投什么只写在纸上',
    access: access('proxy'),
    params: ID,
    body: proxyIn,
    status: 201,
    answer: z.object({ given: z.boolean() }),
    handler: (ctx, { params, body }) => ctx.once(tx => enterProxy(tx, ctx, params.id, body)),
  }),
  api({
    id: 'committee-election.take-back-proxy',
    method: 'POST',
    path: `${PATH}/:id/proxies/take-back`,
    summary: '撤销一份委托（名单公布以前）',
    access: access('proxy'),
    params: ID,
    body: proxyIn.pick({ principal: true }),
    answer: z.object({ dropped: z.boolean() }),
    handler: (ctx, { params, body }) => ctx.once(tx => takeBackProxy(tx, ctx, params.id, body.principal)),
  }),
  api({
    id: 'committee-election.scan',
    method: 'GET',
    path: `${PATH}/:id/scans/:file`,
    summary: '公告、名单、计票记录的扫描件（本社区、村和镇街）',
    access: access('view'),
    params: z.object({ id: z.uuid(), file: z.uuid() }),
    query: z.object({ variant: z.enum(['shown', 'thumb', 'original']).default('shown') }),
    answer: z.unknown(),
    produces: 'image/jpeg',
    handler: async (ctx, { params, query }) => {
      const row = await viewed(ctx, params.id, 'view')
      if (!row.ok) return row
      if ((await fileOf(ctx.db, params.id, params.file)) === undefined) return ABSENT
      const file = { id: params.file, owner: streamOf(params.id), variant: query.variant }
      const opened = await read(ctx, file)
      if (opened === undefined) return ABSENT
      const why = await released(ctx, opened)
      return why.length > 0 ? refuse(why) : ok(asAnswer(opened))
    },
  }),
]
