import type { Instant } from '../../kernel/time.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import { asNeed } from './needs.ts'
import { type Match, matchNeeds } from './rules/match.ts'
import { type NeedRow, openNeeds } from './store/needs.ts'
import { offersNear } from './store/offers.ts'

const NEEDS_MOST = 1000
const MATCHES = 3
/** Of one town; who has done least is asked first, so what lies beyond is no loss. */
const OFFERS_MOST = 100_000

/**
 * The best volunteers for every open need of a place, each with why.
 * @param db as the reader: the needs  @param system as the system: volunteers of other communities who would come
 */
export const matchOpen = async (
  db: CityQueries,
  system: CityQueries,
  place: string,
  now: Instant,
): Promise<readonly { readonly need: NeedRow; readonly matches: readonly Match[] }[]> => {
  const rows = await openNeeds(db, place, now, NEEDS_MOST)
  if (rows.length === 0) return []
  const needs = rows.map(asNeed)
  const slots = needs.reduce((bits, need) => bits | need.slots, 0)
  const offers = await offersNear(system, [...new Set(rows.map(({ area }) => area.slice(0, 9)))], slots, OFFERS_MOST)
  const found = matchNeeds(needs, offers, MATCHES)
  return rows.map(need => ({ need, matches: found.get(need.id) ?? [] }))
}
