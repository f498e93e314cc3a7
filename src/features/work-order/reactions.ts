import { kebab } from '../../kernel/kebab.ts'
import { atMinute, d, type Instant } from '../../kernel/time.ts'
import { affectedBy, recomputeClocks } from '../../platform/clocks/store.ts'
import { CLOCK_STEP, type ClockStep } from '../../platform/clocks/sweep.ts'
import type { Tx } from '../../platform/db/types.ts'
import type { Consumer, OutboxEvent } from '../../platform/feature.ts'
import { holders } from '../../platform/identity/offices.ts'
import { SYSTEM } from '../../platform/identity/sessions.ts'
import { emit } from '../../platform/jobs/emit.ts'
import { notify } from '../../platform/notify/notify.ts'
import { CALENDAR_CHANGED, type CalendarChanged } from '../calendar/index.ts'
import { act, rulesOf } from './commands.ts'
import { ORDER_CHANGED, type OrderChanged } from './events.ts'
import { clocksOf } from './rules/clocks.ts'
import { columnsOf, currentClocks, roundOf } from './rules/project.ts'
import type { Action } from './rules/state.ts'
import { factOf, factRowsOf } from './store/facts.ts'
import { lockOrder, orderById, touchDue } from './store/orders.ts'
import { saveRound } from './store/rounds.ts'

const RECOMPUTE = 'work-order.recompute'
const CHUNK = 200

/** What the requester hears about, besides what they did themselves. */
const TOLD_REQUESTER: ReadonlySet<Action> = new Set<Action>([
  'admit',
  'decline',
  'answer',
  'dispatch',
  'designate',
  'grantExtension',
  'grantPause',
  'resume',
  'close',
  'terminate',
  'toPetition',
  'supervise',
  'publish',
])
const TOLD_UNIT: ReadonlySet<Action> = new Set<Action>([
  'dispatch',
  'designate',
  'sendBack',
  'grantExtension',
  'refuseExtension',
  'grantPause',
  'refusePause',
  'remind',
  'supervise',
])
const TOLD_DESK_LEAD: ReadonlySet<Action> = new Set<Action>(['askExtension', 'askPause', 'askReturn'])

const TOLD: readonly Action[] = [...new Set<Action>([...TOLD_REQUESTER, ...TOLD_UNIT, ...TOLD_DESK_LEAD, 'assign'])]

type Message = {
  readonly kind: string
  readonly order: { readonly id: string; readonly no: string }
  readonly dedupe: string
  readonly at: Instant
}

const tellStaff = async (tx: Tx, message: Message, parties: readonly string[]): Promise<void> => {
  const { kind, order, dedupe, at } = message
  for (const party of new Set(parties)) {
    await notify(tx, {
      party,
      kind: `work-order:${kebab(kind)}`,
      values: { number: order.no },
      link: `/console/work-orders/${order.id}`,
      dedupe,
      at,
    })
  }
}

const unitPeople = async (
  tx: Tx,
  unit: string | null,
  roles: readonly string[],
  now: Instant,
): Promise<readonly string[]> => {
  if (unit === null) return []
  return (await holders(tx, { organisation: unit }, now))
    .filter(office => roles.includes(office.role))
    .map(office => office.party)
}

const deskLeads = async (tx: Tx, now: Instant): Promise<readonly string[]> =>
  (await holders(tx, { role: 'deskLead' }, now)).map(office => office.party)

