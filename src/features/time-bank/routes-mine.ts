import { z } from 'zod'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok } from '../../kernel/result.ts'
import type { Tx } from '../../platform/db/types.ts'
import { type Context, form, page, type Route } from '../../platform/http/types.ts'
import type { View } from '../../platform/ui/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { pathOfCity } from '../directory/index.ts'
import * as shape from './api.ts'
import type { Acted, Done } from './book.ts'
import { access } from './policy.ts'
import { joinScheme } from './schemes.ts'
import { shownMine, shownSchemes } from './shown.ts'
import { donate, give, spend, transfer } from './spend.ts'
import { schemesWithin } from './store/schemes.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()
const MINE = '/my/time-bank'
const ID = z.object({ id: z.uuid() })
const SHOWN = 100

const minePage = async (ctx: Context, why: readonly Refusal[] = []): Promise<View> =>
  view(
    'time-bank.mine',
    { ...(await shownMine(ctx)), said: why.map(one => ctx.say(one)) },
    ctx.t('time-bank:pages.mine.title'),
  )

const own = <B extends z.ZodType>(
  verb: string,
  path: string,
  body: B,
  act: (tx: Tx, ctx: Context, id: string, body: z.output<B>) => Done<Acted>,
): Route =>
  form({
    id: `time-bank.own-${verb}`,
    path: `${MINE}/${path}`,
    access: access('mine'),
    params: ID,
    body,
    submit: async (ctx, { params, body: sent }) => {
      const done = await ctx.systemOnce(async tx => {
        const acted = await act(tx, ctx, params.id, sent)
        return acted.ok ? ok({ id: acted.value.id }) : acted
      })
      return done.ok ? ok({ redirect: MINE }) : done
    },
    again: (ctx, _, why) => minePage(ctx, why),
  })

/** What members do with their time, and what everybody sees of the schemes. */
export const mineRoutes: readonly Route[] = [
  page({
    id: 'time-bank.open-page',
    path: '/open/time-banks',
    shared: true,
    access: access('open'),
    load: async ctx => {
      const rows = await schemesWithin(ctx.db, pathOfCity(ctx.db.city), undefined, SHOWN)
      const items = await shownSchemes(ctx.system, rows, ctx.now)
      return ok(view('time-bank.list', { items }, ctx.t('time-bank:pages.list.title')))
    },
  }),
  page({ id: 'time-bank.mine-page', path: MINE, access: access('mine'), load: async ctx => ok(await minePage(ctx)) }),
  own('join', 'schemes/:id/join', shape.joinIn, (tx, ctx, id, { read }) => joinScheme(tx, ctx, id, read)),
  own('spend', 'members/:id/spend', shape.spendIn, (tx, ctx, id, { service }) => spend(tx, ctx, id, service)),
  own('donate', 'members/:id/donate', shape.minutesIn, (tx, ctx, id, { minutes }) => donate(tx, ctx, id, minutes)),
  own('give', 'members/:id/give', shape.giveIn, give),
  own('transfer', 'members/:id/transfer', shape.transferIn, transfer),
]
