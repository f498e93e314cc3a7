import { z } from 'zod'
import type { AreaPath } from '../../kernel/area-code.ts'
import { ok } from '../../kernel/result.ts'
import { instant, isoOf } from '../../kernel/time.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import { pageOf, readCursor } from '../../platform/http/paging.ts'
import { api, type Route } from '../../platform/http/types.ts'
import { SEEN_MS } from '../../platform/personal/purposes.ts'
import * as shape from './api.ts'
import { createOrganisation, endOrganisation, readArea } from './organisation-commands.ts'
import { appoint, endOffice, officePage } from './people.ts'
import { access } from './policy.ts'
import { ROLES } from './roles.ts'
import { seePerson } from './see-person.ts'
import { areaNames, pathOfCity } from './store/areas.ts'
import { listedCities, organisationPage } from './store/organisations.ts'

const PERSONS_MAX = 50
const DONE = ok({ done: true as const })

const within = (db: CityQueries, asked: string | undefined) =>
  asked === undefined ? Promise.resolve(ok(pathOfCity(db.city))) : readArea(db, asked, '/query/area')

const organisationKey = z.object({ area: z.string(), name: z.string(), id: z.uuid() })

export const consoleRoutes: readonly Route[] = [
  api({
    id: 'directory.cities',
    method: 'GET',
    path: '/api/console/cities',
    summary: '本系统中的城市',
    access: access('seeOrganisations'),
    answer: shape.cityList,
    refuses: [],
    handler: async ({ db }) => ok({ items: [...(await listedCities(db))] }),
  }),
  api({
    id: 'directory.roles',
    method: 'GET',
    path: '/api/console/roles',
    summary: '角色及其可见范围',
    access: access('seeOrganisations'),
    answer: shape.roleList,
    refuses: [],
    handler: async () => ok({ items: Object.entries(ROLES).map(([id, role]) => ({ id, ...role })) }),
  }),
  api({
    id: 'directory.organisations',
    method: 'GET',
    path: '/api/console/organisations',
    summary: '组织列表',
    access: access('seeOrganisations'),
    query: shape.organisationQuery,
    answer: shape.organisationList,
    refuses: ['area-wrong', 'area-outside', 'area-unknown'],
    handler: async ({ db }, { query }) => {
      const area = await within(db, query.area)
      const after = readCursor('directory.organisations', organisationKey, query.cursor)
      if (!area.ok) return area
      if (!after.ok) return after
      const from = after.value && { ...after.value, area: after.value.area as AreaPath }
      const { kind, name, limit } = query
      const rows = await organisationPage(db, { area: area.value, kind, name, after: from, limit: limit + 1 })
      const page = pageOf('directory.organisations', rows, limit, row => ({
        area: row.area,
        name: row.name,
        id: row.id,
      }))
      const names = await areaNames(
        db,
        page.items.map(row => row.area),
      )
      return ok({
        items: page.items.map(row => shape.presentOrganisation(row, names.get(row.area) ?? '')),
        next: page.next,
      })
    },
  }),
  api({
    id: 'directory.create-organisation',
    method: 'POST',
    path: '/api/console/organisations',
    summary: '新增组织',
    access: access('createOrganisation'),
    body: shape.organisationBody,
    answer: z.object({ organisation: z.string() }),
    status: 201,
    handler: ({ once, actor, now }, { body }) => once(tx => createOrganisation(tx, actor, body, now)),
  }),
  api({
    id: 'directory.end-organisation',
    method: 'POST',
    path: '/api/console/organisations/:id/end',
    summary: '撤销组织',
    access: access('endOrganisation'),
    params: shape.idParams,
    body: shape.lastDayBody,
    answer: shape.done,
    handler: async ({ once, actor, now }, { params, body }) => {
      const ended = await once(tx =>
        endOrganisation(tx, actor, { organisation: params.id, lastDay: body.lastDay }, now),
      )
      return ended.ok ? DONE : ended
    },
  }),
  api({
    id: 'directory.offices',
    method: 'GET',
    path: '/api/console/offices',
    summary: '任职列表(姓名和手机号打码)',
    access: access('seePeople'),
    query: shape.officeQuery,
    answer: shape.officeList,
    refuses: ['area-wrong', 'area-outside', 'area-unknown'],
    handler: async ({ db, vault, now }, { query }) => {
      const area = await within(db, query.area)
      const after = readCursor('directory.offices', z.uuid(), query.cursor)
      if (!area.ok) return area
      if (!after.ok) return after
      const { role, organisation, ended, limit } = query
      const filter = {
        within: area.value,
        role,
        organisation,
        person: undefined,
        ended,
        after: after.value,
        limit: limit + 1,
      }
      const page = pageOf('directory.offices', await officePage(db, vault, filter, now), limit, row => row.id)
      const names = await areaNames(
        db,
        page.items.map(row => row.area),
      )
      return ok({ items: page.items.map(row => shape.presentOffice(row, names.get(row.area) ?? '')), next: page.next })
    },
  }),
  api({
    id: 'directory.find-person',
    method: 'POST',
    path: '/api/console/offices/search',
    summary: '按姓名或手机号找任职(含已结束),最多 50 条',
    access: access('seePeople'),
    body: shape.personSearch,
    answer: shape.officeList,
    refuses: [],
    handler: async ({ db, vault, now }, { body }) => {
      const filter = { within: pathOfCity(db.city), person: body.person, ended: true, limit: PERSONS_MAX }
      const found = await officePage(db, vault, filter, now)
      const names = await areaNames(
        db,
        found.map(row => row.area),
      )
      return ok({ items: found.map(row => shape.presentOffice(row, names.get(row.area) ?? '')), next: null })
    },
  }),
  api({
    id: 'directory.see-person',
    method: 'POST',
    path: '/api/console/offices/:id/see',
    summary: '查看任职人的姓名和手机号;须写明用途和理由,显示半分钟,查看会留痕',
    access: access('seePerson'),
    params: shape.idParams,
    body: shape.seeBody,
    answer: shape.personSeen,
    refuses: ['office-unknown', 'forbidden', 'purpose-missing', 'purpose-not-yours'],
    handler: async ({ once, vault, actor, now }, { params, body }) => {
      let seen = { name: '', phone: '' }
      // Kept with the key is only that it was looked at.
      const done = await once(async tx => {
        const shown = await seePerson(tx, vault, actor, { ...body, office: params.id }, now)
        if (shown.ok) seen = shown.value
        return shown.ok ? ok({ looked: true }) : shown
      })
      return done.ok ? ok({ ...seen, until: isoOf(instant(now + SEEN_MS)) }) : done
    },
  }),
  api({
    id: 'directory.appoint',
    method: 'POST',
    path: '/api/console/offices',
    summary: '任职',
    access: access('appoint'),
    sensitive: true,
    body: shape.officeBody,
    answer: shape.officeMade,
    status: 201,
    handler: ({ once, vault, actor, now }, { body }) => once(tx => appoint(tx, vault, actor, body, now)),
  }),
  api({
    id: 'directory.end-office',
    method: 'POST',
    path: '/api/console/offices/:id/end',
    summary: '结束任职',
    access: access('endOffice'),
    sensitive: true,
    params: shape.idParams,
    body: shape.lastDayBody,
    answer: shape.done,
    handler: async ({ once, actor, now }, { params, body }) => {
      const ended = await once(tx => endOffice(tx, actor, { office: params.id, lastDay: body.lastDay }, now))
      return ended.ok ? DONE : ended
    },
  }),
]
