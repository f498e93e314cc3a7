import { openObjections } from '../../../kernel/procedure/posting.ts'
import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { json, ts } from '../../../platform/db/values.ts'
import type { UseState } from '../rules/state.ts'

/** A use as stored: what it is about, and how it stands. All of it is public. */
export type UseRow = {
  readonly id: string
  readonly no: string
  readonly version: number
  readonly facts: number
  readonly title: string
  /** What is to be done, and how. */
  readonly body: string
  /** What is done should it turn into an emergency. */
  readonly measures: string
  readonly changed_at: Instant
  readonly state: UseState
}

const COLUMNS = 'id, no, version, facts, title, body, measures, changed_at, state'

const LOCK = sql('fund-use.lock', `select ${COLUMNS} from city.fund_use where id = $1 for update`)
const BY_ID = sql('fund-use.by-id', `select ${COLUMNS} from city.fund_use where id = $1`)
const BY_NO = sql('fund-use.by-no', `select ${COLUMNS} from city.fund_use where no = $1`)
const INSERT = sql(
  'fund-use.insert',
  `insert into city.fund_use (id, no, version, facts, step, estate, area, part, emergency, title, body, measures, procedure,
     applied_at, changed_at, open_objections, ended, state)
   values ($1, $2, 1, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, 0, false, $13)`,
)
const UPDATE = sql(
  'fund-use.update',
  `update city.fund_use set version = version + 1, facts = $2, step = $3, changed_at = $4, posted_until = $5,
     open_objections = $6, ended = $7, state = $8 where id = $1`,
)

const ENDS: ReadonlySet<string> = new Set(['closed', 'declined', 'withdrawn', 'stopped'])

/** Takes the use for writing. */
export const lockUse = (tx: Tx, id: string): Promise<UseRow | undefined> => tx.maybe<UseRow>(LOCK, [id])

export const useById = (db: CityQueries, id: string): Promise<UseRow | undefined> => db.maybe<UseRow>(BY_ID, [id])

export const useByNo = (db: CityQueries, no: string): Promise<UseRow | undefined> => db.maybe<UseRow>(BY_NO, [no])

export const insertUse = (
  tx: Tx,
  row: Pick<UseRow, 'id' | 'no' | 'title' | 'body' | 'measures'>,
  state: UseState,
): void => {
  tx.write(INSERT, [
    row.id,
    row.no,
    state.step,
    state.estate,
    state.area,
    state.part,
    state.emergency !== null,
    row.title,
    row.body,
    row.measures,
    state.procedure,
    ts(state.appliedAt),
    json(state),
  ])
}

export const updateUse = (tx: Tx, id: string, facts: number, state: UseState, at: Instant): void => {
  tx.write(UPDATE, [
    id,
    facts,
    state.step,
    ts(at),
    state.posted?.until ?? null,
    openObjections(state.objections),
    ENDS.has(state.step),
    json(state),
  ])
}
