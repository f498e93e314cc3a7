import { z } from 'zod'
import { parseAreaPath } from '../../kernel/area-code.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { may } from '../../platform/access/access.ts'
import type { Tx } from '../../platform/db/types.ts'
import { pageOf, readCursor } from '../../platform/http/paging.ts'
import { api, type Context, type Route } from '../../platform/http/types.ts'
import { pathOfCity } from '../directory/index.ts'
import * as shape from './api.ts'
import type { Acted } from './book.ts'
import { settle, takeBack } from './correct.ts'
import { access, policy, subjectOf, type Verb, viewedAreas } from './policy.ts'
import { addRelative, closeScheme, openScheme, setRules } from './schemes.ts'
import { shownReport, shownSchemes } from './shown.ts'
import { grant, inherit } from './spend.ts'
import { schemeById, schemesWithin } from './store/schemes.ts'

const LIST = 'time-bank.list'
const OPEN_LIST = 'time-bank.open-list'
const ID = z.object({ id: z.uuid() })
const HOUR = 60

type Acting = Promise<Result<Acted, readonly Refusal[]>>

/** The one transaction of a verb, as the system: only the system writes ledgers. The verb asks the access table itself. */
export const written = (ctx: Context, work: (tx: Tx) => Acting) =>
  ctx.systemOnce(async tx => {
    const done = await work(tx)
    return done.ok ? ok({ id: done.value.id, leaf: done.value.leaf }) : done
  })

const pageIn = async (
  ctx: Context,
  list: string,
  place: string | undefined,
  query: { readonly cursor?: string | undefined; readonly limit: number },
) => {
  const after = readCursor(list, z.tuple([z.string().max(20)]), query.cursor)
  if (!after.ok) return after
  const rows = place === undefined ? [] : await schemesWithin(ctx.db, place, after.value?.[0], query.limit + 1)
  const { items, next } = pageOf(list, rows, query.limit, row => [row.area])
  return ok({ items: await shownSchemes(ctx.system, items, ctx.now), next })
}

const changeOf = (body: z.output<typeof shape.rulesIn>) => {
  const { from: _, basis: __, capHours, expiryMonths, clearingHours, ...rest } = body
  return {
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
    ...(capHours === undefined ? {} : { cap: capHours === '' ? null : capHours * HOUR }),
    ...(expiryMonths === undefined ? {} : { expiryMonths: expiryMonths === '' ? null : expiryMonths }),
    ...(clearingHours === undefined ? {} : { clearing: clearingHours * HOUR }),
  }
}

const post = <B extends z.ZodType>(
  id: string,
  path: string,
  summary: string,
  body: B,
  act: (tx: Tx, ctx: Context, id: string, body: z.output<B>) => Acting,
): Route =>
  api({
    id: `time-bank.${id}`,
    method: 'POST',
    path,
    summary,
    access: access('run'),
    params: ID,
    body,
    answer: shape.actedOut,
    handler: (ctx, { params, body: sent }) => written(ctx, tx => act(tx, ctx, params.id, sent)),
  })

/** Schemes, for everybody and for whoever runs them. */
export const staffRoutes: readonly Route[] = [
  api({
    id: OPEN_LIST,
    method: 'GET',
    path: '/api/open/time-banks',
    summary: '时间银行：规则、兜底办法、公共时间池（公开）',
    access: access('open'),
    query: shape.schemesIn,
    answer: shape.schemesOut,
    refuses: ['cursor-wrong'],
    handler: (ctx, { query }) => {
      const path = query.area === undefined || query.area === '' ? undefined : parseAreaPath(query.area)
      return pageIn(ctx, OPEN_LIST, path?.ok === true ? path.value : pathOfCity(ctx.db.city), query)
    },
  }),
  api({
    id: LIST,
    method: 'GET',
    path: '/api/time-banks',
    summary: '本辖区的时间银行',
    access: access('list'),
    query: shape.schemesIn,
    answer: shape.schemesOut,
    refuses: ['cursor-wrong'],
    handler: (ctx, { query }) => pageIn(ctx, LIST, viewedAreas(ctx.actor)[0], query),
  }),
  api({
    id: 'time-bank.report',
    method: 'GET',
    path: '/api/time-banks/:id',
    summary: '准备金和待兑付报告：按存入年限、预计需求、公共时间池、通存通兑往来',
    access: access('view'),
    params: ID,
    answer: shape.reportOut,
    refuses: ['not-found', 'not-yours'],
    handler: async (ctx, { params }) => {
      const row = await schemeById(ctx.db, params.id)
      if (row === undefined) return refuse([{ tag: 'not-found' }])
      if (!may<Verb>(policy, 'view', ctx.actor, subjectOf(row))) return refuse([{ tag: 'not-yours' }])
      return ok(await shownReport(ctx.system, ctx.actor, row, ctx.now))
    },
  }),
  api({
    id: 'time-bank.open',
    method: 'POST',
    path: '/api/time-banks',
    summary: '开办时间银行',
    access: access('run'),
    body: shape.schemeIn,
    status: 201,
    answer: shape.actedOut,
    handler: (ctx, { body }) => written(ctx, tx => openScheme(tx, ctx, body)),
  }),
  post('close', '/api/time-banks/:id/close', '停止存入；已存的仍可兑换和捐赠', z.object({}), (tx, ctx, id) =>
    closeScheme(tx, ctx, id),
  ),
  post('rules', '/api/time-banks/:id/rules', '从某日起的新规则；不溯及以前', shape.rulesIn, (tx, ctx, id, body) =>
    setRules(tx, ctx, id, { from: body.from as LocalDate, basis: body.basis, change: changeOf(body) }),
  ),
  post('grant', '/api/time-banks/:id/grant', '用公共时间池为一次服务支付，写明理由', shape.grantIn, grant),
  post(
    'take-back',
    '/api/time-banks/:id/take-back',
    '更正：收回一次服务存入的时长，写明理由，志愿者本人看得到',
    shape.takeBackIn,
    takeBack,
  ),
  post(
    'settle',
    '/api/time-banks/:id/settle',
    '与另一个时间银行结算往来，写明双方的文件；两边都要在办理范围内',
    shape.settleIn,
    settle,
  ),
  post(
    'relative',
    '/api/time-bank-members/:id/relative',
    '登记可以代为支付的亲属（规则允许的）',
    shape.relativeIn,
    addRelative,
  ),
  post('inherit', '/api/time-bank-members/:id/inherit', '继承（规则允许的）', shape.heirIn, (tx, ctx, id, { heir }) =>
    inherit(tx, ctx, id, heir),
  ),
]
