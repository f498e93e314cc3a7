import { z } from 'zod'
import { ok } from '../../kernel/result.ts'
import { listOf } from '../../platform/http/paging.ts'
import type { Context } from '../../platform/http/types.ts'
import { type FilterIn, itemOut } from './api.ts'
import { answerList } from './routes-help.ts'
import { scopeOf } from './scope.ts'
import type { ListRow } from './store/lists.ts'
import { linkCounts } from './store/oversight.ts'
import { firstUnits } from './suggestions.ts'

/** A row of the desk's list: also what it is linked with, and while nobody has it who would usually lead. */
export const staffItemOut = itemOut.extend({
  linked: z.number().int(),
  suggested: z.object({ id: z.uuid(), name: z.string(), why: z.string() }).nullable(),
})
export type StaffItem = z.infer<typeof staffItemOut>
export const staffListOut = listOf(staffItemOut)

const UNSENT: ReadonlySet<string> = new Set(['received', 'queued', 'returning'])

/** One page of the list of a member of staff. */
export const answerStaffList = async (ctx: Context, query: FilterIn) => {
  const page = await answerList(ctx, 'work-order.list', scopeOf(ctx.actor), query)
  if (!page.ok) return page
  const rows: readonly ListRow[] = page.value.items.map(item => item.row)
  const ids = rows.map(row => row.id)
  const unsent = rows.filter(row => UNSENT.has(row.step))
  const [links, units] = await Promise.all([linkCounts(ctx.db, ids), firstUnits(ctx.db, unsent, ctx.t)])
  const items = page.value.items.map(item => ({
    ...item,
    linked: links.get(item.id) ?? 0,
    suggested: units.get(item.id) ?? null,
  }))
  return ok({ ...page.value, items })
}
