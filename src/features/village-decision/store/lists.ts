import type { Instant } from '../../../kernel/time.ts'
import { build } from '../../../platform/db/kysely.ts'
import { type MatterFilter, type NewestPage, newestConditions } from '../../../platform/db/newest.ts'
import type { CityQueries } from '../../../platform/db/types.ts'
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

export type Filter = MatterFilter & {
  readonly matter?: string | undefined
}

/** One page of decisions, newest first. Keyset paged, so depth costs nothing. */
export const listDecisions = (db: CityQueries, filter: Filter, page: NewestPage): Promise<readonly DecisionItem[]> => {
  let query = build<Tables>()
    .selectFrom('village_decision')
    .select(['id', 'no', 'version', 'step', 'area', 'matter', 'title', 'proposed_at', 'ended', 'state'])
  for (const each of newestConditions(filter, page, 'proposed_at')) query = query.where(each)
  if (filter.matter !== undefined) query = query.where('matter', '=', filter.matter)
  return db.built<DecisionItem>(
    query.orderBy('proposed_at', 'desc').orderBy('id', 'desc').limit(page.limit).compile() as never,
  )
}
