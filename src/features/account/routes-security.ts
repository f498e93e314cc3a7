import { z } from 'zod'
import { ok } from '../../kernel/result.ts'
import { atMinute, type Instant, instant, isoOf, plusDays } from '../../kernel/time.ts'
import { pageOf, readCursor } from '../../platform/http/paging.ts'
import { api, type Context, type Route } from '../../platform/http/types.ts'
import { accountPage } from '../../platform/identity/accounts.ts'
import { glassLines } from '../../platform/identity/break-glass.ts'
import { securityPage } from '../../platform/identity/security-log.ts'
import { inviteOrReset, voidLink } from './account-commands.ts'
import * as shape from './api-security.ts'
import { access } from './policy.ts'
import { type Env, giveBack, kick, resetFactor, takeRole } from './security-commands.ts'
import { traceFor } from './staff-commands.ts'

const envOf = (ctx: Context): Env => ({ actor: ctx.actor, now: ctx.now, trace: traceFor(ctx) })

const keyOf =
  <Row extends { readonly id: string }>(at: (row: Row) => Instant) =>
  (row: Row) => ({
    at: at(row),
    id: row.id,
  })

const LOG = 'account.security-events'
const GLASS = 'account.break-glass-list'
const ACCOUNTS = 'account.accounts'

export const securityRoutes: readonly Route[] = [
  api({
    id: LOG,
    method: 'GET',
    path: '/api/console/security-events',
    summary: '安全日志:登录、锁定、重设、任免、查看个人信息、紧急授权,新的在前;只读',
    access: access('seeSecurityLog'),
    query: shape.securityQuery,
    answer: shape.securityList,
    refuses: [],
    handler: async ({ system: db }, { query }) => {
      const after = readCursor(LOG, shape.place, query.cursor)
      if (!after.ok) return after
      const { kind, party, limit } = query
      const span = {
        from: query.fromDay && atMinute(query.fromDay, 0),
        until: query.toDay && atMinute(plusDays(query.toDay, 1), 0),
      }
      const from = after.value && { at: instant(after.value.at), id: after.value.id }
      const rows = await securityPage(db, { kind, party, ...span, after: from, limit: limit + 1 })
      const page = pageOf(
        LOG,
        rows,
        limit,
        keyOf(row => row.at),
      )
      return ok({ items: page.items.map(shape.presentEvent), next: page.next })
    },
  }),
  api({
    id: GLASS,
    method: 'GET',
    path: '/api/console/break-glass',
    summary: '紧急授权的记录,新的在前',
    access: access('breakGlass'),
    query: shape.pageQuery,
    answer: shape.glassList,
    refuses: [],
    handler: async ({ system: db, actor, now }, { query }) => {
      const after = readCursor(GLASS, shape.place, query.cursor)
      if (!after.ok) return after
      const from = after.value && { at: instant(after.value.at), id: after.value.id }
      const rows = await glassLines(db, from, query.limit + 1)
      const page = pageOf(
        GLASS,
        rows,
        query.limit,
        keyOf(row => row.from),
      )
      return ok({ items: page.items.map(row => shape.presentGlass(row, actor.party, now)), next: page.next })
    },
  }),
  api({
    id: 'account.break-glass',
    method: 'POST',
    path: '/api/console/break-glass',
    summary: '紧急授权:临时担任另一类管理员,最多一小时,须写明原因,通知全体管理员',
    access: access('breakGlass'),
    sensitive: true,
    body: shape.glassBody,
    answer: shape.glassMade,
    status: 201,
    refuses: ['reason-short', 'glass-minutes', 'glass-role', 'glass-broken'],
    handler: async (ctx, { body }) => {
      const made = await ctx.systemOnce(tx => takeRole(tx, envOf(ctx), body))
      return made.ok ? ok({ id: made.value.id, until: isoOf(made.value.until) }) : made
    },
  }),
  api({
    id: 'account.end-break-glass',
    method: 'POST',
    path: '/api/console/break-glass/:id/end',
    summary: '提前结束自己的紧急授权',
    access: access('breakGlass'),
    params: shape.idParams,
    answer: shape.done,
    refuses: ['glass-over'],
    handler: (ctx, { params }) => ctx.systemOnce(tx => giveBack(tx, envOf(ctx), params.id)),
  }),
  api({
    id: ACCOUNTS,
    method: 'GET',
    path: '/api/console/accounts',
    summary: '工作人员账号:打码姓名、岗位、动态验证码、登录状态',
    access: access('seeAccounts'),
    query: shape.accountQuery,
    answer: shape.accountList,
    refuses: [],
    handler: async ({ system: db, now }, { query }) => {
      const after = readCursor(ACCOUNTS, z.uuid(), query.cursor)
      if (!after.ok) return after
      const { role, username, limit } = query
      const rows = await accountPage(db, { role, username, after: after.value, limit: limit + 1 }, now)
      const page = pageOf(ACCOUNTS, rows, limit, row => row.party)
      return ok({ items: page.items.map(shape.presentAccount), next: page.next })
    },
  }),
  api({
    id: 'account.make-link',
    method: 'POST',
    path: '/api/console/accounts/:party/link',
    summary: '建账号或重设密码:给本人一个 24 小时内用一次的链接',
    access: access('makeAccount'),
    sensitive: true,
    params: shape.partyParams,
    body: shape.linkBody,
    answer: shape.linkMade,
    status: 201,
    refuses: ['party-unknown', 'username-wrong', 'username-taken', 'account-own'],
    handler: async (ctx, { params, body }) => {
      const made = await inviteOrReset(ctx, { ...params, ...body })
      return made.ok ? ok({ ...made.value, until: isoOf(made.value.until) }) : made
    },
  }),
  api({
    id: 'account.void-link',
    method: 'DELETE',
    path: '/api/console/accounts/:party/link',
    summary: '作废还没用的链接',
    access: access('makeAccount'),
    params: shape.partyParams,
    answer: shape.done,
    refuses: ['link-none'],
    handler: (ctx, { params }) => voidLink(ctx, params.party),
  }),
  api({
    id: 'account.reset-factor',
    method: 'POST',
    path: '/api/console/accounts/:party/reset-factor',
    summary: '重设某人的动态验证码:须写明原因,记入日志,其登录全部退出',
    access: access('resetFactor'),
    sensitive: true,
    params: shape.partyParams,
    body: shape.reasonBody,
    answer: shape.done,
    refuses: ['reason-short', 'factor-own', 'factor-none'],
    handler: (ctx, { params, body }) => ctx.systemOnce(tx => resetFactor(tx, envOf(ctx), { ...params, ...body })),
  }),
  api({
    id: 'account.end-sessions-of',
    method: 'POST',
    path: '/api/console/accounts/:party/end-sessions',
    summary: '让某人的所有设备退出登录:须写明原因,记入日志',
    access: access('endSessionsOf'),
    sensitive: true,
    params: shape.partyParams,
    body: shape.reasonBody,
    answer: z.object({ ended: z.number().int() }),
    refuses: ['reason-short'],
    handler: (ctx, { params, body }) => ctx.systemOnce(tx => kick(tx, envOf(ctx), { ...params, ...body })),
  }),
]
