import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { dateOf, instant } from '../../kernel/time.ts'
import { may, officeFor } from '../../platform/access/access.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import type { Tx } from '../../platform/db/types.ts'
import { emit } from '../../platform/jobs/emit.ts'
import { append } from '../../platform/journal/append.ts'
import { heldBack } from '../../platform/personal/publication.ts'
import type { Env } from './commands.ts'
import { ORDERS_HANDED_ON, type OrdersHandedOn } from './events.ts'
import { policy, subjectOf } from './policy.ts'
import { addHandedOn, handedOn } from './store/handed-on.ts'
import { lockOrder, type OrderRow } from './store/orders.ts'

const TOWN_DIGITS = 9
const COMMUNITY_DIGITS = 12

/** The smallest place all of them lie in: a community, or a town; undefined when they lie in several towns. */
const commonPlace = (areas: readonly string[]): string | undefined => {
  const [first = ''] = areas
  return [COMMUNITY_DIGITS, TOWN_DIGITS]
    .filter(digits => first.length >= digits)
    .map(digits => first.slice(0, digits))
    .find(place => areas.every(area => area.startsWith(place)))
}

const locked = async (
  tx: Tx,
  env: Env,
  ids: readonly string[],
): Promise<Result<readonly OrderRow[], readonly Refusal[]>> => {
  const orders: OrderRow[] = []
  // In the order of their ids, so that two groups never wait for each other in a circle.
  for (const id of [...new Set(ids)].sort()) {
    const order = await lockOrder(tx, id)
    if (order === undefined || !may(policy, 'view', env.actor, subjectOf(order.state)))
      return refuse([{ tag: 'not-found' }])
    if (!may(policy, 'handOn', env.actor, subjectOf(order.state)))
      return refuse([{ tag: 'not-yours', values: { action: 'dispatch' } }])
    orders.push(order)
  }
  return ok(orders)
}

const whyNot = async (tx: Tx, orders: readonly OrderRow[]): Promise<readonly Refusal[]> => {
  const before = await handedOn(
    tx,
    orders.map(({ id }) => id),
  )
  return orders.flatMap(({ id, no, state }) => [
    ...(before.has(id) ? [{ tag: 'handed-on-already', values: { no } }] : []),
    ...(state.confidential ? [{ tag: 'confidential-stays', values: { no } }] : []),
  ])
}

/**
 * Hands a group of orders on as one topic of deliberation: what keeps coming back is talked about, while every order
 * goes on and is answered. The slice that deliberates hears of it by event; the topic has the id given here.
 * @returns or `not-found`, `not-yours`, `handed-on-already`, `confidential-stays`, `too-far-apart`, `public-text-personal`
 */
export const handOn = async (
  tx: Tx,
  env: Env,
  given: { readonly ids: readonly string[]; readonly title: string; readonly text: string },
): Promise<Result<{ readonly topic: string; readonly orders: number }, readonly Refusal[]>> => {
  const found = await locked(tx, env, given.ids)
  if (!found.ok) return found
  const orders = found.value
  const [first] = orders
  const area = commonPlace(orders.map(({ state }) => state.area))
  const { title, text } = given
  const why = [
    ...(await whyNot(tx, orders)),
    ...(area === undefined ? [{ tag: 'too-far-apart', pointer: '/body/ids' }] : []),
    ...heldBack({ title, text }),
  ]
  if (why.length > 0 || area === undefined || first === undefined) return refuse(why)
  const topic = uuidv7(env.now)
  const office = officeFor(policy, 'handOn', env.actor, subjectOf(first.state))
  await addHandedOn(
    tx,
    orders.map(({ id }) => id),
    topic,
    env.now,
  )
  await append(tx, {
    stream: `work-order-topic/${topic}`,
    seq: 1,
    verb: 'handOn',
    at: env.now,
    actor: env.actor,
    office,
    data: { topic, area, orders: orders.length },
    personal: { orders: orders.map(({ id }) => id) },
  })
  const foundAt = instant(Math.min(...orders.map(({ state }) => state.receivedAt)))
  const payload: OrdersHandedOn = {
    topic,
    area,
    title,
    text,
    foundOn: dateOf(foundAt),
    orders: orders.map(({ id, no }) => ({ id, no })),
    by: { party: env.actor.party, organisation: office?.organisation ?? null, role: office?.role ?? env.actor.kind },
  }
  await emit(tx, { topic: ORDERS_HANDED_ON, key: topic, payload, at: env.now })
  return ok({ topic, orders: orders.length })
}
