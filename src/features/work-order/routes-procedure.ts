import type { Basis } from '../../kernel/cite.ts'
import { explain, layoutOf } from '../../kernel/procedure/explain.ts'
import { ok } from '../../kernel/result.ts'
import { dateOf } from '../../kernel/time.ts'
import { type Context, page, type Route } from '../../platform/http/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { shownBasis } from '../law/index.ts'
import { paramsOf } from './params.ts'
import { access } from './policy.ts'
import { PINNED } from './rules/decide.ts'
import { workOrder } from './rules/definition.ts'
import { KINDS } from './rules/kinds.ts'
import type { Params, Terms } from './rules/params.ts'
import type { views } from './views/index.ts'
import type { Limit, ProcedureStep } from './views/public/procedure.tsx'

const view = viewsOf<typeof views>()

/** Words of the procedure come from messages by the names in the definition; what it does not say is not shown. */
const stepsOf = (ctx: Context): readonly ProcedureStep[] =>
  explain(workOrder).map(({ step, end, actions }) => ({
    step,
    zh: ctx.t(`work-order:step.${step}`),
    says: step === 'new' ? '' : ctx.t(`work-order:says.${step}`),
    end,
    actions: actions.map(line => ({
      action: line.action,
      zh: ctx.t(`work-order:action.${line.action}`),
      by: line.by.map(role => ctx.t(`work-order:by.${role}`)),
      to: line.to.map(goal => ctx.t(`work-order:step.${goal}`)),
      gates: line.gates.map(gate => ctx.t(`work-order:gate.${gate}`)),
      basis: line.basis.map(basis => shownBasis(basis, ctx.city.code)),
    })),
  }))

const limit = (ctx: Context, name: string, value: string, basis: Basis): Limit => ({
  name: ctx.t(`work-order:pages.procedure.limit.${name}`),
  value,
  basis: [shownBasis(basis, ctx.city.code)],
})

const termLimits = (ctx: Context, terms: Terms, key: string): readonly Limit[] =>
  KINDS.flatMap(kind => {
    const term = terms[kind]
    if (term === undefined) return []
    return [
      {
        name: ctx.t(`work-order:pages.procedure.limit.${key}`, { kind: ctx.t(`work-order:kind.${kind}`) }),
        value: ctx.t('work-order:span.workingDay', { count: term.days }),
        basis: [shownBasis(term.basis, ctx.city.code)],
      },
    ]
  })

/** Every limit as it holds today, each with its own source. */
const limitsOf = (ctx: Context, params: Params): readonly Limit[] => {
  const { basis, urgent } = params
  const days = (count: number): string => ctx.t('work-order:span.workingDay', { count })
  const hours = (count: number): string => ctx.t('work-order:span.hour', { count })
  const times = (count: number): string => ctx.t('work-order:pages.procedure.times', { count })
  return [
    limit(ctx, 'clockStart', ctx.t(`work-order:since.${params.clockStart}`), basis.clockStart),
    limit(ctx, 'urgentContact', hours(urgent.contactHours), basis.urgentContact),
    limit(ctx, 'urgentArrive', hours(urgent.arriveHours), basis.urgentArrive),
    limit(ctx, 'urgentClose', days(urgent.closeWorkdays), basis.urgentClose),
    limit(ctx, 'contact', days(params.contactWorkdays), basis.contact),
    ...termLimits(ctx, params.cityTerms, 'cityTerm'),
    ...termLimits(ctx, params.provinceTerms, 'provinceTerm'),
    limit(ctx, 'extensionsMax', times(params.extensionsMax), basis.extensionsMax),
    limit(ctx, 'extensionsMaxSpecial', times(params.extensionsMaxSpecial), basis.extensionsMaxSpecial),
    limit(ctx, 'extensionWorkdaysMax', days(params.extensionWorkdaysMax), basis.extensionWorkdaysMax),
    limit(ctx, 'return', days(params.returnWorkdays), basis.return),
    limit(ctx, 'followUp', days(params.followUpWorkdays), basis.followUp),
    limit(ctx, 'reopen', ctx.t('work-order:span.day', { count: params.reopenDays }), basis.reopen),
  ]
}

const diagramOf = (ctx: Context) => {
  const { spine, beside, arrows } = layoutOf(workOrder)
  const words = (step: string): string => ctx.t(`work-order:step.${step}`)
  return {
    spine: spine.map(step => ({ step, zh: words(step) })),
    beside: beside.map(each => ({ ...each, zh: words(each.step) })),
    arrows: arrows.map(({ from, to, actions }) => ({
      from,
      to,
      zh: actions.map(action => ctx.t(`work-order:action.${action}`)).join('、'),
    })),
  }
}

export const procedureRoutes: readonly Route[] = [
  page({
    id: 'work-order.procedure-page',
    path: '/open/procedures/work-order',
    access: access('open'),
    load: async ctx => {
      const params = (await paramsOf(ctx.db))(dateOf(ctx.now))
      const props = {
        version: PINNED,
        steps: stepsOf(ctx),
        limits: limitsOf(ctx, params),
        urgent: params.urgentList.map(({ no, category, zh }) => ({
          no,
          zh: category === null ? zh : ctx.t(`work-order:category.${category}`),
        })),
        urgentBasis: [shownBasis(params.basis.urgentList, ctx.city.code)],
        diagram: diagramOf(ctx),
      }
      return ok(view('work-order.procedure', props, ctx.t('work-order:pages.procedure.title')))
    },
  }),
]
