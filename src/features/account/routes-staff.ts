import type { Refusal } from '../../kernel/refusal.ts'
import { ok } from '../../kernel/result.ts'
import { formErrors } from '../../platform/http/form-errors.ts'
import { type Context, form, page, type Redirect, type Route } from '../../platform/http/types.ts'
import { peekLink } from '../../platform/identity/account-links.ts'
import { pendingSecret } from '../../platform/identity/factor.ts'
import { peekHalf } from '../../platform/identity/half.ts'
import { usernameOfParty } from '../../platform/identity/staff.ts'
import { addressOf } from '../../platform/identity/totp.ts'
import { qrOf } from '../../platform/ui/qr.ts'
import type { View } from '../../platform/ui/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { choosePassword } from './account-commands.ts'
import { factorBody, next, nextQuery, passwordBody, secretParams, staffBody } from './api.ts'
import { access } from './policy.ts'
import { onwards } from './said.ts'
import { servicesFor } from './services.ts'
import { enrolHalf, giveFactor, renewPassword, type Step, signInWorker } from './staff-commands.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()
const CONSOLE = '/console'
const DOOR = '/staff/sign-in'

type Body = Readonly<Record<string, unknown>>
const text = (body: Body, field: string): string => (typeof body[field] === 'string' ? body[field] : '')

/** A password is never sent back. */
const staffPage = (ctx: Context, body: Body, why: readonly Refusal[] = []): View =>
  view(
    'account.staff-sign-in',
    {
      username: text(body, 'username'),
      next: text(body, 'next'),
      services: servicesFor(ctx, 'staff', text(body, 'next')),
      errors: formErrors(ctx, why),
    },
    ctx.t('account:staff.title'),
  )

const withNext = (path: string, wanted: string): string =>
  wanted === '' ? path : `${path}?${new URLSearchParams({ next: wanted })}`

/** The page of what is asked for next, or where one was going. */
const after = ({ step }: Step, wanted: string): Redirect => ({
  redirect: step === 'in' ? onwards(wanted, CONSOLE) : withNext(`${DOOR}/${step}`, wanted),
})

/** A step of a sign-in whose half session is over begins anew. */
const isOver = (why: readonly Refusal[]): boolean => why.some(({ tag }) => tag === 'half-over')

const codePage = (ctx: Context, body: Body, why: readonly Refusal[] = []): View | Redirect =>
  isOver(why)
    ? staffPage(ctx, body, why)
    : view(
        'account.factor-step',
        { next: text(body, 'next'), errors: formErrors(ctx, why) },
        ctx.t('account:factor.step'),
      )

const enrolPage = async (ctx: Context, body: Body, why: readonly Refusal[] = []): Promise<View | Redirect> => {
  const half = await peekHalf(ctx.system, ctx.half, ctx.now)
  const secret = half === undefined ? undefined : await pendingSecret(ctx.system, ctx.vault, half.party)
  if (half === undefined || secret === undefined) return isOver(why) ? staffPage(ctx, body, why) : { redirect: DOOR }
  const label = (await usernameOfParty(ctx.system, half.party)) ?? ''
  const qr = qrOf(addressOf(secret, ctx.city.name, label))
  const props = { action: `${DOOR}/enrol`, next: text(body, 'next'), qr, secret, password: false }
  return view('account.enrol', { ...props, errors: formErrors(ctx, why) }, ctx.t('account:enrol.title'))
}

const renewPage = (ctx: Context, body: Body, why: readonly Refusal[] = []): View =>
  isOver(why)
    ? staffPage(ctx, body, why)
    : view('account.renew', { next: text(body, 'next'), errors: formErrors(ctx, why) }, ctx.t('account:password.renew'))

const linkPage = async (ctx: Context, token: string, why: readonly Refusal[] = []): Promise<View> => {
  const link = await peekLink(ctx.system, token, ctx.now)
  const props = { token, username: link?.username ?? null, errors: formErrors(ctx, why) }
  return view('account.link', props, ctx.t('account:link.title'))
}

