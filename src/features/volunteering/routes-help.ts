import { z } from 'zod'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok } from '../../kernel/result.ts'
import { formErrors } from '../../platform/http/form-errors.ts'
import { type Context, form, page, type Route } from '../../platform/http/types.ts'
import type { View } from '../../platform/ui/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { childrenOf, townsOf } from '../directory/index.ts'
import * as shape from './api.ts'
import { missedMatch } from './helping.ts'
import { nextNo } from './join.ts'
import { shownHelp } from './mine.ts'
import { askHelp, closeNeed } from './needs.ts'
import { access } from './policy.ts'
import { ID } from './routes-shared.ts'
import { confirmService, disputeService, rate } from './services.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()
const HELP = '/my/help'
const NEEDS_AN_HOUR = 10
const HOUR_MS = 3_600_000
const TOWN_DIGITS = 9

type Typed = Readonly<Record<string, unknown>>
const text = (typed: Typed, name: string): string => (typeof typed[name] === 'string' ? typed[name] : '')

const helpPage = async (ctx: Context, why: readonly Refusal[] = []): Promise<View> =>
  view(
    'volunteering.help',
    { ...(await shownHelp(ctx)), said: why.map(refusal => ctx.say(refusal)) },
    ctx.t('volunteering:pages.help.title'),
  )

const FIELDS = ['area', 'topic', 'text', 'where', 'skill', 'language', 'risk', 'on', 'from', 'to'] as const

const askPage = async (ctx: Context, typed: Typed, why: readonly Refusal[] = []): Promise<View> => {
  const towns = await townsOf(ctx.db)
  const wanted = text(typed, 'town') || text(typed, 'area').slice(0, TOWN_DIGITS)
  const town = towns.find(({ path }) => path === wanted)
  const places = town === undefined ? [] : await childrenOf(ctx.db, town.path)
  const props = {
    towns: towns.map(({ path, place }) => ({ value: path as string, label: place })),
    town: town === undefined ? null : { path: town.path as string, name: town.place },
    places: places.map(({ path, place }) => ({ value: path as string, label: place })),
    typed: Object.fromEntries(FIELDS.map(name => [name, text(typed, name)])),
    errors: formErrors(ctx, why),
  }
  return view('volunteering.ask', props, ctx.t('volunteering:pages.ask.title'))
}

type OnHelp = Parameters<Parameters<Context['systemOnce']>[0]>[0]
type Deed = (tx: OnHelp, ctx: Context, id: string, note: string) => ReturnType<typeof closeNeed>

const onHelp = (verb: string, path: string, body: z.ZodType, act: Deed): Route =>
  form({
    id: `volunteering.help-${verb}`,
    path: `${HELP}/${path}`,
    access: access('mine'),
    params: ID,
    body,
    submit: async (ctx, { params, body: sent }) => {
      const given = sent as { readonly note?: string; readonly rating?: number }
      const done = await ctx.systemOnce(async tx => {
        const acted = await act(tx, ctx, params.id, given.note ?? String(given.rating ?? ''))
        return acted.ok ? ok({ id: acted.value.id }) : acted
      })
      return done.ok ? ok({ redirect: HELP }) : done
    },
    again: (ctx, _, why) => helpPage(ctx, why),
  })

/** What somebody asks for, and says of what was done for them. */
export const helpRoutes: readonly Route[] = [
  page({
    id: 'volunteering.help-page',
    path: HELP,
    access: access('mine'),
    load: async ctx => ok(await helpPage(ctx)),
  }),
  page({
    id: 'volunteering.ask-page',
    path: `${HELP}/new`,
    access: access('mine'),
    query: z.object({ town: z.string().max(20).default('') }),
    load: async (ctx, { query }) => ok(await askPage(ctx, query)),
  }),
  form({
    id: 'volunteering.ask-help',
    path: `${HELP}/new`,
    access: access('mine'),
    body: shape.needIn,
    submit: async (ctx, { body }) => {
      const limited = await ctx.limit('volunteer-needs', ctx.actor.party ?? ctx.address, NEEDS_AN_HOUR, HOUR_MS)
      if (!limited.ok) return limited
      const no = await nextNo(ctx.system, 'X', ctx.now)
      const done = await ctx.systemOnce(async tx => {
        const acted = await askHelp(tx, ctx, shape.needOf(body), no)
        return acted.ok ? ok({ id: acted.value.id }) : acted
      })
      return done.ok ? ok({ redirect: HELP }) : done
    },
    again: (ctx, { body }, why) => askPage(ctx, body, why),
  }),
  onHelp('close', 'needs/:id/close', shape.noteIn, closeNeed),
  onHelp('missed', 'matches/:id/missed', z.object({}), (tx, ctx, id) => missedMatch(tx, ctx, id)),
  onHelp('confirm', 'services/:id/confirm', z.object({}), (tx, ctx, id) => confirmService(tx, ctx, id)),
  onHelp('dispute', 'services/:id/dispute', shape.noteIn, disputeService),
  onHelp('rate', 'services/:id/rate', shape.rateIn, (tx, ctx, id, rating) => rate(tx, ctx, id, Number(rating))),
]
