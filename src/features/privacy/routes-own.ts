import { z } from 'zod'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { formErrors } from '../../platform/http/form-errors.ts'
import { api, type Context, form, page, type Route } from '../../platform/http/types.ts'
import { digitsOf } from '../../platform/identity/codes.ts'
import { askToConfirm, confirm, mustBeFresh } from '../../platform/identity/confirm.ts'
import { partyLines } from '../../platform/identity/parties.ts'
import { CONSENT_TOPICS, consentsOf, giveConsent, withdrawConsent } from '../../platform/personal/consent.ts'
import { isFresh } from '../../platform/personal/proof.ts'
import type { View } from '../../platform/ui/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { CONSENT_TEXTS } from './consents.ts'
import { erasePlan, requestErasure } from './erase.ts'
import { askExport, fetchExport, linkFor } from './export.ts'
import { access } from './policy.ts'
import { keepingOf } from './records.ts'
import { erasureOf } from './store/erasures.ts'
import { newestExport } from './store/exports.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()
const HOME = '/me/data'
const CONFIRM = '/me/confirm'
const own = access('ownData')

const dataPage = async (ctx: Context, why: readonly Refusal[] = []): Promise<View> => {
  const party = ctx.actor.party ?? ''
  const [lines, consents, made, plan, asked, keeping, fresh] = await Promise.all([
    partyLines(ctx.db, [party]),
    consentsOf(ctx.db, party),
    newestExport(ctx.db, party),
    erasePlan(ctx.system, party),
    erasureOf(ctx.db, party),
    keepingOf(ctx.db, ctx.now),
    isFresh(ctx.db, ctx.actor, ctx.now),
  ])
  const { nameMasked = '', phoneMasked = '' } = lines[0] ?? {}
  const props = {
    name: nameMasked,
    phone: phoneMasked,
    topics: CONSENT_TOPICS.map(topic => ({
      topic,
      version: CONSENT_TEXTS[topic].version,
      given: consents.find(each => each.topic === topic && each.withdrawnAt === null) ?? null,
    })),
    history: consents.filter(({ withdrawnAt }) => withdrawnAt !== null),
    made: made === undefined ? null : { state: made.state, until: made.until, askedAt: made.askedAt },
    plan,
    orderDays: keeping.order ?? 0,
    eraseAskedAt: asked?.askedAt ?? null,
    fresh,
    errors: formErrors(ctx, why),
  }
  return view('privacy.my-data', props, ctx.t('privacy:mine.title'))
}

const again = (ctx: Context, _: unknown, why: readonly Refusal[]): Promise<View> => dataPage(ctx, why)
const toConfirm = (ctx: Context, why: readonly Refusal[]): View =>
  view('privacy.confirm', { errors: formErrors(ctx, why) }, ctx.t('privacy:confirm.title'))

const codePage = (ctx: Context, request: string, why: readonly Refusal[] = []): View => {
  const shown = ctx.demo && request !== '' ? digitsOf(ctx.vault, request) : null
  return view('privacy.confirm-code', { request, shown, errors: formErrors(ctx, why) }, ctx.t('privacy:confirm.title'))
}

const REQUEST = z.object({ request: z.string().max(100) })

const confirming: readonly Route[] = [
  page({ id: 'privacy.confirm-page', path: CONFIRM, access: own, load: async ctx => ok(toConfirm(ctx, [])) }),
  form({
    id: 'privacy.confirm-form',
    path: CONFIRM,
    access: own,
    body: z.object({}),
    submit: async ctx => {
      const asked = await askToConfirm(ctx)
      return asked.ok ? ok({ redirect: `${CONFIRM}/code?request=${asked.value}` }) : asked
    },
    again: async (ctx, _, why) => toConfirm(ctx, why),
  }),
  page({
    id: 'privacy.confirm-code-page',
    path: `${CONFIRM}/code`,
    access: own,
    query: REQUEST,
    load: async (ctx, { query }) => ok(codePage(ctx, query.request)),
  }),
  form({
    id: 'privacy.confirm-code-form',
    path: `${CONFIRM}/code`,
    access: own,
    body: REQUEST.extend({ digits: z.string().max(40) }),
    submit: async (ctx, { body }) => {
      const done = await confirm(ctx, body)
      return done.ok ? ok({ redirect: HOME }) : done
    },
    again: async (ctx, { body }, why) => codePage(ctx, typeof body.request === 'string' ? body.request : '', why),
  }),
]

