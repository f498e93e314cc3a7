import type { z } from 'zod'
import type { lineOut, registerOut, unitOut } from '../../api.ts'

/** Where the console asks about estates. */
export const SOURCE = '/api/estates'

export type Line = z.output<typeof lineOut>
export type Register = z.output<typeof registerOut>
export type Unit = z.output<typeof unitOut>

/** What was typed, without the fields left empty. */
export const given = (answers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(answers).filter(([, value]) => value.trim() !== ''))
