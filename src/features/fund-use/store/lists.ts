import { sql as raw } from 'kysely'
import type { Instant, LocalDate } from '../../../kernel/time.ts'
import { build } from '../../../platform/db/kysely.ts'
import { type CityQueries, sql } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'
import type { UseState } from '../rules/state.ts'

type Tables = {
  fund_use: {
    id: string
    no: string
    version: number
    step: string
    area: string
    estate: string
    title: string
    applied_at: Instant
    state: UseState
  }
}

export type UseItem = Tables['fund_use'] & { readonly [key: string]: unknown }

export type Filter = {
  /** Area prefixes, any of which holds; undefined: the whole city. */
  readonly areas?: readonly string[] | undefined
  readonly area?: string | undefined
  readonly steps?: readonly string[] | undefined
  readonly estate?: string | undefined
}

export type Page = {
  readonly after?: { readonly at: Instant; readonly id: string } | undefined
  readonly limit: number
}

/** Every string that begins with the prefix, as a range an index understands. */
const within = (prefix: string) => raw<boolean>`(area >= ${prefix} and area < ${`${prefix}~`})`

/** One page of uses, newest first. Keyset paged, so depth costs nothing. */
export const listUses = (db: CityQueries, filter: Filter, page: Page): Promise<readonly UseItem[]> => {
  let query = build<Tables>()
    .selectFrom('fund_use')
    .select(['id', 'no', 'version', 'step', 'area', 'estate', 'title', 'applied_at', 'state'])
  if (filter.areas !== undefined)
    query = query.where(
      filter.areas.length === 0
        ? raw<boolean>`false`
        : raw<boolean>`(${raw.join(filter.areas.map(within), raw` or `)})`,
    )
  if (filter.area !== undefined) query = query.where(within(filter.area))
  if (filter.steps !== undefined) query = query.where(raw<boolean>`step = any(${filter.steps}::text[])`)
  if (filter.estate !== undefined) query = query.where('estate', '=', filter.estate)
  if (page.after !== undefined)
    query = query.where(raw<boolean>`(applied_at, id) < (${ts(page.after.at)}::timestamptz, ${page.after.id}::uuid)`)
  return db.built<UseItem>(
    query.orderBy('applied_at', 'desc').orderBy('id', 'desc').limit(page.limit).compile() as never,
  )
}

/** What one unit has to do with a use: what it bears, what is asked of it. */
export type OwnLine = {
  readonly no: string
  readonly title: string
  readonly step: string
  readonly estate: string
  readonly code: string
  readonly heldFen: number | null
  readonly paidFen: number | null
  readonly beforeFen: number | null
  readonly shortFen: number | null
  readonly shortUntil: LocalDate | null
}

const MINE = sql(
  'fund-use.mine',
  `select u.no, u.title, u.step, u.estate, coalesce(p.code, s.code) as code, p.held_fen as "heldFen",
     p.paid_fen as "paidFen", p.before_fen as "beforeFen", s.fen as "shortFen", s.until as "shortUntil"
   from (select use, unit from city.fund_use_part where unit = any ($1::uuid[])
     union select use, unit from city.fund_use_short where unit = any ($1::uuid[])) w
   join city.fund_use u on u.id = w.use
   left join city.fund_use_part p on p.use = w.use and p.unit = w.unit
   left join city.fund_use_short s on s.use = w.use and s.unit = w.unit
   order by u.applied_at desc, u.id, code limit 200`,
)

/** Uses which units have to do with, the newest first. It reads as the caller. */
export const ownLines = (db: CityQueries, units: readonly string[]): Promise<readonly OwnLine[]> =>
  db.rows<OwnLine>(MINE, [units])

const UNDER_WAY = sql(
  'fund-use.of-estates',
  `select id, no, version, step, area, estate, title, applied_at, state from city.fund_use
   where estate = any ($1::uuid[]) order by applied_at desc, id desc limit 50`,
)

/** The latest uses of estates. */
export const usesOfEstates = (db: CityQueries, estates: readonly string[]): Promise<readonly UseItem[]> =>
  db.rows<UseItem>(UNDER_WAY, [estates])
