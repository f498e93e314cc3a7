import { sql as raw } from 'kysely'
import type { Instant } from '../../../kernel/time.ts'
import { build } from '../../../platform/db/kysely.ts'
import { type MatterFilter, type NewestPage, newestConditions } from '../../../platform/db/newest.ts'
import type { CityQueries } from '../../../platform/db/types.ts'
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

export type Filter = MatterFilter & {
  /** Only what everybody may see. */
  readonly published?: boolean
  /** Only what one of these parties raised. */
  readonly raisers?: readonly string[]
  readonly theme?: string | undefined
  readonly level?: string | undefined
  readonly origin?: string | undefined
}

/** One page of topics, newest first. Keyset paged, so depth costs nothing. */
export const listTopics = (db: CityQueries, filter: Filter, page: NewestPage): Promise<readonly TopicItem[]> => {
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
  for (const each of newestConditions(filter, page, 'raised_at')) query = query.where(each)
  if (filter.published === true) query = query.where('published', '=', true)
  if (filter.raisers !== undefined) query = query.where(raw<boolean>`raiser = any(${filter.raisers}::uuid[])`)
  if (filter.theme !== undefined) query = query.where('theme', '=', filter.theme)
  if (filter.level !== undefined) query = query.where('level', '=', filter.level)
  if (filter.origin !== undefined) query = query.where('origin', '=', filter.origin)
  return db.built<TopicItem>(
    query.orderBy('raised_at', 'desc').orderBy('id', 'desc').limit(page.limit).compile() as never,
  )
}
