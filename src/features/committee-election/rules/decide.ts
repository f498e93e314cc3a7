import { decide as decideBy, type Gates } from '../../../kernel/procedure/decide.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { ok, type Result } from '../../../kernel/result.ts'
import type { Ask } from './ask.ts'
import { definitionOf } from './definition.ts'
import { type Gate, listGates } from './gates.ts'
import { candidateGates } from './gates-candidates.ts'
import { pollGates } from './gates-poll.ts'
import type { Command, ElectionState, Fact } from './state.ts'

const gates: Gates<Gate, ElectionState | undefined, Ask> = { ...listGates, ...candidateGates, ...pollGates }

const commandOf = ({ by: _by, at: _at, params: _p, law: _law, entered: _e, seen: _s, ...command }: Ask): Command =>
  command

/**
 * Whether the command may be done to the election, and the fact it makes.
 * @param seq number of the fact to be made, 1 for the first
 */
export const decide = (state: ElectionState | undefined, ask: Ask, seq: number): Result<Fact, readonly Refusal[]> => {
  const body = ask.action === 'announce' ? ask.body : (state?.body ?? 'residents')
  const decided = decideBy(definitionOf(body), gates, state, ask)
  return decided.ok ? ok({ seq, at: ask.at, by: ask.by, ...commandOf(ask) } as Fact) : decided
}
