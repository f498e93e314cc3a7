import type { Refusal } from '../../kernel/refusal.ts'
import type { FieldError } from '../ui/parts/form.tsx'
import type { Context } from './types.ts'

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
    return { field: names[field] ?? field, text: ctx.t('http:formError', { title, next }) }
  })
