import type { Refusal } from '../refusal.ts'
import { ok, type Result, refuse } from '../result.ts'
import { type Instant, isoOf } from '../time.ts'
import { type Account, AMOUNT_MAX, type Earlier, type Line, type Posting, type Transfer } from './types.ts'

/** What moves on an account: every part is added to what stands there. */
export type Change = { readonly balance: bigint; readonly held: bigint; readonly coming: bigint }

const NOTHING: Change = { balance: 0n, held: 0n, coming: 0n }

export const added = (one: Change, other: Partial<Change>): Change => ({
  balance: one.balance + (other.balance ?? 0n),
  held: one.held + (other.held ?? 0n),
  coming: one.coming + (other.coming ?? 0n),
})

type Known = { readonly accounts: ReadonlyMap<string, Account>; readonly earlier: ReadonlyMap<string, Earlier> }

const pointer = (index: number): string => `/body/lines/${index}`

const faultOf = (tag: string, index: number, values: Refusal['values'] = {}): Refusal => ({
  tag,
  values: { line: index + 1, ...values },
  pointer: pointer(index),
})

/** What ends `of`: a hold is settled or voided once, a move is undone once. */
const ending = (line: Extract<Line, { of: string }>, { earlier }: Known, index: number): Result<Earlier, Refusal> => {
  const found = earlier.get(line.of)
  if (found === undefined) return refuse(faultOf('ledger-transfer-unknown', index))
  const fits = line.do === 'reverse' ? found.kind === 'move' || found.kind === 'settle' : found.kind === 'hold'
  if (!fits) return refuse(faultOf(line.do === 'reverse' ? 'ledger-not-reversible' : 'ledger-no-hold', index))
  return found.ended ? refuse(faultOf('ledger-ended', index)) : ok(found)
}

const transferOf = (line: Line, known: Known, now: Instant, index: number): Result<Transfer, Refusal> => {
  if (line.do === 'move' || line.do === 'hold') {
    if (line.from === line.to) return refuse(faultOf('ledger-same-account', index))
    const expiresAt = line.do === 'hold' ? (line.expiresAt ?? null) : null
    return ok({ id: line.id, kind: line.do, from: line.from, to: line.to, amount: line.amount, of: null, expiresAt })
  }
  const found = ending(line, known, index)
  if (!found.ok) return found
  const { from, to, amount, expiresAt } = found.value
  const base = { id: line.id, kind: line.do, of: line.of, expiresAt: null }
  if (line.do === 'reverse') return ok({ ...base, from: to, to: from, amount })
  if (line.do === 'void') return ok({ ...base, from, to, amount })
  if (expiresAt !== null && now >= expiresAt)
    return refuse(faultOf('ledger-expired', index, { until: isoOf(expiresAt) }))
  const settled = line.amount ?? amount
  return settled > amount ? refuse(faultOf('ledger-above-hold', index)) : ok({ ...base, from, to, amount: settled })
}

/** What a transfer does to the account it leaves and to the one it reaches. */
export const changesOf = (transfer: Transfer, held: bigint): { readonly from: Change; readonly to: Change } => {
  const { kind, amount } = transfer
  switch (kind) {
    case 'move':
    case 'reverse':
      return { from: { balance: -amount, held: 0n, coming: 0n }, to: { balance: amount, held: 0n, coming: 0n } }
    case 'hold':
      return { from: added(NOTHING, { held: amount }), to: added(NOTHING, { coming: amount }) }
    case 'settle':
      return {
        from: added(NOTHING, { balance: -amount, held: -held }),
        to: added(NOTHING, { balance: amount, coming: -held }),
      }
    case 'void':
      return { from: added(NOTHING, { held: -held }), to: added(NOTHING, { coming: -held }) }
  }
}

