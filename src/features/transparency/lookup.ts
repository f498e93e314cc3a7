import type { Instant } from '../../kernel/time.ts'
import type { CityDb } from '../../platform/db/types.ts'
import { findLeaf } from '../../platform/journal/log-store.ts'

export type FoundEntry = {
  readonly leaf: string
  /** Null until the sequencer has placed it, about a second. */
  readonly idx: number | null
  readonly at: Instant
  readonly stream: string
  readonly seq: number
  /** Names of what entered as a commitment only. */
  readonly personal: readonly string[]
  /** The text itself, from which the receipt is computed. */
  readonly body: string
}

const LEAF = /^[0-9a-f]{64}$/

/** The entry of a receipt as somebody typed it: spaces and capitals do not matter. */
export const lookUp = async (db: CityDb, typed: string): Promise<FoundEntry | undefined> => {
  const leaf = typed.replace(/\s/g, '').toLowerCase()
  const row = LEAF.test(leaf) ? await findLeaf(db, Buffer.from(leaf, 'hex')) : undefined
  if (row === undefined) return undefined
  const { stream, seq, personal } = JSON.parse(row.body)
  return { leaf, idx: row.idx, at: row.at, stream, seq, personal: Object.keys(personal), body: row.body }
}
