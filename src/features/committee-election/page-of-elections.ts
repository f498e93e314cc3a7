import { z } from 'zod'
import { parseAreaPath } from '../../kernel/area-code.ts'
import { ok } from '../../kernel/result.ts'
import { instant } from '../../kernel/time.ts'
import { keyOf, pageOf, readCursor } from '../../platform/http/paging.ts'
import type { Context } from '../../platform/http/types.ts'
import type { FilterIn } from './api.ts'
import { shownItems } from './shown.ts'
import { type Filter, listElections } from './store/lists.ts'

const cursorKeys = z.tuple([keyOf.instant, z.uuid()])

/** A page of elections, newest first. @param areas what the reader sees; undefined: everything, as the public does */
export const pageOfElections = async (
  ctx: Context,
  list: string,
  query: Pick<FilterIn, 'area' | 'step' | 'body' | 'limit' | 'cursor'>,
  areas?: readonly string[],
) => {
  const after = readCursor(list, cursorKeys, query.cursor)
  if (!after.ok) return after
  const filter: Filter = {
    areas,
    area: query.area !== undefined && parseAreaPath(query.area).ok ? query.area : undefined,
    steps: query.step === undefined ? undefined : query.step.split(','),
    body: query.body,
  }
  const from = after.value === undefined ? undefined : { at: instant(after.value[0]), id: after.value[1] }
  const rows = await listElections(ctx.db, filter, { after: from, limit: query.limit + 1 })
  const { items, next } = pageOf(list, rows, query.limit, row => [row.announced_at, row.id])
  return ok({ items: [...(await shownItems(ctx.db, items as never))], next })
}
