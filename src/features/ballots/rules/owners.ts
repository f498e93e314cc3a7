import type { Threshold } from '../../../kernel/ballot/tally.ts'
import { type Cite, cite } from '../../../kernel/cite.ts'
import { MAJORITY, type Share, THREE_QUARTERS, TWO_THIRDS } from '../../../kernel/share.ts'
import type { LocalDate } from '../../../kernel/time.ts'

/**
 * The nine matters of 民法典第二百七十八条, by their number there: 1 rules of procedure, 2 covenant, 3 committee, 4 manager,
 * 5 use of the repair fund, 6 raising it, 7 rebuilding, 8 another use of common parts, 9 other weighty matters.
 */
export type Item = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9

type OwnersRule = {
  readonly from: string
  readonly threshold: (item: Item) => Threshold
  readonly basis: readonly Cite[]
}

const threshold = (turnout: Share, assent: Share, of: Threshold['of']): Threshold => ({ turnout, assent, of })

const CC278 = cite(
  'civil-code',
  '第二百七十八条',
  '专有部分面积占比三分之二以上的业主且人数占比三分之二以上的业主参与表决',
)
const HEADS = cite('condominium-2020', '第九条', '一个专有部分按一人计算')
const INCLUSIVE = cite('civil-code', '第一千二百五十九条', '包括本数')
const OLD_MATTERS = cite('property-management-2018', '第十一条', '下列事项由业主共同决定')
const OLD_SHARES = cite('property-management-2018', '第十二条', '占总人数2/3以上的业主同意')

/** Latest first. The regulation's printed text still has the old shares; the code prevails from 2021 (rulebook C-164). */
const RULES: readonly OwnersRule[] = [
  {
    from: '2021-01-01',
    threshold: item => threshold(TWO_THIRDS, item >= 6 && item <= 8 ? THREE_QUARTERS : MAJORITY, 'present'),
    basis: [CC278, HEADS, INCLUSIVE],
  },
  {
    from: '2007-10-01',
    threshold: item => threshold(MAJORITY, item >= 5 && item <= 7 ? TWO_THIRDS : MAJORITY, 'all'),
    basis: [OLD_MATTERS, OLD_SHARES],
  },
]

/** What an owners' decision takes on a day; undefined before there was a rule. */
export const ownersRule = (
  item: Item,
  date: LocalDate,
): { readonly threshold: Threshold; readonly basis: readonly Cite[] } | undefined => {
  const rule = RULES.find(({ from }) => from <= date)
  return rule && { threshold: rule.threshold(item), basis: rule.basis }
}
