import { z } from 'zod'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { isOwn, ownParties } from '../../platform/access/access.ts'
import { formErrors } from '../../platform/http/form-errors.ts'
import { type Context, form, page, type Route } from '../../platform/http/types.ts'
import { leaveGiven, openPersonal } from '../../platform/personal/purposes.ts'
import type { View } from '../../platform/ui/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { checkInByCode, checkOutByCode } from './attend.ts'
import { needPlace } from './join.ts'
import { access } from './policy.ts'
import { ID } from './routes-shared.ts'
import { shownActivities } from './shown.ts'
import { signUp } from './sign-up.ts'
import { activityById, shiftByCode, shiftById } from './store/activities.ts'
import { matchById, needById, whereOf } from './store/needs.ts'
import { signupOf } from './store/signups.ts'
import { volunteerOf } from './store/volunteers.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()
const MINE = '/my/volunteering'
const IN = '/volunteer-in'
const CODE = z.object({ code: z.string().max(20) })
const WRONG_AN_HOUR = 30
const HOUR_MS = 3_600_000

const shiftPage = async (
  ctx: Context,
  id: string,
  why: readonly Refusal[] = [],
): Promise<Result<View, readonly Refusal[]>> => {
  const shift = await shiftById(ctx.db, id)
  const row = shift === undefined ? undefined : await activityById(ctx.db, shift.activity)
  const [activity] = row === undefined ? [] : await shownActivities(ctx.db, [row])
  if (shift === undefined || activity === undefined) return refuse([{ tag: 'not-found' }])
  const joined = (await volunteerOf(ctx.db, ownParties(ctx.actor))) !== undefined
  const props = { activity, shift: activity.shifts.find(one => one.id === id) ?? null, joined }
  const words = { said: why.map(refusal => ctx.say(refusal)), errors: formErrors(ctx, why) }
  return ok(view('volunteering.shift', { ...props, ...words }, activity.title))
}

/** Capitals and blanks do not matter in what is typed off a wall. */
const readCode = (code: string): string => code.toUpperCase().replaceAll(/[^0-9A-Z]/g, '')

/** The shift whose code somebody holds, and their own place in it. Asked as the system: the code is shown to nobody else. */
const inPage = async (
  ctx: Context,
  typed: string,
  why: readonly Refusal[] = [],
): Promise<Result<View, readonly Refusal[]>> => {
  const code = readCode(typed)
  const shift = code === '' ? undefined : await shiftByCode(ctx.system, code)
  const row = shift === undefined ? undefined : await activityById(ctx.db, shift.activity)
  if (shift === undefined || row === undefined) {
    const limited = await ctx.limit('volunteer-code', ctx.actor.party ?? ctx.address, WRONG_AN_HOUR, HOUR_MS)
    return limited.ok ? refuse([{ tag: 'code-wrong' }]) : limited
  }
  const mine = await signupOf(ctx.db, shift.id, ownParties(ctx.actor))
  const props = {
    ...{ code, title: row.title, place: row.place, from: shift.from, to: shift.to, shift: shift.id },
    state: mine?.state ?? null,
    inAt: mine?.inAt ?? null,
    said: why.map(refusal => ctx.say(refusal)),
  }
  return ok(view('volunteering.in', props, row.title))
}

const codePage = (ctx: Context, why: readonly Refusal[] = []): View =>
  view('volunteering.code', { errors: formErrors(ctx, why, { '': 'code' }) }, ctx.t('volunteering:pages.code.title'))

const shifts: readonly Route[] = [
  page({
    id: 'volunteering.shift-page',
    path: `${MINE}/shifts/:id`,
    access: access('mine'),
    params: ID,
    load: (ctx, { params }) => shiftPage(ctx, params.id),
  }),
  form({
    id: 'volunteering.sign-up',
    path: `${MINE}/shifts/:id`,
    access: access('mine'),
    params: ID,
    body: z.object({ risk: z.union([z.boolean(), z.stringbool()]).default(false) }),
    submit: async (ctx, { params, body }) => {
      const done = await ctx.systemOnce(async tx => {
        const acted = await signUp(tx, ctx, params.id, { risk: body.risk })
        return acted.ok ? ok({ id: acted.value.id }) : acted
      })
      return done.ok ? ok({ redirect: MINE }) : done
    },
    again: async (ctx, { params }, why) => {
      const shown = await shiftPage(ctx, params.id, why)
      return shown.ok ? shown.value : { redirect: MINE }
    },
  }),
  page({ id: 'volunteering.code-page', path: IN, access: access('mine'), load: async ctx => ok(codePage(ctx)) }),
  form({
    id: 'volunteering.code',
    path: IN,
    access: access('mine'),
    body: CODE,
    submit: async (ctx, { body }) => {
      const found = await inPage(ctx, body.code)
      return found.ok ? ok({ redirect: `${IN}/${readCode(body.code)}` }) : found
    },
    again: async (ctx, _, why) => codePage(ctx, why),
  }),
  page({
    id: 'volunteering.in-page',
    path: `${IN}/:code`,
    access: access('mine'),
    params: CODE,
    load: (ctx, { params }) => inPage(ctx, params.code),
  }),
  ...(['in', 'out'] as const).map(way =>
    form({
      id: `volunteering.check-${way}-code`,
      path: `${IN}/:code/${way}`,
      access: access('mine'),
      params: CODE,
      body: z.object({}),
      submit: async (ctx, { params }) => {
        const code = readCode(params.code)
        const done = await ctx.systemOnce(async tx => {
          const acted = await (way === 'in' ? checkInByCode : checkOutByCode)(tx, ctx, code)
          return acted.ok ? ok({ id: acted.value.id }) : acted
        })
        return done.ok ? ok({ redirect: way === 'in' ? `${IN}/${code}` : MINE }) : done
      },
      again: async (ctx, { params }, why) => {
        const shown = await inPage(ctx, params.code, why)
        return shown.ok ? shown.value : { redirect: IN }
      },
    }),
  ),
]

/** Where the help is needed, for the one who promised it; that they looked is written down. */
const matchPage = async (ctx: Context, id: string): Promise<Result<View, readonly Refusal[]>> => {
  const match = await matchById(ctx.db, id)
  const need = match === undefined ? undefined : await needById(ctx.db, match.need)
  if (match === undefined || need === undefined || !isOwn(ctx.actor, match.party)) return refuse([{ tag: 'not-found' }])
  let where = ''
  if (match.state === 'accepted') {
    const look = {
      subject: `volunteer-need/${need.id}`,
      fields: ['address'],
      reason: ctx.t('volunteering:pages.match.look'),
    }
    const leave = await ctx.system.tx(tx => leaveGiven(tx, ctx.actor, look, ctx.now))
    if (!leave.ok) return leave
    where = openPersonal(ctx.vault, leave.value, await whereOf(ctx.db, need.id), needPlace('where_sealed', need.id))
  }
  const { text: words, topic, risk, from, to } = need
  const props = { id, state: match.state, reasons: match.reasons, text: words, topic, risk, from, to, where }
  return ok(view('volunteering.match', props, ctx.t('volunteering:pages.match.title')))
}

/** Signing up, checking in by the code on the wall, and where one promised to help. */
export const placeRoutes: readonly Route[] = [
  ...shifts,
  page({
    id: 'volunteering.match-page',
    path: `${MINE}/matches/:id`,
    access: access('mine'),
    params: ID,
    load: (ctx, { params }) => matchPage(ctx, params.id),
  }),
]
