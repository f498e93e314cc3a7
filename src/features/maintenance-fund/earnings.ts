/** What comes in for all and is divided: interest by daily products, proceeds of common parts and scrap by area. */
import { type Fen, fen } from '../../kernel/money.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db/types.ts'
import { commonOf, enter, type Move } from './book.ts'
import { type Acted, type Done, syncUnits, taken } from './open.ts'
import type { Env } from './record.ts'
import { split, type Weighed } from './rules/allocate.ts'
import type { Fund } from './store/funds.ts'
import { productsOf } from './store/products.ts'
import { fundUnits } from './store/units.ts'

type CameIn = { readonly fen: Fen; readonly on: LocalDate; readonly reference: string; readonly note: string }
type Term = { readonly from: LocalDate; readonly to: LocalDate }
export type Interest = CameIn & Term

const movesOf = (from: string, total: Fen, shares: readonly Weighed[]): readonly Move[] =>
  split(total, shares).flatMap(({ id, fen: part }) => (part > 0n ? [{ from, to: id, fen: part }] : []))

const amountFaults = (amount: Fen): readonly Refusal[] =>
  amount <= 0n ? [{ tag: 'amount-wrong', values: { code: '', yuan: '' }, pointer: '/body/yuan' }] : []

/** Shares of the accounts by daily products. @returns or `term-wrong`, `overdrawn`, `nothing-to-divide` */
export const productShares = async (
  tx: Tx,
  estate: string,
  term: Term,
): Promise<Result<readonly Weighed[], readonly Refusal[]>> => {
  if (term.from >= term.to) return refuse([{ tag: 'term-wrong', pointer: '/body/to' }])
  const products = await productsOf(tx, estate, term)
  if (products.some(({ product }) => product < 0n)) return refuse([{ tag: 'overdrawn' }])
  if (products.every(({ product }) => product === 0n)) return refuse([{ tag: 'nothing-to-divide' }])
  return ok(products.map(({ account, product }) => ({ id: account, weight: product })))
}

/**
 * Shares of the units by floor area: those that have a first deposit, or all where nobody has; not those that are gone.
 * @returns or `nothing-to-divide`
 */
const areaShares = async (tx: Tx, fund: Fund): Promise<Result<readonly Weighed[], readonly Refusal[]>> => {
  const all = (await fundUnits(tx, fund.estate)).filter(({ goneOn, areaDm2 }) => goneOn === null && areaDm2 > 0)
  const paying = all.filter(({ firstFen }) => firstFen !== null)
  const units = paying.length > 0 ? paying : all
  if (units.length === 0) return refuse([{ tag: 'nothing-to-divide' }])
  return ok(units.map(({ owner, areaDm2 }) => ({ id: owner, weight: BigInt(areaDm2) })))
}

/**
 * Interest the bank paid for a term, to every account by its daily products, in one posting (rulebook C-245).
 * @param given `to` is the first day that is no more of the term
 * @returns or `no-fund`, `not-yours`, `amount-wrong`, `term-wrong`, `overdrawn`, `nothing-to-divide`; then as `enter`
 */
export const creditInterest = async (tx: Tx, env: Env, estate: string, given: Interest): Done<Acted> => {
  const fund = await taken(tx, env, estate, 'keep')
  return fund.ok ? interestTo(tx, env, fund.value, given, 'keep') : fund
}

/** The same, of a fund that is locked and whose door was asked. */
export const interestTo = async (
  tx: Tx,
  env: Env,
  fund: Fund,
  { fen: amount, on, reference, note, from, to }: Interest,
  under: 'keep' | 'reconcile',
): Done<Acted> => {
  const wrong = amountFaults(amount)
  const shares = await productShares(tx, fund.estate, { from, to })
  if (!shares.ok || wrong.length > 0) return refuse([...wrong, ...(shares.ok ? [] : shares.error)])
  const { bank } = await commonOf(tx, fund)
  const moves = movesOf(bank, amount, shares.value)
  const data = { fen: `${amount}`, from, to, accounts: moves.length }
  return enter(tx, env, fund, { kind: 'interest', under, on, moves, reference, note, data })
}

/**
 * Proceeds of common parts, or what scrap brought, to every unit by floor area (rulebook C-243).
 * @returns or `no-fund`, `not-yours`, `amount-wrong`, `nothing-to-divide`; then as `enter`
 */
export const addProceeds = async (
  tx: Tx,
  env: Env,
  estate: string,
  { kind, fen: amount, on, reference, note }: CameIn & { readonly kind: 'proceeds' | 'scrap' },
): Done<Acted> => {
  const fund = await taken(tx, env, estate, 'keep')
  if (!fund.ok) return fund
  await syncUnits(tx, env, fund.value)
  const wrong = amountFaults(amount)
  const shares = await areaShares(tx, fund.value)
  if (!shares.ok || wrong.length > 0) return refuse([...wrong, ...(shares.ok ? [] : shares.error)])
  const { bank } = await commonOf(tx, fund.value)
  const moves = movesOf(bank, fen(amount), shares.value)
  const data = { fen: `${amount}`, accounts: moves.length }
  return enter(tx, env, fund.value, { kind, under: 'keep', on, moves, reference, note, data })
}
