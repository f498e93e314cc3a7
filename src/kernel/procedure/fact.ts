import type { Instant } from '../time.ts'

/** Who did it: a party, the organisation they act for, and in what role; no party where the system did. */
export type By = { readonly party: string | null; readonly organisation: string | null; readonly role: string }

/** What happened: the command, with its number from 1, when, and who did it. */
export type Framed<Command> = Command & { readonly seq: number; readonly at: Instant; readonly by: By }

/** The command's own data, without the frame every fact has. */
export const dataOf = (fact: Framed<{ readonly action: string }>): Record<string, unknown> => {
  const { seq: _seq, at: _at, by: _by, action: _action, ...data } = fact
  return data
}
