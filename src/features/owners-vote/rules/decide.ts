import { decide as decideBy } from '../../../kernel/procedure/decide.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { ok, type Result } from '../../../kernel/result.ts'
import type { Ask } from './ask.ts'
import { OWNERS_VOTE } from './definition.ts'
import { gates } from './gates.ts'
import type { Command, Fact, VoteState } from './state.ts'

const commandOf = ({ by: _by, at: _at, params: _params, seen: _seen, ...command }: Ask): Command => command

/**
 * Whether the command may be done to the vote, and the fact it makes.
 * @param seq number of the fact to be made, 1 for the first
 */
export const decide = (state: VoteState | undefined, ask: Ask, seq: number): Result<Fact, readonly Refusal[]> => {
  const decided = decideBy(OWNERS_VOTE, gates, state, ask)
  return decided.ok ? ok({ seq, at: ask.at, by: ask.by, ...commandOf(ask) } as Fact) : decided
}
