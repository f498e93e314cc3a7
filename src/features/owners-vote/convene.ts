import { judged } from '../../kernel/procedure/decide.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { dateOf, type Instant } from '../../kernel/time.ts'
import { may } from '../../platform/access/access.ts'
import type { Env } from '../../platform/access/acting.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import { nextNo as numberOf } from '../../platform/db/numbers.ts'
import type { CityDb, Tx } from '../../platform/db/types.ts'
import type { PreparedPhoto } from '../../platform/files/types.ts'
import { heldBack } from '../../platform/personal/publication.ts'
import { estateById, unitsOn } from '../estate/index.ts'
import { paramsOn } from './params.ts'
import { policy, subjectOf } from './policy.ts'
import type { Ask } from './rules/ask.ts'
import { decide } from './rules/decide.ts'
import { evolve } from './rules/evolve.ts'
import type { Item, Scope } from './rules/state.ts'
import { NOTHING } from './seen.ts'
import { insertMotion, insertVote, type MotionRow } from './store/votes.ts'

import { byOf, type Done, record, type Said } from './write.ts'

/** What is put to the owners. */
export type Agenda = {
  readonly estate: string
  readonly scope: Scope
  readonly title: string
  readonly text: string
  readonly motions: readonly { readonly item: Item; readonly title: string; readonly text: string }[]
  readonly record: string
  readonly scans: readonly PreparedPhoto[]
}

/** A number for the next vote, taken before its transaction: it may leave a gap, and nobody waits for it. */
export const nextNo = (db: CityDb, now: Instant): Promise<string> =>
  numberOf(db, { name: 'owners-vote', letter: 'Y' }, now)

/**
 * Convenes a vote: its row, its motions, its first fact and its journal entry.
 * @param no a number from `nextNo`
 */
export const convene = async (tx: Tx, env: Env, agenda: Agenda, no: string): Done => {
  const { estate, scope, title, text } = agenda
  const place = await estateById(tx, estate)
  if (place === undefined) return refuse([{ tag: 'estate-unknown', pointer: '/body/estate' }])
  const { area } = place
  if (!may(policy, 'convene', env.actor, subjectOf({ area })))
    return refuse([{ tag: 'not-yours', values: { action: 'convene' } }])
  const units = await unitsOn(tx, estate, scope, env.now)
  const motions: readonly MotionRow[] = agenda.motions.map((motion, index) => ({
    no: index + 1,
    item: motion.item,
    title: motion.title,
    body: motion.text,
  }))
  const command = {
    action: 'convene',
    estate,
    area,
    scope,
    motions: motions.map(({ no: number, item }) => ({ no: number, item })),
  } as const
  const seen = { ...NOTHING, units: units.filter(unit => unit.counted).length }
  const params = await paramsOn(tx, dateOf(env.now))
  const ask: Ask = { ...command, by: byOf(env, 'convene', area), at: env.now, params, seen }
  const words = Object.fromEntries(
    motions.flatMap(one => [
      [`${one.no}`, one.title],
      [`${one.no}-text`, one.body],
    ]),
  )
  const decided = judged(decide(undefined, ask, 1), heldBack({ title, text, record: agenda.record, ...words }))
  if (!decided.ok) return decided
  const fact = decided.value
  const state = evolve(undefined, fact)
  const id = uuidv7(env.now)
  insertVote(tx, { id, no, title, body: text }, state)
  for (const motion of motions) insertMotion(tx, id, motion)
  const said: Said = { record: agenda.record, note: '', seenBy: 'public', scans: agenda.scans }
  const leaf = await record(tx, env, { id, no, state, fact, entry: 1, proof: {} }, said)
  return ok({ id, no, version: 1, state, fact, leaf })
}
