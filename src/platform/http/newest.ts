import { z } from 'zod'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { type Instant, instant } from '../../kernel/time.ts'
import type { NewestPage } from '../db/newest.ts'
import { keyOf, pageOf, readCursor } from './paging.ts'

const KEYS = z.tuple([keyOf.instant, z.uuid()])

type Found<Row> = { readonly items: Row[]; readonly next: string | null }

/**
 * A page of a list with the newest first, by its cursor.
 * @param list operation id, so that a cursor fits its own list only
 * @param find reads one row more than asked for: it says that there is more  @param atOf the instant it is ordered by
 */
export const newestPage = async <Row extends { readonly id: string }>(
  list: string,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
  find: (page: NewestPage) => Promise<readonly Row[]>,
  atOf: (row: Row) => Instant,
): Promise<Result<Found<Row>, readonly Refusal[]>> => {
  const read = readCursor(list, KEYS, cursor)
  if (!read.ok) return read
  const after = read.value && { at: instant(read.value[0]), id: read.value[1] }
  return ok(pageOf(list, await find({ after, limit: limit + 1 }), limit, row => [atOf(row), row.id]))
}
