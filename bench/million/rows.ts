import { createHash } from 'node:crypto'
import { commit, entryText } from '../../src/kernel/journal/entry.ts'
import { leafHash } from '../../src/kernel/journal/hash.ts'
import { dataOf } from '../../src/kernel/procedure/fact.ts'
import { dateOf, type Instant, isoOf } from '../../src/kernel/time.ts'
import { uuidv7 } from '../../src/platform/crypto/uuid.ts'
import { ts } from '../../src/platform/db/values.ts'
import { sha256 } from '../../src/platform/journal/sha256.ts'
import { clockOf, DATES, dated } from '../support/fill.ts'
import { field, line } from './copy.ts'
import { type Life, PEOPLE } from './lives.ts'
import { filled, type Template, templateOf } from './template.ts'
import { saidOf } from './words.ts'

/** Tables in the order they are filled, with their columns. */
export const TABLES = {
  work_order: `id, no, version, facts, step, round, turn, kind, category, urgent, channel, area, lead, units, assignee, requester,
    pending, confidential, published, received_at, dispatched_at, closed_at, archived_at, next_due_at, ended, locality, state,
    place, title, body, track_hash, search, public_title, public_text, public_search`,
  work_order_fact: 'order_id, seq, at, action, by_party, by_role, data, seen_by, leaf',
  clock: `subject, kind, round, turn, name, anchor_at, due_at, provisional, running, stopped_at, cancelled_at, calendar, detail,
    escalations, fired, next_at`,
  work_order_round: `order_id, round, area, lead, kind, channel, received_at, contact_due_at, contacted_at, close_due_at, closed_at,
    resolved, satisfaction`,
  journal_entry: 'leaf, stream, seq, body, at',
  journal_salt: 'leaf, salts',
} as const

export type Table = keyof typeof TABLES
export type Rows = Readonly<Record<Table, string>>

const SALT = 16

/** What a life gives to each table, with places for what differs from copy to copy. */
type Prepared = {
  readonly life: Life
  readonly order: Template
  readonly facts: Template
  readonly clocks: Template
  readonly rounds: Template
}

const orderLine = ({ facts, made: { state, columns } }: Life): string => {
  const c = dated(columns, DATES)
  const shown = (text: string): string => (c.published ? text : '')
  return line([
    ...['@ID@', '@NO@', facts.length, facts.length, c.step, c.round, c.turn, c.kind, c.category, c.urgent, c.channel],
    ...['@AREA@', c.lead, c.units, c.assignee, c.requester, c.pending, c.confidential, c.published, c.receivedAt],
    ...[c.dispatchedAt, c.closedAt, c.archivedAt, c.nextDueAt, c.ended, state.locality, state, '@PLACE@', '@TITLE@'],
    ...['@BODY@', '@TRACK@', '@SEARCH@', shown('@TITLE@'), shown('@BODY@'), shown('@SEARCH@')],
  ])
}

const factLine = (fact: Life['facts'][number]): string =>
  line([
    ...['@ID@', fact.seq, ts(fact.at), fact.action, fact.by.party, fact.by.role, dataOf(fact), 'staff'],
    fact.seq === 1 ? '@ENTRY@' : '@LEAF@',
  ])

const prepared = (life: Life, calendar: string, now: Instant): Prepared => {
  const clocks = life.made.clocks.map(clock => {
    const c = clockOf('@ID@', clock, now)
    return line([
      ...[c.subject, 'work-order', c.round, c.turn, c.name, c.anchor_at, c.due_at, c.provisional, c.running],
      ...[c.stopped_at, c.cancelled_at, calendar, c.detail, JSON.stringify(c.escalations), c.fired, c.next_at],
    ])
  })
  const rounds = life.made.rounds.map(round => {
    const dates = ['contactDueAt', 'contactedAt', 'closeDueAt', 'closedAt'] as const
    const r = dated(round, dates)
    return line([
      ...['@ID@', r.round, '@AREA@', r.lead, r.kind, r.channel, ts(life.made.state.receivedAt), r.contactDueAt],
      ...[r.contactedAt, r.closeDueAt, r.closedAt, r.resolved, r.satisfaction],
    ])
  })
  return {
    life,
    order: templateOf(orderLine(life)),
    facts: templateOf(life.facts.map(factLine).join('')),
    clocks: templateOf(clocks.join('')),
    rounds: templateOf(rounds.join('')),
  }
}

