import type { Basis } from '../../kernel/cite.ts'
import { ok } from '../../kernel/result.ts'
import { dateOf } from '../../kernel/time.ts'
import { type Context, page, type Route } from '../../platform/http/types.ts'
import type { LimitShown } from '../../platform/ui/parts/procedure.tsx'
import { shownProcedure } from '../../platform/ui/procedure.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { shownBasis } from '../law/index.ts'
import { paramsOf } from './params.ts'
import { access } from './policy.ts'
import { PINNED } from './rules/decide.ts'
import { workOrder } from './rules/definition.ts'
import { KINDS } from './rules/kinds.ts'
import type { Params, Terms } from './rules/params.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()

const limit = (ctx: Context, name: string, value: string, basis: Basis): LimitShown => ({
  name: ctx.t(`work-order:pages.procedure.limit.${name}`),
  value,
  basis: [shownBasis(basis, ctx.city.code)],
})

const termLimits = (ctx: Context, terms: Terms, key: string): readonly LimitShown[] =>
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
const limitsOf = (ctx: Context, params: Params): readonly LimitShown[] => {
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

export const procedureRoutes: readonly Route[] = [
  page({
    id: 'work-order.procedure-page',
    shared: true,
    path: '/open/procedures/work-order',
    access: access('open'),
    load: async ctx => {
      const params = (await paramsOf(ctx.db))(dateOf(ctx.now))
      const props = {
        version: PINNED,
        limits: limitsOf(ctx, params),
        urgent: params.urgentList.map(({ no, category, zh }) => ({
          no,
          zh: category === null ? zh : ctx.t(`work-order:category.${category}`),
        })),
        urgentBasis: [shownBasis(params.basis.urgentList, ctx.city.code)],
        procedure: shownProcedure(workOrder, 'work-order', ctx.t, basis => shownBasis(basis, ctx.city.code)),
      }
      return ok(view('work-order.procedure', props, ctx.t('work-order:pages.procedure.title')))
    },
  }),
]
