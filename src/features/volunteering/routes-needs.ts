import { z } from 'zod'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { may, mayOf } from '../../platform/access/access.ts'
import type { Tx } from '../../platform/db/types.ts'
import { keyOf, pageOf, paging, readCursor } from '../../platform/http/paging.ts'
import { api, type Context, type Route } from '../../platform/http/types.ts'
import * as shape from './api.ts'
import * as out from './api-out.ts'
import { answerMatch, finishMatch, missedMatch, withdrawMatch } from './helping.ts'
import { nextNo } from './join.ts'
import { matchOpen } from './match-open.ts'
import { askForCaller, askVolunteer, candidatesFor, closeNeed } from './needs.ts'
import { access, policy, subjectOf, type Verb } from './policy.ts'
import type { Acted } from './record.ts'
import { firstWithin, ID, written } from './routes-shared.ts'
import { shownCandidates, shownNeeds } from './shown.ts'
import { matchesOf, needById, needsWithin } from './store/needs.ts'
import { volunteersByIds } from './store/volunteers.ts'

const LIST = 'volunteering.needs'
const CANDIDATES = 10
const STATES = ['open', 'agreed', 'done', 'cancelled', 'declined'] as const
const key = z.string().max(100)

type Verbing = (tx: Tx, ctx: Context, id: string) => Promise<Result<Acted, readonly Refusal[]>>

const onMatch = (verb: string, summary: string, act: Verbing): Route =>
  api({
    id: `volunteering.match-${verb}`,
    method: 'POST',
    path: `/api/volunteer-matches/:id/${verb}`,
    summary,
    access: access('run'),
    params: ID,
    body: z.object({}),
    answer: out.actedOut,
    handler: (ctx, { params }) => written(ctx, tx => act(tx, ctx, params.id)),
  })

/** Needs and who could help, for the community. */
export const needRoutes: readonly Route[] = [
  api({
    id: LIST,
    method: 'GET',
    path: '/api/volunteer-needs',
    summary: '服务需求（本辖区），按社区和时间',
    access: access('list'),
    query: z.object({ ...paging, area: z.string().max(20).optional(), state: z.enum(STATES).optional() }),
    answer: out.needsOut,
    refuses: ['cursor-wrong'],
    handler: async (ctx, { query }) => {
      const after = readCursor(LIST, z.tuple([key, keyOf.instant, z.uuid()]), query.cursor)
      if (!after.ok) return after
      const place = firstWithin(ctx, query.area)
      if (place === undefined) return ok({ items: [], next: null })
      const from = after.value && { area: after.value[0], at: after.value[1] as never, id: after.value[2] }
      const rows = await needsWithin(ctx.db, place, query.state, from, query.limit + 1)
      const { items, next } = pageOf(LIST, rows, query.limit, row => [row.area, row.from, row.id])
      return ok({ items: await shownNeeds(ctx.db, items), next })
    },
  }),
  api({
    id: 'volunteering.matched',
    method: 'GET',
    path: '/api/volunteer-needs/matches',
    summary: '为本辖区全部未落实的需求对接志愿者，每个对接写明理由',
    access: access('run'),
    query: z.object({ area: z.string().max(20).optional() }),
    answer: out.matchedOut,
    refuses: [],
    handler: async (ctx, { query }) => {
      const place = firstWithin(ctx, query.area)
      const found = place === undefined ? [] : await matchOpen(ctx.db, ctx.system, place, ctx.now)
      const people = await volunteersByIds(ctx.system, [
        ...new Set(found.flatMap(({ matches }) => matches.map(({ volunteer }) => volunteer))),
      ])
      const items = []
      for (const { need, matches } of found)
        items.push({ need: need.id, no: need.no, candidates: await shownCandidates(ctx.db, matches, people) })
      return ok({ items })
    },
  }),
  api({
    id: 'volunteering.need',
    method: 'GET',
    path: '/api/volunteer-needs/:id',
    summary: '一个需求：可以帮忙的志愿者和理由，问过谁',
    access: access('view'),
    params: ID,
    answer: out.needDetailOut,
    refuses: ['not-found'],
    handler: async (ctx, { params }) => {
      const row = await needById(ctx.db, params.id)
      if (row === undefined || !may<Verb>(policy, 'view', ctx.actor, subjectOf(row)))
        return refuse([{ tag: 'not-found' }])
      const [line] = await shownNeeds(ctx.db, [row])
      if (line === undefined) throw new Error('a need has no line')
      const matches = await matchesOf(ctx.db, [row.id])
      const asked = new Set(matches.map(({ volunteer }) => volunteer))
      const fitting = row.state === 'open' ? await candidatesFor(ctx.system, row, CANDIDATES + asked.size) : []
      const fresh = fitting.filter(({ volunteer }) => !asked.has(volunteer)).slice(0, CANDIDATES)
      const people = await volunteersByIds(
        ctx.system,
        fresh.map(({ volunteer }) => volunteer),
      )
      return ok({
        ...line,
        candidates: await shownCandidates(ctx.db, fresh, people),
        matches: matches.map(({ id, who, state, reasons }) => ({ id, who, state, reasons })),
        may: mayOf<Verb>(policy, ctx.actor, subjectOf(row)),
      })
    },
  }),
  api({
    id: 'volunteering.ask-for-caller',
    method: 'POST',
    path: '/api/volunteer-needs',
    summary: '登记电话里提出的服务需求',
    access: access('run'),
    body: shape.callerNeedIn,
    status: 201,
    answer: out.actedOut,
    handler: async (ctx, { body }) => {
      const no = await nextNo(ctx.system, 'X', ctx.now)
      const { name, phone } = body
      return written(ctx, tx => askForCaller(tx, ctx, { ...shape.needOf(body), name, phone }, no))
    },
  }),
  api({
    id: 'volunteering.ask',
    method: 'POST',
    path: '/api/volunteer-needs/:id/ask',
    summary: '问一位志愿者愿不愿意帮忙（不指派）',
    access: access('run'),
    params: ID,
    body: shape.askIn,
    status: 201,
    answer: out.actedOut,
    handler: (ctx, { params, body }) => written(ctx, tx => askVolunteer(tx, ctx, params.id, body)),
  }),
  api({
    id: 'volunteering.close-need',
    method: 'POST',
    path: '/api/volunteer-needs/:id/close',
    summary: '不能落实的需求，写明理由结束',
    access: access('run'),
    params: ID,
    body: shape.noteIn,
    answer: out.actedOut,
    handler: (ctx, { params, body }) => written(ctx, tx => closeNeed(tx, ctx, params.id, body.note)),
  }),
  api({
    id: 'volunteering.match-answer',
    method: 'POST',
    path: '/api/volunteer-matches/:id/answer',
    summary: '写下志愿者在电话里的答复',
    access: access('run'),
    params: ID,
    body: shape.answerIn,
    answer: out.actedOut,
    handler: (ctx, { params, body }) => written(ctx, tx => answerMatch(tx, ctx, params.id, body)),
  }),
  api({
    id: 'volunteering.match-finish',
    method: 'POST',
    path: '/api/volunteer-matches/:id/finish',
    summary: '写下电话里说的实际起止时间',
    access: access('run'),
    params: ID,
    body: shape.didIn,
    answer: out.actedOut,
    handler: (ctx, { params, body }) => written(ctx, tx => finishMatch(tx, ctx, params.id, shape.periodOf(body))),
  }),
  onMatch('missed', '志愿者没有来，需求重新开放', missedMatch),
  onMatch('withdraw', '志愿者来不了，需求重新开放', withdrawMatch),
]
