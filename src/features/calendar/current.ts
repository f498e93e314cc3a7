import { buildCalendar, type Calendar } from '../../kernel/calendar.ts'
import type { Queries } from '../../platform/db/types.ts'
import { shippedCalendar } from './shipped.ts'
import { headOf, keptYears } from './store.ts'
import { digestOfAll } from './years.ts'

/** Calendars this process holds, by the digest of their content: one or two in a life, more only in tests. */
const held = new Map<string, Calendar>()
const HELD_MAX = 8

const TRIES_MAX = 5

const keep = (key: string, calendar: Calendar): Calendar => {
  const oldest = held.keys().next().value
  if (held.size >= HELD_MAX && oldest !== undefined) held.delete(oldest)
  held.set(key, calendar)
  return calendar
}

/**
 * The calendar in force, for a city, inside or outside a transaction. One small query when it is the one held already.
 * Before anything was loaded it is the calendar shipped with the product.
 */
export const calendarOf = async (db: Queries): Promise<Calendar> => {
  for (let tries = 1; tries <= TRIES_MAX; tries++) {
    const { version, digest } = await headOf(db)
    const key = `${version}-${digest.slice(0, 8)}`
    const known = held.get(key)
    if (known !== undefined) return known
    if (version === 0) return keep(key, await shippedCalendar())
    const years = await keptYears(db)
    // A notice may have been loaded between the two queries: then the digest does not fit, and we look again.
    if (digestOfAll(years) === digest) return keep(key, buildCalendar(years, key))
  }
  throw new Error('the calendar changes faster than it can be read')
}
