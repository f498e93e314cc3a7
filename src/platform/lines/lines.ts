import { z } from 'zod'
import { type Instant, type LocalDate, parseDate, parseInstant } from '../../kernel/time.ts'

/** Why a line of JSON cannot be answered: a tag for programs and a sentence for whoever wrote it. */
export type LineFault = { readonly tag: string; readonly detail: string }

/** An answer, itself a line of JSON, and whether it is one. */
export type LineAnswer = { readonly line: string; readonly ok: boolean }

const FAULTS_MAX = 20

const readAs = <T>(read: (text: string) => T | undefined, wanted: string) =>
  z.string().transform((text, ctx): T => {
    const value = read(text)
    if (value !== undefined) return value
    ctx.addIssue({ code: 'custom', message: `must be ${wanted}` })
    return z.NEVER
  })

export const dateText = readAs<LocalDate>(parseDate, 'a date such as 2026-03-01')
export const momentText = readAs<Instant>(parseInstant, 'an instant such as 2026-03-20T10:00:00+08:00')
export const idText = z.string().min(1).max(200)

const json = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** Reads one line; every fault of its shape at once. */
export const readLine = <T>(schema: z.ZodType<T>, line: string): T | readonly LineFault[] => {
  const value = json(line)
  if (value === undefined) return [{ tag: 'not-json', detail: 'the line is not JSON' }]
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  return parsed.error.issues.map(({ path, message }) => ({
    tag: 'bad-input',
    detail: `${path.join('.') || 'the line'}: ${message}`,
  }))
}

export const isFaults = (value: unknown): value is readonly LineFault[] => Array.isArray(value)

export const answered = (value: object): LineAnswer => ({ ok: true, line: JSON.stringify(value) })

/** The tag of the first fault, and all of them in words. */
export const faulty = (faults: readonly LineFault[]): LineAnswer => {
  const detail = faults.slice(0, FAULTS_MAX).map(fault => fault.detail)
  return { ok: false, line: JSON.stringify({ error: faults[0]?.tag, detail: detail.join('; ') }) }
}

/** Ids that stand there more than once, each time after the first. */
export const twice = (ids: readonly string[]): readonly string[] => {
  const seen = new Set<string>()
  return ids.filter(id => seen.size === seen.add(id).size)
}
