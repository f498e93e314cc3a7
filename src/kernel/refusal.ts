import type { Basis } from './cite.ts'

/**
 * Why something cannot be done: a tag from the slice's `refusals.ts`, the numbers of this case, and the rule.
 * The words come from the slice's message files (`refusals.<tag>.title | detail | next`).
 */
export type Refusal<Tag extends string = string> = {
  readonly tag: Tag
  /** Values the message names, such as counts, dates and limits. Never personal data. */
  readonly values?: Readonly<Record<string, string | number>>
  readonly basis?: Basis
  /** JSON pointer to the field at fault, such as `/body/place`. */
  readonly pointer?: string
}

/** One line per tag; complete by type where it is declared, and by test against the message files. */
export type RefusalTable<Tag extends string> = Readonly<
  Record<Tag, { readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 503 }>
>
