import type { Instant, LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { json, ts } from '../../../platform/db/values.ts'
import type { BodyKind } from '../rules/bodies.ts'

/** A body of a place, or a method a town fills in: what it consists of, by the names of its parts. */
export type BodyRow = {
  readonly area: string
  readonly kind: BodyKind
  readonly version: number
  readonly data: Readonly<Record<string, string | number>>
  readonly at: Instant
}

const OF = sql(
  'deliberation.bodies',
  `select area, kind, version, data, at from city.deliberation_body
   where area = any($1::text[]) order by area, kind`,
)
const PUT = sql(
  'deliberation.put-body',
  `insert into city.deliberation_body as body (area, kind, version, data, at) values ($1, $2, 1, $3, $4)
   on conflict (area, kind) do update set version = body.version + 1, data = excluded.data, at = excluded.at
   returning version`,
)

export const bodiesOf = (db: CityQueries, areas: readonly string[]): Promise<readonly BodyRow[]> =>
  db.rows<BodyRow>(OF, [areas])

/** @returns its version, which counts the journal entries of its stream */
export const putBody = async (
  tx: Tx,
  body: { readonly area: string; readonly kind: BodyKind; readonly data: BodyRow['data'] },
  now: Instant,
): Promise<number> => (await tx.one<{ version: number }>(PUT, [body.area, body.kind, json(body.data), ts(now)])).version

/** A matter on a town's list of what is to be deliberated. */
export type ListedMatter = {
  readonly id: string
  readonly area: string
  readonly theme: string
  readonly text: string
  readonly from: LocalDate
  readonly to: LocalDate | null
}

const MATTERS = sql(
  'deliberation.matters',
  `select id, area, theme, text, from_date as "from", to_date as "to" from city.deliberation_list
   where area = any($1::text[]) and (to_date is null or $2) order by area, from_date desc, id desc limit 500`,
)
const MATTER = sql(
  'deliberation.matter',
  `select id, area, theme, text, from_date as "from", to_date as "to" from city.deliberation_list where id = $1`,
)
const ADD = sql(
  'deliberation.add-matter',
  'insert into city.deliberation_list (id, area, theme, text, from_date) values ($1, $2, $3, $4, $5)',
)
const END = sql(
  'deliberation.end-matter',
  'update city.deliberation_list set to_date = $2 where id = $1 and to_date is null',
)

/** @param ended also those taken off the list */
export const mattersOf = (db: CityQueries, areas: readonly string[], ended = false): Promise<readonly ListedMatter[]> =>
  db.rows<ListedMatter>(MATTERS, [areas, ended])

export const matterById = (db: CityQueries, id: string): Promise<ListedMatter | undefined> =>
  db.maybe<ListedMatter>(MATTER, [id])

export const addMatter = (tx: Tx, matter: Omit<ListedMatter, 'to'>): void =>
  tx.write(ADD, [matter.id, matter.area, matter.theme, matter.text, matter.from])

export const endMatter = (tx: Tx, id: string, on: LocalDate): Promise<number> => tx.run(END, [id, on])
