import { z } from 'zod'
import { ok, refuse } from '../../kernel/result.ts'
import { dateOf, HOUR_MS, type LocalDate } from '../../kernel/time.ts'
import { may } from '../../platform/access/access.ts'
import { formErrors } from '../../platform/http/form-errors.ts'
import { api, type Context, form, page, type Route } from '../../platform/http/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import * as shape from './api.ts'
import * as read from './api-read.ts'
import { ownAccounts, unitsOfActor } from './own.ts'
import { paperPdf, paperXlsx } from './paper-files.ts'
import { issuePaper, type PaperRequest, paperAgain } from './papers.ts'
import { access, policy, subjectOf, type Verb } from './policy.ts'
import { ID } from './routes-read.ts'
import { totalsOf } from './rules/paper.ts'
import { fundOf } from './store/funds.ts'
import { ownUnits } from './store/overview.ts'
import { paperAt } from './store/papers.ts'
import type { views } from './views/index.ts'
import type { PaperTried } from './views/resident/mine.tsx'

const view = viewsOf<typeof views>()
const HOME = '/my/fund'
const PAPERS_AN_HOUR = 60
const FORMATS = ['pdf', 'xlsx'] as const
const TYPES = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

const requestOf = ({ scope, unit, building, from, to }: z.output<typeof shape.paperIn>): PaperRequest => {
  const days = { from: from as LocalDate, to: to as LocalDate }
  if (scope === 'unit') return { scope, unit, ...days }
  return scope === 'building' ? { scope, building, ...days } : { scope, ...days }
}

/** Writes the hash of a statement into the journal. Whether the unit is the asker's own is found out as the reader. */
const issued = async (ctx: Context, estate: string, request: PaperRequest) => {
  const owns = request.scope === 'unit' && (await unitsOfActor(ctx)).includes(request.unit)
  return ctx.systemOnce(async tx => {
    const done = await issuePaper(tx, ctx, estate, request, owns)
    if (!done.ok) return done
    const { row, paper } = done.value
    const { opening, closing } = totalsOf(paper.rows)
    const sums = { openingFen: `${opening}`, closingFen: `${closing}` }
    return ok({ id: row.id, digest: row.digest.toString('hex'), leaf: row.leaf.toString('hex'), ...sums })
  })
}

const minePage = async (ctx: Context, tried: PaperTried | null) => {
  const props = { accounts: [...(await ownAccounts(ctx))], level: ctx.actor.level, today: dateOf(ctx.now), tried }
  return view('maintenance-fund.mine', props, ctx.t('maintenance-fund:pages.mine.title'))
}

const typedOf = (body: Readonly<Record<string, unknown>>): PaperTried['typed'] => {
  const text = (name: string): string => (typeof body[name] === 'string' ? body[name] : '')
  return { unit: text('unit'), from: text('from'), to: text('to'), format: text('format') }
}

const formBody = z.object({
  unit: z.uuid(),
  from: z.string().max(10),
  to: z.string().max(10),
  format: z.enum(FORMATS).default('pdf'),
})

/** Statements of accounts, and the owner's own page. */
export const paperRoutes: readonly Route[] = [
  api({
    id: 'maintenance-fund.issue-paper',
    method: 'POST',
    path: '/api/funds/:id/papers',
    summary: '出具对账单：一户、一幢或全部；散列写入日志。业主只能出自己的一户',
    access: access('papers'),
    params: ID,
    body: shape.paperIn,
    status: 201,
    answer: shape.paperOut,
    location: answer => `/api/fund-papers/${answer.id}`,
    handler: (ctx, { params, body }) => issued(ctx, params.id, requestOf(body)),
  }),
  api({
    id: 'maintenance-fund.paper',
    method: 'GET',
    path: '/api/fund-papers/:paper',
    summary: '下载出具过的对账单（PDF 或 XLSX），和出具时一字不差',
    access: access('papers'),
    params: z.object({ paper: z.uuid() }),
    query: z.object({ format: z.enum(FORMATS).default('pdf') }),
    answer: z.unknown(),
    produces: 'application/pdf',
    refuses: ['not-found', 'too-many'],
    handler: async (ctx, { params, query }) => {
      const row = await paperAt(ctx.db, params.paper)
      const fund = row === undefined ? undefined : await fundOf(ctx.db, row.estate)
      if (row === undefined || fund === undefined) return refuse([{ tag: 'not-found' }])
      const own = row.byParty === ctx.actor.party
      if (!own && !may<Verb>(policy, 'view', ctx.actor, subjectOf(fund))) return refuse([{ tag: 'not-found' }])
      const within = await ctx.limit('fund-paper', ctx.actor.party ?? '', PAPERS_AN_HOUR, HOUR_MS)
      if (!within.ok) return within
      const paper = paperAgain(row)
      const body = await (query.format === 'pdf' ? paperPdf : paperXlsx)(paper, row)
      const name = encodeURIComponent(`${fund.name} ${paper.of} ${row.from} ${row.to}.${query.format}`)
      const headers = { 'content-disposition': `attachment; filename*=UTF-8''${name}` }
      return ok({ raw: true, type: TYPES[query.format], body, headers })
    },
  }),
  api({
    id: 'maintenance-fund.own',
    method: 'GET',
    path: '/api/me/funds',
    summary: '我的分户账：余额、流水、每次使用分摊多少',
    access: access('mine'),
    answer: read.ownOut,
    refuses: [],
    handler: async ctx =>
      ok({
        items: (await ownAccounts(ctx)).map(({ unit, estate, fund, code, balanceFen, heldFen, firstFen, moves }) => ({
          ...{ unit, estate, fund, code, balanceFen, heldFen, firstFen },
          moves: moves.map(({ on, business, fen, use }) => ({ on, business, fen, use: use?.no ?? null })),
        })),
      }),
  }),
  page({
    id: 'maintenance-fund.mine-page',
    path: HOME,
    access: access('mine'),
    load: async ctx => ok(await minePage(ctx, null)),
  }),
  form({
    id: 'maintenance-fund.paper-form',
    path: `${HOME}/statement`,
    access: access('mine'),
    body: formBody,
    submit: async (ctx, { body }) => {
      const days = shape.paperIn.safeParse({ scope: 'unit', unit: body.unit, from: body.from, to: body.to })
      if (!days.success) return refuse([{ tag: 'term-wrong', pointer: '/body/to' }])
      const [own] = await ownUnits(ctx.db, [body.unit])
      if (own === undefined) return refuse([{ tag: 'not-yours' }])
      const done = await issued(ctx, own.estate, requestOf(days.data))
      return done.ok ? ok({ redirect: `/api/fund-papers/${done.value.id}?format=${body.format}` }) : done
    },
    again: (ctx, { body }, why) => minePage(ctx, { errors: formErrors(ctx, why), typed: typedOf(body) }),
  }),
]
