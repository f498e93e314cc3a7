import type { Refusal } from '../../kernel/refusal.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { dateOf } from '../../kernel/time.ts'
import { may } from '../../platform/access/access.ts'
import type { Tx } from '../../platform/db/types.ts'
import type { PreparedPhoto } from '../../platform/files/types.ts'
import { electionRule } from '../ballots/index.ts'
import { addToList, unfitToAdd } from './enrol.ts'
import { type Looked, lookAt, roundOf } from './look-at.ts'
import { FIRST_DAY, paramsOn } from './params.ts'
import { policy, subjectOf } from './policy.ts'
import type { Ask } from './rules/ask.ts'
import type { ElectionLaw } from './rules/count.ts'
import { decide } from './rules/decide.ts'
import { evolve } from './rules/evolve.ts'
import type { Body, Command, Count, Fact, Mode } from './rules/state.ts'
import { type ElectionRow, lockElection, updateElection } from './store/elections.ts'
import { addOfficials, clearCount, keepFirst, officialLeaves, officialsOf } from './store/papers.ts'
import { strikeVoter } from './store/voters.ts'
import { VERBS, type Verb, type VerbName } from './verbs.ts'
import { byOf, type Done, type Env, judged, record, withoutNumbers } from './write.ts'

export type { Acted, Env } from './write.ts'

type Input = {
  readonly body: unknown
  readonly scans: readonly PreparedPhoto[]
  /** The version the person saw; refused as stale when the election has moved on since. */
  readonly version?: number | undefined
}

/** What the act in force on a polling day asks of such an election; undefined when it knows none. */
export const lawOf = (
  body: Body,
  mode: Mode,
  pollingOn: Parameters<typeof electionRule>[2],
): ElectionLaw | undefined =>
  pollingOn < FIRST_DAY ? undefined : electionRule(`election-${body}`, mode, pollingOn)?.rule

/** A refusal about several numbers is told beside each of them. */
const spread = (why: readonly Refusal[]): readonly Refusal[] =>
  why.flatMap(refusal => {
    const fields = refusal.values?.fields
    if (typeof fields !== 'string') return [refusal]
    return fields.split(' ').map(field => ({ ...refusal, pointer: `/body/${field.replace('.', '/')}` }))
  })

/** What goes with the fact into tables of its own. */
const writeBeside = async (tx: Tx, env: Env, row: ElectionRow, fact: Fact, body: unknown, count: Count | undefined) => {
  const typed = body as { readonly voter?: number; readonly successor?: string }
  switch (fact.action) {
    case 'mend':
      if (typed.voter !== undefined) await strikeVoter(tx, row.id, typed.voter)
      else await addToList(tx, env, row.id, body)
      return
    case 'replace':
      officialLeaves(tx, row.id, fact.seat, fact.on)
      if (typed.successor !== undefined)
        addOfficials(tx, row.id, [typed.successor], (await officialsOf(tx, row.id)).length)
      return
    case 'firstCount':
      if (count !== undefined && env.actor.party !== null) keepFirst(tx, row.id, roundOf(row), env.actor.party, count)
      return
    case 'strikeCount':
    case 'secondCount':
      clearCount(tx, row.id)
      return
    default:
      return
  }
}

const wrongBeside = async (tx: Tx, env: Env, row: ElectionRow, name: VerbName, looked: Looked, body: unknown) => [
  ...(name === 'replace' && !looked.seen.seatHeld ? [{ tag: 'no-such-official', pointer: '/body/seat' }] : []),
  ...(name === 'mend' ? await unfitToAdd(tx, env, row, body) : []),
]

/** Words of a body that are read by everybody, or kept in clear. */
const wordsOf = (body: unknown): Readonly<Record<string, string>> => {
  const { record: paper = '', note = '', successor = '' } = body as Readonly<Record<string, string | undefined>>
  return { record: paper, note, successor }
}

const asked = async (
  tx: Tx,
  env: Env,
  row: ElectionRow,
  name: VerbName,
  body: unknown,
): Promise<readonly [Ask, Looked, Count | undefined]> => {
  const verb: Verb = VERBS[name]
  const { state } = row
  const entered = verb.count?.(body as never)
  const looked = await lookAt(tx, env, row, name, body, entered)
  const params = await paramsOn(tx, state.pollingOn, state.body)
  const command: Command = verb.command(body as never, {
    casts: looked.casts,
    nominators: looked.nominators,
    woman: looked.woman,
    termYears: params.termYears,
    producedOn: state.posted?.on ?? dateOf(env.now),
  })
  const pollingOn = 'pollingOn' in command ? command.pollingOn : state.pollingOn
  const law = lawOf(state.body, state.mode, pollingOn)
  const by = byOf(env, name, state.area)
  return [{ ...command, by, at: env.now, params, law, entered, seen: looked.seen }, looked, entered]
}

/**
 * Does one thing to one election, in the caller's transaction: lock → access → rules → write. The row, the fact, its scans
 * and its journal entry are written together or not at all.
 */
export const act = async (tx: Tx, env: Env, id: string, name: VerbName, input: Input): Done => {
  const row = await lockElection(tx, id)
  if (row === undefined) return refuse([{ tag: 'not-found' }])
  if (!may(policy, name, env.actor, subjectOf(row.state)))
    return refuse([{ tag: 'not-yours', values: { action: name } }])
  if (input.version !== undefined && input.version !== row.version)
    return refuse([{ tag: 'version-stale', values: { version: row.version } }])
  const verb: Verb = VERBS[name]
  const [ask, looked, count] = await asked(tx, env, row, name, input.body)
  const words = wordsOf(input.body)
  const held = withoutNumbers(verb.seenBy, words)
  const decidable = decide(row.state, ask, row.facts + 1)
  const inStep = decidable.ok || decidable.error[0]?.tag !== 'wrong-step'
  const beside = inStep ? await wrongBeside(tx, env, row, name, looked, input.body) : []
  const decided = judged(decidable, [...beside, ...held])
  if (!decided.ok) return refuse(spread(decided.error))
  const fact = decided.value
  const state = evolve(row.state, fact, { law: ask.law })
  updateElection(tx, row, state, { facts: fact.seq, at: env.now, name: looked.name })
  await writeBeside(tx, env, row, fact, input.body, count)
  const said = { record: words.record ?? '', note: words.note ?? '', seenBy: verb.seenBy, scans: input.scans }
  const leaf = await record(tx, env, { id, no: row.no, area: state.area, fact }, said)
  return ok({ id, no: row.no, version: row.version + 1, state, fact, leaf })
}
