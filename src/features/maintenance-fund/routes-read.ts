import { z } from 'zod'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { dateOf } from '../../kernel/time.ts'
import { may } from '../../platform/access/access.ts'
import { writeCsv } from '../../platform/csv/csv.ts'
import { pageOf, paging, readCursor } from '../../platform/http/paging.ts'
import { api, type Context, type Raw, type Route } from '../../platform/http/types.ts'
import { organisationsOfKind } from '../directory/index.ts'
import { estatesUnder } from '../estate/index.ts'
import * as read from './api-read.ts'
import { auditFund } from './audit.ts'
import { access, isTown, keptFor, policy, subjectOf, type Verb, viewedAreas } from './policy.ts'
import { paramsOn } from './rule-values.ts'
import * as accounts from './rules/accounts-import.ts'
import * as statement from './rules/bank-statement.ts'
import * as housing from './rules/housing-import.ts'
import { named, shownFund, shownProposals, shownReconciliation, shownUnit } from './shown.ts'
import { type Fund, fundOf } from './store/funds.ts'
import { waitingLines } from './store/lines.ts'
import { fundsOf, listedUnits, withFund } from './store/overview.ts'
import { bondsOf } from './store/proposals.ts'

const LIST = 'maintenance-fund.list'
const UNITS = 'maintenance-fund.units'
const LINES = 'maintenance-fund.lines'
const CANDIDATES_MAX = 100
export const ID = z.object({ id: z.uuid() })
const key = z.string().max(100)

/** The fund, when the reader may do this to it. That it is there everybody knows. */
export const viewed = async (ctx: Context, id: string, verb: Verb): Promise<Result<Fund, readonly Refusal[]>> => {
  const fund = await fundOf(ctx.db, id)
  if (fund === undefined) return refuse([{ tag: 'no-fund' }])
  return may<Verb>(policy, verb, ctx.actor, subjectOf(fund)) ? ok(fund) : refuse([{ tag: 'not-yours' }])
}

