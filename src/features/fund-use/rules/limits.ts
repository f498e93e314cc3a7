import { fen, formatYuan } from '../../../kernel/money.ts'
import type { Acceptor } from './matters.ts'
import type { Params } from './params.ts'
import type { UseState } from './state.ts'

/**
 * Whether an amount is so far above the budget that the excess is to be applied for anew: 超出预算金额百分之十以上 includes
 * the tenth itself; where no percentage is set, every fen above the budget is.
 */
export const overTolerance = (
  budgetFen: number,
  fen: number,
  { overBudgetPercent }: Pick<Params, 'overBudgetPercent'>,
): boolean => fen > budgetFen && BigInt(fen - budgetFen) * 100n >= BigInt(budgetFen) * BigInt(overBudgetPercent)

/** Who can accept the works: the owners' committee where there is an assembly, else owners or the residents' committee. */
export const acceptorsOf = ({ route }: Pick<UseState, 'route'>): readonly Acceptor[] =>
  route === 'assembly' ? ['owners-committee'] : ['owners', 'residents-committee', 'street']

/** An amount of fen in yuan with two places. */
export const yuan = (amount: number): string => formatYuan(fen(BigInt(amount)))
