import type { Office } from '../../platform/access/types.ts'
import { saveClocks } from '../../platform/clocks/store.ts'
import type { Tx } from '../../platform/db/types.ts'
import type { PreparedPhoto } from '../../platform/files/types.ts'
import { emit } from '../../platform/jobs/emit.ts'
import type { Env, Rules } from './commands.ts'
import { changed, ORDER_CHANGED } from './events.ts'
import { attachPhotos } from './files.ts'
import { journalFact } from './journal.ts'
import type { OrderClock } from './rules/clocks.ts'
import { roundOf } from './rules/project.ts'
import type { Fact, OrderState } from './rules/state.ts'
import { insertFact, type SeenBy } from './store/facts.ts'
import { saveRound } from './store/rounds.ts'
import { sealWords, type Words } from './text.ts'

/** One fact as it came to be, and how the order stands after it. */
export type Recorded = {
  readonly id: string
  readonly no: string
  readonly state: OrderState
  readonly fact: Fact
  /** Every clock of every round, the ended ones too. */
  readonly clocks: readonly OrderClock[]
  readonly rules: Rules
  /** The office under which the actor did it; staff only. */
  readonly office: Office | null
  /** What was said with it, by field: sealed where it had to be masked, a commitment in the journal. */
  readonly words: Readonly<Record<string, Words>>
  readonly seenBy: SeenBy
  readonly photos: readonly PreparedPhoto[]
}

/**
 * Writes what one fact brings with it, in the fixed order: journal, fact, sealed words, photos, clocks, round, event.
 * The order's own row is written before, by the caller. Nothing here waits for an answer of the database but photos of more than a megabyte.
 * @returns the receipt, the leaf hash of the journal entry
 */
export const record = async (tx: Tx, env: Env, told: Recorded): Promise<string> => {
  const { id, no, state, fact, clocks, rules, office, words, seenBy, photos } = told
  const spoken = Object.entries(words)
  const leaf = await journalFact(tx, { id, no, state }, fact, {
    actor: env.actor,
    office,
    texts: Object.fromEntries(spoken.map(([field, { shown, original }]) => [field, original ?? shown])),
  })
  const onBehalf = env.actor.onBehalf?.party ?? null
  insertFact(tx, id, fact, { note: words.note?.shown ?? '', seenBy, leaf, onBehalf })
  for (const [field, text] of spoken) sealWords(tx, env.vault, id, fact.seq, field, text)
  await attachPhotos(tx, id, fact, photos, env)
  saveClocks(tx, { id, kind: 'work-order' }, rules.calendar.version, clocks)
  saveRound(tx, id, state, roundOf(state, clocks))
  await emit(tx, { topic: ORDER_CHANGED, key: id, payload: changed({ id, no }, state, fact), at: env.now })
  return leaf
}
