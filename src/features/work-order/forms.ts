import { z } from 'zod'

/** A form's body as it was typed. */
export type Typed = Readonly<Record<string, unknown>>

export const text = (typed: Typed, field: string): string => (typeof typed[field] === 'string' ? typed[field] : '')

/** Boxes that may be ticked: none, one or several. */
export const listIn = z
  .union([z.string().max(40), z.array(z.string().max(40)).max(10)])
  .optional()
  .transform(chosen => (chosen === undefined ? [] : [chosen].flat()))

/** The boxes of a form that is shown again; what cannot have been a box of it is none. */
export const ticked = (typed: Typed, field: string): readonly string[] => {
  const read = listIn.safeParse(typed[field])
  return read.success ? read.data : []
}
