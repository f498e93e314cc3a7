/** The bank's word against the books: statements taken in, lines matched to postings, and what is left for a clerk. */
import { createHash } from 'node:crypto'
import { type Fen, fen, formatYuan } from '../../kernel/money.ts'
import { redact } from '../../kernel/redact.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { type LocalDate, plusDays } from '../../kernel/time.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import type { Tx } from '../../platform/db/types.ts'
import { commonOf, dayFaults, enter } from './book.ts'
import { type DepositKind, depositTo } from './deposits.ts'
import { interestTo } from './earnings.ts'
import { type Acted, type Done, taken } from './open.ts'
import { type Env, record } from './record.ts'
import { type Field, type Frame, readStatement, wordsKept } from './rules/bank-statement.ts'
import type { Line, LineFault } from './rules/lines.ts'
import { pairsOf } from './rules/matching.ts'
import type { Fund } from './store/funds.ts'
import * as lines from './store/lines.ts'

export const ROWS_MAX = 20_000
const MATCHED_AT_ONCE = 20_000

/** What a statement came to, or would come to. */
export type TakenStatement = {
  readonly rows: number
  /** Lines that are new, and lines another statement had. */
  readonly fresh: number
  readonly known: number
  /** Of the lines that wait, how many were matched at once, and how many wait now. */
  readonly matched: number
  readonly waiting: number
  readonly faults: readonly LineFault[]
  readonly taken: boolean
  readonly leaf: string | null
}

/** Matches what is certain. The caller has the fund locked. @returns how many lines were matched */
export const matchAll = async (tx: Tx, env: Env, fund: Fund): Promise<number> => {
  const waiting = await lines.waitingLines(tx, fund.estate, undefined, MATCHED_AT_ONCE)
  const [first, last] = [waiting[0], waiting.at(-1)]
  if (first === undefined || last === undefined) return 0
  const kept = await lines.unconfirmed(tx, fund.estate, first.day, last.day, MATCHED_AT_ONCE)
  const pairs = pairsOf(
    waiting.map(each => ({ ...each, fen: BigInt(each.fen) })),
    kept,
  )
  for (const { line, posting, how } of pairs) await lines.matchLine(tx, line, posting, how, env.now, null)
  return pairs.length
}

/** Where a statement follows another, it begins with what that one ended with. */
const openingFaults = async (tx: Tx, estate: string, frame: Frame): Promise<readonly LineFault[]> => {
  const before = await lines.statementEnding(tx, estate, plusDays(frame.from, -1))
  if (before === undefined || BigInt(before.closingFen) === frame.opening) return []
  const values = { said: formatYuan(fen(frame.opening)), is: formatYuan(fen(BigInt(before.closingFen))) }
  return [{ line: 0, field: 'balance', why: 'opening-differs', values }]
}

/**
 * Takes in a statement of the bank: whole or, with any fault, not at all. A line that came before is known again. What is
 * certain is matched at once.
 * @returns what it comes to, with every fault by line; or `no-fund`, `not-yours`, `in-future`, `term-wrong`,
 *   `statement-known`
 */
export const importStatement = async (
  tx: Tx,
  env: Env,
  estate: string,
  table: readonly Line<Field>[],
  { dryRun, ...frame }: Frame & { readonly dryRun: boolean },
): Done<TakenStatement> => {
  const fund = await taken(tx, env, estate, 'reconcile')
  if (!fund.ok) return fund
  const early = [...dayFaults(frame.to, env), ...(frame.from > frame.to ? [{ tag: 'term-wrong' }] : [])]
  if (early.length > 0) return refuse(early)
  const read = readStatement(table, frame)
  const faults = [...(await openingFaults(tx, estate, frame)), ...read.faults]
  const digest = createHash('sha256')
    .update(JSON.stringify([frame.from, frame.to, table]))
    .digest()
  if (await lines.statementKnown(tx, estate, digest)) return refuse([{ tag: 'statement-known' }])
  const nothing = { rows: table.length, fresh: 0, known: 0, matched: 0, waiting: 0, faults, taken: false, leaf: null }
  if (dryRun || faults.length > 0) return ok(nothing)
  const { from, to, opening, closing } = frame
  const sums = { opening: `${opening}`, closing: `${closing}` }
  const told = { from, to: frame.to, ...sums, lines: read.lines.length, sha256: digest.toString('hex') }
  const { leaf } = await record(tx, env, fund.value, { action: 'statement', under: 'reconcile', on: to, data: told })
  const id = uuidv7(env.now)
  const row = {
    id,
    estate,
    from,
    to,
    opening,
    closing,
    lines: read.lines.length,
    digest,
    leaf: Buffer.from(leaf, 'hex'),
  }
  await lines.insertStatement(tx, row, env.now)
  const made = read.lines.map(each => ({ ...each, words: wordsKept(each.words), id: uuidv7(env.now) }))
  const fresh = await lines.insertLines(tx, id, estate, made)
  const matched = await matchAll(tx, env, fund.value)
  const waiting = (await lines.waitingSum(tx, estate, null)).lines
  return ok({ rows: table.length, fresh, known: made.length - fresh, matched, waiting, faults, taken: true, leaf })
}

