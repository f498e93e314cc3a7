import { z } from 'zod'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { isOwn, ownParties } from '../../platform/access/access.ts'
import type { Tx } from '../../platform/db/types.ts'
import { formErrors } from '../../platform/http/form-errors.ts'
import { api, type Context, form, page, type Route } from '../../platform/http/types.ts'
import type { View } from '../../platform/ui/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { childrenOf, townsOf } from '../directory/index.ts'
import * as shape from './api.ts'
import { contest } from './attend.ts'
import { certificatePdf, issueCertificate } from './certificates.ts'
import { answerMatch, finishMatch, withdrawMatch } from './helping.ts'
import { joinSelf, nextNo } from './join.ts'
import { change, setState } from './keep.ts'
import { shownMine } from './mine.ts'
import { access } from './policy.ts'
import type { Acted } from './record.ts'
import { ID } from './routes-shared.ts'
import { confirmService, disputeService, rate } from './services.ts'
import { leaveShift } from './sign-up.ts'
import { certificateById } from './store/certificates.ts'
import { type VolunteerRow, volunteerOf } from './store/volunteers.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()
export const MINE = '/my/volunteering'
const TOWN_DIGITS = 9
const HOUR_MS = 3_600_000
const PRINTS_AN_HOUR = 30
const CERTIFICATES_AN_HOUR = 10

type Typed = Readonly<Record<string, unknown>>
const text = (typed: Typed, name: string): string => (typeof typed[name] === 'string' ? typed[name] : '')
const many = (typed: Typed, name: string): readonly string[] =>
  [typed[name] ?? []].flat().filter(one => typeof one === 'string')

const minePage = async (ctx: Context, why: readonly Refusal[] = []): Promise<View> => {
  const props = { mine: await shownMine(ctx), level: ctx.actor.level, said: why.map(refusal => ctx.say(refusal)) }
  return view('volunteering.mine', props, ctx.t('volunteering:pages.mine.title'))
}

const typedOf = (row: VolunteerRow): Typed => ({
  area: row.area,
  skills: row.skills,
  languages: row.languages,
  wishes: row.wishes,
  slots: Array.from({ length: 21 }, (_, slot) => String(slot)).filter(slot => (row.slots & (1 << Number(slot))) !== 0),
  reach: row.reach,
  publish: row.publish ? 'true' : '',
})

/** The town first, then the rest: two pages that work without script. The same page changes what was entered. */
const joinPage = async (ctx: Context, typed: Typed, why: readonly Refusal[] = []): Promise<View> => {
  const known = await volunteerOf(ctx.db, ownParties(ctx.actor))
  // Another town for somebody who is known: the rest of what they said stays.
  const before = known === undefined || why.length > 0 ? typed : { ...typedOf(known), ...typed }
  const chosen = text(typed, 'town')
  const shown = chosen === '' ? before : { ...before, town: chosen }
  const towns = await townsOf(ctx.db)
  const wanted = text(shown, 'town') || text(shown, 'area').slice(0, TOWN_DIGITS)
  const town = towns.find(({ path }) => path === wanted)
  const places = town === undefined ? [] : await childrenOf(ctx.db, town.path)
  const props = {
    known: known !== undefined,
    level: ctx.actor.level,
    towns: towns.map(({ path, place }) => ({ value: path as string, label: place })),
    town: town === undefined ? null : { path: town.path as string, name: town.place },
    places: places.map(({ path, place }) => ({ value: path as string, label: place })),
    typed: { area: text(shown, 'area'), reach: text(shown, 'reach'), publish: text(shown, 'publish') },
    ticked: {
      skills: many(shown, 'skills'),
      languages: many(shown, 'languages'),
      wishes: many(shown, 'wishes'),
      slots: many(shown, 'slots'),
    },
    errors: formErrors(ctx, why),
    said: why.filter(({ pointer }) => pointer === undefined).map(refusal => ctx.say(refusal)),
  }
  return view('volunteering.join', props, ctx.t('volunteering:pages.join.title'))
}

/** A verb of one's own on one thing, as the system; the verb checks whose it is. Back to where its thing is shown. */
const own = <B extends z.ZodType>(
  verb: string,
  path: string,
  body: B,
  act: (tx: Tx, ctx: Context, id: string, body: z.output<B>) => Promise<Result<Acted, readonly Refusal[]>>,
): Route =>
  form({
    id: `volunteering.${verb}`,
    path: `${MINE}/${path}`,
    access: access('mine'),
    params: ID,
    body,
    submit: async (ctx, { params, body: sent }) => {
      const done = await ctx.systemOnce(async tx => {
        const acted = await act(tx, ctx, params.id, sent)
        return acted.ok ? ok({ id: acted.value.id }) : acted
      })
      return done.ok ? ok({ redirect: MINE }) : done
    },
    again: (ctx, _, why) => minePage(ctx, why),
  })

