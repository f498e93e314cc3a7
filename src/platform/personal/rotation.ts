import type { Vault } from '../crypto/vault.ts'
import { type CityDb, sql } from '../db/types.ts'
import { ts } from '../db/values.ts'
import type { Sweep } from '../feature.ts'
import type { Column } from './catalogue.ts'
import { countsByKey, type Mark, nameOf, resealBatch, type SealedColumn, sealedColumns } from './reseal.ts'

export type ColumnState = { readonly column: string; readonly byKey: Readonly<Record<string, number>> }

/** How many values of each column lie under which key, by the key's name; keys not here by their id. */
export const keyStatus = async (
  db: CityDb,
  vault: Vault,
  columns: readonly Column[],
): Promise<readonly ColumnState[]> => {
  const names = new Map(vault.keys().map(({ name, id }) => [id.toString('hex'), name]))
  const states: ColumnState[] = []
  for (const column of sealedColumns(columns)) {
    const counts = await countsByKey(db, column)
    states.push({
      column: nameOf(column),
      byKey: Object.fromEntries([...counts].map(([id, n]) => [names.get(id) ?? id, n])),
    })
  }
  return states
}

/**
 * Writes every value of a city anew under the newest key, as fast as it goes. Broken off, it is simply run again: what
 * is done is not found any more.
 */
export const resealCity = async (
  db: CityDb,
  vault: Vault,
  columns: readonly Column[],
  progress: (column: string, done: number) => void = () => undefined,
): Promise<number> => {
  let all = 0
  for (const column of sealedColumns(columns)) {
    let [done, mark]: [number, Mark] = [0, undefined]
    for (;;) {
      const batch = await resealBatch(db, vault, column, mark, 1_000)
      if (batch.done === 0) break
      done += batch.done
      mark = batch.mark
      progress(nameOf(column), done)
    }
    all += done
  }
  return all
}

const STATE = sql('reseal.state', `select key_id from city.reseal where place = $1`)

const DONE = sql(
  'reseal.done',
  `insert into city.reseal (place, key_id, done_at) values ($1, $2, $3)
   on conflict (place) do update set key_id = excluded.key_id, done_at = excluded.done_at`,
)

/** Some rows at a time, so that requests of this process are answered in between. */
const SWEEP_ROWS = 100
const SWEEP_MS_MAX = 1_000
const SWEEP_EVERY_MS = 5_000
/** A process that had not looked for the newer key yet may have sealed with the older one for a second longer. */
const AGAIN_AFTER_MS = 60_000

const isDone = async (db: CityDb, column: SealedColumn, newest: Buffer): Promise<boolean> => {
  const state = await db.maybe<{ key_id: Buffer }>(STATE, [nameOf(column)])
  return state?.key_id.equals(newest) === true
}

const sweepColumn = async (db: CityDb, vault: Vault, column: SealedColumn, until: number): Promise<number> => {
  let [done, mark]: [number, Mark] = [0, undefined]
  while (performance.now() < until) {
    const batch = await resealBatch(db, vault, column, mark, SWEEP_ROWS)
    if (batch.done === 0 && mark === undefined) return done
    done += batch.done
    mark = batch.mark
    await new Promise(resolve => setImmediate(resolve))
  }
  return done
}

/**
 * Writes values anew in the background after a rotation, a second's worth at a time. A column is looked through until
 * nothing of an older key is left, and once more a minute later; then it rests until the next rotation.
 */
export const resealSweep = (vault: Vault, columns: readonly Column[]): Sweep => {
  const all = sealedColumns(columns)
  const settled = new Map<string, number>()
  return {
    id: 'personal.reseal',
    everyMs: SWEEP_EVERY_MS,
    run: async (db, now) => {
      const keys = vault.keys()
      const newest = keys.at(-1)
      if (newest === undefined || keys.length < 2) return 0
      const until = performance.now() + SWEEP_MS_MAX
      let done = 0
      for (const column of all) {
        if (await isDone(db, column, newest.id)) continue
        const some = await sweepColumn(db, vault, column, until)
        done += some
        if (performance.now() >= until) break
        const place = `${db.city.code}/${nameOf(column)}/${newest.name}`
        const clean = settled.get(place)
        if (clean === undefined || some > 0) settled.set(place, now)
        else if (now - clean >= AGAIN_AFTER_MS) await db.run(DONE, [nameOf(column), newest.id, ts(now)])
      }
      return done
    },
  }
}
