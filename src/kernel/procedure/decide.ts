import type { Refusal } from '../refusal.ts'
import { ok, type Result, refuse } from '../result.ts'
import type { Definition } from './definition.ts'

/** A check of one condition: the refusal with its numbers, or undefined when it holds. */
export type GateCheck<State, Command> = (state: State, command: Command) => Refusal | undefined

export type Gates<Gate extends string, State, Command> = Readonly<Record<Gate, GateCheck<State, Command>>>

/** The step a case is in, and the command's name, are all the kernel needs to know. */
type HasStep<Step extends string> = { readonly step: Step }
type HasAction<Action extends string> = { readonly action: Action }

/**
 * Whether the command may be done now. A command in the wrong step is answered with that alone, since its gates
 * speak of another situation; otherwise every gate is asked and all refusals are given at once.
 *
 * @param where the step of the case, or `new` for a case to be opened
 */
export const decide = <
  Step extends string,
  Action extends string,
  Role extends string,
  Gate extends string,
  State extends HasStep<Step> | undefined,
  Command extends HasAction<Action>,
>(
  definition: Definition<Step, Action, Role, Gate>,
  gates: Gates<Gate, State, Command>,
  state: State,
  command: Command,
): Result<Command, readonly Refusal[]> => {
  const spec = definition.actions[command.action]
  const where: Step | 'new' = state?.step ?? 'new'
  if (!spec.from.includes(where)) {
    return refuse([{ tag: 'wrong-step', values: { action: command.action, now: where }, basis: spec.basis[0] }])
  }
  const why = spec.gates.flatMap(gate => gates[gate](state, command) ?? [])
  return why.length === 0 ? ok(command) : refuse(why)
}

/** What the rules say, together with what is wrong with the words: all reasons at once. */
export const judged = <T>(
  decided: Result<T, readonly Refusal[]>,
  held: readonly Refusal[],
): Result<T, readonly Refusal[]> =>
  held.length === 0 ? decided : refuse([...(decided.ok ? [] : decided.error), ...held])
