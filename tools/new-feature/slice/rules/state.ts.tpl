import type { Instant } from '../../../kernel/time.ts'

export type Step = 'open' | 'closed'

/** What is known of one __zh__, read off its facts. */
export type State = { readonly step: Step; readonly title: string; readonly outcome: string }

export type Command =
  | { readonly action: 'open'; readonly title: string }
  | { readonly action: 'close'; readonly outcome: string }

/** A command that was allowed: the first is 1. */
export type Fact = Command & { readonly seq: number; readonly at: Instant }
