import { type AreaPath, parseAreaPath } from '../../kernel/area-code.ts'
import { judged } from '../../kernel/procedure/decide.ts'
import type { By } from '../../kernel/procedure/fact.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { tidied } from '../../kernel/text.ts'
import { d, dateOf, type Instant, type LocalDate } from '../../kernel/time.ts'
import { may, officeFor } from '../../platform/access/access.ts'
import type { Env } from '../../platform/access/acting.ts'
import * as acting from '../../platform/access/acting.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import { nextNo as numberOf } from '../../platform/db/numbers.ts'
import type { CityDb, Tx } from '../../platform/db/types.ts'
import { attach } from '../../platform/files/files.ts'
import type { PreparedPhoto } from '../../platform/files/types.ts'
import { heldBack, heldFrom } from '../../platform/personal/publication.ts'
import { meetingRule } from '../ballots/index.ts'
import { areaAt } from '../directory/index.ts'
import { journalFact, streamOf } from './journal.ts'
import { FIRST_DAY, paramsOn } from './params.ts'
import { policy, subjectOf } from './policy.ts'
import { decide } from './rules/decide.ts'
import { evolve } from './rules/evolve.ts'
import type { Ask } from './rules/gates.ts'
import type { Matter } from './rules/matters.ts'
import type { Action, Command, DecisionState, Fact, Meeting } from './rules/state.ts'
import { type DecisionRow, insertDecision, lockDecision, updateDecision } from './store/decisions.ts'
import { addFile, insertFact, type SeenBy } from './store/facts.ts'
import { type Counted, VERBS, type Verb, type VerbName } from './verbs.ts'

/** A decision after a command. */
export type Acted = acting.Acted<DecisionState, Fact>

type Done = acting.Done<DecisionState, Fact>

type Said = {
  readonly record: string
  readonly note: string
  readonly seenBy: SeenBy
  readonly scans: readonly PreparedPhoto[]
}

const byOf = ({ actor }: Env, action: Action, area: string): By =>
  acting.byOf<Action>(policy, action, actor, subjectOf({ area }))

type Written = { readonly id: string; readonly no: string; readonly state: DecisionState; readonly fact: Fact }

/** Writes what one fact brings with it: journal, fact, scans. The decision's own row is written before. */
const record = async (tx: Tx, env: Env, { id, no, state, fact }: Written, said: Said): Promise<string> => {
  const text = tidied(said.note)
  const office = officeFor(policy, fact.action, env.actor, subjectOf(state))
  const told = { actor: env.actor, office, no, record: said.record, text, personal: said.seenBy === 'staff' }
  const leaf = await journalFact(tx, id, fact, told)
  insertFact(tx, id, fact, { record: said.record, note: text, seenBy: said.seenBy, leaf })
  for (const scan of said.scans) {
    await attach(tx, scan, { owner: streamOf(id), purpose: fact.action, by: env.actor.party, at: env.now })
    await addFile(tx, id, fact.seq, scan.id)
  }
  return leaf
}

type About = { readonly day: LocalDate; readonly law: Counted['law'] }

/** The day whose rules hold: of a meeting before the law had its numbers, the first on which it had. */
const ruledOn = (day: LocalDate): LocalDate => (day < FIRST_DAY ? d(FIRST_DAY) : day)

/** The day whose rules hold, and what the law asks of the body that met on it. */
const aboutOf = (body: unknown, now: Instant): About => {
  const { on = dateOf(now), ...resolution } = body as {
    readonly on?: LocalDate
    readonly body?: Extract<Command, { action: 'resolve' }>['body']
    readonly mode?: Extract<Command, { action: 'resolve' }>['mode']
  }
  const { body: decided, mode = 'persons' } = resolution
  return { day: ruledOn(on), law: decided && meetingRule(decided, mode, on)?.rule }
}

const absent = refuse([{ tag: 'not-found' }] as const)

type Input = {
  readonly body: unknown
  readonly scans: readonly PreparedPhoto[]
  /** The version the person saw; refused as stale when the decision has moved on since. */
  readonly version?: number | undefined
}

