import { sql as raw } from 'kysely'
import type { Instant } from '../../../kernel/time.ts'
import { build } from '../../../platform/db/kysely.ts'
import type { CityQueries } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'
import type { TopicState } from '../rules/state.ts'

type Tables = {
  deliberation: {
    id: string
    no: string
    version: number
    step: string
    area: string
    level: string
    theme: string
    origin: string
    title: string
    raised_at: Instant
    published: boolean
    raiser: string | null
    state: TopicState
  }
}

export type TopicItem = Tables['deliberation'] & { readonly [key: string]: unknown }

export type Filter = {
  /** Area prefixes, any of which holds; undefined: the whole city. */
  readonly areas?: readonly string[] | undefined
  /** Only what everybody may see. */
  readonly published?: boolean
  /** Only what one of these parties raised. */
  readonly raisers?: readonly string[]
  readonly area?: string | undefined
  readonly steps?: readonly string[] | undefined
  readonly theme?: string | undefined
  readonly level?: string | undefined
  readonly origin?: string | undefined
}

export type Page = {
  readonly after?: { readonly at: Instant; readonly id: string } | undefined
  readonly limit: number
}

/** Every string that begins with the prefix, as a range an index understands. */
const within = (prefix: string) => raw<boolean>`(area >= ${prefix} and area < ${`${prefix}~`})`

/** One page of topics, newest first. Keyset paged, so depth costs nothing. */
export const listTopics = (db: CityQueries, filter: Filter, page: Page): Promise<readonly TopicItem[]> => {
  let query = build<Tables>()
    .selectFrom('deliberation')
    .select([
      'id',
      'no',
      'version',
      'step',
      'area',
      'level',
      'theme',
      'origin',
      'title',
      'raised_at',
      'published',
      'raiser',
      'state',
    ])
  if (filter.areas !== undefined)
    query = query.where(
      filter.areas.length === 0
        ? raw<boolean>`false`
        : raw<boolean>`(${raw.join(filter.areas.map(within), raw` or `)})`,
    )
  if (filter.published === true) query = query.where('published', '=', true)
  if (filter.raisers !== undefined) query = query.where(raw<boolean>`raiser = any(${filter.raisers}::uuid[])`)
  if (filter.area !== undefined) query = query.where(within(filter.area))
  if (filter.steps !== undefined) query = query.where(raw<boolean>`step = any(${filter.steps}::text[])`)
  if (filter.theme !== undefined) query = query.where('theme', '=', filter.theme)
  if (filter.level !== undefined) query = query.where('level', '=', filter.level)
  if (filter.origin !== undefined) query = query.where('origin', '=', filter.origin)
  if (page.after !== undefined)
    query = query.where(raw<boolean>`(raised_at, id) < (${ts(page.after.at)}::timestamptz, ${page.after.id}::uuid)`)
  return db.built<TopicItem>(
    query.orderBy('raised_at', 'desc').orderBy('id', 'desc').limit(page.limit).compile() as never,
  )
}
