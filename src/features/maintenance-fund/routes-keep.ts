import { z } from 'zod'
import { type Fen, fen, parseFen } from '../../kernel/money.ts'
import { redact } from '../../kernel/redact.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db/types.ts'
import { api, type Context, type Route } from '../../platform/http/types.ts'
import { bytesSource } from '../../platform/tables/tables.ts'
import * as shape from './api.ts'
import { redeem } from './bonds.ts'
import { assessFirst, deposit } from './deposits.ts'
import { addProceeds, creditInterest } from './earnings.ts'
import { importAccounts, ROWS_MAX } from './import.ts'
import { type Acted, openFund } from './open.ts'
import { access } from './policy.ts'
import { approve, propose, turnDown } from './proposals.ts'
import { ID, viewed } from './routes-read.ts'
import * as accounts from './rules/accounts-import.ts'
import type { LineFault } from './rules/lines.ts'
import { readTable } from './table-lines.ts'

const FAULTS_SHOWN = 200
const PROPOSAL = z.object({ id: z.uuid(), proposal: z.uuid() })
const BOND = z.object({ id: z.uuid(), bond: z.uuid() })
const KINDS = ['home', 'shop', 'office', 'parking', 'storage'] as const

/** The fields have looked at them. */
const dayOf = (text: string): LocalDate => text as LocalDate
const fenOf = (yuan: string): Fen => parseFen(yuan) ?? fen(0n)

type Acting = Promise<Result<Acted, readonly Refusal[]>>

/** The one transaction of a verb, as the system: no reader may write a ledger. The verb asks the access table itself. */
export const written = (ctx: Context, work: (tx: Tx) => Acting) =>
  ctx.systemOnce(async tx => {
    const done = await work(tx)
    return done.ok ? ok({ id: done.value.id, leaf: done.value.leaf, posting: done.value.posting ?? null }) : done
  })

/** A fault of a line in the reader's words; what stood in the cell is shown without numbers of people. */
export const saidFault = (
  ctx: Context,
  headings: Readonly<Record<string, readonly string[]>>,
  { line, field, why, values = {} }: LineFault,
) => {
  const shown = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? redact(value.slice(0, 30)).shown : value,
    ]),
  )
  return {
    line,
    column: headings[field]?.[0] ?? field,
    why: ctx.t(`maintenance-fund:import.faults.${why}.why`, shown),
    next: ctx.t(`maintenance-fund:import.faults.${why}.next`, shown),
  }
}

export const saidFaults = (
  ctx: Context,
  headings: Readonly<Record<string, readonly string[]>>,
  faults: readonly LineFault[],
) => ({
  faultCount: faults.length,
  faults: faults.slice(0, FAULTS_SHOWN).map(fault => saidFault(ctx, headings, fault)),
})

const ACCOUNTS = { fields: accounts.FIELDS, headings: accounts.HEADINGS, needed: accounts.NEEDED, most: ROWS_MAX }

const opening: readonly Route[] = [
  api({
    id: 'maintenance-fund.open',
    method: 'POST',
    path: '/api/funds',
    summary: '为一个小区开立维修资金账，指定账目管理单位和专户银行',
    access: access('found'),
    body: shape.openIn,
    status: 201,
    answer: shape.actedOut,
    location: answer => `/api/funds/${answer.id}`,
    handler: (ctx, { body }) =>
      written(ctx, tx => openFund(tx, ctx, { ...body, banker: body.banker === '' ? undefined : body.banker })),
  }),
  api({
    id: 'maintenance-fund.assess',
    method: 'POST',
    path: '/api/funds/:id/assess',
    summary: '核定首期交存额：建筑面积 × 公布的造价 × 比例；未交付的房屋交齐后才能交付',
    access: access('keep'),
    params: ID,
    body: shape.assessIn,
    answer: shape.assessOut,
    handler: (ctx, { params, body }) =>
      ctx.systemOnce(async tx => {
        const kinds = KINDS.filter(kind => body.kinds.split(',').includes(kind))
        const done = await assessFirst(tx, ctx, params.id, { on: dayOf(body.on), kinds })
        if (!done.ok) return done
        const { id, leaf, units, fen: total } = done.value
        return ok({ id, leaf, units, fen: `${total}` })
      }),
  }),
  api({
    id: 'maintenance-fund.import',
    method: 'POST',
    path: '/api/funds/:id/import',
    summary: '接收原有分户账（CSV、XLSX，一行一户）；dryRun 只看不写；有一处不对就都不写',
    access: access('keep'),
    params: ID,
    body: shape.importIn,
    files: 1,
    answer: shape.importOut,
    handler: async (ctx, { params, body, files }) => {
      const fund = await viewed(ctx, params.id, 'keep')
      if (!fund.ok) return fund
      const [file] = files
      if (file === undefined) return refuse([{ tag: 'file-empty', pointer: '/body/file' }])
      const lines = await readTable(bytesSource(file.filename, file.bytes), ACCOUNTS)
      if (!lines.ok) return lines
      const asked = { on: dayOf(body.on), sum: body.sum === '' ? null : fenOf(body.sum), dryRun: body.dryRun }
      return ctx.systemOnce(async tx => {
        const done = await importAccounts(tx, ctx, params.id, lines.value, asked)
        if (!done.ok) return done
        const { faults, fileFen, freshFen, ...rest } = done.value
        const said = saidFaults(ctx, accounts.HEADINGS, faults)
        return ok({ ...rest, fileFen: `${fileFen}`, freshFen: `${freshFen}`, ...said })
      })
    },
  }),
]

