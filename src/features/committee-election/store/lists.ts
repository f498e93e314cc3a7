import { sql as raw } from 'kysely'
import type { Instant } from '../../../kernel/time.ts'
import { build } from '../../../platform/db/kysely.ts'
import type { CityQueries } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'
import type { ElectionState } from '../rules/state.ts'

type Tables = {
  committee_election: {
    id: string
    no: string
    version: number
    step: string
    area: string
    body: string
    announced_at: Instant
    state: Omit<ElectionState, 'candidates'>
  }
}

export type ElectionItem = Tables['committee_election'] & { readonly [key: string]: unknown }

export type Filter = {
  /** Area prefixes, any of which holds; undefined: the whole city. */
  readonly areas?: readonly string[] | undefined
  readonly area?: string | undefined
  readonly steps?: readonly string[] | undefined
  readonly body?: string | undefined
}

export type Page = {
  readonly after?: { readonly at: Instant; readonly id: string } | undefined
  readonly limit: number
}

/** Every string that begins with the prefix, as a range an index understands. */
const within = (prefix: string) => raw<boolean>`(area >= ${prefix} and area < ${`${prefix}~`})`

/** One page of elections, newest first. Keyset paged, so depth costs nothing. */
export const listElections = (db: CityQueries, filter: Filter, page: Page): Promise<readonly ElectionItem[]> => {
  let query = build<Tables>()
    .selectFrom('committee_election')
    .select(['id', 'no', 'version', 'step', 'area', 'body', 'announced_at', 'state'])
  if (filter.areas !== undefined)
    query = query.where(
      filter.areas.length === 0
        ? raw<boolean>`false`
        : raw<boolean>`(${raw.join(filter.areas.map(within), raw` or `)})`,
    )
  if (filter.area !== undefined) query = query.where(within(filter.area))
  if (filter.steps !== undefined) query = query.where(raw<boolean>`step = any(${filter.steps}::text[])`)
  if (filter.body !== undefined) query = query.where('body', '=', filter.body)
  if (page.after !== undefined)
    query = query.where(raw<boolean>`(announced_at, id) < (${ts(page.after.at)}::timestamptz, ${page.after.id}::uuid)`)
  return db.built<ElectionItem>(
    query.orderBy('announced_at', 'desc').orderBy('id', 'desc').limit(page.limit).compile() as never,
  )
}
