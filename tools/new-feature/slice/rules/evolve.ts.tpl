import { unreachable } from '../../../kernel/result.ts'
import type { Fact, State } from './state.ts'

/** The state after one more fact. Facts are allowed already: nothing is checked here. */
export const evolve = (state: State | undefined, fact: Fact): State => {
  switch (fact.action) {
    case 'open':
      return { step: 'open', title: fact.title.trim(), outcome: '' }
    case 'close':
      return { step: 'closed', title: state?.title ?? '', outcome: fact.outcome.trim() }
    default:
      return unreachable(fact)
  }
}

/** Replaying the facts gives the row, always. */
export const replay = (facts: readonly Fact[]): State | undefined => facts.reduce<State | undefined>(evolve, undefined)
