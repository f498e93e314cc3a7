import type { Instant } from '../../../kernel/time.ts'
import { sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'

const LOOKS = sql('work-order.forget-reveals', 'delete from city.work_order_reveal where at < $1')
const TAKEN = sql('work-order.forget-exports', 'delete from city.work_order_export where at < $1')

/** Forgets who looked at callers and who took lists away before then. Returns how many lines went. */
export const forgetTraces = async (tx: Tx, before: Instant): Promise<number> =>
  (await tx.run(LOOKS, [ts(before)])) + (await tx.run(TAKEN, [ts(before)]))
