import { decide as decideBy } from '../../../kernel/procedure/decide.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { ok, type Result } from '../../../kernel/result.ts'
import { DELIBERATION } from './definition.ts'
import { type Ask, gates } from './gates.ts'
import type { Command, Fact, TopicState } from './state.ts'

const commandOf = ({ by: _by, at: _at, params: _params, ...command }: Ask): Command => command

/**
 * Whether the command may be done to the topic, and the fact it makes.
 * @param seq number of the fact to be made, 1 for the first
 */
export const decide = (state: TopicState | undefined, ask: Ask, seq: number): Result<Fact, readonly Refusal[]> => {
  const decided = decideBy(DELIBERATION, gates, state, ask)
  return decided.ok ? ok({ seq, at: ask.at, by: ask.by, ...commandOf(ask) } as Fact) : decided
}
