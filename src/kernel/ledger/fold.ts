import { utf8 } from '../journal/bytes.ts'
import { type Change, changesBy } from './plan.ts'
import type { Transfer } from './types.ts'

/** Balances from nothing but transfers, in any order: what every kept balance must equal. */
export const fold = (transfers: readonly Transfer[]): ReadonlyMap<string, Change> =>
  changesBy(transfers, new Map(transfers.map(transfer => [transfer.id, transfer])))

/** The text whose SHA-256 stands for a posting in the journal: one line for each transfer, in the order of its lines. */
export const postingText = (transfers: readonly Transfer[]): Uint8Array =>
  utf8(
    transfers
      .map(({ id, kind, from, to, amount, of }) => `${id} ${kind} ${from} ${to} ${amount} ${of ?? '-'}\n`)
      .join(''),
  )
