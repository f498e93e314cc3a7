import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { brokenTexts } from './texts.ts'

/** Rows of a page of a list: 20 unless asked for, at most 100. */
export const LIMIT_DEFAULT = 20
export const LIMIT_MAX = 100

/** Query of every list; spread into the route's own query. */
export const paging = {
  limit: z.coerce.number().int().min(1).max(LIMIT_MAX).default(LIMIT_DEFAULT),
  cursor: z.string().max(500).optional(),
}

/** Answer of every list; `next` is null on the last page. The server also sends it as a Link header. */
export const listOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() })

const sumOf = (list: string, text: string): string =>
  createHash('sha256').update(`${list}\0${text}`).digest('base64url').slice(0, 8)

/** Where a page ended: the sort keys of its last row. @param list operation id, so that a cursor fits its own list only */
export const cursorOf = (list: string, keys: unknown): string => {
  const text = JSON.stringify(keys)
  return `${Buffer.from(text).toString('base64url')}.${sumOf(list, text)}`
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Sort keys inside a cursor. Anyone can write a cursor, so a key is no wider than what the database can compare. */
export const keyOf = {
  /** An instant of the years 1 to 9999. */
  instant: z.number().int().min(-62_135_596_800_000).max(253_402_300_799_999),
  /** A count or a place of four bytes. */
  place: z.number().int().min(0).max(2_147_483_647),
  /** An identity of eight bytes, as far as it is exact. */
  identity: z.number().int().min(0),
} as const

const WRONG: readonly Refusal[] = [{ tag: 'cursor-wrong', pointer: '/query/cursor' }]

/** Reads a cursor; undefined at the beginning. A cursor that is damaged or of another list is refused. */
export const readCursor = <K extends z.ZodType>(
  list: string,
  keys: K,
  cursor: string | undefined,
): Result<z.output<K> | undefined, readonly Refusal[]> => {
  if (cursor === undefined) return ok(undefined)
  const [body = '', sum, more] = cursor.split('.')
  const text = Buffer.from(body, 'base64url').toString('utf8')
  if (more !== undefined || sum !== sumOf(list, text)) return refuse(WRONG)
  const value = parsed(text)
  const read = keys.safeParse(value)
  return read.success && brokenTexts(value, []).length === 0 ? ok(read.data) : refuse(WRONG)
}

/** @param rows at most `limit + 1` rows: the one too many says that there is more */
export const pageOf = <R>(
  list: string,
  rows: readonly R[],
  limit: number,
  keysOf: (row: R) => unknown,
): { readonly items: R[]; readonly next: string | null } => {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last !== undefined ? cursorOf(list, keysOf(last)) : null }
}
