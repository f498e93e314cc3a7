import { z } from 'zod'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok } from '../../kernel/result.ts'
import { isoOf } from '../../kernel/time.ts'
import { formErrors } from '../../platform/http/form-errors.ts'
import { api, type Context, form, page, type Redirect, type Route } from '../../platform/http/types.ts'
import { pendingSecret } from '../../platform/identity/factor.ts'
import { usernameOfParty } from '../../platform/identity/staff.ts'
import { addressOf } from '../../platform/identity/totp.ts'
import { qrOf } from '../../platform/ui/qr.ts'
import type { View } from '../../platform/ui/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { factorBody, next, nextQuery, passwordBody } from './api.ts'
import { begin, enrol, prove, renewRecovery, replaceFactor } from './factor-commands.ts'
import { access } from './policy.ts'
import { onwards } from './said.ts'
import { factorState } from './state.ts'
import { stepUp } from './step-up.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()
const MINE = '/me/factor'
const CONSOLE = '/console'

const minePage = async (ctx: Context, why: readonly Refusal[] = []): Promise<View> =>
  view('account.factor', { state: await factorState(ctx), errors: formErrors(ctx, why) }, ctx.t('account:factor.title'))

const enrolPage = async (ctx: Context, why: readonly Refusal[] = []): Promise<View | Redirect> => {
  const party = ctx.actor.party ?? ''
  const secret = await pendingSecret(ctx.system, ctx.vault, party)
  if (secret === undefined) return { redirect: MINE }
  const username = await usernameOfParty(ctx.system, party)
  const qr = qrOf(addressOf(secret, ctx.city.name, username ?? ctx.actor.name))
  const props = { action: `${MINE}/enrol`, next: '', qr, secret, password: username !== undefined }
  return view('account.enrol', { ...props, errors: formErrors(ctx, why) }, ctx.t('account:enrol.title'))
}

const codesPage = (ctx: Context, codes: readonly string[]): View =>
  view('account.recovery', { codes, next: MINE }, ctx.t('account:recovery.title'))

const EMPTY = z.object({})

export const factorRoutes: readonly Route[] = [
  page({
    id: 'account.factor-page',
    path: MINE,
    access: access('factor'),
    load: async ctx => ok(await minePage(ctx)),
  }),
  form({
    id: 'account.begin-factor-form',
    path: `${MINE}/begin`,
    access: access('factor'),
    body: EMPTY,
    submit: async ctx => {
      const answer = await begin(ctx)
      return answer.ok ? ok({ redirect: `${MINE}/enrol` }) : answer
    },
    again: async (ctx, _, why) => minePage(ctx, why),
  }),
  page({
    id: 'account.factor-enrol-page',
    path: `${MINE}/enrol`,
    access: access('factor'),
    load: async ctx => ok(await enrolPage(ctx)),
  }),
  form({
    id: 'account.factor-enrol-form',
    path: `${MINE}/enrol`,
    access: access('factor'),
    body: factorBody.extend({ password: passwordBody.shape.password.default(''), ...next }),
    submit: async (ctx, { body }) => {
      const answer = await enrol(ctx, body)
      return answer.ok ? ok(codesPage(ctx, answer.value)) : answer
    },
    again: async (ctx, _, why) => enrolPage(ctx, why),
  }),
  form({
    id: 'account.replace-factor-form',
    path: `${MINE}/replace`,
    access: access('factor'),
    sensitive: true,
    body: EMPTY,
    submit: async ctx => {
      const answer = await replaceFactor(ctx)
      return answer.ok ? ok({ redirect: `${MINE}/enrol` }) : answer
    },
    again: async (ctx, _, why) => minePage(ctx, why),
  }),
  form({
    id: 'account.recovery-form',
    path: `${MINE}/recovery`,
    access: access('factor'),
    sensitive: true,
    body: EMPTY,
    submit: async ctx => {
      const answer = await renewRecovery(ctx)
      return answer.ok ? ok(codesPage(ctx, answer.value)) : answer
    },
    again: async (ctx, _, why) => minePage(ctx, why),
  }),
  page({
    id: 'account.prove-page',
    path: '/staff/prove',
    access: access('factor'),
    query: nextQuery,
    load: async (ctx, { query }) =>
      ok(await stepUp.page(ctx, { action: '/staff/prove', fields: [['next', query.next ?? '']] }, [])),
  }),
  form({
    id: 'account.prove-form',
    path: '/staff/prove',
    access: access('factor'),
    // Being sensitive, the form asks for the code by itself; what is left to do is going on.
    sensitive: true,
    body: z.object(next),
    submit: async (_, { body }) => ok({ redirect: onwards(body.next, CONSOLE) }),
    again: async () => ({ redirect: CONSOLE }),
  }),
  api({
    id: 'account.factor',
    method: 'GET',
    path: '/api/me/factor',
    summary: '我的动态验证码:何时设置、还剩几个恢复码',
    access: access('factor'),
    answer: z.object({ since: z.string().nullable(), recoveryLeft: z.number().int(), excused: z.boolean() }),
    refuses: [],
    handler: async ctx => {
      const { since, recoveryLeft, excused } = await factorState(ctx)
      return ok({ since: since === null ? null : isoOf(since), recoveryLeft, excused })
    },
  }),
  api({
    id: 'account.prove',
    method: 'POST',
    path: '/api/me/prove',
    summary: '再验证一次动态验证码;15 分钟内可以办要紧的事,登录凭证随之更换',
    access: access('factor'),
    body: factorBody,
    answer: z.object({ proved: z.literal(true) }),
    refuses: ['factor-missing', 'factor-wrong', 'factor-replayed', 'account-locked'],
    handler: async (ctx, { body }) => {
      const answer = await prove(ctx, body.code)
      return answer.ok ? ok({ proved: true as const }) : answer
    },
  }),
]
