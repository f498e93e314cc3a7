import { z } from 'zod'
import type { AreaPath } from '../../kernel/area-code.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { may } from '../../platform/access/access.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import { pageOf, readCursor } from '../../platform/http/paging.ts'
import { api, type Route } from '../../platform/http/types.ts'
import { areaNames } from '../directory/index.ts'
import { volunteerByNo, volunteersByIds } from '../volunteering/index.ts'
import * as shape from './api.ts'
import { balancesAt, memberPath } from './book.ts'
import { access, policy, subjectOf, type Verb } from './policy.ts'
import { type MemberRow, memberOf, membersWithin, relativesOf } from './store/members.ts'
import { type SchemeRow, schemeById } from './store/schemes.ts'

const MEMBERS = 'time-bank.members'

const found = async (db: CityQueries, scheme: string, no: string): Promise<readonly MemberRow[]> => {
  const volunteer = await volunteerByNo(db, no.normalize('NFKC').toUpperCase())
  const member = volunteer === undefined ? undefined : await memberOf(db, scheme, volunteer.id)
  return member === undefined ? [] : [member]
}

const shown = async (db: CityQueries, scheme: SchemeRow, rows: readonly MemberRow[]) => {
  const ids = rows.map(({ volunteer }) => volunteer)
  const numbers = new Map((await volunteersByIds(db, ids)).map(({ id, no }) => [id, no]))
  const names = await areaNames(db, [...new Set(rows.map(({ area }) => area as AreaPath))])
  const paths = ids.flatMap(id => [memberPath(id, 'redeem'), memberPath(id, 'honour')])
  const balances = await balancesAt(db, scheme, paths)
  const of = (volunteer: string, side: 'redeem' | 'honour'): number =>
    Number(balances.get(memberPath(volunteer, side)) ?? 0n)
  const made = []
  for (const { id, volunteer, area, who, earned } of rows)
    made.push({
      ...{ id, no: numbers.get(volunteer) ?? '', who, areaName: names.get(area as AreaPath) ?? area },
      ...{ redeem: of(volunteer, 'redeem'), honour: of(volunteer, 'honour'), earned },
      relatives: (await relativesOf(db, id)).map(({ who: name, relation }) => ({ who: name, relation })),
    })
  return made
}

/** Members of a scheme, for whoever runs it and for auditors. */
export const memberRoutes: readonly Route[] = [
  api({
    id: MEMBERS,
    method: 'GET',
    path: '/api/time-banks/:id/members',
    summary: '时间银行的成员（打码）：时长、登记的亲属；q 为志愿者编号',
    access: access('view'),
    params: z.object({ id: z.uuid() }),
    query: shape.membersIn,
    answer: shape.membersOut,
    refuses: ['not-found', 'not-yours', 'cursor-wrong'],
    handler: async (ctx, { params, query }) => {
      const scheme = await schemeById(ctx.db, params.id)
      if (scheme === undefined) return refuse([{ tag: 'not-found' }])
      if (!may<Verb>(policy, 'view', ctx.actor, subjectOf(scheme))) return refuse([{ tag: 'not-yours' }])
      const after = readCursor(MEMBERS, z.tuple([z.string().max(20), z.uuid()]), query.cursor)
      if (!after.ok) return after
      const from = after.value && { area: after.value[0], id: after.value[1] }
      const rows =
        query.q === undefined || query.q === ''
          ? await membersWithin(ctx.db, scheme.id, from, query.limit + 1)
          : await found(ctx.db, scheme.id, query.q)
      const { items, next } = pageOf(MEMBERS, rows, query.limit, row => [row.area, row.id])
      return ok({ items: await shown(ctx.db, scheme, items), next })
    },
  }),
]
