import { FRAME, type FrameRow, factFrom, frameValues } from '../../../platform/db/facts.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import type { Fact } from '../rules/state.ts'

/** Who may read the note of a fact: everyone, the requester and staff, or staff alone. */
export type SeenBy = 'public' | 'requester' | 'staff'

export type FactRow = FrameRow<Fact['action']> & {
  readonly order_id: string
  /** The organisation for which a resident did it. */
  readonly on_behalf: string | null
  readonly note: string
  readonly seen_by: SeenBy
  readonly leaf: Buffer
}

const COLUMNS = `order_id, ${FRAME}, note, seen_by, leaf, on_behalf`

const INSERT = sql(
  'work-order.insert-fact',
  `insert into city.work_order_fact (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
)
const OF_ORDER = sql('work-order.facts', `select ${COLUMNS} from city.work_order_fact where order_id = $1 order by seq`)
const OF_ORDERS = sql(
  'work-order.facts-of-many',
  `select ${COLUMNS} from city.work_order_fact where order_id = any($1::uuid[]) order by order_id, seq`,
)
const SEAL = sql(
  'work-order.seal',
  'insert into city.work_order_sealed (order_id, seq, field, sealed) values ($1, $2, $3, $4)',
)
const SEALED = sql('work-order.sealed', 'select seq, field, sealed from city.work_order_sealed where order_id = $1')

/** The fact as the rules read it. */
export const factOf: (row: FactRow) => Fact = factFrom

export const insertFact = (
  tx: Tx,
  id: string,
  fact: Fact,
  words: {
    readonly note: string
    readonly seenBy: SeenBy
    readonly leaf: string
    readonly onBehalf: string | null
  },
): void => {
  tx.write(INSERT, [id, ...frameValues(fact), words.note, words.seenBy, Buffer.from(words.leaf, 'hex'), words.onBehalf])
}

export const factRowsOf = (db: CityQueries, id: string): Promise<readonly FactRow[]> => db.rows<FactRow>(OF_ORDER, [id])

export const factRowsOfMany = (db: CityQueries, ids: readonly string[]): Promise<readonly FactRow[]> =>
  db.rows<FactRow>(OF_ORDERS, [ids])

/** Keeps what was really written where it had to be masked; only an authorised reader opens it. */
export const insertSealed = (tx: Tx, id: string, seq: number, field: string, sealed: Buffer): void => {
  tx.write(SEAL, [id, seq, field, sealed])
}

export const sealedOf = (
  db: CityQueries,
  id: string,
): Promise<readonly { seq: number; field: string; sealed: Buffer }[]> =>
  db.rows<{ seq: number; field: string; sealed: Buffer }>(SEALED, [id])