/** A step's page is shown to whoever has come that far; everybody else begins at the door. */
const hasCome = async (ctx: Context, need: 'code' | 'password'): Promise<boolean> =>
  (await peekHalf(ctx.system, ctx.half, ctx.now))?.needs[0] === need

export const staffRoutes: readonly Route[] = [
  page({
    id: 'account.staff-sign-in-page',
    path: DOOR,
    access: access('signIn'),
    query: nextQuery,
    load: async (ctx, { query }) =>
      ok(ctx.actor.kind === 'staff' ? { redirect: onwards(query.next, CONSOLE) } : staffPage(ctx, query)),
  }),
  form({
    id: 'account.staff-sign-in-form',
    path: DOOR,
    access: access('signIn'),
    body: staffBody.extend(next),
    submit: async (ctx, { body }) => {
      const answer = await signInWorker(ctx, body)
      return answer.ok ? ok(after(answer.value, body.next)) : answer
    },
    again: async (ctx, { body }, why) => staffPage(ctx, body, why),
  }),
  page({
    id: 'account.factor-step-page',
    path: `${DOOR}/code`,
    access: access('signIn'),
    query: nextQuery,
    load: async (ctx, { query }) => ok((await hasCome(ctx, 'code')) ? codePage(ctx, query) : { redirect: DOOR }),
  }),
  form({
    id: 'account.factor-step-form',
    path: `${DOOR}/code`,
    access: access('signIn'),
    body: factorBody.extend(next),
    submit: async (ctx, { body }) => {
      const answer = await giveFactor(ctx, body.code)
      return answer.ok ? ok(after(answer.value, body.next)) : answer
    },
    again: async (ctx, { body }, why) => codePage(ctx, body, why),
  }),
  page({
    id: 'account.enrol-page',
    path: `${DOOR}/enrol`,
    access: access('signIn'),
    query: nextQuery,
    load: async (ctx, { query }) => ok(await enrolPage(ctx, query)),
  }),
  form({
    id: 'account.enrol-form',
    path: `${DOOR}/enrol`,
    access: access('signIn'),
    body: factorBody.extend(next),
    submit: async (ctx, { body }) => {
      const answer = await enrolHalf(ctx, body.code)
      if (!answer.ok) return answer
      const { recoveryCodes: codes } = answer.value
      const goal = after(answer.value, body.next).redirect
      return ok(view('account.recovery', { codes, next: goal }, ctx.t('account:recovery.title')))
    },
    again: async (ctx, { body }, why) => enrolPage(ctx, body, why),
  }),
  page({
    id: 'account.renew-page',
    path: `${DOOR}/password`,
    access: access('signIn'),
    query: nextQuery,
    load: async (ctx, { query }) => ok((await hasCome(ctx, 'password')) ? renewPage(ctx, query) : { redirect: DOOR }),
  }),
  form({
    id: 'account.renew-form',
    path: `${DOOR}/password`,
    access: access('signIn'),
    body: passwordBody.extend(next),
    submit: async (ctx, { body }) => {
      const answer = await renewPassword(ctx, body.password)
      return answer.ok ? ok(after(answer.value, body.next)) : answer
    },
    again: async (ctx, { body }, why) => renewPage(ctx, body, why),
  }),
  page({
    id: 'account.link-page',
    path: '/staff/link/:token',
    access: access('signIn'),
    params: secretParams,
    load: async (ctx, { params }) => ok(await linkPage(ctx, params.token)),
  }),
  form({
    id: 'account.link-form',
    path: '/staff/link/:token',
    access: access('signIn'),
    params: secretParams,
    body: passwordBody,
    submit: async (ctx, { params, body }) => {
      const answer = await choosePassword(ctx, params.token, body.password)
      return answer.ok ? ok({ redirect: DOOR }) : answer
    },
    again: async (ctx, { params }, why) => linkPage(ctx, params.token, why),
  }),
]
