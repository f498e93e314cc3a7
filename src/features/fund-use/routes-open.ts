import { z } from 'zod'
import type { Basis } from '../../kernel/cite.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { dateOf } from '../../kernel/time.ts'
import { asAnswer, read, released } from '../../platform/files/files.ts'
import { formErrors } from '../../platform/http/form-errors.ts'
import { LIMIT_DEFAULT } from '../../platform/http/paging.ts'
import { api, type Context, form, page, type Route } from '../../platform/http/types.ts'
import type { Tried } from '../../platform/ui/parts/objections.tsx'
import { procedureProps } from '../../platform/ui/procedure.ts'
import type { View } from '../../platform/ui/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { townsOf } from '../directory/index.ts'
import { shownBasis } from '../law/index.ts'
import { act } from './commands.ts'
import { streamOf } from './journal.ts'
import { pageOfUses } from './page-of-uses.ts'
import { paramsOn } from './params.ts'
import { access } from './policy.ts'
import * as basis from './rules/basis.ts'
import { AFTER_TRANSFER, BEFORE_TRANSFER, definitionOf } from './rules/definition.ts'
import { yuan } from './rules/limits.ts'
import { type Route as Keeping, ROUTES } from './rules/matters.ts'
import { shownUse } from './shown-use.ts'
import { fileOf } from './store/facts.ts'
import { partsOf, shortOf } from './store/money.ts'
import { useByNo } from './store/uses.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()
const LIST = 'fund-use.open-list'
const PATH = '/open/fund-uses'
const NO = z.object({ no: z.string().max(40) })
const ABSENT = refuse([{ tag: 'not-found' }] as const)

/** States as people tell them apart; each stands for some steps. */
const STATES = {
  asked: 'applied,approved',
  works: 'held,working,completed,accepted',
  paying: 'finalised,audited,requested,consented,cleared',
  spent: 'paid,posted,closed',
  ended: 'declined,withdrawn,stopped,recovering',
} as const
const isState = (state: string): state is keyof typeof STATES => Object.hasOwn(STATES, state)

const maybe = (most: number) => z.string().max(most).default('')
const query = z.object({ town: maybe(20), state: maybe(20), cursor: z.string().max(500).optional() })

const usePage = async (ctx: Context, no: string, tried: Tried | null): Promise<Result<View, readonly Refusal[]>> => {
  const row = await useByNo(ctx.db, no)
  if (row === undefined) return ABSENT
  const use = await shownUse(ctx, row)
  const own = ctx.actor.kind === 'resident'
  const { actions } = definitionOf(row.state.route)
  const props = {
    use: { ...use, papers: [], short: [] },
    mine: own ? await partsOf(ctx.db, row.id) : [],
    asked: own ? await shortOf(ctx.db, row.id) : [],
    tried,
    signedIn: ctx.actor.party !== null,
    open: actions.object.from.includes(row.state.step),
    journal: `/journal/export?stream=${encodeURIComponent(streamOf(row.id))}`,
    basis: [...actions.apply.basis, ...actions.pay.basis].map(each => shownBasis(each, ctx.city.code)),
  }
  return ok(view('fund-use.use', props, use.title))
}

