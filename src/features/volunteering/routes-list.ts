import { z } from 'zod'
import { isWithin, parseAreaPath } from '../../kernel/area-code.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { dateOf } from '../../kernel/time.ts'
import { may } from '../../platform/access/access.ts'
import { pageOf, readCursor } from '../../platform/http/paging.ts'
import { api, type Context, type Route } from '../../platform/http/types.ts'
import { communitiesOf, pathOfCity, townsOf } from '../directory/index.ts'
import * as shape from './api.ts'
import * as out from './api-out.ts'
import { blindOfName, blindOfNumber } from './join.ts'
import { access, policy, subjectOf, type Verb } from './policy.ts'
import { ID, within } from './routes-shared.ts'
import { paramsOn } from './rule-values.ts'
import { placesOf, shownVolunteer, shownVolunteers } from './shown.ts'
import { groupsWithin } from './store/records.ts'
import { type Filter, volunteerIds } from './store/search.ts'
import { volunteerById, volunteersByIds } from './store/volunteers.ts'

const LIST = 'volunteering.volunteers'
const GROUPS = 'volunteering.groups'
const key = z.string().max(100)

const LETTER = /-Z\d{8}-/

/** What was typed into the one field for a person: a number of the register, of an identity card, or a whole name. */
const personOf = (ctx: Context, q: string | undefined): Partial<Filter> => {
  if (q === undefined || q === '') return {}
  if (LETTER.test(q)) return { no: q.toUpperCase() }
  const number = q.normalize('NFKC').toUpperCase()
  return /^\d{17}[\dX]$/.test(number)
    ? { numberBlind: blindOfNumber(ctx.vault, number) }
    : { nameBlind: blindOfName(ctx.vault, q) }
}

const traitsIn = (query: z.output<typeof shape.volunteersIn>): readonly string[] => [
  ...(query.skill === undefined ? [] : [`s:${query.skill}`]),
  ...(query.language === undefined ? [] : [`l:${query.language}`]),
  ...(query.wish === undefined ? [] : [`w:${query.wish}`]),
  ...(query.slot === undefined ? [] : [`h:${query.slot}`]),
]

/** What is read of the register in the console. */
export const listRoutes: readonly Route[] = [
  api({
    id: LIST,
    method: 'GET',
    path: '/api/volunteers',
    summary: '志愿者名册（本辖区，打码）：按区划、技能、语言、意愿、时段、状态、编号、姓名或证件号',
    access: access('list'),
    query: shape.volunteersIn,
    answer: out.volunteersOut,
    refuses: ['cursor-wrong'],
    handler: async (ctx, { query }) => {
      const after = readCursor(LIST, z.tuple([key, z.uuid()]), query.cursor)
      if (!after.ok) return after
      const filter = {
        within: within(ctx, query.area),
        traits: traitsIn(query),
        state: query.state,
        ...personOf(ctx, query.q),
      }
      const from = after.value && { area: after.value[0], id: after.value[1] }
      const towns = (await townsOf(ctx.db)).map(({ path }) => path as string).toSorted()
      const ids = await volunteerIds(ctx.system, filter, from, query.limit + 1, towns)
      const rows = await volunteersByIds(ctx.db, ids)
      const { items, next } = pageOf(LIST, rows, query.limit, row => [row.area, row.id])
      return ok({ items: await shownVolunteers(ctx.db, items, await paramsOn(ctx.db, dateOf(ctx.now)), ctx.now), next })
    },
  }),
  api({
    id: 'volunteering.places',
    method: 'GET',
    path: '/api/volunteers/places',
    summary: '可以登记志愿者和活动的社区（村）',
    access: access('list'),
    answer: z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) }),
    refuses: [],
    handler: async ctx => {
      const all = await communitiesOf(ctx.db, pathOfCity(ctx.db.city))
      const mine = all.filter(
        ({ path }) =>
          may<Verb>(policy, 'keep', ctx.actor, subjectOf({ area: path })) &&
          ctx.actor.offices.some(({ area }) => {
            const over = parseAreaPath(area)
            return over.ok && isWithin(path, over.value)
          }),
      )
      return ok({ items: mine.map(({ path, name }) => ({ id: path as string, name })) })
    },
  }),
  api({
    id: 'volunteering.volunteer',
    method: 'GET',
    path: '/api/volunteers/:id',
    summary: '一位志愿者：资料、培训、表彰（打码）',
    access: access('view'),
    params: ID,
    answer: out.volunteerDetailOut,
    refuses: ['not-found'],
    handler: async (ctx, { params }) => {
      const row = await volunteerById(ctx.db, params.id)
      if (row === undefined || !may<Verb>(policy, 'view', ctx.actor, subjectOf(row)))
        return refuse([{ tag: 'not-found' }])
      return ok(await shownVolunteer(ctx.db, ctx.actor, row, await paramsOn(ctx.db, dateOf(ctx.now)), ctx.now))
    },
  }),
  api({
    id: GROUPS,
    method: 'GET',
    path: '/api/open/volunteer-groups',
    summary: '志愿服务组织和团体（公开）',
    access: access('open'),
    query: z.object({
      limit: z.coerce.number().int().min(1).max(100).default(20),
      cursor: z.string().max(500).optional(),
      area: z.string().max(20).optional(),
    }),
    answer: out.groupsOut,
    refuses: ['cursor-wrong'],
    handler: async (ctx, { query }) => {
      const after = readCursor(GROUPS, z.tuple([key, key]), query.cursor)
      if (!after.ok) return after
      const path = query.area === undefined || query.area === '' ? undefined : parseAreaPath(query.area)
      const from = after.value && { area: after.value[0], name: after.value[1] }
      const place = path?.ok === true ? path.value : pathOfCity(ctx.db.city)
      const rows = await groupsWithin(ctx.db, place, from, query.limit + 1)
      const { items, next } = pageOf(GROUPS, rows, query.limit, row => [row.area, row.name])
      const names = await placesOf(ctx.db, items)
      return ok({
        items: items.map(({ endedAt: _, ...row }) => ({ ...row, areaName: names.get(row.area as never) ?? row.area })),
        next,
      })
    },
  }),
]
