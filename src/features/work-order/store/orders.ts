import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { json, ts } from '../../../platform/db/values.ts'
import { lexemesOf } from '../../../platform/search/lexemes.ts'
import type { Columns } from '../rules/project.ts'
import type { OrderState } from '../rules/state.ts'

/** An order as stored. `title`, `body` and `place` have personal numbers masked; originals that differ are sealed. */
export type OrderRow = {
  readonly id: string
  readonly no: string
  readonly version: number
  readonly facts: number
  readonly place: string
  readonly title: string
  readonly body: string
  readonly public_title: string
  readonly public_text: string
  readonly next_due_at: Instant | null
  readonly source: string
  readonly external_id: string
  readonly state: OrderState
}

const COLUMNS = `id, no, version, facts, place, title, body, public_title, public_text, next_due_at, source, external_id, state`

const LOCK = sql('work-order.lock', `select ${COLUMNS} from city.work_order where id = $1 for update`)
const BY_ID = sql('work-order.by-id', `select ${COLUMNS} from city.work_order where id = $1`)
const BY_NO = sql('work-order.by-no', `select ${COLUMNS} from city.work_order where no = $1`)
const BY_TRACK = sql('work-order.by-track', `select ${COLUMNS} from city.work_order where no = $1 and track_hash = $2`)

const INSERT = sql(
  'work-order.insert',
  `insert into city.work_order
     (id, no, version, facts, step, round, turn, kind, category, urgent, channel, area, lead, units, assignee, requester, pending,
      confidential, published, received_at, dispatched_at, closed_at, archived_at, next_due_at, ended, locality, state,
      place, title, body, source, external_id, track_hash, search)
   values ($1, $2, 1, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
      $24, $25, $26, $27, $28, $29, $30, $31, array_to_tsvector($32::text[]))`,
)

const UPDATE = sql(
  'work-order.update',
  `update city.work_order set version = version + 1, facts = $2, step = $3, round = $4, turn = $5, kind = $6, category = $7,
     urgent = $8, channel = $9, area = $10, lead = $11, units = $12, assignee = $13, requester = $14, pending = $15,
     confidential = $16, published = $17, received_at = $18, dispatched_at = $19, closed_at = $20, archived_at = $21,
     next_due_at = $22, ended = $23, state = $24
   where id = $1`,
)

const TEXTS = sql(
  'work-order.texts',
  `update city.work_order set public_title = $2, public_text = $3, public_search = array_to_tsvector($4::text[]) where id = $1`,
)

const at = (instant: Instant | null): string | null => (instant === null ? null : ts(instant))

const values = (columns: Columns): readonly unknown[] => [
  columns.step,
  columns.round,
  columns.turn,
  columns.kind,
  columns.category,
  columns.urgent,
  columns.channel,
  columns.area,
  columns.lead,
  columns.units,
  columns.assignee,
  columns.requester,
  columns.pending,
  columns.confidential,
  columns.published,
  ts(columns.receivedAt),
  at(columns.dispatchedAt),
  at(columns.closedAt),
  at(columns.archivedAt),
  at(columns.nextDueAt),
  columns.ended,
]

/** Takes the order for writing: everything that hangs on it is written under this lock. */
export const lockOrder = (tx: Tx, id: string): Promise<OrderRow | undefined> => tx.maybe<OrderRow>(LOCK, [id])

export const orderById = (db: CityQueries, id: string): Promise<OrderRow | undefined> => db.maybe<OrderRow>(BY_ID, [id])

export const orderByNo = (db: CityQueries, no: string): Promise<OrderRow | undefined> => db.maybe<OrderRow>(BY_NO, [no])

/** The order of a receipt: its number and the hash of its query code, both. */
export const orderByTrack = (db: CityQueries, no: string, hash: Buffer): Promise<OrderRow | undefined> =>
  db.maybe<OrderRow>(BY_TRACK, [no, hash])

export type NewOrder = {
  readonly id: string
  readonly no: string
  readonly place: string
  readonly title: string
  readonly body: string
  readonly source: string
  readonly externalId: string
  readonly trackHash: Buffer
  readonly lexemes: readonly string[]
}

export const insertOrder = (tx: Tx, order: NewOrder, columns: Columns, state: OrderState): void => {
  tx.write(INSERT, [
    order.id,
    order.no,
    ...values(columns),
    state.locality,
    json(state),
    order.place,
    order.title,
    order.body,
    order.source,
    order.externalId,
    order.trackHash,
    order.lexemes,
  ])
}

export const updateOrder = (tx: Tx, id: string, facts: number, columns: Columns, state: OrderState): void => {
  tx.write(UPDATE, [id, facts, ...values(columns), json(state)])
}

/** What the public page shows: written by the desk, separately from what the requester wrote, and searched apart from it. */
export const setPublicTexts = async (tx: Tx, id: string, no: string, title: string, text: string): Promise<void> => {
  await tx.run(TEXTS, [id, title, text, lexemesOf(no, title, text)])
}

const DUE = sql('work-order.due', 'update city.work_order set next_due_at = $2 where id = $1')

/** Moves the nearest due with a change of the calendar: no fact, so no new version. */
export const touchDue = async (tx: Tx, id: string, due: Instant | null): Promise<void> => {
  await tx.run(DUE, [id, at(due)])
}
