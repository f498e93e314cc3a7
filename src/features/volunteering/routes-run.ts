import { z } from 'zod'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { atMinute, dateOf } from '../../kernel/time.ts'
import { may } from '../../platform/access/access.ts'
import type { Tx } from '../../platform/db/types.ts'
import { keyOf, pageOf, paging, readCursor } from '../../platform/http/paging.ts'
import { api, type Context, type Route } from '../../platform/http/types.ts'
import { addShift, cancelShift, changeCapacity, createActivity } from './activities.ts'
import * as shape from './api.ts'
import * as out from './api-out.ts'
import { checkInByHand, checkOutByHand, excuse, markNoShow } from './attend.ts'
import { nextNo } from './join.ts'
import { access, policy, subjectOf, type Verb } from './policy.ts'
import type { Acted } from './record.ts'
import { firstWithin, ID, written } from './routes-shared.ts'
import { TOPICS } from './rules/kinds.ts'
import { shownActivities, shownRun } from './shown.ts'
import { leaveShift, signUp } from './sign-up.ts'
import { activitiesWithin, activityById } from './store/activities.ts'
import { signupById } from './store/signups.ts'

const LIST = 'volunteering.activities'

type Verbing = (tx: Tx, ctx: Context, id: string) => Promise<Result<Acted, readonly Refusal[]>>

/** A verb on somebody's place in a shift that asks for nothing more. */
const onSignup = (verb: string, summary: string, act: Verbing): Route =>
  api({
    id: `volunteering.${verb}`,
    method: 'POST',
    path: `/api/volunteer-signups/:id/${verb}`,
    summary,
    access: access('run'),
    params: ID,
    body: z.object({}),
    answer: out.actedOut,
    handler: (ctx, { params }) => written(ctx, tx => act(tx, ctx, params.id)),
  })

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** Activities, shifts and who comes, for whoever runs them. */
export const runRoutes: readonly Route[] = [
  api({
    id: LIST,
    method: 'GET',
    path: '/api/volunteer-activities',
    summary: '志愿服务活动（本辖区），最近结束的在前',
    access: access('list'),
    query: z.object({ ...paging, area: z.string().max(20).optional(), topic: z.enum(TOPICS).optional() }),
    answer: out.activitiesOut,
    refuses: ['cursor-wrong'],
    handler: async (ctx, { query }) => {
      const after = readCursor(LIST, z.tuple([keyOf.instant, z.uuid()]), query.cursor)
      if (!after.ok) return after
      const place = firstWithin(ctx, query.area)
      if (place === undefined) return ok({ items: [], next: null })
      const from = after.value && { at: after.value[0] as never, id: after.value[1] }
      const rows = await activitiesWithin(ctx.db, { within: place, topic: query.topic }, from, query.limit + 1)
      const { items, next } = pageOf(LIST, rows, query.limit, row => [row.lastAt, row.id])
      return ok({ items: await shownActivities(ctx.db, items), next })
    },
  }),
  api({
    id: 'volunteering.run',
    method: 'GET',
    path: '/api/volunteer-activities/:id',
    summary: '一个活动：场次、签到码、报名和候补的人（打码）',
    access: access('view'),
    params: ID,
    answer: out.runOut,
    refuses: ['not-found', 'not-yours'],
    handler: async (ctx, { params }) => {
      const row = await activityById(ctx.db, params.id)
      if (row === undefined) return refuse([{ tag: 'not-found' }])
      if (!may<Verb>(policy, 'view', ctx.actor, subjectOf(row))) return refuse([{ tag: 'not-yours' }])
      return ok(await shownRun(ctx.db, ctx.actor, row, `${ctx.origin}${ctx.base}`))
    },
  }),
  api({
    id: 'volunteering.create',
    method: 'POST',
    path: '/api/volunteer-activities',
    summary: '发布志愿服务活动',
    access: access('run'),
    body: shape.activityIn,
    status: 201,
    answer: out.actedOut,
    handler: async (ctx, { body }) => {
      const no = await nextNo(ctx.system, 'H', ctx.now)
      return written(ctx, tx => createActivity(tx, ctx, shape.activityOf(body), no))
    },
  }),
  api({
    id: 'volunteering.add-shift',
    method: 'POST',
    path: '/api/volunteer-activities/:id/shifts',
    summary: '增加一个场次',
    access: access('run'),
    params: ID,
    body: shape.shiftIn,
    status: 201,
    answer: out.actedOut,
    handler: (ctx, { params, body }) =>
      written(ctx, tx => addShift(tx, ctx, params.id, { ...shape.periodOf(body), capacity: body.capacity })),
  }),
  api({
    id: 'volunteering.capacity',
    method: 'POST',
    path: '/api/volunteer-shifts/:id/capacity',
    summary: '更改场次名额；多出的名额按候补顺序给人',
    access: access('run'),
    params: ID,
    body: shape.capacityIn,
    answer: out.actedOut,
    handler: (ctx, { params, body }) => written(ctx, tx => changeCapacity(tx, ctx, params.id, body.capacity)),
  }),
  api({
    id: 'volunteering.cancel-shift',
    method: 'POST',
    path: '/api/volunteer-shifts/:id/cancel',
    summary: '取消场次，通知报名和候补的人',
    access: access('run'),
    params: ID,
    body: shape.noteIn,
    answer: out.actedOut,
    handler: (ctx, { params, body }) => written(ctx, tx => cancelShift(tx, ctx, params.id, body.note)),
  }),
  api({
    id: 'volunteering.enter',
    method: 'POST',
    path: '/api/volunteer-shifts/:id/sign-up',
    summary: '替打电话来的志愿者报名（本人要求，风险已告知）',
    access: access('run'),
    params: ID,
    body: shape.enterIn,
    status: 201,
    answer: out.actedOut,
    handler: (ctx, { params, body }) => written(ctx, tx => signUp(tx, ctx, params.id, body)),
  }),
  onSignup('check-in', '替没有手机的人签到', checkInByHand),
  api({
    id: 'volunteering.check-out',
    method: 'POST',
    path: '/api/volunteer-signups/:id/check-out',
    summary: '替没有手机的人签退；组织方一方确认',
    access: access('run'),
    params: ID,
    body: shape.outIn,
    answer: out.actedOut,
    handler: (ctx, { params, body }) =>
      written(ctx, async tx => {
        const row = await signupById(tx, params.id)
        const at = row === undefined || body.time === '' ? ctx.now : atMinute(dateOf(row.from), minuteOf(body.time))
        return checkOutByHand(tx, ctx, params.id, at)
      }),
  }),
  onSignup('no-show', '记为没有来', markNoShow),
  onSignup('excuse', '没有来但有正当理由', excuse),
  onSignup('leave', '替打电话来的人取消报名', leaveShift),
]
