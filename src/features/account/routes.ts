import { z } from 'zod'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { formErrors } from '../../platform/http/form-errors.ts'
import { type Context, form, page, type Route } from '../../platform/http/types.ts'
import { signInBefore } from '../../platform/identity/accounts.ts'
import { sessionsOf } from '../../platform/identity/sessions.ts'
import { peekSignInLink } from '../../platform/identity/sign-in.ts'
import type { View } from '../../platform/ui/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { codeBody, codeQuery, next, nextQuery, phoneBody, secretParams, sessionBody } from './api.ts'
import {
  askForCode,
  endOtherSessions,
  endOwnSession,
  enterDemo,
  shownDigits,
  signInResident,
  signOut,
} from './commands.ts'
import { access } from './policy.ts'
import { apiRoutes } from './routes-api.ts'
import { staffApiRoutes } from './routes-api-staff.ts'
import { factorRoutes } from './routes-factor.ts'
import { securityRoutes } from './routes-security.ts'
import { staffRoutes } from './routes-staff.ts'
import { onwards } from './said.ts'
import { servicesFor } from './services.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()
type Body = Readonly<Record<string, unknown>>

const text = (body: Body, field: string): string => (typeof body[field] === 'string' ? body[field] : '')

const HOME = '/'
const CONSOLE = '/console'

const phonePage = (ctx: Context, body: Body, why: readonly Refusal[] = []): View =>
  view(
    'account.sign-in',
    {
      phone: text(body, 'phone'),
      next: text(body, 'next'),
      services: servicesFor(ctx, 'resident', text(body, 'next')),
      errors: formErrors(ctx, why),
    },
    ctx.t('account:signIn.title'),
  )

const codePage = (ctx: Context, body: Body, why: readonly Refusal[] = []): View =>
  view(
    'account.code',
    {
      request: text(body, 'request'),
      next: text(body, 'next'),
      shown: shownDigits(ctx, text(body, 'request')),
      errors: formErrors(ctx, why),
    },
    ctx.t('account:code.title'),
  )

const demoPage = async (ctx: Context, token: string, why: readonly Refusal[] = []): Promise<View> => {
  const link = ctx.demo ? await peekSignInLink(ctx.system, token, ctx.now) : undefined
  const props = { token, name: link?.name ?? null, staff: link?.realm === 'staff', errors: formErrors(ctx, why) }
  return view('account.demo', props, ctx.t('account:demo.title'))
}

const sessionsPage = async (ctx: Context, why: readonly Refusal[] = []): Promise<View> => {
  const { party, session, kind } = ctx.actor
  const lines = party === null ? [] : await sessionsOf(ctx.db, party, ctx.now)
  const staff = kind === 'staff'
  const before = staff && party !== null ? ((await signInBefore(ctx.system, party)) ?? null) : null
  const shown = lines.map(line => ({ ...line, current: line.id === session }))
  const props = { lines: shown, before, staff, errors: formErrors(ctx, why) }
  return view('account.sessions', props, ctx.t('account:sessions.title'))
}

const signInRoutes: readonly Route[] = [
  page({
    id: 'account.sign-in-page',
    path: '/sign-in',
    access: access('signIn'),
    query: nextQuery,
    load: async (ctx, { query }) =>
      ok(ctx.actor.party === null ? phonePage(ctx, query) : { redirect: onwards(query.next, HOME) }),
  }),
  form({
    id: 'account.sign-in-form',
    path: '/sign-in',
    access: access('signIn'),
    body: phoneBody.extend(next),
    submit: async (ctx, { body }) => {
      const answer = await askForCode(ctx, body.phone)
      if (!answer.ok) return answer
      const query = new URLSearchParams({
        request: answer.value.request,
        ...(body.next === '' ? {} : { next: body.next }),
      })
      return ok({ redirect: `/sign-in/code?${query}` })
    },
    again: async (ctx, { body }, why) => phonePage(ctx, body, why),
  }),
  page({
    id: 'account.code-page',
    path: '/sign-in/code',
    access: access('signIn'),
    query: codeQuery,
    load: async (ctx, { query }) => ok(codePage(ctx, query)),
  }),
  form({
    id: 'account.code-form',
    path: '/sign-in/code',
    access: access('signIn'),
    body: codeBody.extend(next),
    submit: async (ctx, { body }) => {
      const answer = await signInResident(ctx, body)
      return answer.ok ? ok({ redirect: onwards(body.next, HOME) }) : answer
    },
    again: async (ctx, { body }, why) => codePage(ctx, body, why),
  }),
  form({
    id: 'account.sign-out-form',
    path: '/sign-out',
    access: access('signOut'),
    body: z.object({}),
    submit: async ctx => {
      const service = await signOut(ctx)
      return ok({ redirect: service === undefined ? HOME : `/signed-out/${service}` })
    },
    again: async () => ({ redirect: HOME }),
  }),
]

const demoRoutes: readonly Route[] = [
  page({
    id: 'account.demo-page',
    path: '/demo/enter/:token',
    access: access('enterDemo'),
    params: secretParams,
    load: async (ctx, { params }) =>
      ctx.demo ? ok(await demoPage(ctx, params.token)) : refuse([{ tag: 'demo-only' }]),
  }),
  form({
    id: 'account.demo-form',
    path: '/demo/enter/:token',
    access: access('enterDemo'),
    params: secretParams,
    body: z.object({}),
    submit: async (ctx, { params }) => {
      const answer = await enterDemo(ctx, params.token)
      return answer.ok ? ok({ redirect: answer.value.kind === 'staff' ? CONSOLE : HOME }) : answer
    },
    again: async (ctx, { params }, why) => demoPage(ctx, params.token, why),
  }),
]

const sessionRoutes: readonly Route[] = [
  page({
    id: 'account.sessions-page',
    path: '/me/sessions',
    access: access('sessions'),
    load: async ctx => ok(await sessionsPage(ctx)),
  }),
  form({
    id: 'account.end-session-form',
    path: '/me/sessions/end',
    access: access('sessions'),
    body: sessionBody,
    submit: async (ctx, { body }) => {
      const answer = await endOwnSession(ctx, body.session)
      return answer.ok ? ok({ redirect: body.session === ctx.actor.session ? HOME : '/me/sessions' }) : answer
    },
    again: async (ctx, _, why) => sessionsPage(ctx, why),
  }),
  form({
    id: 'account.end-others-form',
    path: '/me/sessions/end-others',
    access: access('sessions'),
    body: z.object({}),
    submit: async ctx => {
      await endOtherSessions(ctx)
      return ok({ redirect: '/me/sessions' })
    },
    again: async (ctx, _, why) => sessionsPage(ctx, why),
  }),
]

export const routes: readonly Route[] = [
  ...apiRoutes,
  ...staffApiRoutes,
  ...signInRoutes,
  ...staffRoutes,
  ...factorRoutes,
  ...demoRoutes,
  ...sessionRoutes,
  ...securityRoutes,
]
