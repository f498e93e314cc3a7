import { CHOICES } from '../../../kernel/ballot/cast.ts'
import type { OpenSum } from '../../../kernel/ballot/sealed/types.ts'
import type { Verdict } from '../../../kernel/ballot/tally.ts'
import type { Item, MotionResult, Parts } from './state.ts'

type Measured = Readonly<Record<(typeof CHOICES)[number], OpenSum>>

const partsOf = (all: number, sums: Measured): Parts => ({
  all,
  present: CHOICES.reduce((total, choice) => total + sums[choice][0], 0),
  agree: sums.agree[0],
  oppose: sums.oppose[0],
  abstain: sums.abstain[0],
})

/** A motion's count as it is shown: whole numbers of heads and of 0.01 m². */
export const resultOf = (
  motion: { readonly no: number; readonly item: Item },
  roll: { readonly heads: number; readonly areaDm2: number },
  count: { readonly sums: { readonly heads: Measured; readonly areaDm2: Measured }; readonly result: Verdict },
): MotionResult => ({
  ...motion,
  heads: partsOf(roll.heads, count.sums.heads),
  areaDm2: partsOf(roll.areaDm2, count.sums.areaDm2),
  result: count.result,
})
