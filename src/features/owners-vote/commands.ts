import { canonical, type Json } from '../../kernel/journal/canonical.ts'
import { judged } from '../../kernel/procedure/decide.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { type Instant, isoOf } from '../../kernel/time.ts'
import { barred, type Env } from '../../platform/access/acting.ts'
import type { Tx } from '../../platform/db/types.ts'
import type { PreparedPhoto } from '../../platform/files/types.ts'
import { sha256 } from '../../platform/journal/sha256.ts'
import { heldFrom } from '../../platform/personal/publication.ts'
import { countFacts, headerFacts } from '../ballots/index.ts'
import type { Counted } from './count-ballots.ts'
import { headerOf } from './header.ts'
import { type Looked, lookAt } from './look-at.ts'
import { paramsOn } from './params.ts'
import { policy, subjectOf } from './policy.ts'
import type { Ask } from './rules/ask.ts'
import { decide } from './rules/decide.ts'
import { evolve } from './rules/evolve.ts'
import type { Fact, How } from './rules/state.ts'
import { ruledOn } from './seen.ts'
import { strikeWaiting } from './store/ballots.ts'
import { insertDeliveries } from './store/papers.ts'
import { insertRoll } from './store/roll.ts'
import { insertCount, lockVote, motionsOf, updateVote, type VoteRow } from './store/votes.ts'
import { VERBS, type Verb, type VerbName } from './verbs.ts'

import { byOf, type Done, record } from './write.ts'

export type { Env } from '../../platform/access/acting.ts'
export type { Acted } from './write.ts'

type Input = {
  readonly body: unknown
  readonly scans: readonly PreparedPhoto[]
  /** The version the person saw; refused as stale when the vote has moved on since. */
  readonly version?: number | undefined
  /** What the ballots came to, counted before the transaction; for `count` alone. */
  readonly counted?: Counted | undefined
}

const absent = refuse([{ tag: 'not-found' }] as const)

/**
 * What binds the published vote to the journal: what it is about, with the roll's hash, when it is frozen and whenever that
 * changes; and the count.
 */
const proofOf = async (
  tx: Tx,
  row: VoteRow,
  fact: Fact,
  counted: Counted | undefined,
): Promise<Readonly<Record<string, Json>>> => {
  if (fact.action === 'register' || fact.action === 'extend') {
    const { header, register } = headerFacts(sha256, headerOf(tx.city.code, row, await motionsOf(tx, row.id)))
    const { opens, closes } = row.state
    return { header, register, opens: isoOf(opens as Instant), closes: isoOf(closes as Instant) }
  }
  return fact.action === 'count' && counted !== undefined ? countFacts(sha256, counted.count) : {}
}

/** What goes with the fact into tables of its own. */
const writeBeside = async (
  tx: Tx,
  row: VoteRow,
  fact: Fact,
  looked: Looked,
  counted: Counted | undefined,
): Promise<void> => {
  if (fact.action === 'count' && counted !== undefined)
    insertCount(tx, row.id, canonical(counted.count as unknown as Json))
  if (fact.action === 'register' && looked.roll !== undefined)
    insertRoll(tx, row.id, looked.roll.groups, looked.roll.units)
  if (fact.action === 'deliver')
    insertDeliveries(tx, row.id, looked.deliver ?? [], { how: fact.how as How, on: fact.on, seq: fact.seq })
  if (fact.action === 'strike' && looked.strike !== undefined) await strikeWaiting(tx, row.id, looked.strike)
}

/**
 * Does one thing to one vote, in the caller's transaction: lock → access → rules → write. The row, the fact, its scans and
 * its journal entry are written together or not at all.
 */
export const act = async (tx: Tx, env: Env, id: string, name: VerbName, input: Input): Done => {
  const row = await lockVote(tx, id)
  if (row === undefined) return absent
  const why = barred<VerbName>(policy, name, env.actor, subjectOf(row.state), row, input.version)
  if (why !== undefined) return refuse([why])
  // A paper ballot was checked while the others were counted: to be counted again.
  if (input.counted !== undefined && input.counted.ballots !== row.ballots)
    return refuse([{ tag: 'version-stale', values: { version: row.version } }])
  const verb: Verb = VERBS[name]
  const { record: paper = '', note = '' } = input.body as { readonly record?: string; readonly note?: string }
  const looked = await lookAt(tx, env.now, row, name, input.body)
  const params = await paramsOn(tx, ruledOn(row, env.now))
  const command = verb.command(input.body as never, {
    roll: looked.roll,
    units: looked.deliver?.length ?? 0,
    results: input.counted?.results ?? [],
    ballots: row.ballots,
  })
  const ask: Ask = { ...command, by: byOf(env, name, row.state.area), at: env.now, params, seen: looked.seen }
  const decided = judged(
    decide(row.state, ask, row.facts + 1),
    heldFrom(verb.seenBy === 'public', { note, record: paper }),
  )
  if (!decided.ok) return decided
  const fact = decided.value
  const state = evolve(row.state, fact)
  updateVote(tx, id, fact.seq, state, env.now)
  await writeBeside(tx, row, fact, looked, input.counted)
  const said = { record: paper, note, seenBy: verb.seenBy, scans: input.scans }
  const proof = await proofOf(tx, { ...row, state }, fact, input.counted)
  const leaf = await record(tx, env, { id, no: row.no, state, fact, entry: row.entries + 1, proof }, said)
  return ok({ id, no: row.no, version: row.version + 1, state, fact, leaf })
}
