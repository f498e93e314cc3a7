import { randomInt } from 'node:crypto'
import { judged } from '../../kernel/procedure/decide.ts'
import type { By } from '../../kernel/procedure/fact.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { tidied } from '../../kernel/text.ts'
import { dateOf, type Instant, type LocalDate } from '../../kernel/time.ts'
import { officeFor } from '../../platform/access/access.ts'
import * as acting from '../../platform/access/acting.ts'
import type { Actor, Office } from '../../platform/access/types.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { Tx } from '../../platform/db/types.ts'
import { emit } from '../../platform/jobs/emit.ts'
import { heldFrom } from '../../platform/personal/publication.ts'
import { accept } from '../work-order/index.ts'
import { changed, TOPIC_CHANGED } from './events.ts'
import { journalFact } from './journal.ts'
import { paramsOn } from './params.ts'
import { isThere, policy, subjectOf, type Verb as VerbOf } from './policy.ts'
import { seatsWithVoice } from './rules/count.ts'
import { decide } from './rules/decide.ts'
import { evolve } from './rules/evolve.ts'
import type { Ask } from './rules/gates.ts'
import type { Action, Fact, TopicState } from './rules/state.ts'
import { insertFact, type SeenBy, type Words } from './store/facts.ts'
import { insertMeeting, meetingOf, signInsOf } from './store/meetings.ts'
import { hideStatement } from './store/talk.ts'
import { lockTopic, type TopicRow, updateTopic } from './store/topics.ts'
import { type Counted, VERBS, type Verb, type VerbName } from './verbs.ts'

/** Who acts, and when. A vault is needed only to hand a matter over as a work order. */
export type Env = acting.Env & { readonly vault?: Vault }

/** A topic after a command. */
export type Acted = acting.Acted<TopicState, Fact>

export type Done = acting.Done<TopicState, Fact>

export type Said = { readonly words: Words; readonly seenBy: SeenBy }

type Where = Pick<TopicState, 'area' | 'level' | 'raiser'>

/** The office under which it is done; staff enter what they raise. */
const officeOf = (actor: Actor, action: Action, state: Where): Office | null =>
  officeFor(policy, action === 'raise' ? 'enter' : action, actor, subjectOf(state))

export const byOf = ({ actor }: Env, action: Action, state: Where): By =>
  acting.byOf<VerbOf>(policy, action === 'raise' ? 'enter' : action, actor, subjectOf(state))

const allTidied = (words: Words): Words =>
  Object.fromEntries(Object.entries(words).map(([field, text]) => [field, tidied(text)]))

type Written = { readonly id: string; readonly no: string; readonly state: TopicState; readonly fact: Fact }

/** Writes what one fact brings with it: journal, fact and event. The topic's own row is written before. */
export const record = async (tx: Tx, env: Env, { id, no, state, fact }: Written, said: Said): Promise<string> => {
  const words = allTidied(said.words)
  const office = officeOf(env.actor, fact.action, state)
  const personal = said.seenBy === 'staff'
  const leaf = await journalFact(tx, id, fact, { actor: env.actor, office, no, words, personal })
  insertFact(tx, id, fact, { words, seenBy: said.seenBy, leaf })
  await emit(tx, { topic: TOPIC_CHANGED, key: id, payload: changed({ id, no }, state, fact), at: fact.at })
  return leaf
}

/** Fields of a form for the words that are kept under other names. */
const FIELDS: Readonly<Record<string, string>> = {
  source: 'partSource',
  bodies: 'partBodies',
  rules: 'partRules',
  method: 'partMethod',
  execution: 'partExecution',
}

const fieldOf = (pointer: string): string => {
  const field = pointer.split('/')[2] ?? ''
  return `/body/${field.startsWith('line') ? 'lines' : (FIELDS[field] ?? field)}`
}

/** Nobody's number stands in what everybody reads, nor in what a resident objects: no answer needs one. */
const withoutNumbers = ({ seenBy, words }: Said): readonly Refusal[] =>
  heldFrom(seenBy === 'public', words).map(refusal => ({ ...refusal, pointer: fieldOf(refusal.pointer ?? '') }))

/** Letters and digits that nobody takes for another when read from a screen. */
const GLYPHS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const CODE_LENGTH = 6
const freshCode = (): string =>
  Array.from({ length: CODE_LENGTH }, () => GLYPHS[randomInt(GLYPHS.length)] ?? '2').join('')

/** What else a fact changes: a notice makes a meeting with its code, a hidden statement is hidden. */
const follow = async (tx: Tx, row: TopicRow, state: TopicState, fact: Fact): Promise<readonly Refusal[]> => {
  if (fact.action === 'notice') insertMeeting(tx, row.id, state.round, freshCode(), fact.at)
  if (fact.action === 'hide' && (await hideStatement(tx, row.id, fact.statement)) === 0)
    return [{ tag: 'no-such-statement', values: { statement: fact.statement }, pointer: '/body/statement' }]
  return []
}