/** A line that waits, of a fund the actor may reconcile. */
const waitingLine = async (tx: Tx, env: Env, estate: string, id: string) => {
  const fund = await taken(tx, env, estate, 'reconcile')
  if (!fund.ok) return fund
  const line = await lines.lineAt(tx, estate, id)
  if (line === undefined) return refuse([{ tag: 'not-found' }])
  return line.posting === null ? ok({ fund: fund.value, line }) : refuse([{ tag: 'line-matched' }])
}

/**
 * A clerk says that a line is a posting of another day, or one among several alike.
 * @returns or `no-fund`, `not-yours`, `not-found`, `line-matched`, `posting-matched`, `posting-differs`
 */
export const matchByHand = async (tx: Tx, env: Env, estate: string, id: string, posting: string): Done<Acted> => {
  const found = await waitingLine(tx, env, estate, id)
  if (!found.ok) return found
  const { fund, line } = found.value
  if (await lines.isMatched(tx, posting)) return refuse([{ tag: 'posting-matched' }])
  const all = await lines.unconfirmed(tx, estate, '0001-01-01' as LocalDate, '9999-12-31' as LocalDate, MATCHED_AT_ONCE)
  const kept = all.find(each => each.posting === posting)
  if (kept === undefined || kept.fen !== BigInt(line.fen))
    return refuse([{ tag: 'posting-differs', values: { yuan: formatYuan(fen(BigInt(line.fen))) } }])
  await lines.matchLine(tx, id, posting, 'clerk', env.now, env.actor.party)
  const personal = { line: id, posting }
  const { leaf } = await record(tx, env, fund, { action: 'match', under: 'reconcile', on: line.day, personal })
  return ok({ id: estate, leaf, posting })
}

/** A match was wrong. @returns or `no-fund`, `not-yours`, `not-found` */
export const unmatch = async (tx: Tx, env: Env, estate: string, id: string, note: string): Done<Acted> => {
  const fund = await taken(tx, env, estate, 'reconcile')
  if (!fund.ok) return fund
  const line = await lines.lineAt(tx, estate, id)
  if (line === undefined || line.posting === null) return refuse([{ tag: 'not-found' }])
  await lines.unmatchLine(tx, id)
  const personal = { line: id, posting: line.posting }
  const deed = { action: 'unmatch', under: 'reconcile', on: line.day, note: redact(note).shown, personal } as const
  const { leaf } = await record(tx, env, fund.value, deed)
  return ok({ id: estate, leaf })
}

/** What a line that came in is entered as. */
export type BookAs =
  | { readonly as: DepositKind; readonly code: string; readonly note: string }
  | { readonly as: 'interest'; readonly from: LocalDate; readonly to: LocalDate; readonly note: string }
  | { readonly as: 'unknown'; readonly note: string }

const bookedAs = async (tx: Tx, env: Env, fund: Fund, line: lines.LineRow, as: BookAs): Done<Acted> => {
  const amount: Fen = fen(BigInt(line.fen))
  const { day: on, reference } = line
  const { note } = as
  if (as.as === 'interest') {
    const { from, to } = as
    return interestTo(tx, env, fund, { fen: amount, on, reference, note, from, to }, 'reconcile')
  }
  if (as.as === 'unknown') {
    const { bank, suspense } = await commonOf(tx, fund)
    const moves = [{ from: bank, to: suspense, fen: amount }]
    return enter(tx, env, fund, { kind: 'unknown', under: 'reconcile', on, moves, reference, note })
  }
  const parts = [{ code: as.code, fen: amount, part: 'owner' as const }]
  return depositTo(tx, env, fund, { kind: as.as, on, reference, note, parts }, 'reconcile')
}

/**
 * Enters what a line of the bank says came in, and matches it. What went out is proposed as an adjustment, by two people.
 * @returns or `no-fund`, `not-yours`, `not-found`, `line-matched`, `amount-wrong` for what went out; then as the entry
 */
export const bookLine = async (tx: Tx, env: Env, estate: string, id: string, as: BookAs): Done<Acted> => {
  const found = await waitingLine(tx, env, estate, id)
  if (!found.ok) return found
  const { fund, line } = found.value
  if (line.fen < 0)
    return refuse([{ tag: 'amount-wrong', values: { code: '', yuan: formatYuan(fen(BigInt(line.fen))) } }])
  const done = await bookedAs(tx, env, fund, line, as)
  if (!done.ok) return done
  await lines.matchLine(tx, id, done.value.posting ?? '', 'booked', env.now, env.actor.party)
  return done
}
