import type { Installation } from '../../src/app/installation.ts'
import { audit } from '../../src/platform/journal/audit.ts'
import { headRow } from '../../src/platform/journal/log-store.ts'
import { inclusionProofs } from '../../src/platform/journal/proofs.ts'
import { CITY } from '../support/city.ts'
import { percentile } from '../support/result.ts'

const PROOFS = 500

export type JournalFigures = {
  readonly entries: number
  readonly rebuildSeconds: number
  readonly whole: boolean
  readonly proof: { readonly p50: number; readonly p99: number }
}

/** The city's journal made anew from its bodies, and proofs out of it. */
export const measureJournal = async ({ database }: Installation): Promise<JournalFigures> => {
  const db = database.city(CITY)
  const start = performance.now()
  const { size, whole } = await audit(db)
  const rebuildSeconds = Math.round((performance.now() - start) / 100) / 10
  const { size: head } = await headRow(db)
  const times: number[] = []
  for (let at = 0; at < PROOFS; at++) {
    const begun = performance.now()
    await inclusionProofs(db, [Math.floor((at * 7919 * head) / PROOFS) % head], head)
    times.push(performance.now() - begun)
  }
  return { entries: size, rebuildSeconds, whole, proof: { p50: percentile(times, 0.5), p99: percentile(times, 0.99) } }
}

/** Of a hundred requests a second twenty-five write. */
const WRITES_PER_SECOND = 25

/** What appending takes of a second of the mixed load, in percent, from writes a second without and with it. */
export const appendShare = (without: number, withJournal: number): number =>
  Math.round((1 / withJournal - 1 / without) * WRITES_PER_SECOND * 1000) / 10
