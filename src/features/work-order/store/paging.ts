import { type Expression, sql as raw, type SelectQueryBuilder, type SqlBool } from 'kysely'
import type { Instant } from '../../../kernel/time.ts'
import { build } from '../../../platform/db/kysely.ts'
import type { CityQueries } from '../../../platform/db/types.ts'
import { type After, type COLUMNS, DUE, instant, type ListRow, type Sort, type Tables } from './lists.ts'

/** An order without a running due sorts after all that have one. */
const NEVER = raw<Instant>`'infinity'::timestamptz`

const beyond = (sort: Sort, { at, id }: After): Expression<SqlBool> => {
  const key = at === null ? NEVER : instant(at)
  return sort === 'due'
    ? raw<SqlBool>`(${DUE}, id) > (${key}, ${id}::uuid)`
    : raw<SqlBool>`(received_at, id) < (${key}, ${id}::uuid)`
}

export type Page = { readonly sort: Sort; readonly after?: After | undefined; readonly limit: number }

export const all = (where: readonly Expression<SqlBool>[]) =>
  where.length === 0 ? raw<SqlBool>`true` : raw<SqlBool>`${raw.join([...where], raw` and `)}`

export type Source = SelectQueryBuilder<Tables, 'work_order', object>

export const inOrder = <O>(query: SelectQueryBuilder<Tables, 'work_order', O>, sort: Sort) =>
  sort === 'due' ? query.orderBy(DUE).orderBy('id') : query.orderBy('received_at', 'desc').orderBy('id', 'desc')

export const begun = ({ sort, after }: Page): readonly Expression<SqlBool>[] =>
  after === undefined ? [] : [beyond(sort, after)]

export const from = (source: Source): Source =>
  build<Tables>().selectFrom(source.selectAll().as('work_order')) as unknown as Source

/** What is asked for, and where: whole rows as their reader sees them, or ids alone where only the index is wanted. */
export type Asked = { readonly db: CityQueries; readonly columns: readonly (typeof COLUMNS)[number][] }

export const rowsOf = ({ db, columns }: Asked, source: Source, where: readonly Expression<SqlBool>[], page: Page) =>
  db.built<ListRow>(
    inOrder(source.select(columns).where(all(where)), page.sort)
      .limit(page.limit)
      .compile() as never,
  )

export const orders = (): Source => build<Tables>().selectFrom('work_order')
