import type { Json } from '../../kernel/journal/canonical.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { dateOf, type LocalDate, plusDays } from '../../kernel/time.ts'
import { officeFor } from '../../platform/access/access.ts'
import type { Tx } from '../../platform/db/types.ts'
import { heldBack } from '../../platform/personal/publication.ts'
import { type Acted, type Done, taken } from './commands.ts'
import { policy, subjectOf, type Verb } from './policy.ts'
import { type Env, record } from './record.ts'
import { parkingCounts } from './register.ts'
import { bodyParamsOn } from './rule-values.ts'
import type { Command, FormationState } from './rules/formation.ts'
import { decide, evolve } from './rules/formation-gates.ts'
import { formationBasis, formationOf, putFact } from './store/formation.ts'
import { startOf } from './title-commands.ts'

export type Words = { readonly record?: string; readonly note?: string }

/** The day whose rules hold, and at whose end the register is read. */
const dayOf = (command: Command, env: Env): LocalDate => ('on' in command ? command.on : dateOf(env.now))

/** Does one thing to the forming of the assembly: lock → access → rules → write. */
export const formationAct = async (
  tx: Tx,
  env: Env,
  id: string,
  command: Command,
  { record: paper = '', note = '' }: Words,
): Done<Acted & { readonly state: FormationState }> => {
  const estate = await taken(tx, env, id, 'assemble')
  if (!estate.ok) return estate
  const row = await formationOf(tx, id)
  const day = dayOf(command, env)
  const params = await bodyParamsOn(tx, day)
  const end = startOf(plusDays(day, 1))
  const of = await formationBasis(tx, id, end, (await parkingCounts(tx, id, end)) ?? false)
  const held = heldBack({ record: paper, note })
  const decided = decide(row?.state, { ...command, at: env.now, params, of }, (row?.facts ?? 0) + 1)
  if (!decided.ok || held.length > 0) return refuse([...held, ...(decided.ok ? [] : decided.error)])
  const fact = decided.value
  const state = evolve(row?.state, fact)
  const { seq: _seq, at: _at, action, ...told } = fact
  const data = { ...(told as unknown as Record<string, Json>), step: state.step, record: paper, note }
  const { leaf } = await record(tx, env, estate.value, { action, under: 'assemble', data })
  const office = officeFor<Verb>(policy, 'assemble', env.actor, subjectOf(estate.value))
  const said = { party: env.actor.party, role: office?.role ?? env.actor.kind, record: paper, note }
  await putFact(tx, id, fact, state, said, leaf)
  return ok({ id, leaf, state })
}
