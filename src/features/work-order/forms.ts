import { z } from 'zod'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Context } from '../../platform/http/types.ts'
import type { FieldError } from '../../platform/ui/parts/form.tsx'

/** A form's body as it was typed. */
export type Typed = Readonly<Record<string, unknown>>

export const text = (typed: Typed, field: string): string => (typeof typed[field] === 'string' ? typed[field] : '')

/** Boxes that may be ticked: none, one or several. */
export const listIn = z
  .union([z.string().max(40), z.array(z.string().max(40)).max(10)])
  .optional()
  .transform(chosen => (chosen === undefined ? [] : [chosen].flat()))

/**
 * Refusals as the errors of a form, in the reader's words with what to do.
 * @param names fields of the page for fields of the command, where they differ; `''` for refusals of no field
 */
export const formErrors = (
  ctx: Context,
  why: readonly Refusal[],
  names: Readonly<Record<string, string>> = {},
): readonly FieldError[] =>
  why.map(refusal => {
    const field = refusal.pointer?.split('/')[2] ?? ''
    const { title, next } = ctx.say(refusal)
    return { field: names[field] ?? field, text: ctx.t('work-order:pages.error', { title, next }) }
  })
