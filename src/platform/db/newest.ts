import { type RawBuilder, sql as raw } from 'kysely'
import type { Instant } from '../../kernel/time.ts'
import { ts } from './values.ts'

/** A page of a list with the newest first: where the last one ended, and how many rows. Keyset paged: depth costs nothing. */
export type NewestPage = {
  readonly after?: { readonly at: Instant; readonly id: string } | undefined
  readonly limit: number
}

/** What lists of matters are narrowed by: where they are, and how far they have come. */
export type MatterFilter = {
  /** Area prefixes, any of which holds; undefined: the whole city. */
  readonly areas?: readonly string[] | undefined
  readonly area?: string | undefined
  readonly steps?: readonly string[] | undefined
}

/** Every string that begins with the prefix, as a range an index understands. */
const within = (prefix: string): RawBuilder<boolean> => raw<boolean>`(area >= ${prefix} and area < ${`${prefix}~`})`

const anyOf = (areas: readonly string[]): RawBuilder<boolean> =>
  areas.length === 0 ? raw<boolean>`false` : raw<boolean>`(${raw.join(areas.map(within), raw` or `)})`

/**
 * The conditions of such a page, for a table with `id`, `area` and `step`.
 * @param column the instant the list is ordered by
 */
export const newestConditions = (
  { areas, area, steps }: MatterFilter,
  { after }: NewestPage,
  column: string,
): readonly RawBuilder<boolean>[] => [
  ...(areas === undefined ? [] : [anyOf(areas)]),
  ...(area === undefined ? [] : [within(area)]),
  ...(steps === undefined ? [] : [raw<boolean>`step = any(${steps}::text[])`]),
  ...(after === undefined
    ? []
    : [raw<boolean>`(${raw.ref(column)}, id) < (${ts(after.at)}::timestamptz, ${after.id}::uuid)`]),
]
