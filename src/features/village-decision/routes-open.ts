import { z } from 'zod'
import type { Basis } from '../../kernel/cite.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { dateOf } from '../../kernel/time.ts'
import { LIMIT_DEFAULT } from '../../platform/http/paging.ts'
import { type Context, page, type Route } from '../../platform/http/types.ts'
import { objectionForm } from '../../platform/ui/objection-form.ts'
import type { Tried } from '../../platform/ui/parts/objections.tsx'
import { procedureProps } from '../../platform/ui/procedure.ts'
import type { View } from '../../platform/ui/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { townOptions } from '../directory/index.ts'
import { shownBasis } from '../law/index.ts'
import { act } from './commands.ts'
import { streamOf } from './journal.ts'
import { paramsOn } from './params.ts'
import { access } from './policy.ts'
import { pageOfDecisions } from './routes-staff.ts'
import * as basis from './rules/basis.ts'
import { definitionOf } from './rules/definition.ts'
import { shownDecision } from './shown.ts'
import { decisionByNo } from './store/decisions.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()
const LIST = 'village-decision.open-list'
const PATH = '/open/village-decisions'
const NO = z.object({ no: z.string().max(40) })

/** States as people tell them apart; each stands for some steps. */
const STATES = {
  talked: 'proposed,discussed,deliberated,reviewed,resolved',
  posted: 'posted,result-posted',
  doing: 'executing,completed',
  ended: 'closed,rejected,withdrawn',
} as const
const isState = (state: string): state is keyof typeof STATES => Object.hasOwn(STATES, state)

const maybe = (most: number) => z.string().max(most).default('')
const query = z.object({ town: maybe(20), state: maybe(20), cursor: z.string().max(500).optional() })

const decisionPage = async (
  ctx: Context,
  no: string,
  tried: Tried | null,
): Promise<Result<View, readonly Refusal[]>> => {
  const row = await decisionByNo(ctx.db, no)
  if (row === undefined) return refuse([{ tag: 'not-found' }])
  const decision = await shownDecision(ctx, row)
  const props = {
    decision,
    tried,
    signedIn: ctx.actor.party !== null,
    posted: ['posted', 'result-posted'].includes(decision.step),
    bundle: `/journal/export?stream=${encodeURIComponent(streamOf(row.id))}`,
    basis: definitionOf(row.state.review).actions.resolve.basis.map(each => shownBasis(each, ctx.city.code)),
  }
  return ok(view('village-decision.decision', props, decision.title))
}

export const openRoutes: readonly Route[] = [
  page({
    id: LIST,
    path: PATH,
    shared: true,
    access: access('open'),
    query,
    load: async (ctx, { query: asked }) => {
      const found = await pageOfDecisions(ctx, LIST, {
        area: asked.town === '' ? undefined : asked.town,
        step: isState(asked.state) ? STATES[asked.state] : undefined,
        matter: undefined,
        limit: LIMIT_DEFAULT,
        cursor: asked.cursor,
      })
      if (!found.ok) return found
      const { cursor, ...typed } = asked
      const props = {
        ...found.value,
        later: cursor !== undefined,
        typed,
        towns: await townOptions(ctx.db),
      }
      return ok(view('village-decision.list', props, ctx.t('village-decision:pages.list.title')))
    },
  }),
  page({
    id: 'village-decision.decision-page',
    path: `${PATH}/:no`,
    access: access('open'),
    params: NO,
    load: (ctx, { params }) => decisionPage(ctx, params.no, null),
  }),
  objectionForm({
    id: 'village-decision.object-form',
    list: PATH,
    access: access('object'),
    find: decisionByNo,
    object: (tx, ctx, id, body) => act(tx, ctx, id, 'object', { body, scans: [] }),
    page: decisionPage,
  }),
  page({
    id: 'village-decision.procedure-page',
    shared: true,
    path: '/open/procedures/village-decision',
    access: access('open'),
    load: async ctx => {
      const params = await paramsOn(ctx.db, dateOf(ctx.now))
      const definition = definitionOf(params.review)
      const days = (count: number): string => ctx.t('village-decision:pages.procedure.days', { count })
      const share = (name: string): string => ctx.t(`village-decision:pages.procedure.share.${name}`)
      const basisOf = (each: Basis) => shownBasis(each, ctx.city.code)
      const props = {
        name: ctx.t(`village-decision:kind.${params.review ? 'reviewed' : 'plain'}`),
        ...procedureProps(definition, 'village-decision', ctx.t, basisOf, [
          ['materials', days(params.materialsDays), params.basis.materials],
          ['members', share(params.membersBase), basis.MEMBERS],
          ['notice', days(params.noticeDays), params.basis.notice],
          ['assembly', share('assembly'), basis.ASSEMBLY],
          ['representatives', share('representatives'), basis.REPRESENTATIVES],
          ['posting', days(params.postingDays), params.basis.posting],
        ]),
      }
      return ok(view('village-decision.procedure', props, ctx.t('village-decision:pages.procedure.title')))
    },
  }),
]
