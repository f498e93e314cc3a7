import { decide as decideBy } from '../../../kernel/procedure/decide.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { ok, type Result } from '../../../kernel/result.ts'
import type { Ask } from './ask.ts'
import { definitionOf } from './definition.ts'
import { gates } from './gates.ts'
import type { Command, Fact, UseState } from './state.ts'

const commandOf = ({ by: _by, at: _at, params: _params, seen: _seen, ...command }: Ask): Command => command

/**
 * Whether the command may be done to the use, and the fact it makes.
 * @param seq number of the fact to be made, 1 for the first
 */
export const decide = (state: UseState | undefined, ask: Ask, seq: number): Result<Fact, readonly Refusal[]> => {
  const route = state?.route ?? (ask.action === 'apply' ? ask.route : 'authority')
  const decided = decideBy(definitionOf(route), gates, state, ask)
  return decided.ok ? ok({ seq, at: ask.at, by: ask.by, ...commandOf(ask) } as Fact) : decided
}
