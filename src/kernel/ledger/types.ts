import type { Instant, LocalDate } from '../time.ts'

/** What a book counts in: 分 or minutes. A book has one unit, and transfers stay within their book: units never mix. */
export const LEDGER_UNITS = ['fen', 'minute'] as const
export type LedgerUnit = (typeof LEDGER_UNITS)[number]

/** The largest amount of one transfer and the furthest a balance goes, so that every sum is exact on its way. */
export const AMOUNT_MAX = 1_000_000_000_000_000n

/**
 * An account as it stands. What came in stands against what went out: the balances of a book add up to nothing.
 * Money on its way out is held and cannot be spent again; money on its way in is coming and cannot be spent yet.
 */
export type Account = {
  readonly id: string
  readonly book: string
  /** Place in the tree of its book, such as `zone/1/1-101/owner`. */
  readonly path: string
  readonly balance: bigint
  readonly held: bigint
  readonly coming: bigint
  /** The free balance (balance − held) never falls below it; null: no limit, for the side that stands for the world outside. */
  readonly floor: bigint | null
  /** Balance and what is coming never pass it; null: no limit. */
  readonly ceiling: bigint | null
  readonly closed: boolean
}

export const KINDS = ['move', 'hold', 'settle', 'void', 'reverse'] as const
export type TransferKind = (typeof KINDS)[number]

/** One amount from one account to another, as it is kept for ever. */
export type Transfer = {
  readonly id: string
  readonly kind: TransferKind
  readonly from: string
  readonly to: string
  /** Above zero. Of a `void` what the hold held, of a `settle` at most that; the rest of the hold is free again. */
  readonly amount: bigint
  /** The hold that a settle or void ends, the transfer that a reverse undoes; else null. */
  readonly of: string | null
  /** From when on a hold can only be voided. */
  readonly expiresAt: Instant | null
}

/** What is asked for: one line of a posting. Ids are the caller's, so that the same line is done at most once. */
export type Line =
  | { readonly do: 'move'; readonly id: string; readonly from: string; readonly to: string; readonly amount: bigint }
  | {
      readonly do: 'hold'
      readonly id: string
      readonly from: string
      readonly to: string
      readonly amount: bigint
      readonly expiresAt?: Instant
    }
  | { readonly do: 'settle'; readonly id: string; readonly of: string; readonly amount?: bigint }
  | { readonly do: 'void'; readonly id: string; readonly of: string }
  | { readonly do: 'reverse'; readonly id: string; readonly of: string }

/** A group of lines that is done whole or not at all, on a day that is its day in the books. */
export type Posting = {
  /** The caller's: the same posting again is the one that was done. */
  readonly id: string
  readonly book: string
  /** What kind of business it is, such as `deposit`. */
  readonly kind: string
  /** The day on which it counts; may lie before the day it is recorded. */
  readonly effectiveOn: LocalDate
  readonly lines: readonly Line[]
}

/** A transfer that lines refer to, with what has become of it. */
export type Earlier = Transfer & {
  /** The settle, void or reverse that ended it. */
  readonly ended: boolean
}
