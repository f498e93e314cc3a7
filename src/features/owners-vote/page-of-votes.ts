import { parseAreaPath } from '../../kernel/area-code.ts'
import { ok } from '../../kernel/result.ts'
import { newestPage } from '../../platform/http/newest.ts'
import type { Context } from '../../platform/http/types.ts'
import type { FilterIn } from './api.ts'
import { shownItems } from './shown.ts'
import { type Filter, listVotes } from './store/lists.ts'

/** A page of votes, newest first. @param areas what the reader sees; undefined: everything, as the public does */
export const pageOfVotes = async (
  ctx: Context,
  list: string,
  query: Pick<FilterIn, 'area' | 'step' | 'limit' | 'cursor'>,
  areas?: readonly string[],
) => {
  const filter: Filter = {
    areas,
    area: query.area !== undefined && parseAreaPath(query.area).ok ? query.area : undefined,
    steps: query.step === undefined ? undefined : query.step.split(','),
  }
  const found = await newestPage(
    list,
    query,
    page => listVotes(ctx.db, filter, page),
    row => row.convened_at,
  )
  if (!found.ok) return found
  const { items, next } = found.value
  return ok({ items: [...(await shownItems(ctx.db, ctx.actor, items))], next })
}
