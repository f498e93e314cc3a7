import { postingText } from '../../kernel/ledger/fold.ts'
import { plan } from '../../kernel/ledger/plan.ts'
import type { Earlier, Line, Posting } from '../../kernel/ledger/types.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Actor, Office } from '../access/types.ts'
import type { Tx } from '../db/types.ts'
import { sealedEntry } from '../journal/append.ts'
import { sha256 } from '../journal/sha256.ts'
import { knownIds, lockAccounts, postingById, transfersById, transfersOfPosting } from './store.ts'
import { writePosting } from './write.ts'

/** Who posts, under which office, and when it is recorded. */
export type LedgerEnv = { readonly actor: Actor; readonly office?: Office | null; readonly now: Instant }

/** What a slice asks to be posted; `matter` is the stream of what it is done for, such as `fund-use/0193…`. */
export type Asked = Posting & {
  readonly matter?: string
  /** Its ids were made for this very call, so nothing can have been posted under them, and it is not looked for. */
  readonly fresh?: boolean
}

export type Posted = {
  readonly posting: string
  /** The leaf of its entry in the journal, hexadecimal. */
  readonly leaf: string
  /** False when it had been posted before and nothing was done. */
  readonly fresh: boolean
}

const UNKNOWN = { posted: false, known: false } as const

const endedBy = (lines: readonly Line[]): readonly string[] => lines.flatMap(line => ('of' in line ? [line.of] : []))

const namedBy = (lines: readonly Line[], earlier: readonly Earlier[]): readonly string[] => [
  ...new Set([
    ...lines.flatMap(line => ('from' in line ? [line.from, line.to] : [])),
    ...earlier.flatMap(({ from, to }) => [from, to]),
  ]),
]

/** Whether what is kept is what is asked for: the same lines, in the same order. */
const same = (lines: readonly Line[], kept: Awaited<ReturnType<typeof transfersOfPosting>>): boolean =>
  lines.length === kept.length &&
  lines.every((line, index) => {
    const one = kept[index]
    if (one === undefined || one.id !== line.id || one.kind !== line.do) return false
    if ('of' in line)
      return one.of === line.of && (line.do !== 'settle' || line.amount === undefined || line.amount === one.amount)
    return one.from === line.from && one.to === line.to && one.amount === line.amount
  })

/** What was posted under this id, if it is what is asked for. */
const again = async (tx: Tx, asked: Asked): Promise<Result<Posted, readonly Refusal[]>> => {
  const before = await postingById(tx, asked.id)
  const equal =
    before !== undefined &&
    before.book === asked.book &&
    before.kind === asked.kind &&
    before.effective_on === asked.effectiveOn &&
    same(asked.lines, await transfersOfPosting(tx, asked.id))
  return equal
    ? ok({ posting: before.id, leaf: before.leaf.toString('hex'), fresh: false })
    : refuse([{ tag: 'ledger-posting-differs' }])
}

/**
 * Posts a group of lines in the caller's transaction, whole or not at all, with its entry in the journal. The accounts
 * are locked in the order of their ids before anything is looked at, so what is looked at stays so; the limits stand in
 * the database besides. Only the system writes ledgers: call it on a transaction without a reader.
 *
 * The same posting again (same id and lines) does nothing and gives what was given the first time.
 * @returns or every reason against it, in the words of no slice yet: a slice says `ledger-short` in yuan or hours.
 *   `ledger-empty`, `ledger-amount`, `ledger-same-account`, `ledger-id-twice`, `ledger-account-unknown`,
 *   `ledger-account-closed`, `ledger-other-book`, `ledger-transfer-unknown`, `ledger-no-hold`, `ledger-not-reversible`,
 *   `ledger-ended`, `ledger-expired`, `ledger-above-hold`, `ledger-id-known`, `ledger-posting-differs`;
 *   then `ledger-short` {path, free, short} and `ledger-over` {path, ceiling, over}, in units of the book
 */
export const post = async (tx: Tx, env: LedgerEnv, asked: Asked): Promise<Result<Posted, readonly Refusal[]>> => {
  const { lines } = asked
  const ends = endedBy(lines)
  // Transfers never change, so which accounts a hold concerns may be read before the lock; whether it is open may not.
  const before = ends.length === 0 ? [] : await transfersById(tx, ends)
  const ids = lines.map(({ id }) => id)
  const locking = lockAccounts(tx, namedBy(lines, before))
  // Sent behind the lock, so they see what was committed while it was waited for.
  const asking = asked.fresh === true ? UNKNOWN : knownIds(tx, asked.id, ids)
  const reading = ends.length === 0 ? [] : transfersById(tx, ends)
  const [locked, { posted, known }, earlier] = await Promise.all([locking, asking, reading])
  if (posted) return again(tx, asked)
  if (known) return refuse([{ tag: 'ledger-id-known' }])
  const accounts = new Map(locked.map(account => [account.id, account]))
  const planned = plan(asked, { accounts, earlier: new Map(earlier.map(one => [one.id, one])) }, env.now)
  if (!planned.ok) return planned
  const { transfers, changes } = planned.value
  const digest = Buffer.from(sha256(postingText(transfers)))
  const entry = sealedEntry(tx.city.code, {
    stream: `ledger/${asked.id}`,
    seq: 1,
    verb: asked.kind,
    at: env.now,
    actor: env.actor,
    office: env.office ?? null,
    data: { book: asked.book, effectiveOn: asked.effectiveOn, lines: lines.length },
    personal: { digest: digest.toString('hex') },
  })
  const posting = {
    id: asked.id,
    book: asked.book,
    kind: asked.kind,
    matter: asked.matter ?? null,
    effective_on: asked.effectiveOn,
    recorded_at: env.now,
    lines: lines.length,
    digest,
    leaf: entry.leaf,
  }
  writePosting(tx, { posting, entry, transfers, changes, accounts })
  return ok({ posting: asked.id, leaf: entry.leaf.toString('hex'), fresh: true })
}
