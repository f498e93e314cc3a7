import { z } from 'zod'
import { ok } from '../../kernel/result.ts'
import { api, type Route } from '../../platform/http/types.ts'
import { meetingOut } from './api.ts'
import { attend, callNext, giveFloor, unseat, writeMinutes } from './meet.ts'
import { access } from './policy.ts'
import { shownMeeting, topicFor } from './reads.ts'

const ID = z.object({ id: z.uuid() })
const line = z.coerce.number().int().min(1).max(100)
const MINUTES_MAX = 20_000

/** A meeting while it is on: who came, who speaks, what is written down. */
export const meetingRoutes: readonly Route[] = [
  api({
    id: 'deliberation.meeting',
    method: 'GET',
    path: '/api/deliberations/:id/meeting',
    summary: '主持页：议程、签到、人数、发言顺序、记录',
    access: access('run'),
    params: ID,
    answer: meetingOut,
    refuses: ['not-found', 'not-yours'],
    handler: async (ctx, { params }) => {
      const row = await topicFor(ctx, params.id, 'run')
      return row.ok ? ok(await shownMeeting(ctx, row.value)) : row
    },
  }),
  api({
    id: 'deliberation.attend',
    method: 'POST',
    path: '/api/deliberations/:id/attend',
    summary: '登记一方到会人数（纸质签到）；再登记一次以最后的数为准',
    access: access('run'),
    params: ID,
    body: z.object({ line, count: z.coerce.number().int().min(0).max(500) }),
    answer: z.object({ line: z.number().int(), count: z.number().int() }),
    handler: (ctx, { params, body }) => ctx.once(tx => attend(tx, ctx, params.id, body)),
  }),
  api({
    id: 'deliberation.unseat',
    method: 'POST',
    path: '/api/deliberations/:id/unseat',
    summary: '取消一个签错的座位',
    access: access('run'),
    params: ID,
    body: z.object({ line, seat: z.coerce.number().int().min(1).max(500) }),
    answer: z.object({ line: z.number().int(), seat: z.number().int() }),
    handler: (ctx, { params, body }) => ctx.once(tx => unseat(tx, ctx, params.id, body)),
  }),
  api({
    id: 'deliberation.floor',
    method: 'POST',
    path: '/api/deliberations/:id/floor',
    summary: '把一方排进发言顺序',
    access: access('run'),
    params: ID,
    body: z.object({ line }),
    answer: z.object({ line: z.number().int() }),
    handler: (ctx, { params, body }) => ctx.once(tx => giveFloor(tx, ctx, params.id, body.line)),
  }),
  api({
    id: 'deliberation.next-speaker',
    method: 'POST',
    path: '/api/deliberations/:id/next-speaker',
    summary: '请下一位发言，前一位结束',
    access: access('run'),
    params: ID,
    body: z.object({}),
    answer: z.object({ speaking: z.boolean() }),
    handler: (ctx, { params }) => ctx.once(tx => callNext(tx, ctx, params.id)),
  }),
  api({
    id: 'deliberation.minutes',
    method: 'PUT',
    path: '/api/deliberations/:id/minutes',
    summary: '保存会议记录；version 是上次读到的版本',
    access: access('run'),
    params: ID,
    body: z.object({ text: z.string().max(MINUTES_MAX), version: z.number().int().min(0).max(1_000_000) }),
    answer: z.object({ version: z.number().int() }),
    handler: (ctx, { params, body }) => ctx.once(tx => writeMinutes(tx, ctx, params.id, body)),
  }),
]
