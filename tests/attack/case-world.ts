import assert from 'node:assert/strict'
import { shippedParams } from '../../src/features/work-order/params.ts'
import { CATEGORIES } from '../../src/features/work-order/rules/categories.ts'
import { replay } from '../../src/features/work-order/rules/evolve.ts'
import type { OrderState } from '../../src/features/work-order/rules/state.ts'
import { factOf, factRowsOf } from '../../src/features/work-order/store/facts.ts'
import { orderById } from '../../src/features/work-order/store/orders.ts'
import type { Stage } from '../../src/features/work-order/testing.ts'
import { DAY_MS, d, HOUR_MS, instant, parseInstant } from '../../src/kernel/time.ts'
import { sql } from '../../src/platform/db/types.ts'
import type { Answer, TestServer } from '../../src/platform/testing/server.ts'
import { judge } from './case-model.ts'
import type { Case, Deed, Ground, Unit, Who } from './case-types.ts'

/** A Monday after which no weekday is a holiday and no weekend a working day until the year is over. */
export const START = instant(parseInstant('2026-10-12T09:00:00+08:00') ?? 0)
const PARAMS = shippedParams('442000')(d('2026-10-12'))

/** The end of business so many weekdays after the day of an instant, worked out without the calendar of the city. */
const afterWorkdays = (from: number, days: number): number => {
  const midnight = from - ((from + 8 * HOUR_MS) % DAY_MS)
  let [day, left] = [midnight, days]
  while (left > 0) {
    day += DAY_MS
    const weekday = new Date(day + 8 * HOUR_MS).getUTCDay()
    if (weekday !== 0 && weekday !== 6) left--
  }
  return day + PARAMS.closeMinute * 60_000
}

export type Opening = {
  readonly by: 'resident' | 'neighbour' | 'deskOperator' | 'stranger'
  readonly kind: 'complaint' | 'enquiry' | 'help'
  readonly category: 'manhole' | 'litter' | 'transport' | 'neighbour'
  readonly anonymous: boolean
  readonly confidential: boolean
  readonly phone: boolean
  readonly about: Unit | null
}

export type World = {
  readonly server: TestServer
  readonly stage: Stage
  readonly ids: ReadonlyMap<string, string>
  readonly names: ReadonlyMap<string, string>
  readonly photo: () => Promise<Buffer>
}

/** A case in the model, and where it is on the server. */
export type Running = {
  case: Case
  readonly id: string
  facts: string[]
  version: number
  replays: number
  readonly told: string[]
}

const FORGET = sql('t.forget-uses', 'delete from city.rate_window')
const CLOSE_DUE = sql(
  't.close-due',
  `select due_at as due from city.clock
   where subject = $1 and name = 'close' and stopped_at is null and cancelled_at is null`,
)
const ENTRIES = sql('t.entries', 'select seq, body from city.journal_entry where stream = $1 order by seq')

const isOnSite = (category: string): boolean => CATEGORIES[category as keyof typeof CATEGORIES].onSite

export const open = async ({ server, stage: { cast, city }, ids }: World, opening: Opening): Promise<Running> => {
  const { by, about, phone, anonymous, confidential, kind, category } = opening
  await city.db.run(FORGET)
  const given = {
    ...{ text: '路口的事,请来看看', area: '442000001007', kind, category, anonymous, confidential },
    ...(phone && { phone: '13800000000' }),
    ...(about !== null && { about: ids.get(about) }),
  }
  const caller = by === 'stranger' ? server : server.as(cast[by])
  const path = by === 'deskOperator' ? '/api/staff/work-orders' : '/api/work-orders'
  const made = await caller.post(path, by === 'deskOperator' ? { ...given, channel: 'phone' } : given)
  assert.equal(made.status, 201, made.text)
  const self = by === 'resident' || by === 'neighbour' ? by : null
  return {
    id: made.json().id,
    facts: ['accept'],
    version: 1,
    replays: 0,
    told: [`open ${JSON.stringify(opening)}`],
    case: {
      ...{ step: 'received', round: 1, turn: 0, kind, category, confidential, about },
      urgent: PARAMS.urgentList.some(row => row.category === category),
      onSite: isOnSite(category),
      contactable: phone || self !== null,
      requester: anonymous ? null : self,
      ...{ lead: null, assists: {}, designated: false, assignee: null, recused: [], dispatchedAt: null },
      ...{ contacted: false, arrived: false, evidence: 0, extensions: 0, pending: null, submittedBy: null },
      ...{ closedAt: null, attempts: 0, resolved: null, followedUp: false, rated: false, published: false },
    },
  }
}

/** The due that the pages of the order show: of the close clock that runs, as stored. */
const closeDueOf = async ({ stage: { city } }: World, { id }: Running): Promise<number | null> =>
  (await city.db.maybe<{ due: number | null }>(CLOSE_DUE, [id]))?.due ?? null