const tell = async (tx: Tx, event: OutboxEvent, now: Instant): Promise<void> => {
  const order = event.payload as OrderChanged
  const message = { order, dedupe: `${order.id}/${order.seq}`, at: now }
  if (TOLD_REQUESTER.has(order.action) && order.requester !== null) {
    await notify(tx, {
      party: order.requester,
      kind: `work-order:${kebab(order.action)}`,
      values: { number: order.no },
      link: `/my/reports/${order.id}`,
      dedupe: message.dedupe,
      at: now,
      ...(order.action === 'close' || order.action === 'decline' || order.action === 'answer'
        ? { onConsent: ['sms'] as const }
        : {}),
    })
  }
  if (order.action === 'assign' && order.assignee !== null)
    await tellStaff(tx, { ...message, kind: 'assigned' }, [order.assignee])
  if (TOLD_UNIT.has(order.action)) {
    const people = await unitPeople(tx, order.lead, ['unitLead', 'unitHandler'], now)
    await tellStaff(tx, { ...message, kind: `unit-${order.action}` }, [
      ...people,
      ...(order.assignee === null ? [] : [order.assignee]),
    ])
  }
  if (TOLD_DESK_LEAD.has(order.action))
    await tellStaff(tx, { ...message, kind: order.action }, await deskLeads(tx, now))
}

/** Who is told at which level: the handler before the due, the unit's lead at it, the desk's lead after it. */
const escalate = async (tx: Tx, step: ClockStep, now: Instant): Promise<void> => {
  if (step.kind !== 'work-order') return
  const order = await orderById(tx, step.subject)
  if (order === undefined) return
  const { lead, assignee } = order.state
  const people =
    step.level === 'remind'
      ? [...(await unitPeople(tx, lead?.id ?? null, ['unitHandler'], now)), ...(assignee === null ? [] : [assignee])]
      : [...(await unitPeople(tx, lead?.id ?? null, ['unitLead'], now)), ...(await deskLeads(tx, now))]
  const dedupe = `${step.subject}/${step.round}/${step.turn}/${step.name}/${step.level}`
  await tellStaff(tx, { kind: `clock-${step.level}`, order, dedupe, at: now }, people)
  if (step.level === 'supervise' && !order.state.supervised) {
    // Refused when the order has moved on in the meantime: then there is nothing left to supervise.
    await act(tx, { actor: SYSTEM, now, vault: null }, step.subject, () => ({ action: 'supervise' }), {
      seenBy: 'requester',
    })
  }
}

const spread = async (tx: Tx, event: OutboxEvent, now: Instant): Promise<void> => {
  const { from, version } = event.payload as CalendarChanged
  const ids = await affectedBy(tx, 'work-order', atMinute(d(from), 0))
  const chunks = Array.from({ length: Math.ceil(ids.length / CHUNK) }, (_, index) =>
    ids.slice(index * CHUNK, (index + 1) * CHUNK),
  )
  await emit(
    tx,
    ...chunks.map((chunk, index) => ({
      topic: RECOMPUTE,
      key: `calendar/${version}/${index}`,
      payload: { ids: chunk, version },
      at: now,
    })),
  )
}

const recompute = async (tx: Tx, event: OutboxEvent, now: Instant): Promise<void> => {
  const { ids, version } = event.payload as { readonly ids: readonly string[]; readonly version: number }
  const rules = await rulesOf(tx)
  for (const id of [...ids].sort()) {
    const order = await lockOrder(tx, id)
    if (order === undefined) continue
    const clocks = clocksOf((await factRowsOf(tx, id)).map(factOf), rules.paramsOn, rules.calendar)
    const moved = await recomputeClocks(tx, { id, kind: 'work-order' }, rules.calendar.version, clocks, {
      why: `calendar/${version}`,
      at: now,
    })
    if (moved === 0) continue
    await touchDue(tx, id, columnsOf(order.state, currentClocks(clocks, order.state)).nextDueAt)
    saveRound(tx, id, order.state, roundOf(order.state, clocks))
  }
}

/** What work orders do when something came to pass: tell people, escalate, and move dues with the calendar. */
export const consumers: readonly Consumer[] = [
  { id: 'work-order.tell', topic: ORDER_CHANGED, actions: TOLD, handle: tell },
  {
    id: 'work-order.escalate',
    topic: CLOCK_STEP,
    handle: (tx, event, now) => escalate(tx, event.payload as ClockStep, now),
  },
  { id: 'work-order.calendar', topic: CALENDAR_CHANGED, handle: spread },
  { id: 'work-order.recompute', topic: RECOMPUTE, handle: recompute },
]
