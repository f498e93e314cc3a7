import { z } from 'zod'
import { areaPath, parseAreaPath } from '../../kernel/area-code.ts'
import { pinOf } from '../../kernel/procedure/definition.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { dateOf } from '../../kernel/time.ts'
import { ownParties } from '../../platform/access/access.ts'
import { LIMIT_DEFAULT, pageOf, readCursor } from '../../platform/http/paging.ts'
import { api, type Context, page, type Route } from '../../platform/http/types.ts'
import { shownProcedure } from '../../platform/ui/procedure.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { areaNames, pathOfCity, townOptions } from '../directory/index.ts'
import { shownBasis } from '../law/index.ts'
import { linesOut } from './api.ts'
import { crossOut } from './api-bodies.ts'
import { access } from './policy.ts'
import { streamOf } from './record.ts'
import { bodyParamsOn, VALUES } from './rule-values.ts'
import { POSTS } from './rules/committee.ts'
import { FORMATION } from './rules/formation.ts'
import { estatePage, named } from './shown.ts'
import { shownBodies } from './shown-bodies.ts'
import { estateById } from './store/estates.ts'
import { type CrossFigures, crossFigures } from './store/figures.ts'
import { ownedBy } from './store/units.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()
const LIST = 'estate.open-list'
const PATH = '/open/estates'
const maybe = (most: number) => z.string().trim().max(most).default('')
const query = z.object({ town: maybe(20), name: maybe(60), cursor: z.string().max(500).optional() })
const key = z.string().max(100)

const listed = async (ctx: Context, { town, name, cursor }: z.output<typeof query>, limit: number) => {
  const after = readCursor(LIST, z.tuple([key, key, z.uuid()]), cursor)
  if (!after.ok) return after
  const path = town === '' ? undefined : parseAreaPath(town)
  const within = path?.ok === true ? path.value : pathOfCity(ctx.db.city)
  const from = after.value && { area: after.value[0], name: after.value[1], id: after.value[2] }
  const rows = await estatePage(ctx.db, within, from, limit + 1, { at: ctx.now, named: name })
  return ok(pageOf(LIST, rows, limit, row => [row.area, row.name, row.id]))
}

/** 交叉任职: towns of the city, or communities of the town asked for. */
const crossIn = async (ctx: Context, town: string) => {
  const path = town === '' ? undefined : parseAreaPath(town)
  const within = path?.ok === true ? path.value : pathOfCity(ctx.db.city)
  const digits = within.length >= 9 ? 12 : 9
  const rows = await crossFigures(ctx.db, within, digits, dateOf(ctx.now))
  const names = await areaNames(
    ctx.db,
    rows.map(({ area }) => areaPath(area)),
  )
  return rows.map(row => ({ ...row, name: names.get(areaPath(row.area)) ?? row.area }))
}

const COUNTS: Readonly<Record<(typeof POSTS)[number], keyof CrossFigures>> = {
  'residents-committee': 'residentsCommittee',
  'residents-representative': 'residentsRepresentative',
  'party-branch': 'partyBranch',
  'property-party': 'propertyParty',
}

const openApi: readonly Route[] = [
  api({
    id: LIST,
    method: 'GET',
    path: '/api/open/estates',
    summary: '小区：名称、户数、面积、业主大会和业主委员会（公开）',
    access: access('open'),
    query: query.extend({ limit: z.coerce.number().int().min(1).max(100).default(LIMIT_DEFAULT) }),
    answer: linesOut,
    refuses: ['cursor-wrong'],
    handler: (ctx, { query: asked }) => listed(ctx, asked, asked.limit),
  }),
  api({
    id: 'estate.cross',
    method: 'GET',
    path: '/api/open/estate-figures',
    summary: '业主委员会委员交叉任职：分子、分母，按镇街或社区',
    access: access('open'),
    query: z.object({ town: maybe(20) }),
    answer: crossOut,
    refuses: [],
    handler: async (ctx, { query: asked }) =>
      ok({
        items: (await crossIn(ctx, asked.town)).map(row => ({
          ...row,
          posts: POSTS.map(post => ({ post, part: Number(row[COUNTS[post]]), whole: row.members })),
        })),
      }),
  }),
]

const openPages: readonly Route[] = [
  page({
    id: 'estate.open-page',
    path: PATH,
    shared: true,
    access: access('open'),
    query,
    load: async (ctx, { query: asked }) => {
      const found = await listed(ctx, asked, LIMIT_DEFAULT)
      if (!found.ok) return found
      const { cursor, ...typed } = asked
      const props = { ...found.value, later: cursor !== undefined, typed, towns: await townOptions(ctx.db) }
      return ok(view('estate.list', props, ctx.t('estate:pages.list.title')))
    },
  }),
  page({
    id: 'estate.estate-page',
    path: `${PATH}/:id`,
    shared: true,
    access: access('open'),
    params: z.object({ id: z.uuid() }),
    load: async (ctx, { params }) => {
      const line = await estateById(ctx.db, params.id, ctx.now)
      if (line === undefined) return refuse([{ tag: 'not-found' }])
      const [estate] = await named(ctx.db, [line])
      const props = {
        estate: estate ?? { ...line, areaName: line.area },
        bodies: await shownBodies(ctx, line),
        bundle: `/journal/export?stream=${encodeURIComponent(streamOf(line.id))}`,
      }
      return ok(view('estate.estate', props, line.name))
    },
  }),
  page({
    id: 'estate.figures-page',
    path: '/open/estate-figures',
    shared: true,
    access: access('open'),
    query: z.object({ town: maybe(20) }),
    load: async (ctx, { query: asked }) => {
      const props = { town: asked.town, lines: await crossIn(ctx, asked.town), towns: await townOptions(ctx.db) }
      return ok(view('estate.figures', props, ctx.t('estate:pages.figures.title')))
    },
  }),
  page({
    id: 'estate.procedure-page',
    path: '/open/procedures/estate-formation',
    shared: true,
    access: access('open'),
    load: async ctx => {
      const params = await bodyParamsOn(ctx.db, dateOf(ctx.now))
      const limits = (Object.keys(VALUES) as (keyof typeof VALUES)[]).map(name => ({
        name: ctx.t(`estate:limit.${name}.name`),
        value: ctx.t(`estate:limit.${name}.value`, { count: params[name].value }),
        basis: [shownBasis(params[name].basis, ctx.city.code)],
      }))
      const props = {
        version: pinOf(FORMATION),
        procedure: shownProcedure(FORMATION, 'estate', ctx.t, each => shownBasis(each, ctx.city.code)),
        limits,
      }
      return ok(view('estate.procedure', props, ctx.t('estate:pages.procedure.title')))
    },
  }),
  page({
    id: 'estate.mine-page',
    path: '/my/estates',
    access: access('mine'),
    load: async ctx => {
      const owned = await ownedBy(ctx.db, ownParties(ctx.actor), ctx.now)
      const lines = await named(
        ctx.db,
        owned.map(({ estate }) => estate),
      )
      const estates = await Promise.all(
        owned.map(async ({ estate, units }, index) => {
          const { terms, dues } = await shownBodies(ctx, estate)
          return { estate: lines[index] ?? { ...estate, areaName: estate.area }, units, term: terms[0] ?? null, dues }
        }),
      )
      const props = { estates, level: ctx.actor.level }
      return ok(view('estate.mine', props, ctx.t('estate:pages.mine.title')))
    },
  }),
]

/** What everybody sees of estates, and owners of their own. */
export const openRoutes: readonly Route[] = [...openApi, ...openPages]
