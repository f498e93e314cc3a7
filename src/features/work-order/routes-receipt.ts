import { z } from 'zod'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { isOwn } from '../../platform/access/access.ts'
import { formErrors } from '../../platform/http/form-errors.ts'
import { type Context, form, page, type Route } from '../../platform/http/types.ts'
import type { View } from '../../platform/ui/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { claim } from './deeds.ts'
import { type Typed, text } from './forms.ts'
import { access } from './policy.ts'
import { orderOfReceipt, readKey, receiptPage, receiptShown } from './receipt-page.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()

const KEY = z.object({ no: z.string().max(40), code: z.string().max(40) })

const trackPage = (ctx: Context, typed: Typed, why: readonly Refusal[] = []): View =>
  view(
    'work-order.track',
    { no: text(typed, 'no'), code: text(typed, 'code'), errors: formErrors(ctx, why, { '': 'no' }) },
    ctx.t('work-order:pages.track.title'),
  )

const lookingUp: readonly Route[] = [
  page({
    id: 'work-order.receipt-page',
    path: '/r/:no/:code',
    access: access('track'),
    params: KEY,
    load: async (ctx, { params }) => {
      const order = await orderOfReceipt(ctx, params)
      if (!order.ok) return order
      return ok(
        view(
          'work-order.receipt',
          await receiptPage(ctx, order.value, params),
          ctx.t('work-order:pages.receipt.title'),
        ),
      )
    },
  }),
  page({
    id: 'work-order.track-page',
    path: '/track',
    access: access('track'),
    load: async ctx => ok(trackPage(ctx, {})),
  }),
  form({
    id: 'work-order.track-form',
    path: '/track',
    access: access('track'),
    body: KEY,
    submit: async (ctx, { body }) => {
      const order = await orderOfReceipt(ctx, body)
      const { no, code } = readKey(body)
      return order.ok ? ok({ redirect: `/r/${encodeURIComponent(no)}/${code}` }) : order
    },
    again: async (ctx, { body }, why) => trackPage(ctx, body, why),
  }),
]

const claimPage = async (
  ctx: Context,
  key: z.output<typeof KEY>,
  why: readonly Refusal[] = [],
): Promise<Result<View, readonly Refusal[]>> => {
  const order = await orderOfReceipt(ctx, key)
  if (!order.ok) return order
  const own = isOwn(ctx.actor, order.value.state.requester)
  const { no, code } = readKey(key)
  const props = {
    no,
    code,
    id: order.value.id,
    title: order.value.title,
    own,
    said: why.map(refusal => ctx.say(refusal)),
  }
  return ok(view('work-order.claim', props, ctx.t('work-order:pages.claim.title')))
}

const claiming: readonly Route[] = [
  page({
    id: 'work-order.claim-page',
    path: '/claim/:no/:code',
    access: access('claim'),
    params: KEY,
    load: (ctx, { params }) => claimPage(ctx, params),
  }),
  form({
    id: 'work-order.claim-form',
    path: '/claim/:no/:code',
    access: access('claim'),
    params: KEY,
    body: z.object({}),
    submit: async (ctx, { params }) => {
      const key = readKey(params)
      const { actor, now, vault } = ctx
      const shown = await receiptShown(ctx, key)
      const done = await ctx.once(async tx => {
        if (shown !== undefined) tx.hold(shown)
        const claimed = await claim(tx, { actor, now, vault }, { no: key.no, track: key.code })
        return claimed.ok ? ok({ id: claimed.value.id }) : claimed
      })
      return done.ok ? ok({ redirect: `/my/reports/${done.value.id}` }) : done
    },
    again: async (ctx, { params }, why) => {
      const shown = await claimPage(ctx, params, why)
      return shown.ok ? shown.value : { redirect: '/track' }
    },
  }),
]

export const receiptRoutes: readonly Route[] = [...lookingUp, ...claiming]
