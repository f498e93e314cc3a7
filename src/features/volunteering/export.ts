import { type Instant, isoOf } from '../../kernel/time.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import type { Translate } from '../../platform/i18n/types.ts'
import { organisationNames } from '../directory/index.ts'
import { placesOf } from './shown.ts'
import { type AreaKey, recordedWithin, type ServiceRow, type Span } from './store/services.ts'

const PAGE = 500

/** The items of the national record (条例 19): who, what, where, how long, who recorded it, how it was judged. */
const COLUMNS = [
  'service',
  'volunteer',
  'who',
  'area',
  'topic',
  'title',
  'from',
  'to',
  'minutes',
  'hours',
  'organisation',
  'source',
  'ownRating',
  'otherRating',
  'recorded',
] as const

type Cells = Readonly<Record<string, string | number>>

export const headings = (t: Translate): readonly string[] => COLUMNS.map(key => t(`volunteering:export.${key}`))

const shown = (at: Instant | null): string => (at === null ? '' : isoOf(at).slice(0, 16).replace('T', ' '))

/** Hours as the national system counts them, in halves, rounded down: exact minutes stand beside them. */
const halfHours = (minutes: number): string => `${Math.floor(minutes / 60)}${minutes % 60 >= 30 ? '.5' : '.0'}`

const cellsOf =
  (t: Translate, areas: ReadonlyMap<string, string>, bodies: ReadonlyMap<string, string>) =>
  (row: ServiceRow): Cells =>
    Object.fromEntries(
      Object.entries({
        service: row.id,
        volunteer: row.volunteer,
        who: row.who,
        area: areas.get(row.area) ?? row.area,
        topic: t(`volunteering:topic.${row.topic}`),
        title: row.title,
        from: shown(row.from),
        to: shown(row.to),
        minutes: row.minutes,
        hours: halfHours(row.minutes),
        organisation: bodies.get(row.organisation ?? '') ?? '',
        source: t(`volunteering:source.${row.match === null ? 'shift' : 'need'}`),
        ownRating: row.ownRating ?? '',
        otherRating: row.otherRating ?? '',
        recorded: shown(row.recordedAt),
      }).map(([key, value]) => [t(`volunteering:export.${key}`), value]),
    )

/** Recorded services of a place in a span, the latest first, in pages of lines. */
export async function* linesOf(
  db: CityQueries,
  place: string,
  span: Span,
  t: Translate,
): AsyncGenerator<readonly Cells[]> {
  for (let after: AreaKey | undefined; ; ) {
    const rows = await recordedWithin(db, place, span, after, PAGE)
    const last = rows.at(-1)
    if (last !== undefined) {
      const areas = await placesOf(db, rows)
      const bodies = await organisationNames(db, [...new Set(rows.flatMap(({ organisation }) => organisation ?? []))])
      yield rows.map(cellsOf(t, areas, bodies))
    }
    if (last === undefined || rows.length < PAGE) return
    after = { area: last.area, at: last.from, id: last.id }
  }
}
