import { z } from 'zod'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { ownParties } from '../../platform/access/access.ts'
import { formErrors } from '../../platform/http/form-errors.ts'
import { type Context, form, page, type Route } from '../../platform/http/types.ts'
import type { View } from '../../platform/ui/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { areaNames } from '../directory/index.ts'
import { signIn, speak } from './meet.ts'
import { access } from './policy.ts'
import { OPEN_TO_SIGN_IN } from './rules/definition.ts'
import { shownTopic } from './shown-topic.ts'
import { type MeetingRow, meetingByCode, signInsOf } from './store/meetings.ts'
import { speechesOf } from './store/speeches.ts'
import { type TopicRow, topicById } from './store/topics.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()
const CODE = z.object({ code: z.string().max(20) })
/** Wrong codes from one person before they have to wait: people mistype, programs guess. */
const WRONG_AN_HOUR = 30
const HOUR_MS = 3_600_000

/** Capitals and blanks do not matter in what is typed off a screen. */
const readCode = (code: string): string => code.toUpperCase().replaceAll(/[^0-9A-Z]/g, '')

type Found = { readonly row: TopicRow; readonly meeting: MeetingRow }

/** The meeting whose code somebody holds: with it they see that meeting, and nothing else they would not see. */
const meetingFor = async (ctx: Context, typed: string): Promise<Result<Found, readonly Refusal[]>> => {
  const code = readCode(typed)
  const db = code === '' ? ctx.db : ctx.db.as({ of: { meeting: [code] } })
  const meeting = code === '' ? undefined : await meetingByCode(db, code)
  const row = meeting === undefined ? undefined : await topicById(ctx.db, meeting.topic)
  if (meeting !== undefined && row !== undefined) return ok({ row, meeting })
  const limited = await ctx.limit('meeting-code', ctx.actor.party ?? ctx.address, WRONG_AN_HOUR, HOUR_MS)
  return limited.ok ? refuse([{ tag: 'code-wrong' }]) : limited
}

const hallPage = async (
  ctx: Context,
  code: string,
  why: readonly Refusal[] = [],
): Promise<Result<View, readonly Refusal[]>> => {
  const found = await meetingFor(ctx, code)
  if (!found.ok) return found
  const { row, meeting } = found.value
  const own = ownParties(ctx.actor)
  // One's own rows alone: who else came is for whoever runs the meeting.
  const [topic, taken, queue, names] = await Promise.all([
    shownTopic(ctx, row),
    signInsOf(ctx.db, row.id, meeting.round),
    speechesOf(ctx.db, row.id, meeting.round),
    areaNames(ctx.db, [row.state.area as never]),
  ])
  const seat = taken.find(({ party }) => party !== null && own.includes(party))
  const turn = queue.find(({ party, ended_at }) => party !== null && own.includes(party) && ended_at === null)
  const props = {
    code: meeting.code,
    no: row.no,
    title: row.title,
    place: names.get(row.state.area as never) ?? '',
    meeting: topic.meeting,
    lines: topic.lines,
    open: row.state.round === meeting.round && OPEN_TO_SIGN_IN.has(row.state.step),
    seat: seat === undefined ? null : { line: seat.line, seat: seat.seat },
    turn: turn === undefined ? null : { turn: turn.turn, speaking: turn.began_at !== null },
    said: why.map(refusal => ctx.say(refusal)),
    errors: formErrors(ctx, why),
  }
  return ok(view('deliberation.hall', props, row.title))
}

const again = async (ctx: Context, code: string, why: readonly Refusal[]) => {
  const shown = await hallPage(ctx, code, why)
  return shown.ok ? shown.value : { redirect: '/meet' }
}

const codePage = (ctx: Context, why: readonly Refusal[] = []): View =>
  view('deliberation.code', { errors: formErrors(ctx, why, { '': 'code' }) }, ctx.t('deliberation:pages.code.title'))

/** In the hall, with the code on the screen: sign in, and ask for the floor. */
export const hallRoutes: readonly Route[] = [
  page({
    id: 'deliberation.code-page',
    path: '/meet',
    access: access('sign-in'),
    load: async ctx => ok(codePage(ctx)),
  }),
  form({
    id: 'deliberation.code-form',
    path: '/meet',
    access: access('sign-in'),
    body: CODE,
    submit: async (ctx, { body }) => {
      const found = await meetingFor(ctx, body.code)
      return found.ok ? ok({ redirect: `/meet/${found.value.meeting.code}` }) : found
    },
    again: async (ctx, _, why) => codePage(ctx, why),
  }),
  page({
    id: 'deliberation.hall-page',
    path: '/meet/:code',
    access: access('sign-in'),
    params: CODE,
    load: (ctx, { params }) => hallPage(ctx, params.code),
  }),
  form({
    id: 'deliberation.sign-in',
    path: '/meet/:code',
    access: access('sign-in'),
    params: CODE,
    body: z.object({ line: z.coerce.number().int().min(1).max(100) }),
    submit: async (ctx, { params, body }) => {
      const found = await meetingFor(ctx, params.code)
      if (!found.ok) return found
      const { topic, round, code } = found.value.meeting
      const done = await ctx.once(tx => signIn(tx, ctx, { topic, round }, body.line))
      return done.ok ? ok({ redirect: `/meet/${code}` }) : done
    },
    again: (ctx, { params }, why) => again(ctx, params.code, why),
  }),
  form({
    id: 'deliberation.speak',
    path: '/meet/:code/speak',
    access: access('sign-in'),
    params: CODE,
    body: z.object({}),
    submit: async (ctx, { params }) => {
      const found = await meetingFor(ctx, params.code)
      if (!found.ok) return found
      const { topic, round, code } = found.value.meeting
      const done = await ctx.once(tx => speak(tx, ctx, { topic, round }))
      return done.ok ? ok({ redirect: `/meet/${code}` }) : done
    },
    again: (ctx, { params }, why) => again(ctx, params.code, why),
  }),
]
