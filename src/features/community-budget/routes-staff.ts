import { z } from 'zod'
import { isWithin, parseAreaPath } from '../../kernel/area-code.ts'
import { ok, refuse } from '../../kernel/result.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { may } from '../../platform/access/access.ts'
import { seenVersion } from '../../platform/http/etag.ts'
import { newestPage } from '../../platform/http/newest.ts'
import { pageOf, readCursor } from '../../platform/http/paging.ts'
import { api, type Context, type Route } from '../../platform/http/types.ts'
import { communitiesOf, pathOfCity } from '../directory/index.ts'
import * as io from './api.ts'
import { allocate, endYear, publish } from './budget-commands.ts'
import { type ActedExpense, act, nextNo, plan } from './expense-commands.ts'
import { access, policy, subjectOf, type Verb, viewedAreas } from './policy.ts'
import type { Deed } from './rules/gates.ts'
import { linesOf, shownBudgets, shownExpense, shownExpenses } from './shown.ts'
import { budgetById } from './store/budgets.ts'
import { expenseById, listExpenses } from './store/expenses.ts'

const ID = z.object({ id: z.uuid() })
const BUDGETS = '/api/community-budgets'
const EXPENSES = '/api/community-expenses'
const LIST = 'community-budget.list'
const EXPENSE_LIST = 'community-budget.expenses'

const presentExpense = ({ row: { id, no, version, step }, leaf }: ActedExpense): z.infer<typeof io.expenseActed> => ({
  ...{ id, no, version, step, leaf },
})

/** Villages and communities the reader may grant money to. */
const placesFor = async (ctx: Context) => {
  const towns = ctx.actor.offices.flatMap(office => {
    const over = parseAreaPath(office.area)
    return over.ok && may<Verb>(policy, 'allocate', { ...ctx.actor, offices: [office] }, subjectOf(office))
      ? [over.value]
      : []
  })
  const all = await communitiesOf(ctx.db, pathOfCity(ctx.db.city))
  return all.filter(({ path }) => towns.some(over => isWithin(path, over)))
}

const budgetRoutes: readonly Route[] = [
  api({
    id: LIST,
    method: 'GET',
    path: BUDGETS,
    summary: '村（社区）经费：每个村（社区）的两本账和当年余额（工作人员）',
    access: access('list'),
    query: io.budgetFilter,
    answer: io.linesOut,
    refuses: ['cursor-wrong'],
    handler: async (ctx, { query: { kind, limit, cursor } }) => {
      const after = readCursor(LIST, z.tuple([z.string().max(20), z.string().max(20)]), cursor)
      if (!after.ok) return after
      const from = after.value && { area: after.value[0], kind: after.value[1] }
      const filter = { within: pathOfCity(ctx.db.city), areas: viewedAreas(ctx.actor), kind }
      return ok(pageOf(LIST, await linesOf(ctx, filter, from, limit + 1), limit, row => [row.area, row.kind]))
    },
  }),
  api({
    id: 'community-budget.places',
    method: 'GET',
    path: `${BUDGETS}/places`,
    summary: '可以拨付经费的村（社区）',
    access: access('allocate'),
    answer: z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) }),
    refuses: [],
    handler: async ctx => ok({ items: (await placesFor(ctx)).map(({ path, name }) => ({ id: path as string, name })) }),
  }),
  api({
    id: 'community-budget.allocate',
    method: 'POST',
    path: `${BUDGETS}/allocate`,
    summary: '镇街拨付当年的一项经费；不填金额即按本地标准',
    access: access('allocate'),
    body: io.allocateIn,
    answer: io.actedOut,
    handler: (ctx, { body: { area, kind, amount, reason } }) =>
      ctx.systemOnce(tx => allocate(tx, ctx, { area, kind, amount: io.amountOf(amount), reason })),
  }),
  api({
    id: 'community-budget.shown',
    method: 'GET',
    path: `${BUDGETS}/:id`,
    summary: '一本经费账：各年拨付、支出、余额和已公布的季度',
    access: access('view'),
    params: ID,
    answer: io.budgetOut,
    refuses: ['not-found', 'not-yours'],
    handler: async (ctx, { params }) => {
      const budget = await budgetById(ctx.db, params.id)
      if (budget === undefined) return refuse([{ tag: 'not-found' }])
      if (!may<Verb>(policy, 'view', ctx.actor, subjectOf(budget)))
        return refuse([{ tag: 'not-yours', values: { action: 'view' } }])
      const [shown] = await shownBudgets(ctx, [budget])
      return shown === undefined ? refuse([{ tag: 'not-found' }]) : ok(shown)
    },
  }),
  api({
    id: 'community-budget.plan',
    method: 'POST',
    path: `${BUDGETS}/:id/plan`,
    summary: '安排一笔支出并预留资金',
    access: access('plan'),
    params: ID,
    body: io.planIn,
    status: 201,
    answer: io.expenseActed,
    handler: async (ctx, { params, body }) => {
      const no = await nextNo(ctx.system, ctx.now)
      const planned = { ...body, amount: io.sureAmount(body.amount) }
      return ctx.systemOnce(async tx => {
        const done = await plan(tx, ctx, params.id, planned, no)
        return done.ok ? ok(presentExpense(done.value)) : done
      })
    },
  }),
  api({
    id: 'community-budget.publish',
    method: 'POST',
    path: `${BUDGETS}/:id/publish`,
    summary: '公布一个季度的收支；数字由账本算出',
    access: access('publish'),
    params: ID,
    body: io.publishIn,
    answer: io.actedOut,
    handler: (ctx, { params, body }) =>
      ctx.systemOnce(tx => publish(tx, ctx, params.id, { ...body, until: body.until as LocalDate })),
  }),
  api({
    id: 'community-budget.year-end',
    method: 'POST',
    path: `${BUDGETS}/:id/year-end`,
    summary: '镇街决定往年结余的去向：结转今年或收回',
    access: access('yearEnd'),
    params: ID,
    body: io.yearEndIn,
    answer: io.actedOut,
    handler: (ctx, { params, body }) => ctx.systemOnce(tx => endYear(tx, ctx, params.id, body)),
  }),
]