const acted = async (tx: Tx, env: Env, row: DecisionRow, ask: Ask, said: Said): Done => {
  const held = heldFrom(said.seenBy === 'public', { note: said.note, record: said.record })
  const decided = judged(decide(row.state, ask, row.facts + 1), held)
  if (!decided.ok) return decided
  const fact = decided.value
  const state = evolve(row.state, fact)
  updateDecision(tx, row.id, fact.seq, state, env.now)
  const leaf = await record(tx, env, { id: row.id, no: row.no, state, fact }, said)
  return ok({ id: row.id, no: row.no, version: row.version + 1, state, fact, leaf })
}

/**
 * Does one thing to one decision, in the caller's transaction: lock → access → rules → write. The row, the fact, its
 * scans and its journal entry are written together or not at all.
 */
export const act = async (tx: Tx, env: Env, id: string, name: VerbName, input: Input): Done => {
  const row = await lockDecision(tx, id)
  if (row === undefined) return absent
  const why = acting.barred<VerbName>(policy, name, env.actor, subjectOf(row.state), row, input.version)
  if (why !== undefined) return refuse([why])
  const verb: Verb = VERBS[name]
  const { record: paper = '', note = '' } = input.body as { readonly record?: string; readonly note?: string }
  const { day, law } = aboutOf(input.body, env.now)
  const params = await paramsOn(tx, day)
  const command = verb.command(input.body as never, { params, law })
  const ask: Ask = { ...command, by: byOf(env, name, row.state.area), at: env.now, params, village: true, law }
  return acted(tx, env, row, ask, { record: paper, note, seenBy: verb.seenBy, scans: input.scans })
}

/** What a village's party organisation proposes. */
export type Proposal = {
  readonly area: string
  readonly matter: Matter
  readonly title: string
  readonly text: string
  readonly merged: boolean
  readonly meeting: Meeting
  readonly record: string
  readonly scans: readonly PreparedPhoto[]
}

/** A number for the next decision, taken before its transaction: it may leave a gap, and nobody waits for it. */
export const nextNo = (db: CityDb, now: Instant): Promise<string> =>
  numberOf(db, { name: 'village-decision', letter: 'V' }, now)

const villageAt = async (
  tx: Tx,
  area: string,
): Promise<{ readonly path: AreaPath; readonly village: boolean } | undefined> => {
  const path = parseAreaPath(area)
  if (!path.ok) return undefined
  const found = await areaAt(tx, path.value)
  return found === undefined ? undefined : { path: path.value, village: found.kind === 'village' }
}

/**
 * Opens a decision with the party organisation's proposal: its row, its first fact and its journal entry.
 * @param no a number from `nextNo`
 */
export const propose = async (tx: Tx, env: Env, proposal: Proposal, no: string): Done => {
  const { area, matter, title, text, merged, meeting } = proposal
  const place = await villageAt(tx, area)
  if (place === undefined) return refuse([{ tag: 'place-unknown', pointer: '/body/area' }])
  if (!may(policy, 'propose', env.actor, subjectOf({ area })))
    return refuse([{ tag: 'not-yours', values: { action: 'propose' } }])
  const params = await paramsOn(tx, ruledOn(meeting.on))
  const command = { action: 'propose', area: place.path, matter, review: params.review, merged, meeting } as const
  const by = byOf(env, 'propose', area)
  const ask: Ask = { ...command, by, at: env.now, params, village: place.village, law: undefined }
  const decided = judged(decide(undefined, ask, 1), heldBack({ title, text, record: proposal.record }))
  if (!decided.ok) return decided
  const fact = decided.value
  const state = evolve(undefined, fact)
  const id = uuidv7(env.now)
  insertDecision(tx, { id, no, title, body: text }, state)
  const said: Said = { record: proposal.record, note: '', seenBy: 'public', scans: proposal.scans }
  const leaf = await record(tx, env, { id, no, state, fact }, said)
  return ok({ id, no, version: 1, state, fact, leaf })
}
