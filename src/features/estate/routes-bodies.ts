import { z } from 'zod'
import { kebab } from '../../kernel/kebab.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result } from '../../kernel/result.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db/types.ts'
import { api, type Context, type Route } from '../../platform/http/types.ts'
import { actedOut } from './api.ts'
import { bodiesOut, filingIn, formationIn, meetingIn, memberEndIn, postedIn, termIn } from './api-bodies.ts'
import { formationAct, type Words } from './body-commands.ts'
import type { Acted } from './commands.ts'
import { addMeeting, electTerm, endMember, fileTerm, postMeeting } from './committee-commands.ts'
import { access } from './policy.ts'
import { ID, viewed } from './routes-register.ts'
import { type Action, type Command, FORMATION } from './rules/formation.ts'
import { areaDm2Of } from './rules/unit.ts'
import { shownBodiesForStaff } from './shown-bodies.ts'

/** The fields have looked at them. */
const dayOf = (text: string): LocalDate => text as LocalDate
const areaOf = (text: string): number => areaDm2Of(text) ?? 0
const count = (heads: number, area: string) => ({ heads, areaDm2: areaOf(area) })

type In<A extends Action> = z.output<(typeof formationIn)[A]>

/** The command a body becomes, one for each step. */
const COMMANDS: { readonly [A in Action]: (body: In<A>) => Command } = {
  apply: ({ on, by, heads, area }) => ({ action: 'apply', on: dayOf(on), by, applicants: count(heads, area) }),
  formGroup: ({ on, members, owners, head, postedOn, postedUntil }) => ({
    action: 'formGroup',
    on: dayOf(on),
    members,
    owners,
    head,
    postedOn: dayOf(postedOn),
    postedUntil: dayOf(postedUntil),
  }),
  announce: ({ on, meetingOn, form }) => ({ action: 'announce', on: dayOf(on), meetingOn: dayOf(meetingOn), form }),
  found: body => ({
    action: 'found',
    on: dayOf(body.on),
    turnout: count(body.turnoutHeads, body.turnoutArea),
    rules: count(body.rulesHeads, body.rulesArea),
    covenant: count(body.covenantHeads, body.covenantArea),
    committee: count(body.committeeHeads, body.committeeArea),
  }),
  end: () => ({ action: 'end' }),
}

/** As the system: a member's name is compared with the register's sealed one, and the log has no policy for writing. */
const written = (ctx: Context, work: (tx: Tx) => Promise<Result<Acted, readonly Refusal[]>>) =>
  ctx.systemOnce(async tx => {
    const done = await work(tx)
    return done.ok ? ok({ id: done.value.id, leaf: done.value.leaf }) : done
  })

const formationRoute = (action: Action): Route =>
  api({
    id: `estate.formation-${kebab(action)}`,
    method: 'POST',
    path: `/api/estates/:id/formation/${kebab(action)}`,
    summary: `成立业主大会：${FORMATION.actions[action].zh}`,
    access: access('assemble'),
    params: ID,
    body: formationIn[action] as z.ZodType<Words>,
    answer: actedOut,
    handler: (ctx, { params, body }) =>
      written(ctx, tx => formationAct(tx, ctx, params.id, COMMANDS[action](body as never), body)),
  })

/** The desk of what owners form: assembly, committee, meetings. */
export const bodyRoutes: readonly Route[] = [
  api({
    id: 'estate.bodies',
    method: 'GET',
    path: '/api/estates/:id/bodies',
    summary: '业主大会和业主委员会：条件、筹备、任期、会议、期限',
    access: access('view'),
    params: ID,
    answer: bodiesOut,
    refuses: ['not-found', 'not-yours'],
    handler: async (ctx, { params }) => {
      const row = await viewed(ctx, params.id, 'view')
      return row.ok ? ok(await shownBodiesForStaff(ctx, params.id)) : row
    },
  }),
  ...(Object.keys(formationIn) as Action[]).map(formationRoute),
  api({
    id: 'estate.elect-term',
    method: 'POST',
    path: '/api/estates/:id/terms',
    summary: '登记选出的一届业主委员会',
    access: access('assemble'),
    params: ID,
    body: termIn,
    status: 201,
    answer: actedOut,
    handler: (ctx, { params, body }) => {
      const { electedOn, from, to, record, members } = body
      const term = { electedOn: dayOf(electedOn), from: dayOf(from), to: dayOf(to), record, members }
      return written(ctx, tx => electTerm(tx, ctx, params.id, term))
    },
  }),
  api({
    id: 'estate.file-term',
    method: 'POST',
    path: '/api/estates/:id/terms/:term/file',
    summary: '登记业主委员会备案',
    access: access('assemble'),
    params: z.object({ id: z.uuid(), term: z.uuid() }),
    body: filingIn,
    answer: actedOut,
    handler: (ctx, { params, body }) =>
      written(ctx, tx => fileTerm(tx, ctx, params.id, params.term, { ...body, on: dayOf(body.on) })),
  }),
  api({
    id: 'estate.end-member',
    method: 'POST',
    path: '/api/estates/:id/members/:member/end',
    summary: '登记委员资格终止',
    access: access('assemble'),
    params: z.object({ id: z.uuid(), member: z.uuid() }),
    body: memberEndIn,
    answer: actedOut,
    handler: (ctx, { params, body }) =>
      written(ctx, tx => endMember(tx, ctx, params.id, params.member, { ...body, on: dayOf(body.on) })),
  }),
  api({
    id: 'estate.add-meeting',
    method: 'POST',
    path: '/api/estates/:id/meetings',
    summary: '登记业主委员会会议和决定',
    access: access('assemble'),
    params: ID,
    body: meetingIn,
    status: 201,
    answer: actedOut,
    handler: (ctx, { params, body }) =>
      written(ctx, tx =>
        addMeeting(tx, ctx, params.id, { ...body, on: dayOf(body.on), noticedOn: dayOf(body.noticedOn) }),
      ),
  }),
  api({
    id: 'estate.post-meeting',
    method: 'POST',
    path: '/api/estates/:id/meetings/:meeting/post',
    summary: '登记业主委员会的决定已经公告',
    access: access('assemble'),
    params: z.object({ id: z.uuid(), meeting: z.uuid() }),
    body: postedIn,
    answer: actedOut,
    handler: (ctx, { params, body }) =>
      written(ctx, tx => postMeeting(tx, ctx, params.id, params.meeting, dayOf(body.on))),
  }),
]
