import type { Calendar } from '../../kernel/calendar.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { dateOf, type Instant } from '../../kernel/time.ts'
import { may, officeFor } from '../../platform/access/access.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { Tx } from '../../platform/db/types.ts'
import type { PreparedPhoto } from '../../platform/files/types.ts'
import { calendarOf } from '../calendar/index.ts'
import { actLevelRefusals } from './levels.ts'
import { paramsOf } from './params.ts'
import { policy, subjectOf } from './policy.ts'
import { record } from './record.ts'
import { clocksOf, type OrderClock } from './rules/clocks.ts'
import { decide } from './rules/decide.ts'
import { evolve } from './rules/evolve.ts'
import type { ParamsOn } from './rules/params.ts'
import { closeDue, columnsOf, currentClocks } from './rules/project.ts'
import type { Command, Fact, OrderState } from './rules/state.ts'
import { factOf, factRowsOf, type SeenBy } from './store/facts.ts'
import { lockOrder, type OrderRow, updateOrder } from './store/orders.ts'
import { wordsOf } from './text.ts'

/** Who acts, when, and with what a command may reach. */
export type Env = {
  readonly actor: Actor
  readonly now: Instant
  /** Seals words that had to be masked; the system says nothing and has none. */
  readonly vault: Vault | null
  /** The actor has shown the order's receipt: that is enough to see it. */
  readonly holdsReceipt?: true
}

/** What is said and shown with a fact, beside the data the rules read. */
export type Said = {
  readonly note?: string
  readonly seenBy?: SeenBy
  readonly photos?: readonly PreparedPhoto[]
}

/** What holds here and now: the working-day calendar and the parameters by date. */
export type Rules = { readonly calendar: Calendar; readonly paramsOn: ParamsOn }

export const rulesOf = async (tx: Tx): Promise<Rules> => {
  const [calendar, paramsOn] = await Promise.all([calendarOf(tx), paramsOf(tx)])
  return { calendar, paramsOn }
}

/** An order after a command. */
export type Acted = {
  readonly id: string
  readonly no: string
  readonly version: number
  readonly state: OrderState
  readonly fact: Fact
  readonly leaf: string
}

/** A stranger's order is not told apart from one that does not exist. */
const absent = refuse([{ tag: 'not-found' }] as const)

const stale = (order: OrderRow): Result<never, readonly Refusal[]> =>
  refuse([{ tag: 'version-stale', values: { version: order.version } }])

type Deed = {
  readonly tx: Tx
  readonly env: Env
  readonly order: OrderRow
  readonly rules: Rules
  readonly facts: readonly Fact[]
}

/** Writes everything one more fact changes: the order's row, then what hangs on it. */
const write = async ({ tx, env, order, rules, facts }: Deed, fact: Fact, said: Said): Promise<Acted> => {
  const state = evolve(order.state, fact)
  const clocks: readonly OrderClock[] = clocksOf([...facts, fact], rules.paramsOn, rules.calendar)
  const current = currentClocks(clocks, state)
  const note = wordsOf(said.note ?? '')
  updateOrder(tx, order.id, fact.seq, columnsOf(state, current), state)
  const leaf = await record(tx, env, {
    id: order.id,
    no: order.no,
    state,
    fact,
    clocks,
    rules,
    office: officeFor(policy, fact.action, env.actor, subjectOf(order.state)),
    words: note.shown === '' ? {} : { note },
    seenBy: said.seenBy ?? 'staff',
    photos: said.photos ?? [],
  })
  return { id: order.id, no: order.no, version: order.version + 1, state, fact, leaf }
}

/**
 * Does one thing to one order, in the caller's transaction: lock → access → rules → write. The fact, the row, the
 * clocks, the journal entry and the event are written together or not at all.
 *
 * @param commandOf the command, once the order is known and locked; it may look things up and refuse
 * @param version the version the person saw; refused `stale` when the order has moved on since
 */
export const act = async (
  tx: Tx,
  env: Env,
  id: string,
  commandOf: (order: OrderRow, rules: Rules) => Command | Promise<Result<Command, readonly Refusal[]>>,
  said: Said = {},
  version?: number,
): Promise<Result<Acted, readonly Refusal[]>> => {
  const order = await lockOrder(tx, id)
  if (order === undefined || !(env.holdsReceipt === true || may(policy, 'view', env.actor, subjectOf(order.state))))
    return absent
  tx.hold(id)
  if (version !== undefined && version !== order.version) return stale(order)
  const [rules, rows] = await Promise.all([rulesOf(tx), factRowsOf(tx, id)])
  const asked = await commandOf(order, rules)
  const wanted = 'action' in asked ? ok(asked) : asked
  if (!wanted.ok) return wanted
  const command = wanted.value
  const subject = subjectOf(order.state)
  if (!may(policy, command.action, env.actor, subject)) {
    return refuse([{ tag: 'not-yours', values: { action: command.action } }])
  }
  const lacks = await actLevelRefusals(tx, env.actor, command.action, env.now)
  if (lacks.length > 0) return refuse(lacks)
  const facts = rows.map(factOf)
  const office = officeFor(policy, command.action, env.actor, subject)
  const params = rules.paramsOn(dateOf(order.state.dispatchedAt ?? env.now))
  const decided = decide(
    order.state,
    {
      ...command,
      by: { party: env.actor.party, organisation: office?.organisation ?? null, role: office?.role ?? env.actor.kind },
      at: env.now,
      params,
      ground: { calendar: rules.calendar, closeMinute: params.closeMinute },
      closeDueAt: closeDue(currentClocks(clocksOf(facts, rules.paramsOn, rules.calendar), order.state)),
    },
    order.facts + 1,
  )
  return decided.ok ? ok(await write({ tx, env, order, rules, facts }, decided.value, said)) : decided
}
