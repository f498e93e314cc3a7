import { z } from 'zod'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok } from '../../kernel/result.ts'
import { dateOf } from '../../kernel/time.ts'
import { ownParties } from '../../platform/access/access.ts'
import { formErrors } from '../../platform/http/form-errors.ts'
import { LIMIT_DEFAULT } from '../../platform/http/paging.ts'
import { type Context, form, page, type Route } from '../../platform/http/types.ts'
import type { View } from '../../platform/ui/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { childrenOf, townsOf } from '../directory/index.ts'
import { raiseIn } from './api.ts'
import { access } from './policy.ts'
import { nextNo, raise } from './raise.ts'
import { pageOfTopics } from './reads.ts'
import { PATH } from './topic-page.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()
const MINE = 'deliberation.mine-page'
const HOUR_MS = 3_600_000
const TOPICS_AN_HOUR = 10
const TOWN_DIGITS = 9

type Typed = Readonly<Record<string, unknown>>
const text = (typed: Typed, name: string): string => (typeof typed[name] === 'string' ? typed[name] : '')

/** The town first, then the place in it: two pages that work without script. */
const raisePage = async (ctx: Context, typed: Typed, why: readonly Refusal[] = []): Promise<View> => {
  const towns = await townsOf(ctx.db)
  const wanted = text(typed, 'town') || text(typed, 'area').slice(0, TOWN_DIGITS)
  const town = towns.find(({ path }) => path === wanted)
  const places = town === undefined ? [] : await childrenOf(ctx.db, town.path)
  const props = {
    towns: towns.map(({ path, place }) => ({ value: path as string, label: place })),
    town: town === undefined ? null : { path: town.path as string, name: town.place },
    places: places.map(({ path, place }) => ({ value: path as string, label: place })),
    typed: Object.fromEntries(
      ['area', 'theme', 'scope', 'title', 'text', 'foundOn'].map(name => [name, text(typed, name)]),
    ),
    today: dateOf(ctx.now) as string,
    errors: formErrors(ctx, why),
  }
  return view('deliberation.raise', props, ctx.t('deliberation:pages.raise.title'))
}

/** What a resident raises, and what became of it. */
export const mineRoutes: readonly Route[] = [
  page({
    id: MINE,
    path: '/my/topics',
    access: access('raise'),
    query: z.object({ cursor: z.string().max(500).optional() }),
    load: async (ctx, { query }) => {
      const found = await pageOfTopics(
        ctx,
        MINE,
        { limit: LIMIT_DEFAULT, cursor: query.cursor },
        { raisers: ownParties(ctx.actor) },
      )
      if (!found.ok) return found
      const props = { ...found.value, later: query.cursor !== undefined }
      return ok(view('deliberation.mine', props, ctx.t('deliberation:pages.mine.title')))
    },
  }),
  page({
    id: 'deliberation.raise-page',
    path: '/my/topics/new',
    access: access('raise'),
    query: z.object({ town: z.string().max(20).default('') }),
    load: async (ctx, { query }) => ok(await raisePage(ctx, query)),
  }),
  form({
    id: 'deliberation.raise',
    path: '/my/topics/new',
    access: access('raise'),
    body: raiseIn,
    submit: async (ctx, { body }) => {
      const limited = await ctx.limit('deliberation-topics', ctx.actor.party ?? ctx.address, TOPICS_AN_HOUR, HOUR_MS)
      if (!limited.ok) return limited
      const no = await nextNo(ctx.system, ctx.now)
      const foundOn = body.foundOn === '' ? dateOf(ctx.now) : (body.foundOn as ReturnType<typeof dateOf>)
      const done = await ctx.once(async tx => {
        const raised = await raise(tx, ctx, { ...body, foundOn, origin: 'resident' }, no)
        return raised.ok ? ok({ no: raised.value.no }) : raised
      })
      return done.ok ? ok({ redirect: `${PATH}/${done.value.no}` }) : done
    },
    again: (ctx, { body }, why) => raisePage(ctx, body, why),
  }),
]