const money: readonly Route[] = [
  api({
    id: 'maintenance-fund.deposit',
    method: 'POST',
    path: '/api/funds/:id/deposits',
    summary: '登记交存：银行一笔流水，一户或多户',
    access: access('keep'),
    params: ID,
    body: shape.depositIn,
    answer: shape.actedOut,
    handler: (ctx, { params, body }) => {
      const parts = body.parts.map(({ code, yuan, part }) => ({ code, part, fen: fenOf(yuan) }))
      return written(ctx, tx => deposit(tx, ctx, params.id, { ...body, on: dayOf(body.on), parts }))
    },
  }),
  api({
    id: 'maintenance-fund.interest',
    method: 'POST',
    path: '/api/funds/:id/interest',
    summary: '结息：收到的利息按每日余额的积数分到户',
    access: access('keep'),
    params: ID,
    body: shape.interestIn,
    answer: shape.actedOut,
    handler: (ctx, { params, body }) => {
      const { yuan, reference, note } = body
      const days = { from: dayOf(body.from), to: dayOf(body.to), on: dayOf(body.on) }
      return written(ctx, tx => creditInterest(tx, ctx, params.id, { fen: fenOf(yuan), ...days, reference, note }))
    },
  }),
  api({
    id: 'maintenance-fund.proceeds',
    method: 'POST',
    path: '/api/funds/:id/proceeds',
    summary: '共有部分收益、报废残值滚存：按建筑面积分到户',
    access: access('keep'),
    params: ID,
    body: shape.proceedsIn,
    answer: shape.actedOut,
    handler: (ctx, { params, body }) => {
      const { kind, yuan, reference, note } = body
      const given = { kind, fen: fenOf(yuan), on: dayOf(body.on), reference, note }
      return written(ctx, tx => addProceeds(tx, ctx, params.id, given))
    },
  }),
  api({
    id: 'maintenance-fund.redeem',
    method: 'POST',
    path: '/api/funds/:id/bonds/:bond/redeem',
    summary: '国债到期兑付：本金回专户，收益按积数分到户',
    access: access('keep'),
    params: BOND,
    body: shape.redeemIn,
    answer: shape.actedOut,
    handler: (ctx, { params, body }) => {
      const { reference, note } = body
      const given = { bond: params.bond, on: dayOf(body.on), interest: fenOf(body.interest), reference, note }
      return written(ctx, tx => redeem(tx, ctx, params.id, given))
    },
  }),
]

const byTwo: readonly Route[] = [
  api({
    id: 'maintenance-fund.propose',
    method: 'POST',
    path: '/api/funds/:id/proposals',
    summary: '提出手工办理：调账、冲正、灭失返还、购买国债；达到限额须另一人批准',
    access: access('keep'),
    params: ID,
    body: shape.proposeIn,
    answer: shape.proposedOut,
    handler: (ctx, { params, body }) =>
      ctx.systemOnce(async tx => {
        const { kind, on, note, ...data } = body
        const done = await propose(tx, ctx, params.id, { kind, on: dayOf(on), note, data: { ...data, on } })
        return done.ok ? ok({ id: done.value.id, leaf: done.value.leaf, proposal: done.value.proposal }) : done
      }),
  }),
  api({
    id: 'maintenance-fund.approve',
    method: 'POST',
    path: '/api/funds/:id/proposals/:proposal/approve',
    summary: '批准并办理；提出的人不能批准',
    access: access('approve'),
    params: PROPOSAL,
    answer: shape.actedOut,
    handler: (ctx, { params }) => written(ctx, tx => approve(tx, ctx, params.id, params.proposal)),
  }),
  api({
    id: 'maintenance-fund.turn-down',
    method: 'POST',
    path: '/api/funds/:id/proposals/:proposal/turn-down',
    summary: '不批准，写明理由',
    access: access('approve'),
    params: PROPOSAL,
    body: z.object({ note: shape.words }),
    answer: shape.actedOut,
    handler: (ctx, { params, body }) => written(ctx, tx => turnDown(tx, ctx, params.id, params.proposal, body.note)),
  }),
]

/** What the keeper writes into the books. */
export const keepRoutes: readonly Route[] = [...opening, ...money, ...byTwo]
