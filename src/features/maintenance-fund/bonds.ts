import { type Fen, fen } from '../../kernel/money.ts'
import { ok, refuse } from '../../kernel/result.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db/types.ts'
import { commonOf, enter } from './book.ts'
import { productShares } from './earnings.ts'
import { type Acted, type Done, taken } from './open.ts'
import type { Env } from './record.ts'
import { split } from './rules/allocate.ts'
import { bondAt, redeemRow } from './store/proposals.ts'

export type Redemption = {
  readonly bond: string
  readonly on: LocalDate
  /** What it earned beside what was lent. */
  readonly interest: Fen
  readonly reference: string
  readonly note: string
}

/**
 * A bond that was held to its day comes back: what was lent to the bank, what it earned to every account by daily products
 * over the time it was held (rulebook C-243, C-244).
 * @returns or `no-fund`, `not-yours`, `not-found`, `bond-redeemed`, `bond-early`, `nothing-to-divide`; then as `enter`
 */
export const redeem = async (tx: Tx, env: Env, estate: string, given: Redemption): Done<Acted> => {
  const fund = await taken(tx, env, estate, 'keep')
  if (!fund.ok) return fund
  const bond = await bondAt(tx, estate, given.bond)
  if (bond === undefined) return refuse([{ tag: 'not-found' }])
  if (bond.redeemedOn !== null) return refuse([{ tag: 'bond-redeemed' }])
  if (given.on < bond.maturesOn)
    return refuse([{ tag: 'bond-early', values: { on: bond.maturesOn }, pointer: '/body/on' }])
  const term = { from: bond.boughtOn, to: bond.maturesOn }
  const shares = given.interest > 0n ? await productShares(tx, estate, term) : ok([])
  if (!shares.ok) return shares
  const { bank, bonds } = await commonOf(tx, fund.value)
  const lent = BigInt(bond.fen)
  const earned = given.interest > 0n ? split(fen(given.interest), shares.value) : []
  const moves = [
    { from: bank, to: bonds, fen: lent },
    ...earned.flatMap(({ id, fen: part }) => (part > 0n ? [{ from: bank, to: id, fen: part }] : [])),
  ]
  const { on, reference, note } = given
  const data = { fen: `${lent}`, interest: `${given.interest}`, name: bond.name }
  const done = await enter(tx, env, fund.value, {
    kind: 'bonds-redeem',
    under: 'keep',
    on,
    moves,
    reference,
    note,
    data,
  })
  if (done.ok) await redeemRow(tx, bond.id, on, given.interest, done.value.posting ?? '')
  return done
}
