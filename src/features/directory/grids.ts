/** Adding and merging grids. A code is given once; a merged grid keeps its row and says where it went. */
import { type AreaPath, levelOf, parseAreaPath } from '../../kernel/area-code.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { dateOf, type Instant } from '../../kernel/time.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { Tx } from '../../platform/db/types.ts'
import { heldBack } from '../../platform/personal/publication.ts'
import { readArea } from './organisation-commands.ts'
import { forbidden, record } from './record.ts'
import { gridName, nextGrid } from './rules/grid.ts'
import { countOpen, endInto, gridsEver, insertGrid } from './store/grids.ts'
import { lockHead } from './store/head.ts'

/**
 * Adds a grid to a community, with the next code that was never given.
 * @returns its path; or `area-…`, `forbidden`, `grids-full`
 */
export const addGrid = async (
  tx: Tx,
  actor: Actor,
  given: { readonly community: string; readonly name?: string | undefined; readonly households?: number | undefined },
  now: Instant,
): Promise<Result<{ readonly path: AreaPath }, readonly Refusal[]>> => {
  const area = await readArea(tx, given.community, '/body/community')
  if (!area.ok) return area
  if (levelOf(area.value) !== 'community')
    return refuse([{ tag: 'area-wrong', values: { area: given.community }, pointer: '/body/community' }])
  const stopped = forbidden('editGrids', actor, area.value)
  if (stopped.length > 0) return refuse(stopped)
  const held = heldBack({ name: given.name ?? '' })
  if (held.length > 0) return refuse(held)
  await lockHead(tx)
  const ever = await gridsEver(tx, area.value)
  const path = nextGrid(area.value, ever)
  if (path === undefined) return refuse([{ tag: 'grids-full', values: { count: ever.length } }])
  const name = given.name ?? gridName(ever.length + 1)
  await insertGrid(tx, { path, name, households: given.households ?? null }, dateOf(now))
  await record(tx, { verb: 'editGrids', area: area.value, data: { grid: path, name } }, actor, now)
  return ok({ path })
}

const pathIn = (text: string): AreaPath | undefined => {
  const parsed = parseAreaPath(text)
  return parsed.ok && levelOf(parsed.value) === 'grid' ? parsed.value : undefined
}

/**
 * Merges grids of one community into another of its grids.
 * @returns `grid-unknown` (none such, or ended), `grid-same` (into itself, or of another community), `forbidden`
 */
export const mergeGrids = async (
  tx: Tx,
  actor: Actor,
  given: { readonly grids: readonly string[]; readonly into: string },
  now: Instant,
): Promise<Result<null, readonly Refusal[]>> => {
  const into = pathIn(given.into)
  const grids = [...new Set(given.grids)].flatMap(text => pathIn(text) ?? [])
  if (into === undefined || grids.length !== new Set(given.grids).size)
    return refuse([{ tag: 'grid-unknown', pointer: '/body/grids' }])
  const community = into.slice(0, 12) as AreaPath
  if (grids.some(grid => grid === into || !grid.startsWith(community)))
    return refuse([{ tag: 'grid-same', pointer: '/body/grids' }])
  const stopped = forbidden('editGrids', actor, community)
  if (stopped.length > 0) return refuse(stopped)
  await lockHead(tx)
  if ((await countOpen(tx, [into, ...grids])) !== grids.length + 1)
    return refuse([{ tag: 'grid-unknown', pointer: '/body/grids' }])
  await endInto(tx, grids, into, dateOf(now))
  await record(tx, { verb: 'editGrids', area: community, data: { merged: grids, into } }, actor, now)
  return ok(null)
}