export const groundOf = async (world: World, running: Running): Promise<Ground> => ({
  now: world.server.now,
  returnUntil: at => afterWorkdays(at, PARAMS.returnWorkdays),
  closeDue: running.case.step === 'handling' ? await closeDueOf(world, running) : null,
  extensionsMax: PARAMS.extensionsMax,
  extensionsMaxSpecial: PARAMS.extensionsMaxSpecial,
  extensionWorkdaysMax: PARAMS.extensionWorkdaysMax,
  reopenMs: PARAMS.reopenDays * DAY_MS,
  followUpAttempts: PARAMS.followUpAttempts,
  onSite: isOnSite,
})

const send = async (
  { server, stage: { cast }, ids, photo }: World,
  id: string,
  deed: Deed,
  key: string,
): Promise<Answer> => {
  const body = JSON.parse(JSON.stringify(deed.body).replaceAll(/"@(\w+)"/g, (_, name) => JSON.stringify(ids.get(name))))
  const caller = server.as(cast[deed.who])
  const path = `/api/work-orders/${id}/${deed.verb}`
  return deed.photos === undefined ? caller.post(path, body, { key }) : caller.send(path, body, [await photo()])
}

/** Does a deed on both sides; whatever differs is an error that tells the whole sequence. */
export const doBoth = async (world: World, running: Running, deed: Deed, again: boolean): Promise<void> => {
  const verdict = judge(running.case, deed, await groundOf(world, running))
  const key = `k-${running.id}-${running.told.length}`
  const answer = await send(world, running.id, deed, key)
  running.told.push(`${deed.who} ${deed.verb} ${JSON.stringify(deed.body)} → ${answer.status}`)
  const story = running.told.join('\n')
  assert.equal(answer.status, verdict.status, `${story}\n${answer.text}`)
  if (verdict.status !== 200) {
    const tags = [...new Set<string>(answer.json().errors.map((error: { tag: string }) => error.tag))]
    if ('tags' in verdict) assert.deepEqual(tags.toSorted(), verdict.tags.toSorted(), story)
    return
  }
  running.case = verdict.next
  running.facts.push(deed.verb)
  running.version++
  assert.deepEqual([answer.json().step, answer.json().version], [running.case.step, running.version], story)
  if (!again || deed.photos !== undefined) return
  running.replays++
  const replayed = await send(world, running.id, deed, key)
  assert.deepEqual([replayed.status, replayed.json()], [200, answer.json()], story)
  assert.equal(replayed.headers['idempotent-replayed'], 'true', story)
}

/** The row in the words of the model. */
const caseOf = (state: OrderState, names: World['names']): Case => {
  const name = (id: string | null | undefined) => (id == null ? null : (names.get(id) ?? id)) as Who | null
  const { pending } = state
  return {
    step: state.step,
    round: state.round,
    turn: state.turn,
    kind: state.kind,
    category: state.category,
    urgent: state.urgent,
    onSite: state.onSite,
    contactable: state.contactable,
    confidential: state.confidential,
    requester: name(state.requester),
    about: name(state.about) as Unit | null,
    lead: name(state.lead?.id) as Unit | null,
    assists: Object.fromEntries(state.assists.map(assist => [name(assist.id), assist.state])),
    designated: state.designated,
    assignee: name(state.assignee),
    recused: state.recused.map(id => name(id) as Who),
    dispatchedAt: state.dispatchedAt,
    contacted: state.contactedAt !== null,
    arrived: state.arrivedAt !== null,
    evidence: state.evidence,
    extensions: state.extensions,
    pending: pending === null ? null : { kind: pending.kind, by: name(pending.by) as Who },
    submittedBy: name(state.submittedBy),
    closedAt: state.closedAt,
    attempts: state.attempts,
    resolved: state.followUp?.resolved ?? null,
    followedUp: state.followUp !== null,
    rated: state.rating !== null,
    published: state.published,
  }
}

const camel = (verb: string): string => verb.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

/** Row, facts and journal say the same, and it is what the model says. */
export const compare = async ({ stage: { city }, names }: World, running: Running): Promise<void> => {
  const { id, told } = running
  const story = told.join('\n')
  const row = await orderById(city.db, id)
  assert.ok(row !== undefined)
  assert.deepEqual(caseOf(row.state, names), running.case, story)
  const facts = (await factRowsOf(city.db, id)).map(factOf)
  assert.deepEqual(JSON.parse(JSON.stringify(replay(facts))), row.state, story)
  assert.deepEqual(
    facts.map(fact => fact.action),
    running.facts.map(camel),
    story,
  )
  const entries = await city.db.rows<{ seq: number; body: string }>(ENTRIES, [`work-order/${id}`])
  assert.deepEqual(
    entries.map(entry => [entry.seq, JSON.parse(entry.body).verb]),
    facts.map(fact => [fact.seq, fact.action]),
    story,
  )
  assert.deepEqual([row.facts, row.version], [facts.length, running.version], story)
}
