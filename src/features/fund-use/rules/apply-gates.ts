import { when } from '../../../kernel/procedure/conditions.ts'
import type { Gates } from '../../../kernel/procedure/decide.ts'
import { dateOf } from '../../../kernel/time.ts'
import type { Ask } from './ask.ts'
import * as basis from './basis.ts'
import { yuan } from './limits.ts'
import { EXCLUDED } from './matters.ts'
import type { UseState } from './state.ts'

export type ApplyGate =
  | 'fund-there'
  | 'assembly-there'
  | 'scope-there'
  | 'areas-known'
  | 'not-excluded'
  | 'warranty-over'
  | 'on-the-list'
  | 'enough-quotations'
  | 'budget-covers'

type State = UseState | undefined

/** What an application needs, each with what is missing. */
export const applyGates: Gates<ApplyGate, State, Ask> = {
  'fund-there': (_, ask) =>
    when(ask.seen.fund, { tag: 'no-fund', basis: basis.OWNERS_DECIDE, pointer: '/body/estate' }),
  'assembly-there': (_, ask) =>
    when(ask.action !== 'apply' || ask.route === 'authority' || ask.seen.assembly, {
      tag: 'no-assembly',
      basis: basis.AFTER_TRANSFER,
      pointer: '/body/route',
    }),
  'scope-there': (_, ask) =>
    when(ask.seen.units > 0, { tag: 'scope-unknown', basis: basis.WHOLE_SCOPE, pointer: '/body/building' }),
  'areas-known': (_, ask) =>
    when(ask.seen.areaUnknown === 0, {
      tag: 'areas-unknown',
      values: { units: ask.seen.areaUnknown },
      basis: basis.BY_AREA,
      pointer: '/body/building',
    }),
  'not-excluded': (_, ask) =>
    ask.action !== 'apply' || ask.cause === 'worn'
      ? undefined
      : { tag: `excluded-${ask.cause}`, basis: EXCLUDED[ask.cause], pointer: '/body/cause' },
  'warranty-over': (_, ask) =>
    ask.action !== 'apply' || ask.warrantyUntil === null
      ? undefined
      : when(ask.warrantyUntil < dateOf(ask.at), {
          tag: 'warranty-runs',
          values: { until: ask.warrantyUntil },
          basis: basis.PURPOSE,
          pointer: '/body/warrantyUntil',
        }),
  'on-the-list': (_, ask) =>
    ask.action !== 'apply' || ask.emergency === null
      ? undefined
      : when(ask.params.emergencies.includes(ask.emergency), {
          tag: 'not-on-list',
          basis: ask.params.basis.emergencies,
          pointer: '/body/emergency',
        }),
  'enough-quotations': (_, ask) => {
    if (ask.action !== 'apply') return undefined
    const needed = ask.emergency === null ? ask.params.quotationsMin : ask.params.quotationsMinEmergency
    const companies = new Set(ask.quotations.map(({ company }) => company)).size
    return when(companies >= needed && ask.chosen >= 1 && ask.chosen <= ask.quotations.length, {
      tag: 'quotations-few',
      values: { companies, needed },
      basis: ask.params.basis.quotations,
      pointer: '/body/quotations',
    })
  },
  'budget-covers': (_, ask) => {
    if (ask.action !== 'apply') return undefined
    const quoted = ask.quotations[ask.chosen - 1]?.fen ?? 0
    return when(ask.budgetFen > 0 && ask.budgetFen >= quoted, {
      tag: 'budget-below-quotation',
      values: { budget: yuan(ask.budgetFen), quoted: yuan(quoted) },
      basis: basis.PLAN,
      pointer: '/body/budget',
    })
  },
}
