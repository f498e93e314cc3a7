import type { Instant } from '../../../kernel/time.ts'
import { sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'
import type { Round } from '../rules/project.ts'
import type { OrderState } from '../rules/state.ts'

const SAVE = sql(
  'work-order.save-round',
  `insert into city.work_order_round (order_id, round, area, lead, kind, channel, received_at, contact_due_at, contacted_at,
     close_due_at, closed_at, resolved, satisfaction)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
   on conflict (order_id, round) do update set area = excluded.area, lead = excluded.lead, kind = excluded.kind,
     contact_due_at = excluded.contact_due_at, contacted_at = excluded.contacted_at, close_due_at = excluded.close_due_at,
     closed_at = excluded.closed_at, resolved = excluded.resolved, satisfaction = excluded.satisfaction`,
)

const at = (instant: Instant | null): string | null => (instant === null ? null : ts(instant))

/** The running round as the figures count it. */
export const saveRound = (tx: Tx, id: string, state: OrderState, round: Round): void => {
  tx.write(SAVE, [
    id,
    round.round,
    state.area,
    state.lead?.id ?? null,
    state.kind,
    state.channel,
    ts(state.receivedAt),
    at(round.contactDueAt),
    at(round.contactedAt),
    at(round.closeDueAt),
    at(round.closedAt),
    round.resolved,
    round.satisfaction,
  ])
}
