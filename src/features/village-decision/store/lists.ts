import { sql as raw } from 'kysely'
import type { Instant } from '../../../kernel/time.ts'
import { build } from '../../../platform/db/kysely.ts'
import type { CityQueries } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'
import type { DecisionState } from '../rules/state.ts'

type Tables = {
  village_decision: {
    id: string
    no: string
    version: number
    step: string
    area: string
    matter: string
    title: string
    proposed_at: Instant
    ended: boolean
    state: DecisionState
  }
}

export type DecisionItem = Tables['village_decision'] & { readonly [key: string]: unknown }

export type Filter = {
  /** Area prefixes, any of which holds; undefined: the whole city. */
  readonly areas?: readonly string[] | undefined
  readonly area?: string | undefined
  readonly steps?: readonly string[] | undefined
  readonly matter?: string | undefined
}

export type Page = {
  readonly after?: { readonly at: Instant; readonly id: string } | undefined
  readonly limit: number
}

/** Every string that begins with the prefix, as a range an index understands. */
const within = (prefix: string) => raw<boolean>`(area >= ${prefix} and area < ${`${prefix}~`})`

/** One page of decisions, newest first. Keyset paged, so depth costs nothing. */
export const listDecisions = (db: CityQueries, filter: Filter, page: Page): Promise<readonly DecisionItem[]> => {
  let query = build<Tables>()
    .selectFrom('village_decision')
    .select(['id', 'no', 'version', 'step', 'area', 'matter', 'title', 'proposed_at', 'ended', 'state'])
  if (filter.areas !== undefined)
    query = query.where(
      filter.areas.length === 0
        ? raw<boolean>`false`
        : raw<boolean>`(${raw.join(filter.areas.map(within), raw` or `)})`,
    )
  if (filter.area !== undefined) query = query.where(within(filter.area))
  if (filter.steps !== undefined) query = query.where(raw<boolean>`step = any(${filter.steps}::text[])`)
  if (filter.matter !== undefined) query = query.where('matter', '=', filter.matter)
  if (page.after !== undefined)
    query = query.where(raw<boolean>`(proposed_at, id) < (${ts(page.after.at)}::timestamptz, ${page.after.id}::uuid)`)
  return db.built<DecisionItem>(
    query.orderBy('proposed_at', 'desc').orderBy('id', 'desc').limit(page.limit).compile() as never,
  )
}