export type Setting = {
  readonly city: string
  readonly calendar: string
  readonly now: Instant
  readonly areas: readonly { readonly path: string; readonly name: string }[]
  readonly residents: readonly string[]
  readonly random: () => number
}

const bytes = (random: () => number, size: number): Buffer => {
  const made = Buffer.alloc(size)
  for (let at = 0; at < size; at += 4) made.writeUInt32LE(Math.floor(random() * 4_294_967_296), at)
  return made
}

/** The journal's line for the order being taken: what may be read by all in clear, the rest as commitments. */
const entryFor = (setting: Setting, life: Life, order: { id: string; no: string; area: string; body: string }) => {
  const { state } = life.made
  const stream = `work-order/${order.id}`
  const chance = bytes(setting.random, 2 * SALT)
  const [areaSalt, textSalt] = [chance.subarray(0, SALT), chance.subarray(SALT)]
  const open = state.confidential ? {} : { kind: state.kind, channel: state.channel, urgent: state.urgent }
  const body = entryText({
    v: 1,
    city: setting.city,
    stream,
    seq: 1,
    verb: 'accept',
    at: isoOf(life.start),
    actor: { kind: 'resident' },
    data: { ...open, no: order.no },
    personal: { area: commit(sha256, areaSalt, order.area), text: commit(sha256, textSalt, order.body) },
  })
  const leaf = Buffer.from(leafHash(sha256, Buffer.from(body))).toString('hex')
  const salts = { area: areaSalt.toString('hex'), text: textSalt.toString('hex') }
  return { leaf, entry: line([`\\x${leaf}`, stream, 1, body, ts(life.start)]), salts: line([`\\x${leaf}`, salts]) }
}

/** Writes copies of lives as rows of every table: other people, place, number and words; the same course of things. */
export class Copies {
  private readonly setting: Setting
  private readonly known = new Map<Life, Prepared>()
  private leaves = 0

  constructor(setting: Setting) {
    this.setting = setting
  }

  /** Rows of some lives, each copied once. @param first number of the first of them, part of what residents see */
  rows(lives: readonly Life[], first: number): Rows {
    const parts = { work_order: '', work_order_fact: '', clock: '', work_order_round: '' }
    const journal = { journal_entry: '', journal_salt: '' }
    for (const [at, life] of lives.entries()) {
      const { random, areas, residents, city } = this.setting
      const ready = this.prepared(life)
      const area = areas[Math.floor(random() * areas.length)] ?? { path: '', name: '' }
      const id = uuidv7(life.start, size => bytes(random, size))
      const no = `${city}-${dateOf(life.start).replaceAll('-', '')}-M${first + at}`
      const said = saidOf(random, no, area.name)
      const people = Array.from({ length: PEOPLE }, () => residents[Math.floor(random() * residents.length)] ?? '')
      const { leaf, entry, salts } = entryFor(this.setting, life, { id, no, area: area.path, body: said.body })
      const values: Record<string, string> = {
        ID: id,
        NO: no,
        AREA: area.path,
        PLACE: field(area.name),
        TITLE: field(said.title),
        BODY: field(said.body),
        SEARCH: field(said.lexemes),
        TRACK: `\\\\x${createHash('sha256').update(no).digest('hex')}`,
        ENTRY: `\\\\x${leaf}`,
        ...Object.fromEntries(people.map((party, number) => [`P${number}`, party])),
      }
      const mark = id.replaceAll('-', '').slice(0, 24)
      const textFor = (name: string): string => values[name] ?? this.leaf(mark)
      parts.work_order += filled(ready.order, textFor)
      parts.work_order_fact += filled(ready.facts, textFor)
      parts.clock += filled(ready.clocks, textFor)
      parts.work_order_round += filled(ready.rounds, textFor)
      journal.journal_entry += entry
      journal.journal_salt += salts
    }
    return { ...parts, ...journal }
  }

  /** The receipt of a fact that is not in the journal: thirty-two bytes, each once. */
  private leaf(mark: string): string {
    this.leaves += 1
    return `\\\\x${mark}${this.leaves.toString(16).padStart(40, '0')}`
  }

  private prepared(life: Life): Prepared {
    const known = this.known.get(life)
    if (known !== undefined) return known
    this.known.clear()
    const made = prepared(life, this.setting.calendar, this.setting.now)
    this.known.set(life, made)
    return made
  }
}
