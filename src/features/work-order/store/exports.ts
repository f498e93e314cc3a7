import type { Instant } from '../../../kernel/time.ts'
import { sql, type Tx } from '../../../platform/db/types.ts'
import { json, ts } from '../../../platform/db/values.ts'

const INSERT = sql(
  'work-order.insert-export',
  'insert into city.work_order_export (party, office, filter, rows, at) values ($1, $2, $3, $4, $5)',
)

/** Writes down who took which rows out, before the first of them leaves. */
export const insertExport = async (
  tx: Tx,
  taken: {
    readonly party: string
    readonly office: string | null
    readonly filter: unknown
    readonly rows: number
    readonly at: Instant
  },
): Promise<void> => {
  await tx.run(INSERT, [taken.party, taken.office, json(taken.filter), taken.rows, ts(taken.at)])
}
