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
    query: yearQuery,
    answer: z.object({ year: count, items: z.array(lineOut) }),
    refuses: [],
    handler: async (ctx, { query: asked }) => {
      const year = chosenYear(asked, ctx.now)
      return ok({ year, items: await figuresOf(ctx.system, ctx.now, year) })
    },
  }),
  page({
    id: 'deliberation.figures-page',
    path: '/open/deliberation-figures',
    shared: true,
    access: access('open-to-all'),
    query: yearQuery,
    load: async (ctx, { query: asked }) => {
      const year = chosenYear(asked, ctx.now)
      const props = { year, thisYear: yearOf(ctx.now), lines: await figuresOf(ctx.system, ctx.now, year) }
      return ok(view('deliberation.figures', props, ctx.t('deliberation:pages.figures.title')))
    },
  }),
]
