import { ok, refuse } from '../../kernel/result.ts'
import { dateOf } from '../../kernel/time.ts'
import { may } from '../../platform/access/access.ts'
import type { Tx } from '../../platform/db/types.ts'
import type { PreparedPhoto } from '../../platform/files/types.ts'
import { lookAt } from './look-at.ts'
import { moveMoney } from './move-money.ts'
import { paramsOn } from './params.ts'
import { policy, subjectOf } from './policy.ts'
import type { Ask } from './rules/ask.ts'
import { decide } from './rules/decide.ts'
import { evolve } from './rules/evolve.ts'
import { lockUse, updateUse } from './store/uses.ts'
import { VERBS, type Verb, type VerbName } from './verbs.ts'
import { byOf, type Done, type Env, judged, record, withoutNumbers } from './write.ts'

export type { Acted, Env } from './write.ts'

type Input = {
  readonly body: unknown
  readonly files: readonly PreparedPhoto[]
  /** The version the person saw; refused as stale when the use has moved on since. */
  readonly version?: number | undefined
}

const absent = refuse([{ tag: 'not-found' }] as const)

/**
 * Does one thing to one use, in the caller's transaction: lock → access → rules → write. The row, the fact, its files, its
 * journal entry and what moves in the fund's books are written together or not at all. What moves money (`MOVES_MONEY`) is
 * called on a transaction of the system: the access table is asked here.
 */
export const act = async (tx: Tx, env: Env, id: string, name: VerbName, input: Input): Done => {
  const row = await lockUse(tx, id)
  if (row === undefined) return absent
  if (!may(policy, name, env.actor, subjectOf(row.state)))
    return refuse([{ tag: 'not-yours', values: { action: name } }])
  if (input.version !== undefined && input.version !== row.version)
    return refuse([{ tag: 'version-stale', values: { version: row.version } }])
  const verb: Verb = VERBS[name]
  const { record: paper = '', note = '', auditor = '' } = input.body as Readonly<Record<string, string | undefined>>
  const looked = await lookAt(tx, row, name, {
    actor: env.actor,
    now: env.now,
    photos: input.files.length,
    body: input.body,
  })
  const params = await paramsOn(tx, dateOf(row.state.appliedAt))
  const command = verb.command(input.body as never, looked.found)
  const ask: Ask = { ...command, by: byOf(env, name, row.state.area), at: env.now, params, seen: looked.seen }
  const held = withoutNumbers(verb.seenBy, { note, record: paper, auditor })
  const decided = judged(decide(row.state, ask, row.facts + 1), held)
  if (!decided.ok) return decided
  const fact = decided.value
  const state = evolve(row.state, fact)
  updateUse(tx, id, fact.seq, state, env.now)
  const moved = await moveMoney(tx, env, { row, state, fact, looked, params })
  if (!moved.ok) return moved
  const filesSeenBy = verb.files ?? 'staff'
  const said = { record: paper, note, seenBy: verb.seenBy, files: input.files, filesSeenBy }
  const leaf = await record(tx, env, { id, no: row.no, state, fact }, said)
  return ok({ id, no: row.no, version: row.version + 1, state, fact, leaf })
}
