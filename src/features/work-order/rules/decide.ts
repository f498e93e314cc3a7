import { decide as decideBy } from '../../../kernel/procedure/decide.ts'
import { pinOf } from '../../../kernel/procedure/definition.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { ok, type Result } from '../../../kernel/result.ts'
import { workOrder } from './definition.ts'
import { type Ask, gates } from './gates.ts'
import type { Command, Fact, OrderState } from './state.ts'

/** What a new order is pinned to: the definition as it is when the order is opened. */
export const PINNED = pinOf(workOrder)

const commandOf = ({
  by: _by,
  at: _at,
  params: _params,
  ground: _ground,
  closeDueAt: _closeDueAt,
  ...command
}: Ask): Command => (command.action === 'accept' ? { ...command, procedure: PINNED } : command)

/**
 * Whether the command may be done to the order, and the fact it makes. The page, the API and the tests ask this
 * same function, so none of them can be talked into skipping a step.
 *
 * @param seq number of the fact to be made, 1 for the first
 */
export const decide = (state: OrderState | undefined, ask: Ask, seq: number): Result<Fact, readonly Refusal[]> => {
  const decided = decideBy(workOrder, gates, state, ask)
  return decided.ok ? ok({ seq, at: ask.at, by: ask.by, ...commandOf(ask) } as Fact) : decided
}
