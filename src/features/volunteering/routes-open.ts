import { z } from 'zod'
import { areaPath, parseAreaPath } from '../../kernel/area-code.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { keyOf, LIMIT_DEFAULT, pageOf, readCursor } from '../../platform/http/paging.ts'
import { api, type Context, page, type Route } from '../../platform/http/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { areaNames, pathOfCity, townsOf } from '../directory/index.ts'
import { activitiesOut, figuresOut } from './api-out.ts'
import { access } from './policy.ts'
import { TOPICS } from './rules/kinds.ts'
import { shownActivities } from './shown.ts'
import { activitiesWithin, activityByNo } from './store/activities.ts'
import { certificateFor } from './store/certificates.ts'
import { figures } from './store/figures.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()
const LIST = 'volunteering.open-list'
export const PATH = '/open/volunteering'
const maybe = (most: number) => z.string().trim().max(most).default('')
const query = z.object({
  town: maybe(20),
  topic: z.union([z.enum(TOPICS), z.literal('')]).default(''),
  cursor: z.string().max(500).optional(),
})
const CHECKS_AN_HOUR = 60
const HOUR_MS = 3_600_000

const listed = async (ctx: Context, { town, topic, cursor }: z.output<typeof query>, limit: number) => {
  const after = readCursor(LIST, z.tuple([keyOf.instant, z.uuid()]), cursor)
  if (!after.ok) return after
  const path = town === '' ? undefined : parseAreaPath(town)
  const within = path?.ok === true ? path.value : pathOfCity(ctx.db.city)
  const from = after.value && { at: after.value[0] as never, id: after.value[1] }
  const rows = await activitiesWithin(ctx.db, { within, topic, open: true }, from, limit + 1)
  const { items, next } = pageOf(LIST, rows, limit, row => [row.lastAt, row.id])
  return ok({ items: await shownActivities(ctx.db, items), next })
}

const counted = async (ctx: Context) => {
  const rows = await figures(ctx.db)
  const city = pathOfCity(ctx.db.city)
  const names = await areaNames(ctx.db, [...new Set(rows.map(({ area }) => areaPath(area)))])
  const items = rows.map(({ at: _, ...row }) => ({ ...row, name: names.get(areaPath(row.area)) ?? row.area }))
  const sum = (topic: string) => {
    const rows = items.filter(row => row.topic === topic)
    const total = (of: 'volunteers' | 'active' | 'services' | 'minutes'): number =>
      rows.reduce((all, row) => all + row[of], 0)
    const [volunteers, active] = [total('volunteers'), total('active')]
    const [services, minutes] = [total('services'), total('minutes')]
    return { area: city as string, name: ctx.city.name, topic, volunteers, active, services, minutes }
  }
  return { items: [sum(''), ...TOPICS.map(sum), ...items], at: rows[0]?.at ?? null }
}

const towns = async (ctx: Context) =>
  (await townsOf(ctx.db)).map(({ path, place }) => ({ value: path as string, label: place }))

/** What everybody sees: activities, figures, and whether a certificate is genuine. */
export const openRoutes: readonly Route[] = [
  api({
    id: LIST,
    method: 'GET',
    path: '/api/open/volunteering',
    summary: '志愿服务活动（公开）',
    access: access('open'),
    query: query.extend({ limit: z.coerce.number().int().min(1).max(100).default(LIMIT_DEFAULT) }),
    answer: activitiesOut,
    refuses: ['cursor-wrong'],
    handler: (ctx, { query: asked }) => listed(ctx, asked, asked.limit),
  }),
  api({
    id: 'volunteering.figures',
    method: 'GET',
    path: '/api/open/volunteering-figures',
    summary: '志愿服务统计：全市和各镇街，按服务领域（topic 为空是合计）',
    access: access('open'),
    answer: figuresOut,
    refuses: [],
    handler: async ctx => ok(await counted(ctx)),
  }),
  page({
    id: 'volunteering.open-page',
    path: PATH,
    shared: true,
    access: access('open'),
    query,
    load: async (ctx, { query: asked }) => {
      const found = await listed(ctx, asked, LIMIT_DEFAULT)
      if (!found.ok) return found
      const { cursor, ...typed } = asked
      const props = { ...found.value, later: cursor !== undefined, typed, towns: await towns(ctx), now: ctx.now }
      return ok(view('volunteering.list', props, ctx.t('volunteering:pages.list.title')))
    },
  }),
  page({
    id: 'volunteering.activity-page',
    path: `${PATH}/:no`,
    shared: true,
    access: access('open'),
    params: z.object({ no: z.string().max(40) }),
    load: async (ctx, { params }) => {
      const row = await activityByNo(ctx.db, params.no)
      const [activity] = row === undefined ? [] : await shownActivities(ctx.db, [row])
      if (activity === undefined) return refuse([{ tag: 'not-found' }])
      return ok(view('volunteering.activity', { activity, now: ctx.now }, activity.title))
    },
  }),
  page({
    id: 'volunteering.figures-page',
    path: '/open/volunteering-figures',
    shared: true,
    access: access('open'),
    load: async ctx => ok(view('volunteering.figures', await counted(ctx), ctx.t('volunteering:pages.figures.title'))),
  }),
  page({
    id: 'volunteering.check-page',
    path: '/open/volunteer-certificates',
    access: access('open'),
    query: z.object({ no: maybe(40), code: maybe(20) }),
    load: async (ctx, { query: { no, code } }) => {
      const asked = no !== '' || code !== ''
      if (asked) {
        const allowed = await ctx.limit('volunteer-certificate', ctx.address, CHECKS_AN_HOUR, HOUR_MS)
        if (!allowed.ok) return allowed
      }
      const typed = code.toUpperCase().replaceAll(/[^0-9A-Z]/g, '')
      const row = asked ? await certificateFor(ctx.system, no.toUpperCase(), typed) : undefined
      const found =
        row === undefined
          ? null
          : (({ id: _, volunteer: __, party: ___, code: ____, area: _____, ...rest }) => rest)(row)
      return ok(view('volunteering.check', { no, code, asked, found }, ctx.t('volunteering:pages.check.title')))
    },
  }),
]
