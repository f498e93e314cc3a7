import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import { isoOf } from '../../kernel/time.ts'
import { officeFor } from '../../platform/access/access.ts'
import type { Actor } from '../../platform/access/types.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import type { Tx } from '../../platform/db/types.ts'
import { SYSTEM } from '../../platform/identity/sessions.ts'
import { discard, revive } from '../../platform/jobs/store.ts'
import { append } from '../../platform/journal/append.ts'
import { reviveMessage } from '../../platform/notify/dead.ts'
import type { Maintenance } from '../../platform/operation.ts'
import { type OperationsVerb, policy } from './policy.ts'
import * as store from './store.ts'

type Outcome<T> = Promise<Result<T, readonly Refusal[]>>
type Done = { readonly done: true }
const DONE: Done = { done: true }

/** The command line acts as the system; there is no office then. */
const officeOf = (verb: OperationsVerb, actor: Actor) =>
  actor.kind === 'system' ? null : officeFor(policy, verb, actor, { area: null, relations: () => new Set() })

/** One deed of an operator, told in the journal in a stream of its own or as a later entry of one. */
const told = (
  tx: Tx,
  actor: Actor,
  verb: OperationsVerb,
  at: Instant,
  entry: Pick<Parameters<typeof append>[1], 'stream' | 'seq' | 'data'>,
) => append(tx, { ...entry, verb, at, actor, office: officeOf(verb, actor) })

type Which = { readonly consumer: string; readonly event: number }

const unknown = ({ consumer, event }: Which): Refusal => ({
  tag: 'delivery-unknown',
  values: { consumer, event },
  pointer: '/params/event',
})

/** Puts a delivery back that was given up; it gets all its attempts again. @returns or `delivery-unknown` */
export const reviveDelivery = async (tx: Tx, actor: Actor, which: Which, now: Instant): Outcome<Done> => {
  const { consumer, event } = which
  if (!(await revive(tx, consumer, event, now))) return refuse([unknown(which)])
  await told(tx, actor, 'revive', now, { stream: `revival/${uuidv7(now)}`, seq: 1, data: { consumer, event } })
  return ok(DONE)
}

/** Gives a delivery up for good, with the reason in the journal. @returns or `delivery-unknown` */
export const discardDelivery = async (
  tx: Tx,
  actor: Actor,
  which: Which & { readonly reason: string },
  now: Instant,
): Outcome<Done> => {
  const { consumer, event, reason } = which
  if (!(await discard(tx, consumer, event))) return refuse([unknown(which)])
  await told(tx, actor, 'discard', now, { stream: `discard/${uuidv7(now)}`, seq: 1, data: { consumer, event, reason } })
  return ok(DONE)
}

export type Announcement = Omit<Maintenance, 'id'>

/** Announces work with its times. @returns or `maintenance-order`, `maintenance-over`, all that apply */
export const announceMaintenance = async (
  tx: Tx,
  actor: Actor,
  { from, until, what }: Announcement,
  now: Instant,
): Outcome<{ readonly id: string }> => {
  const why: readonly Refusal[] = [
    ...(until <= from ? [{ tag: 'maintenance-order', pointer: '/body/until' }] : []),
    ...(until <= now ? [{ tag: 'maintenance-over', pointer: '/body/until' }] : []),
  ]
  if (why.length > 0) return refuse(why)
  const id = uuidv7(now)
  store.announce(tx, { id, from, until, what }, now)
  const data = { from: isoOf(from), until: isoOf(until), what }
  await told(tx, actor, 'announce', now, { stream: `maintenance/${id}`, seq: 1, data })
  return ok({ id })
}

/** Takes an announcement back. @returns or `maintenance-unknown` */
export const withdrawMaintenance = async (tx: Tx, actor: Actor, id: string, now: Instant): Outcome<Done> => {
  if (!(await store.withdraw(tx, id, now))) return refuse([{ tag: 'maintenance-unknown', pointer: '/params/id' }])
  await told(tx, actor, 'withdraw', now, { stream: `maintenance/${id}`, seq: 2, data: {} })
  return ok(DONE)
}

/** Says in a city's journal that its software and its structure changed. */
export const recordUpgrade = async (
  tx: Tx,
  { from, to, steps }: { readonly from: string | null; readonly to: string; readonly steps: readonly string[] },
  now: Instant,
): Promise<void> => {
  await append(tx, {
    stream: `upgrade/${uuidv7(now)}`,
    seq: 1,
    verb: 'upgrade',
    at: now,
    actor: SYSTEM,
    data: { from, to, steps: [...steps] },
  })
}

/** Puts a message back that was given up; it gets all its attempts again. @returns or `message-unknown` */
export const resendMessage = async (tx: Tx, actor: Actor, id: string, now: Instant): Outcome<Done> => {
  if (!(await reviveMessage(tx, id, now))) return refuse([{ tag: 'message-unknown', pointer: '/params/id' }])
  await told(tx, actor, 'revive', now, { stream: `revival/${uuidv7(now)}`, seq: 1, data: { message: id } })
  return ok(DONE)
}
