import { z } from 'zod'
import { ok } from '../../kernel/result.ts'
import { api, page, type Route } from '../../platform/http/types.ts'
import { chosenYear, yearOf, yearQuery } from '../../platform/http/years.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { yearlyByTown } from '../directory/index.ts'
import { access } from './policy.ts'
import { figuresByTown } from './store/figures.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()
const figuresOf = yearlyByTown(figuresByTown)

const count = z.number().int()
const lineOut = z.object({
  town: z.string(),
  name: z.string(),
  proposed: count,
  meetings: count.describe('四步会议的次数'),
  due: count.describe('应到人次'),
  present: count.describe('实到人次'),
  noQuorum: count.describe('人数不足未能召开的次数'),
  voted: count.describe('付诸表决的件数'),
  passed: count,
  done: count.describe('实施完毕的件数'),
  daysToPass: count.describe('通过的各件，从提议到决议的天数之和'),
  daysToDone: count.describe('办完的各件，从决议到办完的天数之和'),
})

export const figureRoutes: readonly Route[] = [
  api({
    id: 'village-decision.figures',
    method: 'GET',
    path: '/api/open/village-figures',
    summary: '村级议事：按镇街统计到会、议成、办结（当年提议的）',
    access: access('open'),
    query: yearQuery,
    answer: z.object({ year: count, items: z.array(lineOut) }),
    refuses: [],
    handler: async (ctx, { query: asked }) => {
      const year = chosenYear(asked, ctx.now)
      return ok({ year, items: await figuresOf(ctx.system, ctx.now, year) })
    },
  }),
  page({
    id: 'village-decision.figures-page',
    path: '/open/village-figures',
    shared: true,
    access: access('open'),
    query: yearQuery,
    load: async (ctx, { query: asked }) => {
      const year = chosenYear(asked, ctx.now)
      const props = { year, thisYear: yearOf(ctx.now), lines: await figuresOf(ctx.system, ctx.now, year) }
      return ok(view('village-decision.figures', props, ctx.t('village-decision:pages.figures.title')))
    },
  }),
]
