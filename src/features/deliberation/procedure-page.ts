import type { Basis } from '../../kernel/cite.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { dateOf } from '../../kernel/time.ts'
import type { Context } from '../../platform/http/types.ts'
import { procedureProps } from '../../platform/ui/procedure.ts'
import type { View } from '../../platform/ui/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { townsOf } from '../directory/index.ts'
import { shownBasis } from '../law/index.ts'
import { paramsOn } from './params.ts'
import * as basis from './rules/basis.ts'
import { RULE_PARTS, SLOTS_116 } from './rules/bodies.ts'
import { DELIBERATION } from './rules/definition.ts'
import { bodiesOf, mattersOf } from './store/bodies.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()

/** How a place deliberates: the definition, the numbers, the named places of a method, and the list of a town. */
export const procedurePage = async (ctx: Context, town: string): Promise<Result<View, readonly Refusal[]>> => {
  const params = await paramsOn(ctx.db, dateOf(ctx.now))
  const basisOf = (rule: Basis) => shownBasis(rule, ctx.city.code)
  const days = (count: number): string => ctx.t('deliberation:pages.procedure.days', { count })
  const over = (percent: number): string => ctx.t('deliberation:pages.procedure.over', { percent })
  const towns = await townsOf(ctx.db)
  const chosen = towns.find(({ path }) => path === town)
  const [bodies, matters] =
    chosen === undefined
      ? [[], []]
      : await Promise.all([bodiesOf(ctx.db, [chosen.path]), mattersOf(ctx.db, [chosen.path])])
  const rules = bodies.find(({ kind }) => kind === 'rules')
  const method = bodies.find(({ kind }) => kind === 'method-116')
  const props = {
    ...procedureProps(DELIBERATION, 'deliberation', ctx.t, basisOf, [
      ['notice', days(params.noticeDays), params.basis.notice],
      ['quorum', over(params.quorumPercent), params.basis.quorum],
      ['assent', over(params.assentPercent), params.basis.assent],
      ['posting', days(params.postingDays), params.basis.posting],
    ]),
    town: chosen === undefined ? '' : (chosen.path as string),
    towns: towns.map(({ path, place }) => ({ value: path as string, label: place })),
    slots: SLOTS_116.map(slot => ({ slot, text: String(method?.data[slot] ?? '') })),
    rules: RULE_PARTS.map(part => ({ part, text: String(rules?.data[part] ?? '') })).filter(({ text }) => text !== ''),
    slotsBasis: [basisOf(basis.METHOD_116)],
    matters: matters.map(({ id, theme, text }) => ({ id, theme, text })),
  }
  return ok(view('deliberation.procedure', props, ctx.t('deliberation:pages.procedure.title')))
}
