import { createHash, randomBytes } from 'node:crypto'
import { calendarOf } from '../../src/features/calendar/index.ts'
import { areaNames, communitiesOf, organisationsOfKind, pathOfCity } from '../../src/features/directory/index.ts'
import { DEMO_TEXTS } from '../../src/features/work-order/demo-texts.ts'
import { paramsOf } from '../../src/features/work-order/params.ts'
import { fromFacts } from '../../src/features/work-order/rules/recount.ts'
import type { Fact } from '../../src/features/work-order/rules/state.ts'
import { lifeOf, seeded, type World } from '../../src/features/work-order/simulate.ts'
import { dataOf } from '../../src/kernel/procedure/fact.ts'
import { DAY_MS, dateOf, type Instant, instant } from '../../src/kernel/time.ts'
import { clockRow, type StoredClock } from '../../src/platform/clocks/store.ts'
import { uuidv7 } from '../../src/platform/crypto/uuid.ts'
import type { Vault } from '../../src/platform/crypto/vault.ts'
import { type CityDb, sql, type Tx } from '../../src/platform/db/types.ts'
import { json, ts } from '../../src/platform/db/values.ts'
import { ensureParty } from '../../src/platform/identity/parties.ts'
import { lexemesOf } from '../../src/platform/search/lexemes.ts'

export const DATES = ['receivedAt', 'dispatchedAt', 'closedAt', 'archivedAt', 'nextDueAt'] as const

const ORDERS = sql(
  'fill.orders',
  `insert into city.work_order
     (id, no, version, facts, step, round, turn, kind, category, urgent, channel, area, lead, units, assignee, requester, pending,
      confidential, published, public_title, public_text, received_at, dispatched_at, closed_at, archived_at, next_due_at, ended,
      locality, state, place, title, body, track_hash, search, public_search)
   select id, no, facts, facts, step, round, turn, kind, category, urgent, channel, area, lead, units, assignee, requester, pending,
      confidential, published, case when published then title else '' end, case when published then body else '' end,
      "receivedAt", "dispatchedAt", "closedAt", "archivedAt", "nextDueAt", ended,
      locality, state, place, title, body, decode("trackHash", 'hex'), array_to_tsvector(lexemes),
      case when published then array_to_tsvector(lexemes) else '' end
   from jsonb_to_recordset($1::jsonb) as r(id uuid, no text, facts int, step text, round int, turn int, kind text, category text,
      urgent boolean, channel text, area text, lead uuid, units uuid[], assignee uuid, requester uuid, pending text,
      confidential boolean, published boolean, "receivedAt" timestamptz, "dispatchedAt" timestamptz, "closedAt" timestamptz,
      "archivedAt" timestamptz, "nextDueAt" timestamptz, ended boolean, locality text, state jsonb, place text, title text,
      body text, "trackHash" text, lexemes text[])`,
)

const FACTS = sql(
  'fill.facts',
  `insert into city.work_order_fact (order_id, seq, at, action, by_party, by_organisation, by_role, data, note, seen_by, leaf)
   select order_id, seq, at, action, by_party, null, by_role, data, '', 'staff', decode(leaf, 'hex')
   from jsonb_to_recordset($1::jsonb) as r(order_id uuid, seq int, at timestamptz, action text, by_party uuid, by_role text,
     data jsonb, leaf text)`,
)

const CLOCKS = sql(
  'fill.clocks',
  `insert into city.clock (subject, kind, round, turn, name, anchor_at, due_at, provisional, running, stopped_at, cancelled_at,
     calendar, detail, escalations, fired, next_at)
   select subject, 'work-order', round, turn, name, anchor_at, due_at, provisional, running, stopped_at, cancelled_at,
     $2, detail, escalations, fired, next_at
   from jsonb_to_recordset($1::jsonb) as r(subject uuid, round int, turn int, name text, anchor_at timestamptz,
     due_at timestamptz, provisional boolean, running boolean, stopped_at timestamptz, cancelled_at timestamptz, detail jsonb,
     escalations jsonb, fired text[], next_at timestamptz)`,
)

const ROUNDS = sql(
  'fill.rounds',
  `insert into city.work_order_round (order_id, round, area, lead, kind, channel, received_at, contact_due_at, contacted_at,
     close_due_at, closed_at, resolved, satisfaction)
   select order_id, round, area, lead, kind, channel, "receivedAt", "contactDueAt", "contactedAt", "closeDueAt", "closedAt",
     resolved, satisfaction
   from jsonb_to_recordset($1::jsonb) as r(order_id uuid, round int, area text, lead uuid, kind text, channel text,
     "receivedAt" timestamptz, "contactDueAt" timestamptz, "contactedAt" timestamptz, "closeDueAt" timestamptz,
     "closedAt" timestamptz, resolved boolean, satisfaction text)`,
)

const ANALYZE = ['work_order', 'work_order_fact', 'work_order_round', 'clock'].map(table =>
  sql(`fill.analyze-${table}`, `analyze city.${table}`),
)

export type FillOptions = {
  readonly orders: number
  readonly seed: number
  /** The orders' lives end here; what is due by now counts as escalated. */
  readonly now: Instant
  /** They begin in the days before. */
  readonly days: number
}

const BATCH = 500
const PEOPLE = 200

const text = (at: Instant | null | undefined): string | null => (at === null || at === undefined ? null : ts(at))

