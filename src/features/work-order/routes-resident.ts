import { z } from 'zod'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { isOwn } from '../../platform/access/access.ts'
import { formErrors } from '../../platform/http/form-errors.ts'
import { type Context, form, page, type Route } from '../../platform/http/types.ts'
import type { View } from '../../platform/ui/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { filterIn } from './api.ts'
import { doVerb } from './deeds.ts'
import { type Typed, text } from './forms.ts'
import { access } from './policy.ts'
import { detailOf } from './reads.ts'
import { answerList, visibleOrder } from './routes-help.ts'
import { SATISFACTION } from './rules/kinds.ts'
import { ownScope } from './scope.ts'
import { shownItem, shownOrder } from './shown.ts'
import type { VerbName } from './verbs.ts'
import type { views } from './views/index.ts'
import type { Tried } from './views/resident/order.tsx'

const view = viewsOf<typeof views>()
const ID = z.object({ id: z.uuid() })
const MINE = 'work-order.mine-page'

const orderPage = async (ctx: Context, id: string, tried: Tried | null): Promise<Result<View, readonly Refusal[]>> => {
  const order = await visibleOrder(ctx, id)
  if (!order.ok) return order
  if (!isOwn(ctx.actor, order.value.state.requester)) return refuse([{ tag: 'not-found' }])
  const detail = await detailOf(ctx.db, order.value, ctx.actor, 'requester', ctx.now)
  const shown = await shownOrder(ctx, detail, 'requester')
  return ok(view('work-order.order', { order: shown, tried }, shown.title))
}

/** What a resident can do to their own order: fields of the page, and the body of the verb they make. */
type Deed = { readonly verb: VerbName; readonly fields: z.ZodType; readonly body: (typed: Typed) => unknown }

const words = z.string().trim().max(2000)
const DEEDS: readonly Deed[] = [
  { verb: 'remind', fields: z.object({}), body: () => ({ note: '' }) },
  { verb: 'withdraw', fields: z.object({}), body: () => ({ note: '' }) },
  {
    verb: 'rate',
    fields: z.object({
      satisfaction: z.enum(SATISFACTION),
      resolved: z.enum(['true', 'false']),
      words: words.default(''),
    }),
    body: typed => ({
      satisfaction: typed.satisfaction,
      resolved: typed.resolved === 'true',
      note: text(typed, 'words'),
    }),
  },
  { verb: 'reopen', fields: z.object({ reason: words.min(2) }), body: typed => ({ note: text(typed, 'reason') }) },
]

const typedText = (body: Typed): Record<string, string> =>
  Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )

const deedRoute = ({ verb, fields, body: bodyOf }: Deed): Route =>
  form({
    id: `work-order.${verb}-form`,
    path: `/my/reports/:id/${verb}`,
    access: access(verb),
    params: ID,
    body: fields,
    submit: async (ctx, { params, body }) => {
      const { actor, now, vault } = ctx
      const done = await ctx.once(async tx => {
        const acted = await doVerb(tx, { actor, now, vault }, verb, params.id, {
          body: bodyOf(body as Typed),
          photos: [],
        })
        return acted.ok ? ok({ id: acted.value.id }) : acted
      })
      return done.ok ? ok({ redirect: `/my/reports/${params.id}` }) : done
    },
    again: async (ctx, { params, body }, why) => {
      const tried: Tried = {
        verb,
        said: why.map(refusal => ctx.say(refusal)),
        errors: formErrors(ctx, why),
        typed: typedText(body),
      }
      const shown = await orderPage(ctx, params.id, tried)
      return shown.ok ? shown.value : { redirect: '/my/reports' }
    },
  })

export const residentRoutes: readonly Route[] = [
  page({
    id: MINE,
    path: '/my/reports',
    access: access('mine'),
    query: z.object({ cursor: z.string().max(500).optional() }),
    load: async (ctx, { query }) => {
      const found = await answerList(ctx, MINE, ownScope(ctx.actor), {
        ...filterIn.parse({}),
        sort: 'received',
        cursor: query.cursor,
      })
      if (!found.ok) return found
      const items = found.value.items.map(item => shownItem(ctx, item))
      return ok(
        view(
          'work-order.mine',
          { items, next: found.value.next, later: query.cursor !== undefined },
          ctx.t('work-order:pages.mine.title'),
        ),
      )
    },
  }),
  page({
    id: 'work-order.order-page',
    path: '/my/reports/:id',
    access: access('mine'),
    params: ID,
    load: (ctx, { params }) => orderPage(ctx, params.id, null),
  }),
  ...DEEDS.map(deedRoute),
]