const SUMMARIES: Readonly<Record<Deed, string>> = {
  approve: '第二人审批一笔支出',
  pay: '支付一笔支出，不超过预留的金额',
  withdraw: '撤回一笔没有支付的支出，资金回到账上',
  reverse: '冲回一笔已经支付的支出',
}

/** One route per deed, each with its own body, so that the API page and the access matrix know them all. */
const deedRoute = <D extends Deed>(deed: D): Route =>
  api({
    id: `community-budget.${deed}`,
    method: 'POST',
    path: `${EXPENSES}/:id/${deed}`,
    summary: SUMMARIES[deed],
    access: access(deed),
    params: ID,
    body: io.DEEDS_IN[deed],
    answer: io.expenseActed,
    handler: (ctx, { params, body, ifMatch }) => {
      const { note, amount = '' } = body as { readonly note: string; readonly amount?: string }
      const doing = { amount: io.amountOf(amount), note, version: seenVersion(ifMatch) }
      return ctx.systemOnce(async tx => {
        const done = await act(tx, ctx, params.id, deed, doing)
        return done.ok ? ok(presentExpense(done.value)) : done
      })
    },
  })

const expenseRoutes: readonly Route[] = [
  api({
    id: EXPENSE_LIST,
    method: 'GET',
    path: EXPENSES,
    summary: '经费支出列表（工作人员），最新安排在前',
    access: access('list'),
    query: io.expenseFilter,
    answer: io.expensesOut,
    handler: async (ctx, { query }) => {
      const filter = {
        areas: viewedAreas(ctx.actor),
        steps: query.step?.split(','),
        kind: query.kind,
        budget: query.budget,
      }
      const found = await newestPage(
        EXPENSE_LIST,
        query,
        page => listExpenses(ctx.db, filter, page),
        row => row.planned_at,
      )
      if (!found.ok) return found
      const { items, next } = found.value
      return ok({ items: [...(await shownExpenses(ctx.db, ctx.actor, items))], next })
    },
  }),
  api({
    id: 'community-budget.expense',
    method: 'GET',
    path: `${EXPENSES}/:id`,
    summary: '一笔经费支出和它的经过',
    access: access('view'),
    params: ID,
    answer: io.expenseFull,
    refuses: ['not-found'],
    version: answer => answer.version,
    handler: async (ctx, { params }) => {
      const row = await expenseById(ctx.db, params.id)
      return row === undefined || !may<Verb>(policy, 'view', ctx.actor, subjectOf(row))
        ? refuse([{ tag: 'not-found' }])
        : ok(await shownExpense(ctx, row))
    },
  }),
  deedRoute('approve'),
  deedRoute('pay'),
  deedRoute('withdraw'),
  deedRoute('reverse'),
]

export const staffRoutes: readonly Route[] = [...budgetRoutes, ...expenseRoutes]
