import type { Instant } from '../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../platform/db/types.ts'
import { json, ts } from '../../platform/db/values.ts'
import type { Fact, State, Step } from './rules/state.ts'

export type Row = {
  readonly id: string
  readonly area: string
  readonly step: Step
  readonly title: string
  readonly outcome: string
  readonly version: number
  readonly opened_at: Instant
}

const COLUMNS = 'id, area, step, title, outcome, version, opened_at'

const INSERT = sql(
  '__kebab__.insert',
  'insert into city.__snake__ (id, area, step, title, outcome, version, opened_at) values ($1, $2, $3, $4, $5, 1, $6)',
)
const UPDATE = sql(
  '__kebab__.update',
  'update city.__snake__ set step = $2, title = $3, outcome = $4, version = version + 1 where id = $1',
)
const LOCK = sql('__kebab__.lock', `select ${COLUMNS} from city.__snake__ where id = $1 for update`)
const ONE = sql('__kebab__.one', `select ${COLUMNS} from city.__snake__ where id = $1`)
const LIST = sql(
  '__kebab__.list',
  `select ${COLUMNS} from city.__snake__
   where $1::timestamptz is null or (opened_at, id) < ($1, $2::uuid) order by opened_at desc, id desc limit $3`,
)
const INSERT_FACT = sql(
  '__kebab__.insert-fact',
  'insert into city.__snake___fact (id, seq, at, action, by_party, data, leaf) values ($1, $2, $3, $4, $5, $6, $7)',
)
const FACTS = sql('__kebab__.facts', 'select seq, at, action, data from city.__snake___fact where id = $1 order by seq')

export const insertRow = (tx: Tx, id: string, area: string, state: State, at: Instant): Promise<number> =>
  tx.run(INSERT, [id, area, state.step, state.title, state.outcome, ts(at)])

export const updateRow = (tx: Tx, id: string, { step, title, outcome }: State): Promise<number> =>
  tx.run(UPDATE, [id, step, title, outcome])

export const lockRow = (tx: Tx, id: string): Promise<Row | undefined> => tx.maybe<Row>(LOCK, [id])

export const oneRow = (db: CityQueries, id: string): Promise<Row | undefined> => db.maybe<Row>(ONE, [id])

/** @param before sort keys of the last row seen; the newest come first */
export const listRows = (
  db: CityQueries,
  before: { readonly at: Instant; readonly id: string } | undefined,
  limit: number,
): Promise<readonly Row[]> => db.rows<Row>(LIST, [before === undefined ? null : ts(before.at), before?.id ?? null, limit])

/** @param leaf leaf hash of its journal entry, hexadecimal */
export const insertFact = (tx: Tx, id: string, fact: Fact, by: string | null, leaf: string): Promise<number> => {
  const { seq, at, action, ...data } = fact
  return tx.run(INSERT_FACT, [id, seq, ts(at), action, by, json(data), Buffer.from(leaf, 'hex')])
}

export const factsOf = async (db: CityQueries, id: string): Promise<readonly Fact[]> => {
  const rows = await db.rows<{ seq: number; at: Instant; action: string; data: object }>(FACTS, [id])
  return rows.map(({ seq, at, action, data }) => ({ seq, at, action, ...data }) as Fact)
}