type Asked = { readonly ask: Ask; readonly said: Said; readonly why: readonly Refusal[] }

/** All reasons at once; a field that could not be read is not judged as well. */
const allowed = (row: TopicRow, { ask, said, why }: Asked): Result<Fact, readonly Refusal[]> => {
  const decided = decide(row.state, ask, row.facts + 1)
  const unread = new Set(why.map(({ pointer }) => pointer))
  const kept = decided.ok ? [] : decided.error.filter(({ pointer }) => pointer === undefined || !unread.has(pointer))
  const held = [...why, ...withoutNumbers(said)]
  return decided.ok || kept.length > 0 ? judged(kept.length > 0 ? refuse(kept) : decided, held) : refuse(held)
}

const acted = async (tx: Tx, env: Env, row: TopicRow, asked: Asked): Done => {
  const decided = allowed(row, asked)
  if (!decided.ok) return decided
  const fact = decided.value
  const state = evolve(row.state, fact)
  const why = await follow(tx, row, state, fact)
  if (why.length > 0) return refuse(why)
  updateTopic(tx, row.id, fact.seq, state, env.now)
  const leaf = await record(tx, env, { id: row.id, no: row.no, state, fact }, asked.said)
  return ok({ id: row.id, no: row.no, version: row.version + 1, state, fact, leaf })
}

/** Seats with a voice, and how many of them are taken, in the meeting that is on. */
const countedIn = async (tx: Tx, { id, state }: TopicRow): Promise<Pick<Counted, 'due' | 'present' | 'minutes'>> => {
  const [meeting, taken] = await Promise.all([meetingOf(tx, id, state.round), signInsOf(tx, id, state.round)])
  const present = taken.filter(({ line }) => state.lines[line - 1]?.zone === 'delegates').length
  return { due: seatsWithVoice(state.lines), present, minutes: meeting?.minutes ?? '' }
}

/** A duty of the government's becomes a work order of its own, unless it came from orders, which then go on. */
const madeOrder = async (
  tx: Tx,
  env: Env,
  row: TopicRow,
  no: string | undefined,
): Promise<Result<string, readonly Refusal[]>> => {
  if (no === undefined || env.vault === undefined || row.state.origin === 'orders') return ok('')
  const raisedByResident = row.state.origin === 'resident'
  const made = await accept(
    tx,
    { actor: env.actor, now: env.now, vault: env.vault },
    {
      text: `${row.title}\n${row.body}`,
      area: row.state.area,
      place: '',
      channel: 'counter',
      anonymous: false,
      confidential: false,
      requester: raisedByResident ? row.state.raiser : null,
      photos: [],
    },
    no,
  )
  return made.ok ? ok(made.value.no) : made
}

export type Input = {
  readonly body: unknown
  /** The version the person saw; refused as stale when the topic has moved on since. */
  readonly version?: number | undefined
  /** A number for a work order, taken before the transaction; for handing over. */
  readonly orderNo?: string | undefined
}

const absent = refuse([{ tag: 'not-found' }] as const)
const NOTHING: Pick<Counted, 'due' | 'present' | 'minutes'> = { due: 0, present: 0, minutes: '' }

/** The day whose rules hold: of the meeting or the notice, where the command names one. */
const ruledOn = (row: TopicRow, name: VerbName, body: unknown, now: Instant): LocalDate => {
  const { on } = body as { readonly on?: LocalDate }
  return on ?? (name === 'conclude' ? row.state.meetingOn : null) ?? dateOf(now)
}

/**
 * Does one thing to one topic, in the caller's transaction: lock → access → rules → write. The row, the fact and its
 * journal entry are written together or not at all.
 */
export const act = async (tx: Tx, env: Env, id: string, name: VerbName, input: Input): Done => {
  const row = await lockTopic(tx, id)
  if (row === undefined || !isThere(env.actor, row)) return absent
  const why = acting.barred<VerbOf>(policy, name, env.actor, subjectOf(row.state), row, input.version)
  if (why !== undefined) return refuse([why])
  const params = await paramsOn(tx, ruledOn(row, name, input.body, env.now))
  const counted = name === 'conclude' ? await countedIn(tx, row) : NOTHING
  const verb: Verb = VERBS[name]
  const by = byOf(env, name, row.state)
  const tell = (order: string): Asked => {
    const { command, words, why = [] } = verb.tell(input.body as never, { params, order, ...counted })
    return { ask: { ...command, by, at: env.now, params }, said: { words, seenBy: verb.seenBy }, why }
  }
  if (name !== 'handOver') return acted(tx, env, row, tell(''))
  // Nothing is made of a matter that may not be handed over as it stands.
  const first = allowed(row, tell(''))
  if (!first.ok) return first
  const order = await madeOrder(tx, env, row, input.orderNo)
  return order.ok ? acted(tx, env, row, tell(order.value)) : order
}
