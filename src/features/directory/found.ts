import { type AreaPath, fullName, levelOf, parentOf, parseAreaPath } from '../../kernel/area-code.ts'
import type { Instant, LocalDate } from '../../kernel/time.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import type { CityDb, CityQueries, Tx } from '../../platform/db/types.ts'
import { addOrganisation } from '../../platform/identity/organisations.ts'
import { localityOf, noticeConflicts } from '../locality/index.ts'
import { DIVISIONS_AS_OF } from './divisions.ts'
import { record, SYSTEM } from './record.ts'
import { type Founded, type FoundingBodies, foundingPlan } from './rules/founding.ts'
import { demoGridCount, gridName, nextGrid } from './rules/grid.ts'
import { areaAt, communitiesOf, pathOfCity, townsOf } from './store/areas.ts'
import { addDemoGrids, addTemplateHotline, bodiesOf, griddedCommunities } from './store/founding.ts'
import { lockHead } from './store/head.ts'

export type Founding = {
  /** What was added; all zero when the city had it already. */
  readonly organisations: number
  readonly grids: number
  readonly hotlines: number
  readonly towns: number
  readonly communities: number
}

const keyOf = (of: { readonly kind: string; readonly area: string }): string => `${of.kind} ${of.area}`

const addOrganisations = async (tx: Tx, plan: readonly Founded[], from: LocalDate, now: Instant): Promise<number> => {
  const known = await bodiesOf(tx)
  const names = new Set(known.map(row => `${keyOf(row)} ${row.name}`))
  const ids = new Map(known.map(row => [keyOf(row), row.id]))
  let added = 0
  for (const each of plan) {
    if (names.has(`${keyOf(each)} ${each.name}`)) continue
    const parent = each.under === undefined ? null : (ids.get(keyOf(each.under)) ?? null)
    const made = await addOrganisation(tx, { name: each.name, kind: each.kind, area: each.area, from, parent }, now)
    if (!made.ok) continue
    ids.set(keyOf(each), made.value.organisation)
    added += 1
  }
  return added
}

const addGrids = async (tx: Tx, communities: readonly AreaPath[], from: LocalDate): Promise<number> => {
  const gridded = await griddedCommunities(tx)
  const grids = communities
    .filter(community => !gridded.has(community))
    .flatMap(community => {
      const given: AreaPath[] = []
      for (let index = 0; index < demoGridCount(community); index++) given.push(nextGrid(community, given) ?? community)
      return given.map((path, index) => ({ path, name: gridName(index + 1) }))
    })
  return addDemoGrids(tx, grids, from)
}

const addHotlines = async (tx: Tx, now: Instant): Promise<number> => {
  const template = localityOf(pathOfCity(tx.city))?.hotlines
  if (template === undefined) return 0
  let added = 0
  for (let position = 1; position <= template.lines; position++) {
    const slot = position <= template.owners ? position : null
    added += await addTemplateHotline(tx, { id: uuidv7(now), position, slot, redirectedTo: template.redirectedTo })
  }
  return added
}

const defaultBodies = (city: AreaPath, name: string): FoundingBodies =>
  localityOf(city)?.bodies ?? { hotlineDesk: `${name}12345政务服务便民热线受理中心`, departments: [], utilities: [] }

/**
 * The name a city is known by; undefined when the code is none of a city, or its division is not loaded. 北京市 for
 * 110100, whose own name only fills a level.
 */
export const nameOfCity = async (db: CityQueries): Promise<string | undefined> => {
  const path = parseAreaPath(db.city.code)
  if (!path.ok || levelOf(path.value) !== 'city') return undefined
  const place = (await areaAt(db, path.value))?.place
  const above = parentOf(path.value)
  return place !== undefined && fullName([place]) === '' && above !== undefined
    ? (await areaAt(db, above))?.place
    : place
}

/**
 * Gives a city its organisations and its hotline register, from its divisions and its locality's lists, and writes
 * conflicts with law down. Repeating it adds what is missing and changes nothing else.
 * @param options.grids also makes up three to five grids per community, marked as a demonstration
 */
export const foundCity = (db: CityDb, now: Instant, options: { readonly grids: boolean }): Promise<Founding> =>
  db.tx(async tx => {
    // Two processes may start at once: the second waits here and then finds the work done.
    await lockHead(tx)
    const city = await areaAt(tx, pathOfCity(tx.city))
    const name = await nameOfCity(tx)
    if (city === undefined || name === undefined) throw new Error(`the divisions of ${tx.city.code} are not loaded`)
    const [towns, communities] = [await townsOf(tx), await communitiesOf(tx, city.path)]
    const plan = foundingPlan({ path: city.path, name }, towns, communities, defaultBodies(city.path, name))
    const organisations = await addOrganisations(tx, plan, DIVISIONS_AS_OF, now)
    const grids = options.grids
      ? await addGrids(
          tx,
          communities.map(community => community.path),
          DIVISIONS_AS_OF,
        )
      : 0
    const hotlines = await addHotlines(tx, now)
    await noticeConflicts(tx, now)
    if (organisations + grids + hotlines > 0)
      await record(tx, { verb: 'found', area: city.path, data: { organisations, grids, hotlines } }, SYSTEM, now)
    return { organisations, grids, hotlines, towns: towns.length, communities: communities.length }
  })