const csv = (name: string, headings: readonly string[], sample: Readonly<Record<string, string>>): Raw => ({
  raw: true,
  type: 'text/csv; charset=utf-8',
  body: writeCsv([...headings], [sample]),
  headers: { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}` },
})

const lists: readonly Route[] = [
  api({
    id: LIST,
    method: 'GET',
    path: '/api/funds',
    summary: '维修资金列表（工作人员：本辖区的、本单位管理的），按社区和名称',
    access: access('list'),
    query: read.listIn,
    answer: read.linesOut,
    refuses: ['cursor-wrong'],
    handler: async (ctx, { query }) => {
      const after = readCursor(LIST, z.tuple([key, key, z.uuid()]), query.cursor)
      if (!after.ok) return after
      const from = after.value && { area: after.value[0], name: after.value[1], estate: after.value[2] }
      const asked = { areas: viewedAreas(ctx.actor), kept: keptFor(ctx.actor), named: query.name, after: from }
      const rows = await fundsOf(ctx.db, { ...asked, limit: query.limit + 1 })
      const { items, next } = pageOf(LIST, rows, query.limit, row => [row.area, row.name, row.estate])
      return ok({ items: [...(await named(ctx.db, items))], next })
    },
  }),
  api({
    id: 'maintenance-fund.candidates',
    method: 'GET',
    path: '/api/funds/candidates',
    summary: '还没有开账的小区（本镇街），和可以管理账目的单位',
    access: access('found'),
    answer: z.object({
      estates: z.array(z.object({ id: z.uuid(), name: z.string() })),
      keepers: z.array(z.object({ id: z.uuid(), name: z.string() })),
    }),
    refuses: [],
    handler: async ctx => {
      const area = ctx.actor.offices.find(office => office.role === 'unitLead' && isTown(office))?.area
      const all = area === undefined ? [] : await estatesUnder(ctx.db, area, undefined, CANDIDATES_MAX, { at: ctx.now })
      const known = await withFund(
        ctx.db,
        all.map(({ id }) => id),
      )
      const bodies = await organisationsOfKind(ctx.db, 'department', 'utility')
      return ok({
        estates: all.filter(({ id }) => !known.has(id)).map(({ id, name }) => ({ id, name })),
        keepers: bodies.map(({ id, name }) => ({ id, name })),
      })
    },
  }),
  api({
    id: 'maintenance-fund.template',
    method: 'GET',
    path: '/api/funds/templates/:kind',
    summary: '空表（CSV）：accounts 分户账余额，housing 公有住房出售，statement 银行对账单',
    access: access('list'),
    params: z.object({ kind: z.enum(['accounts', 'housing', 'statement']) }),
    answer: z.unknown(),
    produces: 'text/csv',
    refuses: [],
    handler: async (_ctx, { params }) => {
      if (params.kind === 'accounts') {
        const headings = accounts.FIELDS.map(field => accounts.HEADINGS[field][0])
        return ok(csv('分户账余额.csv', headings, { 房号: '1-1-101', 余额: '8950.00', 首期应交: '8950.00' }))
      }
      if (params.kind === 'housing') {
        const headings = housing.FIELDS.map(field => housing.HEADINGS[field][0])
        const sample = { 房号: '1-1-101', 售房单位: '某某厂', 售房款: '86500.00', 楼型: '多层', 收款日期: '2026-03-21' }
        return ok(csv('公有住房出售.csv', headings, sample))
      }
      const headings = statement.FIELDS.map(field => statement.HEADINGS[field][0])
      const sample = { 交易日期: '2026-03-21', 收入: '1234.56', 余额: '101234.56', 流水号: 'L0001', 摘要: '结息' }
      return ok(csv('银行对账单.csv', headings, sample))
    },
  }),
]

const ones: readonly Route[] = [
  api({
    id: 'maintenance-fund.fund',
    method: 'GET',
    path: '/api/funds/:id',
    summary: '一个小区的维修资金：总额、各幢、待办、最近的记录',
    access: access('view'),
    params: ID,
    answer: read.fundOut,
    refuses: ['no-fund', 'not-yours'],
    handler: async (ctx, { params }) => {
      const fund = await viewed(ctx, params.id, 'view')
      return fund.ok ? ok(await shownFund(ctx, fund.value)) : fund
    },
  }),
  api({
    id: UNITS,
    method: 'GET',
    path: '/api/funds/:id/units',
    summary: '分户账（按房号）；low=true 只列应续交的',
    access: access('view'),
    params: ID,
    query: read.unitsIn,
    answer: read.unitsOut,
    refuses: ['no-fund', 'not-yours', 'cursor-wrong'],
    handler: async (ctx, { params, query }) => {
      const fund = await viewed(ctx, params.id, 'view')
      if (!fund.ok) return fund
      const after = readCursor(UNITS, z.tuple([key]), query.cursor)
      if (!after.ok) return after
      const percent = (await paramsOn(ctx.db, dateOf(ctx.now))).renewPercent.value
      const below = query.low === true ? percent : null
      const asked = { after: after.value?.[0], code: query.code, below, limit: query.limit + 1 }
      const rows = await listedUnits(ctx.db, params.id, asked)
      const { items, next } = pageOf(UNITS, rows, query.limit, row => [row.code])
      return ok({ items: items.map(each => shownUnit(each, percent)), next })
    },
  }),
  api({
    id: 'maintenance-fund.proposals',
    method: 'GET',
    path: '/api/funds/:id/proposals',
    summary: '须两人办理的事项：待批准的在前',
    access: access('view'),
    params: ID,
    answer: read.proposalsOut,
    refuses: ['no-fund', 'not-yours'],
    handler: async (ctx, { params }) => {
      const fund = await viewed(ctx, params.id, 'view')
      return fund.ok ? ok({ items: await shownProposals(ctx, params.id) }) : fund
    },
  }),
  api({
    id: 'maintenance-fund.bonds',
    method: 'GET',
    path: '/api/funds/:id/bonds',
    summary: '用维修资金购买的国债',
    access: access('view'),
    params: ID,
    answer: read.bondsOut,
    refuses: ['no-fund', 'not-yours'],
    handler: async (ctx, { params }) => {
      const fund = await viewed(ctx, params.id, 'view')
      if (!fund.ok) return fund
      const items = (await bondsOf(ctx.db, params.id)).map(({ id, name, fen, ...rest }) => ({
        id,
        name,
        fen: `${fen}`,
        boughtOn: rest.boughtOn,
        maturesOn: rest.maturesOn,
        decision: rest.decision,
        redeemedOn: rest.redeemedOn,
        interestFen: rest.interestFen === null ? null : `${rest.interestFen}`,
      }))
      return ok({ items })
    },
  }),
  api({
    id: 'maintenance-fund.reconciliation',
    method: 'GET',
    path: '/api/funds/:id/reconciliation',
    summary: '与银行核对：对账单、账上未见于银行的、差额',
    access: access('view'),
    params: ID,
    answer: read.reconciliationOut,
    refuses: ['no-fund', 'not-yours'],
    handler: async (ctx, { params }) => {
      const fund = await viewed(ctx, params.id, 'view')
      return fund.ok ? ok(await shownReconciliation(ctx.db, fund.value)) : fund
    },
  }),
  api({
    id: LINES,
    method: 'GET',
    path: '/api/funds/:id/lines',
    summary: '对账单里还没有对上账的流水，按日期',
    access: access('view'),
    params: ID,
    query: z.object(paging),
    answer: read.linesOfBankOut,
    refuses: ['no-fund', 'not-yours', 'cursor-wrong'],
    handler: async (ctx, { params, query }) => {
      const fund = await viewed(ctx, params.id, 'view')
      if (!fund.ok) return fund
      const after = readCursor(LINES, z.tuple([z.iso.date(), z.uuid()]), query.cursor)
      if (!after.ok) return after
      const from = after.value && { day: after.value[0], id: after.value[1] }
      const rows = await waitingLines(ctx.db, params.id, from, query.limit + 1)
      const { items, next } = pageOf(LINES, rows, query.limit, row => [row.day, row.id])
      const shown = items.map(({ id, day, fen, reference, words }) => ({ id, day, fen: `${fen}`, reference, words }))
      return ok({ items: shown, next })
    },
  }),
  api({
    id: 'maintenance-fund.audit',
    method: 'GET',
    path: '/api/funds/:id/audit',
    summary: '核验账本：从流水重算每个余额，核对每笔账的散列',
    access: access('audit'),
    params: ID,
    answer: read.auditOut,
    refuses: ['no-fund', 'not-yours'],
    handler: async (ctx, { params }) => {
      const fund = await viewed(ctx, params.id, 'audit')
      if (!fund.ok) return fund
      const { accounts: wrong, uneven, postings, checked } = await auditFund(ctx.system, fund.value)
      return ok({ accounts: [...wrong], uneven, postings: [...postings], checked })
    },
  }),
]

/** What is read of funds in the console. */
export const readRoutes: readonly Route[] = [...lists, ...ones]
