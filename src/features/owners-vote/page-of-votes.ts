import { z } from 'zod'
import { parseAreaPath } from '../../kernel/area-code.ts'
import { ok } from '../../kernel/result.ts'
import { instant } from '../../kernel/time.ts'
import { keyOf, pageOf, readCursor } from '../../platform/http/paging.ts'
import type { Context } from '../../platform/http/types.ts'
import type { FilterIn } from './api.ts'
import { shownItems } from './shown.ts'
import { type Filter, listVotes } from './store/lists.ts'

const cursorKeys = z.tuple([keyOf.instant, z.uuid()])

/** A page of votes, newest first. @param areas what the reader sees; undefined: everything, as the public does */
export const pageOfVotes = async (
  ctx: Context,
  list: string,
  query: Pick<FilterIn, 'area' | 'step' | 'limit' | 'cursor'>,
  areas?: readonly string[],
) => {
  const after = readCursor(list, cursorKeys, query.cursor)
  if (!after.ok) return after
  const filter: Filter = {
    areas,
    area: query.area !== undefined && parseAreaPath(query.area).ok ? query.area : undefined,
    steps: query.step === undefined ? undefined : query.step.split(','),
  }
  const from = after.value === undefined ? undefined : { at: instant(after.value[0]), id: after.value[1] }
  const rows = await listVotes(ctx.db, filter, { after: from, limit: query.limit + 1 })
  const { items, next } = pageOf(list, rows, query.limit, row => [row.convened_at, row.id])
  return ok({ items: [...(await shownItems(ctx.db, ctx.actor, items))], next })
}
