import { createHash } from 'node:crypto'
import type { CalendarYear } from '../../kernel/calendar.ts'
import type { Instant } from '../../kernel/time.ts'
import type { PublicDb, Queries } from '../../platform/db/types.ts'
import { changeOf, type NoticeChange } from './rules/notice.ts'
import { readShipped } from './shipped.ts'
import { headOf, keptYears, lockHead, type Origin, putChange, putHead, putYear } from './store.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The years whose notice is loaded. */
export const calendarYears = async (db: Queries): Promise<readonly number[]> =>
  (await keptYears(db)).map(({ year }) => year)

/** Names the content of a year: notices and days, nothing of where it came from. */
export const digestOf = ({ year, notices, days }: CalendarYear): string =>
  sha256(JSON.stringify([year, notices, days.map(day => [day.date, day.off, day.name]).toSorted()]))

/** Names the content of a whole calendar by its years' digests, in order of year. */
export const digestOfAll = (years: readonly { readonly sha256: string }[]): string =>
  sha256(years.map(year => year.sha256).join())

/**
 * Writes years in place of what was known, as one new version of the calendar. Nothing is written when nothing is new.
 * @returns what changed, year by year
 */
export const putYears = async (
  tx: Queries,
  years: readonly CalendarYear[],
  origin: Origin,
  now: Instant,
): Promise<{ readonly version: number; readonly changes: readonly NoticeChange[] }> => {
  const head = await lockHead(tx)
  const kept = new Map((await keptYears(tx)).map(year => [year.year, year]))
  const changed = years.flatMap(year => {
    const change = changeOf(kept.get(year.year), year)
    return change === undefined ? [] : [{ year, change }]
  })
  if (changed.length === 0) return { version: head.version, changes: [] }
  const version = head.version + 1
  for (const { year, change } of changed) {
    await putYear(tx, year, { origin, sha256: digestOf(year), version, now })
    await putChange(tx, { version, year: year.year, from: change.from, to: change.to }, year.notices, now)
  }
  await putHead(tx, { version, digest: digestOfAll(await keptYears(tx)) })
  return { version, changes: changed.map(({ change }) => change) }
}

/** Shipped years that are not kept yet, or kept from an older release; a year entered by hand stands. */
const missing = async (db: Queries, shipped: readonly CalendarYear[]): Promise<readonly CalendarYear[]> => {
  const kept = new Map((await keptYears(db)).map(year => [year.year, year]))
  return shipped.filter(year => {
    const known = kept.get(year.year)
    return known === undefined || (known.origin === 'shipped' && known.sha256 !== digestOf(year))
  })
}

/**
 * Loads the notices that come with the product into `public`. A year entered by hand is left as it is; called at every
 * start, it writes nothing when nothing is new.
 * @returns years written
 */
export const loadShippedCalendar = async (db: PublicDb, now: Instant): Promise<number> => {
  const { years } = await readShipped()
  if ((await missing(db, years)).length === 0) return 0
  return db.tx(async tx => {
    await lockHead(tx)
    return (await putYears(tx, await missing(tx, years), 'shipped', now)).changes.length
  })
}

/** Version of the calendar in force; 0 before anything was loaded. */
export const calendarVersion = async (db: Queries): Promise<number> => (await headOf(db)).version