export const openRoutes: readonly Route[] = [
  page({
    id: LIST,
    path: PATH,
    shared: true,
    access: access('open'),
    query,
    load: async (ctx, { query: asked }) => {
      const found = await pageOfUses(ctx, LIST, {
        area: asked.town === '' ? undefined : asked.town,
        step: isState(asked.state) ? STATES[asked.state] : undefined,
        estate: undefined,
        limit: LIMIT_DEFAULT,
        cursor: asked.cursor,
      })
      if (!found.ok) return found
      const { cursor, ...typed } = asked
      const props = {
        ...found.value,
        later: cursor !== undefined,
        typed,
        towns: (await townsOf(ctx.db)).map(({ path, place }) => ({ value: path as string, label: place })),
      }
      return ok(view('fund-use.list', props, ctx.t('fund-use:pages.list.title')))
    },
  }),
  page({
    id: 'fund-use.use-page',
    path: `${PATH}/:no`,
    access: access('open'),
    params: NO,
    load: (ctx, { params }) => usePage(ctx, params.no, null),
  }),
  api({
    id: 'fund-use.photo',
    method: 'GET',
    path: `${PATH}/:no/files/:file`,
    summary: '施工前后的照片（公开）；报价、验收、审计等扫描件只给工作人员看',
    access: access('open'),
    params: z.object({ no: z.string().max(40), file: z.uuid() }),
    query: z.object({ variant: z.enum(['shown', 'thumb']).default('shown') }),
    answer: z.unknown(),
    produces: 'image/jpeg',
    handler: async (ctx, { params, query: { variant } }) => {
      const row = await useByNo(ctx.db, params.no)
      if (row === undefined || (await fileOf(ctx.db, row.id, params.file)) === undefined) return ABSENT
      const opened = await read(ctx, { id: params.file, owner: streamOf(row.id), variant })
      if (opened === undefined) return ABSENT
      const why = await released(ctx, opened)
      return why.length > 0 ? refuse(why) : ok(asAnswer(opened))
    },
  }),
  form({
    id: 'fund-use.object-form',
    path: `${PATH}/:no/object`,
    access: access('object'),
    params: NO,
    body: z.object({ note: z.string().trim().min(2).max(2000) }),
    submit: async (ctx, { params, body }) => {
      const row = await useByNo(ctx.db, params.no)
      if (row === undefined) return ABSENT
      const done = await ctx.once(async tx => {
        const acted = await act(tx, ctx, row.id, 'object', { body, files: [] })
        return acted.ok ? ok({ id: acted.value.id }) : acted
      })
      return done.ok ? ok({ redirect: `${PATH}/${params.no}#objections` }) : done
    },
    again: async (ctx, { params, body }, why) => {
      const shown = await usePage(ctx, params.no, {
        said: why.map(refusal => ctx.say(refusal)),
        errors: formErrors(ctx, why),
        note: typeof body.note === 'string' ? body.note : '',
      })
      return shown.ok ? shown.value : { redirect: PATH }
    },
  }),
  page({
    id: 'fund-use.procedure-page',
    shared: true,
    path: '/open/procedures/fund-use',
    access: access('open'),
    query: z.object({ route: z.enum(ROUTES).default('authority') }),
    load: async (ctx, { query: { route } }) => {
      const params = await paramsOn(ctx.db, dateOf(ctx.now))
      const t = (key: string, values?: Record<string, string | number>): string =>
        ctx.t(`fund-use:pages.procedure.${key}`, values)
      const basisOf = (each: Basis) => shownBasis(each, ctx.city.code)
      const orAll = (some: string, all: string, fen: number): string =>
        fen === 0 ? t(all) : t(some, { yuan: yuan(fen) })
      const definition = (route as Keeping) === 'authority' ? BEFORE_TRANSFER : AFTER_TRANSFER
      const list = params.emergencies.map(kind => ctx.t(`fund-use:emergency.${kind}`)).join('、')
      const props = procedureProps(definition, 'fund-use', ctx.t, basisOf, [
        ['vote', t('share'), basis.SHARES],
        ['split', t('byArea'), basis.BY_AREA],
        ['sold', t('byPaidIn'), basis.BY_PAID_IN],
        ['quotations', t('copies', { count: params.quotationsMin }), params.basis.quotations],
        ['urgent', t('copies', { count: params.quotationsMinEmergency }), params.basis.quotations],
        ['emergencies', list, params.basis.emergencies],
        ['audit', orAll('auditFree', 'auditAll', params.auditFreeFen), params.basis.audit],
        [
          'over',
          params.overBudgetPercent === 0 ? t('excessAll') : t('percent', { count: params.overBudgetPercent }),
          params.basis.overBudget,
        ],
        ['people', orAll('from', 'twoAll', params.twoPeopleFromFen), params.basis.twoPeople],
        ['posting', t('days', { count: params.postingDays }), params.basis.posting],
      ])
      return ok(view('fund-use.procedure', { ...props, route }, t('title')))
    },
  }),
]
