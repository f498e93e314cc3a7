import { decide as decideBy } from '../../../kernel/procedure/decide.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { ok, type Result } from '../../../kernel/result.ts'
import { definitionOf } from './definition.ts'
import { type Ask, gates } from './gates.ts'
import type { Command, DecisionState, Fact } from './state.ts'

const commandOf = ({ by: _by, at: _at, params: _params, village: _village, law: _law, ...command }: Ask): Command =>
  command

/**
 * Whether the command may be done to the decision, and the fact it makes.
 * @param seq number of the fact to be made, 1 for the first
 */
export const decide = (state: DecisionState | undefined, ask: Ask, seq: number): Result<Fact, readonly Refusal[]> => {
  const review = state === undefined ? ask.action === 'propose' && ask.review : state.review
  const decided = decideBy(definitionOf(review), gates, state, ask)
  return decided.ok ? ok({ seq, at: ask.at, by: ask.by, ...commandOf(ask) } as Fact) : decided
}