/** Instants of an object as texts; JSON has no instants. */
export const dated = <T extends object>(row: T, keys: readonly string[]): T =>
  ({ ...row, ...Object.fromEntries(keys.map(key => [key, text((row as Record<string, Instant | null>)[key])])) }) as T

export const clockOf = (subject: string, clock: StoredClock, now: Instant) => {
  const row = clockRow(clock)
  const past = clock.escalations.filter(({ at }) => at <= now)
  const next = clock.escalations.find(({ at }) => at > now)
  // A paused clock does not escalate, and neither does one that has ended: what it had fired till then stays.
  const until = clock.stoppedAt ?? clock.cancelledAt ?? now
  const fired = past.filter(({ at }) => at <= until).map(({ level }) => level)
  const nextAt = row.running ? (next?.at ?? null) : null
  return { subject, ...row, fired, next_at: text(nextAt) }
}

type Rows = {
  readonly orders: object[]
  readonly facts: object[]
  readonly clocks: object[]
  readonly rounds: object[]
}

const people = async (db: CityDb, vault: Vault, now: Instant): Promise<readonly string[]> =>
  db.tx(async tx => {
    const found: string[] = []
    for (let at = 0; at < PEOPLE; at++) {
      found.push(
        await ensureParty(tx, vault, { phone: String(19_800_000_000 + at), name: '演示居民', level: 'L1' }, now),
      )
    }
    return found
  })

const worldOf = async (db: CityDb, vault: Vault, { seed, now }: FillOptions): Promise<World> => {
  const kinds = await Promise.all(
    (['townGovernment', 'department'] as const).map(kind => organisationsOfKind(db, kind)),
  )
  const committees = await organisationsOfKind(db, 'residentsCommittee')
  const unit = ({ id, kind }: { readonly id: string; readonly kind: string }) => ({ id, kind })
  return {
    random: seeded(seed),
    calendar: await calendarOf(db),
    paramsOn: await paramsOf(db),
    areas: (await communitiesOf(db, pathOfCity(db.city))).map(area => area.path),
    units: kinds.flat().map(unit),
    committees: committees.map(unit),
    people: await people(db, vault, now),
    until: now,
    locality: db.city.code,
  }
}

const wordsFor = (random: () => number, no: string, place: string) => {
  const told = DEMO_TEXTS[Math.floor(random() * DEMO_TEXTS.length)]
  const body = `${told?.text ?? ''}地点在${place}。`
  const title = body.slice(0, 18)
  return { place, title, body, lexemes: lexemesOf(no, title, body, place) }
}

const add = (
  rows: Rows,
  world: World,
  facts: readonly Fact[],
  names: ReadonlyMap<string, string>,
  number: number,
): void => {
  const made = fromFacts(facts, world.paramsOn, world.calendar)
  const [first] = facts
  if (made === undefined || first === undefined) return
  const { state, columns, clocks, rounds } = made
  const id = uuidv7(first.at)
  const no = `${world.locality}-${dateOf(first.at).replaceAll('-', '')}-F${number}`
  const trackHash = createHash('sha256').update(no).digest('hex')
  rows.orders.push({
    id,
    no,
    facts: facts.length,
    locality: world.locality,
    state,
    trackHash,
    ...dated(columns, DATES),
    ...wordsFor(world.random, no, names.get(state.area) ?? state.area),
  })
  for (const fact of facts) {
    const { party, role } = fact.by
    const leaf = randomBytes(32).toString('hex')
    rows.facts.push({
      order_id: id,
      seq: fact.seq,
      at: ts(fact.at),
      action: fact.action,
      by_party: party,
      by_role: role,
      data: dataOf(fact),
      leaf,
    })
  }
  for (const clock of clocks) rows.clocks.push(clockOf(id, clock, world.until))
  for (const round of rounds) {
    const dates = ['receivedAt', 'contactDueAt', 'contactedAt', 'closeDueAt', 'closedAt']
    rows.rounds.push(dated({ order_id: id, ...round, receivedAt: state.receivedAt }, dates))
  }
}

const save = async (tx: Tx, rows: Rows, calendar: string): Promise<void> => {
  await tx.run(ORDERS, [json(rows.orders)])
  await tx.run(FACTS, [json(rows.facts)])
  await tx.run(CLOCKS, [json(rows.clocks), calendar])
  await tx.run(ROUNDS, [json(rows.rounds)])
}

/**
 * Fills a founded city with orders whose facts went through the rules, and whose rows are the slice's own projections
 * of them, many rows to a statement. Only what a list, a figure or a recomputation reads is written: no journal
 * entries, no events, no callers. Memory stays bounded by a batch.
 *
 * @returns how many orders and facts there are now
 */
export const fill = async (
  db: CityDb,
  vault: Vault,
  options: FillOptions,
): Promise<{ readonly orders: number; readonly facts: number }> => {
  const world = await worldOf(db, vault, options)
  const { orders, now, days } = options
  const names = await areaNames(db, world.areas as never)
  let facts = 0
  for (let from = 0; from < orders; from += BATCH) {
    const rows: Rows = { orders: [], facts: [], clocks: [], rounds: [] }
    for (let number = from; number < Math.min(orders, from + BATCH); number++) {
      // The newest last, as they would have come.
      const start = now - days * DAY_MS + Math.floor(((number + world.random()) * days * DAY_MS) / orders)
      add(rows, world, lifeOf(world, instant(start)), names, number)
    }
    await db.tx(tx => save(tx, rows, world.calendar.version))
    facts += rows.facts.length
  }
  for (const analyze of ANALYZE) await db.run(analyze)
  return { orders, facts }
}
