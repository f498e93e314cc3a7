import { parseAreaPath } from '../../kernel/area-code.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import { may, officeFor } from '../../platform/access/access.ts'
import type { Actor } from '../../platform/access/types.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import type { Tx } from '../../platform/db/types.ts'
import { emit } from '../../platform/jobs/emit.ts'
import { append } from '../../platform/journal/append.ts'
import { policy, subjectOf } from './policy.ts'
import { decide } from './rules/decide.ts'
import { evolve } from './rules/evolve.ts'
import type { Command, Fact, State } from './rules/state.ts'
import { insertFact, insertRow, lockRow, updateRow } from './store.ts'

export type Env = { readonly actor: Actor; readonly now: Instant }

/** Topic of the event after each fact; the key is the id. */
export const __SNAKE___CHANGED = '__kebab__.changed'

type Deed = { readonly id: string; readonly area: string; readonly fact: Fact; readonly state: State }

/** Journal entry, fact and event, in the transaction of the row. What people wrote enters the journal as a commitment only. */
const record = async (tx: Tx, { actor, now }: Env, { id, area, fact, state }: Deed): Promise<void> => {
  const { seq, at, action, ...words } = fact
  const office = officeFor(policy, action, actor, subjectOf(area))
  const entry = { stream: `__kebab__/${id}`, seq, verb: action, at, actor, office }
  const { leaf } = await append(tx, { ...entry, data: { area, step: state.step }, personal: words })
  await insertFact(tx, id, fact, actor.party, leaf)
  await emit(tx, { topic: __SNAKE___CHANGED, key: id, payload: { area, step: state.step }, at: now })
}

const notYours = (action: Command['action']): Result<never, readonly Refusal[]> =>
  refuse([{ tag: 'not-yours', values: { action } }])

/** Opens one. Refused: area-unknown, not-yours, title-missing. @returns its id */
export const open = async (
  tx: Tx,
  env: Env,
  input: { readonly area: string; readonly title: string },
): Promise<Result<string, readonly Refusal[]>> => {
  const area = parseAreaPath(input.area)
  if (!area.ok) return refuse([{ tag: 'area-unknown', pointer: '/body/area' }])
  if (!may(policy, 'open', env.actor, subjectOf(area.value))) return notYours('open')
  const decided = decide(undefined, { action: 'open', title: input.title }, env.now, 1)
  if (!decided.ok) return decided
  const [id, state] = [uuidv7(env.now), evolve(undefined, decided.value)]
  await insertRow(tx, id, area.value, state, env.now)
  await record(tx, env, { id, area: area.value, fact: decided.value, state })
  return ok(id)
}

/** Closes one. The row is locked first, so of two at once the second is refused. Refused: not-found, not-yours, wrong-step, outcome-missing. */
export const close = async (
  tx: Tx,
  env: Env,
  id: string,
  outcome: string,
): Promise<Result<string, readonly Refusal[]>> => {
  const row = await lockRow(tx, id)
  if (row === undefined) return refuse([{ tag: 'not-found' }])
  if (!may(policy, 'close', env.actor, subjectOf(row.area))) return notYours('close')
  const decided = decide(row, { action: 'close', outcome }, env.now, row.version + 1)
  if (!decided.ok) return decided
  const state = evolve(row, decided.value)
  await updateRow(tx, id, state)
  await record(tx, env, { id, area: row.area, fact: decided.value, state })
  return ok(id)
}