/** The changes of many transfers, account by account. @param holds what each hold that is ended here held */
export const changesBy = (
  transfers: readonly Transfer[],
  holds: ReadonlyMap<string, { readonly amount: bigint }>,
): ReadonlyMap<string, Change> => {
  const changes = new Map<string, Change>()
  const add = (id: string, change: Change): void => {
    const before = changes.get(id)
    changes.set(id, before === undefined ? change : added(before, change))
  }
  for (const transfer of transfers) {
    const { from, to } = changesOf(transfer, holds.get(transfer.of ?? '')?.amount ?? 0n)
    add(transfer.from, from)
    add(transfer.to, to)
  }
  return changes
}

const NONE: readonly Refusal[] = []

const accountFaults = (posting: Posting, account: Account | undefined, index: number): readonly Refusal[] => {
  if (account === undefined) return [faultOf('ledger-account-unknown', index)]
  if (account.book !== posting.book) return [faultOf('ledger-other-book', index, { path: account.path })]
  return account.closed ? [faultOf('ledger-account-closed', index, { path: account.path })] : NONE
}

const lineFaults = (
  posting: Posting,
  { from, to, amount }: Transfer,
  { accounts }: Known,
  index: number,
): readonly Refusal[] => {
  const wrong = amount <= 0n || amount > AMOUNT_MAX
  const [one, other] = [
    accountFaults(posting, accounts.get(from), index),
    accountFaults(posting, accounts.get(to), index),
  ]
  if (!wrong && one.length === 0 && other.length === 0) return NONE
  return [...(wrong ? [faultOf('ledger-amount', index)] : []), ...one, ...other]
}

const limitFaults = (account: Account, change: Change): readonly Refusal[] => {
  const after = added({ balance: account.balance, held: account.held, coming: account.coming }, change)
  const free = after.balance - after.held
  const lower = change.balance - change.held < 0n
  const higher = change.balance + change.coming > 0n
  const { path } = account
  const short = lower && account.floor !== null && free < account.floor ? account.floor - free : 0n
  const over = higher && account.ceiling !== null ? after.balance + after.coming - account.ceiling : 0n
  if (short <= 0n && over <= 0n) return NONE
  return [
    ...(short > 0n
      ? [{ tag: 'ledger-short', values: { path, free: `${account.balance - account.held}`, short: `${short}` } }]
      : []),
    ...(over > 0n ? [{ tag: 'ledger-over', values: { path, ceiling: `${account.ceiling}`, over: `${over}` } }] : []),
  ]
}

export type Plan = { readonly transfers: readonly Transfer[]; readonly changes: ReadonlyMap<string, Change> }

/** Two lines of one id, and two lines that end the same transfer. */
const twiceFaults = (lines: readonly Line[]): readonly Refusal[] => {
  const [ids, ended] = [new Set<string>(), new Set<string>()]
  const faults: Refusal[] = []
  for (const [index, line] of lines.entries()) {
    if (ids.has(line.id)) faults.push(faultOf('ledger-id-twice', index))
    ids.add(line.id)
    if (!('of' in line)) continue
    if (ended.has(line.of)) faults.push(faultOf('ledger-ended', index))
    ended.add(line.of)
  }
  return faults
}

/**
 * What a posting comes to, or every reason against it: unknown, foreign or closed accounts, amounts that are none, holds
 * and reversals that cannot be, and then limits, looked at once for the whole group.
 * @param known the accounts and earlier transfers the lines name, as they stand under lock
 */
export const plan = (posting: Posting, known: Known, now: Instant): Result<Plan, readonly Refusal[]> => {
  if (posting.lines.length === 0) return refuse([{ tag: 'ledger-empty' }])
  const made = posting.lines.map((line, index) => transferOf(line, known, now, index))
  const faults = [
    ...made.flatMap((one, index) => (one.ok ? lineFaults(posting, one.value, known, index) : [one.error])),
    ...twiceFaults(posting.lines),
  ]
  if (faults.length > 0) return refuse(faults)
  const transfers = made.flatMap(one => (one.ok ? [one.value] : []))
  const changes = changesBy(transfers, known.earlier)
  const limits = [...changes].flatMap(([id, change]) => {
    const account = known.accounts.get(id)
    return account === undefined ? [] : limitFaults(account, change)
  })
  return limits.length > 0 ? refuse(limits) : ok({ transfers, changes })
}
