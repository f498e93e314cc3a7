import { z } from 'zod'
import type { AreaPath } from '../../kernel/area-code.ts'
import { ok } from '../../kernel/result.ts'
import { atMinute, d, dateOf, type Instant } from '../../kernel/time.ts'
import { Recent } from '../../platform/db/recent.ts'
import { api, type Context, page, type Route } from '../../platform/http/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { areaNames } from '../directory/index.ts'
import { access } from './policy.ts'
import { figuresByTown, type TownFigures } from './store/figures.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()
/** Counted once for everybody: figures may be a few seconds older than the list. */
const recent = new Recent<readonly TownFigures[]>(10_000, 50)

/** Nothing chosen is this year. */
const query = z.object({
  year: z
    .string()
    .regex(/^(20\d\d)?$/)
    .default(''),
})
const startOf = (year: number): Instant => atMinute(d(`${year}-01-01`), 0)
const yearOf = (now: Instant): number => Number(dateOf(now).slice(0, 4))
const chosen = ({ year }: z.output<typeof query>, now: Instant): number => (year === '' ? yearOf(now) : Number(year))

const figuresIn = async (ctx: Context, year: number) => {
  // Kept for everybody, so counted as the system: a reader is another object at each request.
  const rows = await recent.get(ctx.system, String(year), ctx.now, () =>
    figuresByTown(ctx.system, startOf(year), startOf(year + 1)),
  )
  const names = await areaNames(
    ctx.db,
    rows.map(({ town }) => town as AreaPath),
  )
  return rows.map(row => ({ ...row, name: names.get(row.town as AreaPath) ?? row.town }))
}

const count = z.number().int()
const lineOut = z.object({
  town: z.string(),
  name: z.string(),
  listed: count.describe('列入协商的件数'),
  meetings: count.describe('会议次数'),
  due: count.describe('席位'),
  present: count.describe('到会'),
  noQuorum: count.describe('人数不足的次数'),
  talked: count.describe('开成会的件数'),
  resolved: count.describe('达成意见的件数'),
  done: count.describe('办完的件数'),
  daysToMeet: count.describe('达成意见的各件，从发现到商议的天数之和'),
  daysToDone: count.describe('办完的各件，从商议到解决的天数之和'),
  rated: count.describe('评价数'),
  satisfied: count.describe('满意和基本满意'),
})

export const figureRoutes: readonly Route[] = [
  api({
    id: 'deliberation.figures',
    method: 'GET',
    path: '/api/open/deliberation-figures',
    summary: '议事协商：按镇街统计到会、达成、办结（当年提出的）',
    access: access('open-to-all'),
    query,
    answer: z.object({ year: count, items: z.array(lineOut) }),
    refuses: [],
    handler: async (ctx, { query: asked }) => {
      const year = chosen(asked, ctx.now)
      return ok({ year, items: [...(await figuresIn(ctx, year))] })
    },
  }),
  page({
    id: 'deliberation.figures-page',
    path: '/open/deliberation-figures',
    shared: true,
    access: access('open-to-all'),
    query,
    load: async (ctx, { query: asked }) => {
      const year = chosen(asked, ctx.now)
      const props = { year, thisYear: yearOf(ctx.now), lines: await figuresIn(ctx, year) }
      return ok(view('deliberation.figures', props, ctx.t('deliberation:pages.figures.title')))
    },
  }),
]
