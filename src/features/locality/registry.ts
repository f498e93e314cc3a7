import type { z } from 'zod'
import type { Dated } from '../../kernel/dated.ts'
import type { Stricter } from './rules/resolve.ts'

/** A value that places may set for themselves: what it is called, what it may be, and what holds where nobody set it. */
export type RuleValue<T> = {
  /** `slice.thing`, such as `work-order.extensions-max`. */
  readonly key: string
  readonly zh: string
  readonly schema: z.ZodType<T>
  /** What a number counts, so that pages can say it. */
  readonly unit?: 'workday' | 'day' | 'hour' | 'times'
  /** National value or, where there is none, our default (which says so in its basis). */
  readonly default: Dated<T>
  /** Belongs to the safety of the system: the security administrator sets it, and nobody else. */
  readonly security?: boolean
  /** Which of two values binds more. Absent where values have no order; then the most local one holds. */
  readonly stricter?: Stricter<T>
}

const rules = new Map<string, RuleValue<unknown>>()

/**
 * Declares a value. Called once per key, at the top level of a slice's file, so that the operator's list is complete
 * when the slices are loaded. Throws when a key is taken or the default does not fit: both are bugs.
 */
export const defineRuleValue = <T>(rule: RuleValue<T>): RuleValue<T> => {
  if (rules.has(rule.key)) throw new Error(`rule value ${rule.key} is declared twice`)
  for (const entry of rule.default) rule.schema.parse(entry.value)
  rules.set(rule.key, rule as unknown as RuleValue<unknown>)
  return rule
}

/** Every value declared so far, by key. */
export const ruleValues = (): readonly RuleValue<unknown>[] =>
  [...rules.values()].sort((a, b) => (a.key < b.key ? -1 : 1))

export const ruleValueAt = (key: string): RuleValue<unknown> | undefined => rules.get(key)
