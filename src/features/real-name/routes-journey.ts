import { z } from 'zod'
import { maskPhone } from '../../kernel/codes.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { formErrors } from '../../platform/http/form-errors.ts'
import { type Context, form, page, type Route } from '../../platform/http/types.ts'
import { digitsOf } from '../../platform/identity/codes.ts'
import type { Realm } from '../../platform/identity/types.ts'
import type { View } from '../../platform/ui/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { askJoinCode, join, linkTo, stayApart, waiting } from './account.ts'
import { backQuery, joinBody, joinQuery, nextQuery, serviceParams } from './api.ts'
import { enter, represent } from './enter.ts'
import { BACK, comeBack, nameOf, setOut } from './journey.ts'
import { access } from './policy.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()

const begin = (id: string, path: string, realm: Realm): Route =>
  page({
    id,
    path,
    access: access('enter'),
    params: serviceParams,
    query: nextQuery,
    load: (ctx, { params, query }) =>
      setOut(ctx, params.service, { purpose: 'sign-in', realm, next: query.next ?? '' }),
  })

/** The page that asks for the second proof; without anything that waits it says so. */
const joinPage = async (ctx: Context, request: string, why: readonly Refusal[] = []): Promise<View> => {
  const kept = await waiting(ctx, 'join')
  const props = {
    service: kept === undefined ? '' : nameOf(ctx, kept.told.service),
    phone: kept?.told.phone == null ? null : maskPhone(kept.told.phone),
    request,
    shown: ctx.demo && request !== '' ? digitsOf(ctx.vault, request) : null,
    errors: formErrors(ctx, why),
  }
  return view('real-name.join', props, ctx.t('real-name:join.title'))
}

export const journeyRoutes: readonly Route[] = [
  begin('real-name.begin', '/sign-in/by/:service', 'resident'),
  begin('real-name.begin-staff', '/staff/sign-in/by/:service', 'staff'),
  page({
    id: 'real-name.back',
    path: BACK,
    access: access('enter'),
    query: backQuery,
    load: async (ctx, { query }) => {
      const returned = await comeBack(ctx, query)
      if (!returned.ok) return returned
      const { told, kept } = returned.value
      switch (kept.purpose) {
        case 'sign-in':
          return enter(ctx, told, kept.realm, kept.next)
        case 'link':
          return linkTo(ctx, told)
        case 'organisation':
          return represent(ctx, told, kept.next)
      }
    },
  }),
  page({
    id: 'real-name.join-page',
    path: '/sign-in/join',
    access: access('enter'),
    query: joinQuery,
    load: async (ctx, { query }) =>
      (await waiting(ctx, 'join')) === undefined
        ? refuse([{ tag: 'join-over' }])
        : ok(await joinPage(ctx, query.request ?? '')),
  }),
  form({
    id: 'real-name.join-code-form',
    path: '/sign-in/join/code',
    access: access('enter'),
    body: z.object({}),
    submit: async ctx => {
      const asked = await askJoinCode(ctx)
      return asked.ok ? ok({ redirect: `/sign-in/join?request=${asked.value.request}` }) : asked
    },
    again: (ctx, _, why) => joinPage(ctx, '', why),
  }),
  form({
    id: 'real-name.join-form',
    path: '/sign-in/join',
    access: access('enter'),
    body: joinBody,
    submit: (ctx, { body }) => join(ctx, body),
    again: (ctx, { body }, why) => joinPage(ctx, typeof body.request === 'string' ? body.request : '', why),
  }),
  form({
    id: 'real-name.apart-form',
    path: '/sign-in/join/apart',
    access: access('enter'),
    body: z.object({}),
    submit: ctx => stayApart(ctx),
    again: (ctx, _, why) => joinPage(ctx, '', why),
  }),
  page({
    id: 'real-name.signed-out',
    path: '/signed-out/:service',
    access: access('enter'),
    params: serviceParams,
    load: async (ctx, { params }) => {
      const known = ctx.identityServices.settingsOf(ctx.city.code, params.service)
      if (known === undefined) return ok({ redirect: '/' })
      const props = { id: known.id, service: known.name }
      return ok(view('real-name.signed-out', props, ctx.t('real-name:signedOut.title')))
    },
  }),
  page({
    id: 'real-name.sign-out-there',
    path: '/sign-out/by/:service',
    access: access('enter'),
    params: serviceParams,
    load: async (ctx, { params }) => {
      const { identityServices: services, city, now } = ctx
      const home = `${(services.origin ?? ctx.origin).replace(/\/$/, '')}${ctx.base}/`
      const url = await services.signOutUrl(city.code, params.service, home, now)
      return ok(url === undefined ? { redirect: '/' } : { away: url })
    },
  }),
]
