import type { Instant } from '../../../kernel/time.ts'
import { personalTable } from '../../../platform/crypto/guard.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'

/** Where the name and the phone of a caller are sealed for: column, order. */
export const callerPlace = personalTable('work_order_caller')

/** Who asked, when they left a name or a phone. Never in a list in clear, never in a fact or the journal. */
export type CallerRow = {
  readonly order_id: string
  readonly name_sealed: Buffer | null
  readonly name_masked: string
  readonly phone_sealed: Buffer | null
  readonly phone_blind: Buffer | null
  readonly phone_masked: string
  readonly entered_by: string | null
}

const COLUMNS = 'order_id, name_sealed, name_masked, phone_sealed, phone_blind, phone_masked, entered_by'

const INSERT = sql(
  'work-order.insert-caller',
  `insert into city.work_order_caller (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7)`,
)
const OF = sql('work-order.caller', `select ${COLUMNS} from city.work_order_caller where order_id = $1`)

export const insertCaller = (tx: Tx, row: CallerRow): void => {
  tx.write(INSERT, [
    row.order_id,
    row.name_sealed,
    row.name_masked,
    row.phone_sealed,
    row.phone_blind,
    row.phone_masked,
    row.entered_by,
  ])
}

export const callerOf = (db: CityQueries, id: string): Promise<CallerRow | undefined> => db.maybe<CallerRow>(OF, [id])

const REVEAL = sql(
  'work-order.insert-reveal',
  'insert into city.work_order_reveal (order_id, party, office, reason, at) values ($1, $2, $3, $4, $5)',
)

/** Writes down who looked at a caller's number, and why. */
export const insertReveal = async (
  tx: Tx,
  look: {
    readonly order: string
    readonly party: string
    readonly office: string | null
    readonly reason: string
    readonly at: Instant
  },
): Promise<void> => {
  await tx.run(REVEAL, [look.order, look.party, look.office, look.reason, ts(look.at)])
}
