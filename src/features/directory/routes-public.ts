import type { z } from 'zod'
import { codeOf } from '../../kernel/area-code.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { keyOf, pageOf, readCursor } from '../../platform/http/paging.ts'
import { api, type Raw, type Route } from '../../platform/http/types.ts'
import {
  areaHits,
  areaList,
  hotlineList,
  hotlineQuery,
  parentQuery,
  presentHit,
  presentHotline,
  presentOption,
  searchQuery,
} from './api.ts'
import { readArea } from './organisation-commands.ts'
import { access } from './policy.ts'
import { areaName, areaNames, pathOfCity, pickerOptions, searchAreas } from './store/areas.ts'
import { hotlinePage } from './store/hotlines.ts'
import { tiles, tilesOf } from './tiles.ts'

/** Divisions change a few times a year; a picker may keep an answer for five minutes. */
const cached = <A extends z.ZodType>(schema: A, answer: z.input<A>): Result<Raw, never> =>
  ok({
    raw: true,
    type: 'application/json; charset=utf-8',
    body: JSON.stringify(schema.parse(answer)),
    headers: { 'cache-control': 'public, max-age=300' },
  })

const unknown = (area: string): Result<never, readonly Refusal[]> =>
  refuse([{ tag: 'area-unknown', values: { area }, pointer: '/query/parent' }])

export const publicRoutes: readonly Route[] = [
  api({
    id: 'directory.areas',
    method: 'GET',
    path: '/api/areas',
    summary: '某区划的下一级:镇街、村(社区)或网格',
    access: access('pick'),
    query: parentQuery,
    answer: areaList,
    refuses: ['area-wrong', 'area-outside', 'area-unknown'],
    handler: async ({ db }, { query }) => {
      const asked = query.parent ?? codeOf(pathOfCity(db.city))
      const parent = await readArea(db, asked, '/query/parent')
      if (!parent.ok) return parent
      const name = await areaName(db, parent.value)
      if (name === undefined) return unknown(asked)
      const options = await pickerOptions(db, parent.value)
      return cached(areaList, { parent: { path: parent.value, name }, items: options.map(presentOption) })
    },
  }),
  api({
    id: 'directory.search',
    method: 'GET',
    path: '/api/areas/search',
    summary: '按名称找镇街和村(社区),简繁通用',
    access: access('pick'),
    query: searchQuery,
    answer: areaHits,
    refuses: [],
    handler: async ({ db }, { query }) => {
      const found = await searchAreas(db, query.q, query.limit)
      const names = await areaNames(
        db,
        found.map(area => area.path),
      )
      return cached(areaHits, { items: found.map(area => presentHit(area, names.get(area.path) ?? area.place)) })
    },
  }),
  api({
    id: 'directory.tiles',
    method: 'GET',
    path: '/api/areas/tiles',
    summary: '各镇街的示意图(等大的方块,不是地图)',
    access: access('pick'),
    answer: tiles,
    refuses: ['area-unknown'],
    handler: async ({ db }) => {
      const found = await tilesOf(db.city)
      return found === undefined ? unknown(db.city.code) : cached(tiles, found)
    },
  }),
  api({
    id: 'directory.hotlines',
    method: 'GET',
    path: '/api/hotlines',
    summary: '已归并到 12345 的热线',
    access: access('seeHotlines'),
    query: hotlineQuery,
    answer: hotlineList,
    refuses: [],
    handler: async ({ db }, { query }) => {
      const after = readCursor('directory.hotlines', keyOf.place, query.cursor)
      if (!after.ok) return after
      const rows = await hotlinePage(db, after.value ?? 0, query.limit + 1)
      const page = pageOf('directory.hotlines', rows, query.limit, row => row.position)
      return ok({ items: page.items.map(presentHotline), next: page.next })
    },
  }),
]
