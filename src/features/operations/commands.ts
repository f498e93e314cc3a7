import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import { officeFor } from '../../platform/access/access.ts'
import type { Actor } from '../../platform/access/types.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import type { Tx } from '../../platform/db/types.ts'
import { revive } from '../../platform/jobs/store.ts'
import { append } from '../../platform/journal/append.ts'
import { policy } from './policy.ts'

/** Puts a delivery back that was given up; it gets all its attempts again. @returns or `delivery-unknown` */
export const reviveDelivery = async (
  tx: Tx,
  actor: Actor,
  { consumer, event }: { readonly consumer: string; readonly event: number },
  now: Instant,
): Promise<Result<{ readonly done: true }, readonly Refusal[]>> => {
  if (!(await revive(tx, consumer, event, now))) {
    return refuse([{ tag: 'delivery-unknown', values: { consumer, event }, pointer: '/params/event' }])
  }
  const office = officeFor(policy, 'revive', actor, { area: null, relations: () => new Set() })
  await append(tx, {
    stream: `revival/${uuidv7(now)}`,
    seq: 1,
    verb: 'revive',
    at: now,
    actor,
    office,
    data: { consumer, event },
  })
  return ok({ done: true as const })
}
