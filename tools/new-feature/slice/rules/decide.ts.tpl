import type { Refusal } from '../../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Command, Fact, State } from './state.ts'

export type RuleTag = 'title-missing' | 'outcome-missing' | 'wrong-step'

const text = (value: string, tag: RuleTag, pointer: string): readonly Refusal<RuleTag>[] =>
  value.trim() === '' ? [{ tag, pointer }] : []

/** Every reason at once. @param state undefined before the first fact */
const reasons = (state: State | undefined, command: Command): readonly Refusal<RuleTag>[] => {
  const allowed = command.action === 'open' ? state === undefined : state?.step === 'open'
  return [
    ...(allowed ? [] : [{ tag: 'wrong-step', values: { step: state?.step ?? 'none' } } as const]),
    ...(command.action === 'open'
      ? text(command.title, 'title-missing', '/body/title')
      : text(command.outcome, 'outcome-missing', '/body/outcome')),
  ]
}

/** The fact a command makes, or every reason why not. @param seq number of the fact, counted from 1 */
export const decide = (
  state: State | undefined,
  command: Command,
  at: Instant,
  seq: number,
): Result<Fact, readonly Refusal<RuleTag>[]> => {
  const why = reasons(state, command)
  return why.length > 0 ? refuse(why) : ok({ ...command, at, seq })
}
