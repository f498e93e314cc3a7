import { z } from 'zod'
import { isWithin, parseAreaPath } from '../../kernel/area-code.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { may } from '../../platform/access/access.ts'
import { writeCsv } from '../../platform/csv/csv.ts'
import { pageOf, readCursor } from '../../platform/http/paging.ts'
import { api, type Context, type Raw, type Route } from '../../platform/http/types.ts'
import { communitiesOf, pathOfCity } from '../directory/index.ts'
import * as shape from './api.ts'
import { access, policy, subjectOf, type Verb, viewedAreas } from './policy.ts'
import { FIELDS, HEADINGS } from './rules/import-words.ts'
import { estatePage, shownHistory, shownRegister, shownUnit } from './shown.ts'
import { type EstateRow, estateRow } from './store/estates.ts'
import { listUnits } from './store/lists.ts'
import { unitById } from './store/units.ts'

const LIST = 'estate.list'
const UNITS = 'estate.units'
export const ID = z.object({ id: z.uuid() })
export const UNIT = z.object({ id: z.uuid(), unit: z.uuid() })
const key = z.string().max(100)

/** The estate, when the reader may do this to it. That it is there everybody knows. */
export const viewed = async (ctx: Context, id: string, verb: Verb): Promise<Result<EstateRow, readonly Refusal[]>> => {
  const row = await estateRow(ctx.db, id)
  if (row === undefined) return refuse([{ tag: 'not-found' }])
  return may<Verb>(policy, verb, ctx.actor, subjectOf(row)) ? ok(row) : refuse([{ tag: 'not-yours' }])
}

/** Whether a place lies within what the reader keeps a register of. */
const seesArea = (ctx: Context, area: string): boolean => viewedAreas(ctx.actor).some(over => area.startsWith(over))

/** Where a list begins: what was asked for, else the reader's own first place. */
const within = (ctx: Context, asked: string | undefined): string | undefined => {
  const path = asked === undefined || asked === '' ? undefined : parseAreaPath(asked)
  if (path !== undefined) return path.ok && seesArea(ctx, path.value) ? path.value : undefined
  return viewedAreas(ctx.actor)[0]
}

/** Communities in which the reader may enter an estate. */
const communitiesFor = async (ctx: Context) => {
  const all = await communitiesOf(ctx.db, pathOfCity(ctx.db.city))
  return all.filter(
    ({ path }) =>
      may<Verb>(policy, 'keep', ctx.actor, subjectOf({ area: path })) &&
      ctx.actor.offices.some(({ area }) => {
        const over = parseAreaPath(area)
        return over.ok && isWithin(path, over.value)
      }),
  )
}

const SAMPLE: readonly Readonly<Record<string, string>>[] = [
  { 房号: '1-1-101', 用途: '住宅', 建筑面积: '89.50', 份额: '1/2', 取得日期: '2020-03-05', 交付日期: '2020-06-01' },
]

/** An empty table with our headings and one line to be written over. */
const template = (): Raw => ({
  raw: true,
  type: 'text/csv; charset=utf-8',
  body: writeCsv(
    FIELDS.map(field => HEADINGS[field][0] ?? field),
    SAMPLE,
  ),
  headers: { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('业主名册.csv')}` },
})

/** What is read of the register in the console. */
export const registerRoutes: readonly Route[] = [
  api({
    id: LIST,
    method: 'GET',
    path: '/api/estates',
    summary: '小区列表（工作人员，本辖区），按社区和名称',
    access: access('list'),
    query: shape.listIn,
    answer: shape.linesOut,
    refuses: ['cursor-wrong'],
    handler: async (ctx, { query }) => {
      const after = readCursor(LIST, z.tuple([key, key, z.uuid()]), query.cursor)
      if (!after.ok) return after
      const place = within(ctx, query.area)
      const from =
        after.value === undefined ? undefined : { area: after.value[0], name: after.value[1], id: after.value[2] }
      const more = { at: ctx.now, ...(query.name === undefined ? {} : { named: query.name }) }
      const rows = place === undefined ? [] : await estatePage(ctx.db, place, from, query.limit + 1, more)
      return ok(pageOf(LIST, rows, query.limit, row => [row.area, row.name, row.id]))
    },
  }),
  api({
    id: 'estate.communities',
    method: 'GET',
    path: '/api/estates/communities',
    summary: '可以登记小区的社区',
    access: access('keep'),
    answer: z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) }),
    refuses: [],
    handler: async ctx =>
      ok({ items: (await communitiesFor(ctx)).map(({ path, name }) => ({ id: path as string, name })) }),
  }),
  api({
    id: 'estate.template',
    method: 'GET',
    path: '/api/estates/template',
    summary: '业主名册的空表（CSV）',
    access: access('list'),
    answer: z.unknown(),
    produces: 'text/csv',
    refuses: [],
    handler: async () => ok(template()),
  }),
  api({
    id: 'estate.register',
    method: 'GET',
    path: '/api/estates/:id',
    summary: '一个小区的登记：楼栋、车位规则、登记中的问题、最近的登记',
    access: access('view'),
    params: ID,
    answer: shape.registerOut,
    version: answer => answer.version,
    refuses: ['not-found', 'not-yours'],
    handler: async (ctx, { params }) => {
      const row = await viewed(ctx, params.id, 'view')
      return row.ok ? ok(await shownRegister(ctx.db, ctx.actor, row.value, ctx.now)) : row
    },
  }),
  api({
    id: UNITS,
    method: 'GET',
    path: '/api/estates/:id/units',
    summary: '小区的专有部分和现在的业主（打码），按房号',
    access: access('view'),
    params: ID,
    query: shape.unitsIn,
    answer: shape.unitsOut,
    refuses: ['not-found', 'not-yours', 'cursor-wrong'],
    handler: async (ctx, { params, query }) => {
      const row = await viewed(ctx, params.id, 'view')
      if (!row.ok) return row
      const after = readCursor(UNITS, z.tuple([key]), query.cursor)
      if (!after.ok) return after
      const filter = { building: query.building, named: query.code, standing: query.standing }
      const page = { after: after.value?.[0], limit: query.limit + 1 }
      const { items, next } = pageOf(
        UNITS,
        await listUnits(ctx.db, params.id, filter, page, ctx.now),
        query.limit,
        unit => [unit.code],
      )
      return ok({ items: items.map(shownUnit), next })
    },
  }),
  api({
    id: 'estate.unit',
    method: 'GET',
    path: '/api/estates/:id/units/:unit',
    summary: '一个专有部分：业主的历史和登记的经过（打码）',
    access: access('view'),
    params: UNIT,
    answer: shape.historyOut,
    refuses: ['not-found', 'not-yours'],
    handler: async (ctx, { params }) => {
      const row = await viewed(ctx, params.id, 'view')
      if (!row.ok) return row
      const unit = await unitById(ctx.db, params.unit)
      if (unit === undefined || unit.estate !== params.id) return refuse([{ tag: 'not-found' }])
      return ok(await shownHistory(ctx.db, unit, ctx.now))
    },
  }),
]
