import { z } from 'zod'
import { parseAreaPath } from '../../kernel/area-code.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { isoOf, parseInstant } from '../../kernel/time.ts'
import { Recent } from '../../platform/db/recent.ts'
import { api, type Context, page, type Raw, type Route } from '../../platform/http/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { tilesOf, townsOf } from '../directory/index.ts'
import { type FilterIn, filterIn } from './api.ts'
import { streamOf } from './journal.ts'
import { access } from './policy.ts'
import { detailOf, filterOf } from './reads.ts'
import { answerList, inPublic } from './routes-help.ts'
import { feedOf } from './rss.ts'
import { CATEGORIES } from './rules/categories.ts'
import { PUBLIC_SCOPE } from './scope.ts'
import { shownItem, shownOrder } from './shown.ts'
import { countByTown } from './store/open.ts'
import { orderByNo } from './store/orders.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()
const LIST = 'work-order.open-page'
/** What the name of a town ends in says nothing on a tile. */
const SUFFIX = /(街道|镇)$/

/** States as people tell them apart; each stands for some steps. */
export const STATES = {
  handling: 'queued,dispatched,handling,returning,paused,submitted',
  done: 'closed,followed-up,archived',
} as const

const maybe = (most: number) => z.string().max(most).default('')
const query = z.object({
  town: maybe(20),
  category: maybe(40),
  state: maybe(20),
  q: maybe(100),
  cursor: z.string().max(500).optional(),
})
type Query = z.output<typeof query>

const isCategory = (code: string): code is keyof typeof CATEGORIES => Object.hasOwn(CATEGORIES, code)
const isState = (state: string): state is keyof typeof STATES => Object.hasOwn(STATES, state)

const filterFrom = ({ town, category, state, q, cursor }: Query): FilterIn => ({
  ...filterIn.parse({}),
  sort: 'received',
  area: parseAreaPath(town).ok ? town : undefined,
  category: isCategory(category) ? category : undefined,
  step: isState(state) ? STATES[state] : undefined,
  q: q === '' ? undefined : q,
  cursor,
})

/** How many lie in each town is a sum over all that is public: it may be a few seconds older than the list beside it. */
const COUNTS_MS = 10_000
const recentCounts = new Recent<ReadonlyMap<string, number>>(COUNTS_MS, 200)

const countsFor = (ctx: Context, { category, state, q }: Query): Promise<ReadonlyMap<string, number>> => {
  const wanted = filterFrom({ town: '', category, state, q, cursor: undefined })
  // Kept for everybody, so counted as the system: a reader is another object at each request.
  return recentCounts.get(ctx.system, JSON.stringify([wanted.category, wanted.step, wanted.q]), ctx.now, async () =>
    countByTown(ctx.system, PUBLIC_SCOPE, await filterOf(ctx.db, wanted, ctx.actor, ctx.now)),
  )
}

const townsWithCounts = async (ctx: Context, asked: Query) => {
  const [towns, counts, tiles] = await Promise.all([townsOf(ctx.db), countsFor(ctx, asked), tilesOf(ctx.db.city)])
  return {
    towns: towns.map(({ path, place }) => ({ code: path, name: place, count: counts.get(path) ?? 0 })),
    tiles:
      tiles === undefined
        ? null
        : {
            columns: tiles.columns,
            rows: tiles.rows,
            tiles: tiles.tiles.map(tile => ({ ...tile, short: tile.name.replace(SUFFIX, '') })),
          },
  }
}

const listRoute = page({
  id: LIST,
  path: '/open/work-orders',
  shared: true,
  access: access('open'),
  query,
  load: async (visitor, { query: asked }) => {
    const ctx = inPublic(visitor)
    const found = await answerList(ctx, LIST, PUBLIC_SCOPE, filterFrom(asked))
    if (!found.ok) return found
    const items = found.value.items.map(item => shownItem(ctx, item, item.row.public_title))
    const { cursor, ...typed } = asked
    const props = {
      items,
      next: found.value.next,
      later: cursor !== undefined,
      typed,
      ...(await townsWithCounts(ctx, asked)),
    }
    return ok(view('work-order.open-list', props, ctx.t('work-order:pages.open.title')))
  },
})

const orderRoute = page({
  id: 'work-order.open-order-page',
  shared: true,
  path: '/open/work-orders/:no',
  access: access('open'),
  params: z.object({ no: z.string().max(40) }),
  load: async (visitor, { params }) => {
    const ctx = inPublic(visitor)
    const order = await orderByNo(ctx.db, params.no)
    if (order === undefined || !order.state.published) return refuse([{ tag: 'not-found' }])
    const detail = await detailOf(ctx.db, order, ctx.actor, 'public', ctx.now)
    const shown = await shownOrder(ctx, detail, 'public')
    const stream = encodeURIComponent(streamOf(order.id))
    return ok(view('work-order.open-order', { order: shown, bundle: `/journal/export?stream=${stream}` }, shown.title))
  },
})

const FEED_ITEMS = 50

const feedRoute = api({
  id: 'work-order.open-feed',
  method: 'GET',
  path: '/open/work-orders.rss',
  summary: '公开工单的 RSS 订阅',
  access: access('open'),
  produces: 'application/rss+xml; charset=utf-8',
  answer: z.unknown(),
  handler: async visitor => {
    const ctx = inPublic(visitor)
    const found = await answerList(ctx, LIST, PUBLIC_SCOPE, {
      ...filterIn.parse({}),
      sort: 'received',
      limit: FEED_ITEMS,
    })
    if (!found.ok) return found
    const home = `${ctx.origin}${ctx.base}`
    const feed: Raw = {
      raw: true,
      type: 'application/rss+xml; charset=utf-8',
      body: feedOf({
        title: ctx.t('work-order:pages.open.feedTitle', { city: ctx.city.name }),
        link: `${home}/open/work-orders`,
        self: `${home}/open/work-orders.rss`,
        about: ctx.t('work-order:pages.open.lead'),
        language: ctx.locale,
        items: found.value.items.map(item => ({
          title: item.row.public_title,
          link: `${home}/open/work-orders/${item.no}`,
          text: [ctx.t(`work-order:step.${item.step}`), item.areaName, item.row.public_text].join(' · '),
          at: parseInstant(item.receivedAt) ?? ctx.now,
        })),
      }),
      headers: { 'cache-control': 'public, max-age=300', 'x-as-of': isoOf(ctx.now) },
    }
    return ok(feed)
  },
})

export const openRoutes: readonly Route[] = [listRoute, orderRoute, feedRoute]