const TYPES = { json: 'application/json; charset=utf-8', pdf: 'application/pdf' } as const

const exporting: readonly Route[] = [
  form({
    id: 'privacy.export-form',
    path: `${HOME}/export`,
    access: own,
    body: z.object({}),
    submit: async ctx => {
      if (!(await mustBeFresh(ctx)).ok) return ok({ redirect: CONFIRM })
      const asked = await ctx.once(tx => askExport(tx, ctx.actor, ctx.now))
      return asked.ok ? ok({ redirect: HOME }) : asked
    },
    again,
  }),
  form({
    id: 'privacy.link-form',
    path: `${HOME}/link`,
    access: own,
    body: z.object({ kind: z.enum(['json', 'pdf']) }),
    submit: async (ctx, { body }) => {
      if (!(await mustBeFresh(ctx)).ok) return ok({ redirect: CONFIRM })
      // Not through `once`: what is kept with a key must hold no secret. A link made twice is two links, each once.
      const link = await ctx.db.tx(tx => linkFor(tx, ctx.actor, body.kind, ctx.now))
      return link.ok ? ok({ redirect: `${HOME}/file/${link.value}` }) : link
    },
    again,
  }),
  api({
    id: 'privacy.own-file',
    method: 'GET',
    path: `${HOME}/file/:token`,
    summary: '下载自己的数据:链接只能用一次,十五分钟内有效,须刚刚验证过是本人',
    access: own,
    params: z.object({ token: z.string().regex(/^[A-Za-z0-9_-]{43}$/) }),
    answer: z.unknown(),
    produces: 'application/octet-stream',
    refuses: ['confirm-first', 'export-over'],
    handler: async (ctx, { params }) => {
      const fresh = await mustBeFresh(ctx)
      if (!fresh.ok) return fresh
      const file = await ctx.db.tx(tx => fetchExport(tx, ctx.vault, ctx.actor, params.token, ctx.now))
      if (!file.ok) return file
      const { kind, bytes } = file.value
      const headers = {
        'content-disposition': `attachment; filename="my-data.${kind}"`,
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'content-security-policy': "default-src 'none'; sandbox",
      }
      return ok({ raw: true as const, type: TYPES[kind], body: bytes, headers })
    },
  }),
]

const deciding: readonly Route[] = [
  page({ id: 'privacy.my-data-page', path: HOME, access: own, load: async ctx => ok(await dataPage(ctx)) }),
  form({
    id: 'privacy.consent-form',
    path: `${HOME}/consent`,
    access: own,
    body: z.object({ topic: z.enum(CONSENT_TOPICS), answer: z.enum(['yes', 'no']) }),
    submit: async (ctx, { body }) => {
      const party = ctx.actor.party ?? ''
      const { topic, answer } = body
      const { version } = CONSENT_TEXTS[topic]
      await ctx.db.tx(tx =>
        answer === 'yes'
          ? giveConsent(tx, { party, topic, version, channel: 'web' }, ctx.now)
          : withdrawConsent(tx, party, topic, 'web', ctx.now),
      )
      return ok({ redirect: HOME })
    },
    again,
  }),
  form({
    id: 'privacy.erase-form',
    path: `${HOME}/erase`,
    access: own,
    body: z.object({ sure: z.string().max(10).default('') }),
    submit: async (ctx, { body }) => {
      if (!(await mustBeFresh(ctx)).ok) return ok({ redirect: CONFIRM })
      if (body.sure !== 'yes') return refuse([{ tag: 'erase-sure', pointer: '/body/sure' }])
      const done = await ctx.systemOnce(tx => requestErasure(tx, ctx.actor, ctx.now))
      if (!done.ok) return done
      if (done.value.done) ctx.setSession(null)
      return ok({ redirect: done.value.done ? '/' : HOME })
    },
    again,
  }),
]

export const ownRoutes: readonly Route[] = [...deciding, ...confirming, ...exporting]