const pages: readonly Route[] = [
  page({
    id: 'volunteering.mine-page',
    path: MINE,
    access: access('mine'),
    load: async ctx => ok(await minePage(ctx)),
  }),
  page({
    id: 'volunteering.join-page',
    path: `${MINE}/join`,
    access: access('mine'),
    query: z.object({ town: z.string().max(20).default('') }),
    load: async (ctx, { query }) => ok(await joinPage(ctx, query)),
  }),
  form({
    id: 'volunteering.join',
    path: `${MINE}/join`,
    access: access('mine'),
    body: shape.profileIn,
    submit: async (ctx, { body }) => {
      const profile = shape.profileOf(body)
      const no = await nextNo(ctx.system, 'Z', ctx.now)
      const done = await ctx.systemOnce(async tx => {
        const known = await volunteerOf(tx, ownParties(ctx.actor))
        const acted =
          known === undefined ? await joinSelf(tx, ctx, profile, no) : await change(tx, ctx, known.id, profile)
        return acted.ok ? ok({ id: acted.value.id }) : acted
      })
      return done.ok ? ok({ redirect: MINE }) : done
    },
    again: (ctx, { body }, why) => joinPage(ctx, body, why),
  }),
  form({
    id: 'volunteering.own-state',
    path: `${MINE}/state`,
    access: access('mine'),
    body: shape.stateIn,
    submit: async (ctx, { body }) => {
      const done = await ctx.systemOnce(async tx => {
        const known = await volunteerOf(tx, ownParties(ctx.actor))
        const acted =
          known === undefined ? refuse([{ tag: 'not-a-volunteer' }]) : await setState(tx, ctx, known.id, body.state)
        return acted.ok ? ok({ id: acted.value.id }) : acted
      })
      return done.ok ? ok({ redirect: MINE }) : done
    },
    again: (ctx, _, why) => minePage(ctx, why),
  }),
  form({
    id: 'volunteering.certificate',
    path: `${MINE}/certificates`,
    access: access('mine'),
    body: shape.certificateIn,
    submit: async (ctx, { body }) => {
      const limited = await ctx.limit(
        'volunteer-certificates',
        ctx.actor.party ?? ctx.address,
        CERTIFICATES_AN_HOUR,
        HOUR_MS,
      )
      if (!limited.ok) return limited
      const span = { from: body.from as never, to: body.to as never }
      const done = await ctx.systemOnce(async tx => {
        const acted = await issueCertificate(tx, ctx, span)
        return acted.ok ? ok({ id: acted.value.id }) : acted
      })
      return done.ok ? ok({ redirect: MINE }) : done
    },
    again: (ctx, _, why) => minePage(ctx, why),
  }),
  api({
    id: 'volunteering.certificate-pdf',
    method: 'GET',
    path: `${MINE}/certificates/:id`,
    summary: '自己的志愿服务记录证明（PDF）',
    access: access('mine'),
    params: ID,
    answer: z.unknown(),
    produces: 'application/pdf',
    refuses: ['not-found', 'too-many'],
    handler: async (ctx, { params }) => {
      const row = await certificateById(ctx.db, params.id)
      if (row === undefined || !isOwn(ctx.actor, row.party)) return refuse([{ tag: 'not-found' }])
      const limited = await ctx.limit('volunteer-pdf', ctx.actor.party ?? ctx.address, PRINTS_AN_HOUR, HOUR_MS)
      if (!limited.ok) return limited
      const body = await certificatePdf(ctx.db, ctx.vault, row, `${ctx.origin}${ctx.base}/open/volunteer-certificates`)
      const headers = { 'content-disposition': `attachment; filename="certificate-${row.no}.pdf"` }
      return ok({ raw: true as const, type: 'application/pdf', body, headers })
    },
  }),
]

/** What a volunteer does for themselves. */
export const mineRoutes: readonly Route[] = [
  ...pages,
  own('own-leave', 'signups/:id/leave', z.object({}), leaveShift),
  own('own-contest', 'signups/:id/contest', shape.noteIn, (tx, ctx, id, { note }) => contest(tx, ctx, id, note)),
  own('own-answer', 'matches/:id/answer', shape.answerIn, answerMatch),
  own('own-withdraw', 'matches/:id/withdraw', z.object({}), withdrawMatch),
  own('own-finish', 'matches/:id/finish', shape.didIn, (tx, ctx, id, body) =>
    finishMatch(tx, ctx, id, shape.periodOf(body)),
  ),
  own('own-confirm', 'services/:id/confirm', z.object({}), confirmService),
  own('own-dispute', 'services/:id/dispute', shape.noteIn, (tx, ctx, id, { note }) =>
    disputeService(tx, ctx, id, note),
  ),
  own('own-rate', 'services/:id/rate', shape.rateIn, (tx, ctx, id, { rating }) => rate(tx, ctx, id, rating)),
]
