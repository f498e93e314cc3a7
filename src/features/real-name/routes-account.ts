import { z } from 'zod'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { ownParties } from '../../platform/access/access.ts'
import { formErrors } from '../../platform/http/form-errors.ts'
import { type Context, form, page, type Route } from '../../platform/http/types.ts'
import { linksOf } from '../../platform/oidc/links.ts'
import type { View } from '../../platform/ui/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { ACCOUNT, beSelf, confirm, otherAccount, unlink, waiting } from './account.ts'
import { linkBody, namedBody, serviceParams } from './api.ts'
import { nameOf, setOut } from './journey.ts'
import { askLevel, takeBackClaim } from './levels.ts'
import { access } from './policy.ts'
import { changesOf, lastClaim, phoneOf } from './store.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()

const accountPage = async (ctx: Context, why: readonly Refusal[] = []): Promise<View> => {
  const { actor, system: db, city } = ctx
  const party = actor.party ?? ''
  const links = await linksOf(db, ownParties(actor))
  const claim = await lastClaim(db, party)
  const realm = actor.kind === 'staff' ? 'staff' : 'resident'
  const offered = ctx.identityServices.offered(city.code, realm)
  const props = {
    level: actor.level,
    phone: await phoneOf(db, party),
    staff: actor.kind === 'staff',
    claim: claim === undefined ? null : { state: claim.state, askedAt: claim.askedAt, reason: claim.reason },
    changes: await changesOf(db, party),
    links: links.map(({ id, service, linkedAt }) => ({ id, name: nameOf(ctx, service), linkedAt })),
    offered: offered.map(({ id, name }) => ({ id, name, linked: links.some(({ service }) => service === id) })),
    represents: actor.kind === 'resident' ? offered.filter(one => one.represents) : [],
    onBehalf: actor.onBehalf?.name ?? null,
    errors: formErrors(ctx, why),
  }
  return view('real-name.account', props, ctx.t('real-name:account.title'))
}

/** A number is never sent back in clear. */
const realNamePage = (ctx: Context, name: string, why: readonly Refusal[] = []): View =>
  view('real-name.real-name', { name, errors: formErrors(ctx, why) }, ctx.t('real-name:realName.title'))

const confirmPage = async (ctx: Context, why: readonly Refusal[] = []): Promise<View> => {
  const kept = await waiting(ctx, 'merge')
  const props = {
    service: kept === undefined ? '' : nameOf(ctx, kept.told.service),
    told: kept?.told.name ?? null,
    other: kept === undefined ? null : await otherAccount(ctx, kept),
    over: kept === undefined,
    errors: formErrors(ctx, why),
  }
  return view('real-name.confirm', props, ctx.t('real-name:confirm.title'))
}

export const accountRoutes: readonly Route[] = [
  page({
    id: 'real-name.account-page',
    path: ACCOUNT,
    access: access('account'),
    load: async ctx => ok(await accountPage(ctx)),
  }),
  page({
    id: 'real-name.real-name-page',
    path: `${ACCOUNT}/real-name`,
    access: access('claim'),
    load: async ctx => ok(realNamePage(ctx, '')),
  }),
  form({
    id: 'real-name.real-name-form',
    path: `${ACCOUNT}/real-name`,
    access: access('claim'),
    body: namedBody,
    submit: async (ctx, { body }) => {
      const asked = await ctx.systemOnce(tx => askLevel(tx, ctx, body))
      return asked.ok ? ok({ redirect: ACCOUNT }) : asked
    },
    again: async (ctx, { body }, why) => realNamePage(ctx, typeof body.name === 'string' ? body.name : '', why),
  }),
  form({
    id: 'real-name.take-back-form',
    path: `${ACCOUNT}/real-name/take-back`,
    access: access('claim'),
    body: z.object({}),
    submit: async ctx => {
      await ctx.systemOnce(async tx => ok({ taken: await takeBackClaim(tx, ctx) }))
      return ok({ redirect: ACCOUNT })
    },
    again: async () => ({ redirect: ACCOUNT }),
  }),
  page({
    id: 'real-name.link',
    path: `${ACCOUNT}/link/:service`,
    access: access('link'),
    params: serviceParams,
    load: (ctx, { params }) => {
      const realm = ctx.actor.kind === 'staff' ? 'staff' : 'resident'
      return setOut(ctx, params.service, { purpose: 'link', realm, next: ACCOUNT })
    },
  }),
  page({
    id: 'real-name.confirm-page',
    path: `${ACCOUNT}/confirm`,
    access: access('link'),
    load: async ctx =>
      (await waiting(ctx, 'merge')) === undefined ? refuse([{ tag: 'join-over' }]) : ok(await confirmPage(ctx)),
  }),
  form({
    id: 'real-name.confirm-form',
    path: `${ACCOUNT}/confirm`,
    access: access('link'),
    body: z.object({}),
    submit: ctx => confirm(ctx),
    again: (ctx, _, why) => confirmPage(ctx, why),
  }),
  form({
    id: 'real-name.unlink-form',
    path: `${ACCOUNT}/unlink`,
    access: access('link'),
    body: linkBody,
    submit: async (ctx, { body }) => {
      const untied = await ctx.systemOnce(tx => unlink(tx, ctx, body.link))
      return untied.ok ? ok({ redirect: ACCOUNT }) : untied
    },
    again: (ctx, _, why) => accountPage(ctx, why),
  }),
  page({
    id: 'real-name.represent',
    path: `${ACCOUNT}/organisation/:service`,
    access: access('represent'),
    params: serviceParams,
    load: (ctx, { params }) =>
      setOut(ctx, params.service, { purpose: 'organisation', realm: 'resident', next: ACCOUNT }),
  }),
  form({
    id: 'real-name.self-form',
    path: `${ACCOUNT}/self`,
    access: access('represent'),
    body: z.object({}),
    submit: ctx => beSelf(ctx),
    again: async () => ({ redirect: ACCOUNT }),
  }),
]
