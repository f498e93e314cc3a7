import { type Fen, formatYuan } from '../../kernel/money.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, refuse } from '../../kernel/result.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db/types.ts'
import { type EstateUnit, liftGates, setGates, unitsOn } from '../estate/index.ts'
import { commonOf, dayFaults, enter } from './book.ts'
import { type Acted, type Done, sellerAccounts, syncUnits, taken } from './open.ts'
import { type Env, record } from './record.ts'
import { paramsOn } from './rule-values.ts'
import { firstDeposit } from './rules/deposit.ts'
import { paidIn, putFirst } from './store/firsts.ts'
import type { Fund } from './store/funds.ts'
import { type AccountPart, type FundUnit, fundUnits } from './store/units.ts'

export const DEPOSITS = ['deposit-first', 'deposit-renewal', 'deposit-makeup'] as const
export type DepositKind = (typeof DEPOSITS)[number]

type UnitKind = EstateUnit['kind']
const WHOLE = { kind: 'estate' } as const

export type Assessed = Acted & { readonly units: number; readonly fen: bigint }

/**
 * Says what each unit's first deposit is: floor area × cost × rate, as they hold on a day; what was said before stays.
 * Units the developer has not handed over yet are not handed over until it is paid (rulebook C-221, C-226).
 * @param kinds of which use; the owner of a garage may be free of it where the place says so
 * @returns or `no-fund`, `not-yours`; all of `in-future`, `cost-unset`; then `nothing-to-assess`
 */
export const assessFirst = async (
  tx: Tx,
  env: Env,
  estate: string,
  { on, kinds }: { readonly on: LocalDate; readonly kinds: readonly UnitKind[] },
): Done<Assessed> => {
  const fund = await taken(tx, env, estate, 'keep')
  if (!fund.ok) return fund
  const { cost, rate } = await paramsOn(tx, on)
  if (cost === null) return refuse([...dayFaults(on, env), { tag: 'cost-unset', values: { on } }])
  const early = dayFaults(on, env)
  if (early.length > 0) return refuse(early)
  await syncUnits(tx, env, fund.value)
  const units = new Map((await unitsOn(tx, estate, WHOLE, env.now)).map(unit => [unit.id, unit]))
  const due = (await fundUnits(tx, estate)).flatMap(({ unit, firstFen, areaDm2 }) => {
    const kind = units.get(unit)?.kind
    if (firstFen !== null || kind === undefined || !kinds.includes(kind)) return []
    const fen = firstDeposit({ areaDm2, costFen: cost.value, rate: rate.value })
    return fen > 0n ? [{ unit, fen }] : []
  })
  if (due.length === 0) return refuse([{ tag: 'nothing-to-assess' }])
  const basis = `${cost.value} × ${rate.value}/10000`
  await putFirst(tx, due, on, basis)
  const unpaid = await unpaidOf(
    tx,
    due.map(({ unit }) => unit),
  )
  await setGates(
    tx,
    unpaid.filter(unit => units.get(unit)?.developer === true),
    env.now,
  )
  const total = due.reduce((sum, { fen }) => sum + fen, 0n)
  const data = { units: due.length, fen: `${total}`, costFen: cost.value, rate: rate.value }
  const { leaf } = await record(tx, env, fund.value, { action: 'assess', under: 'keep', on, data })
  return ok({ id: estate, leaf, units: due.length, fen: total })
}

/** Of these units, those whose first deposit is known and not paid in full. */
const unpaidOf = async (tx: Tx, units: readonly string[]): Promise<readonly string[]> =>
  (await paidIn(tx, units)).flatMap(({ unit, firstFen, paidFen }) =>
    firstFen !== null && paidFen < firstFen ? [unit] : [],
  )

/** Lifts the gate of every unit that has paid. */
export const liftPaid = async (tx: Tx, units: readonly string[]): Promise<void> => {
  const unpaid = new Set(await unpaidOf(tx, units))
  await liftGates(
    tx,
    units.filter(unit => !unpaid.has(unit)),
  )
}

export type DepositPart = { readonly unit: string; readonly fen: bigint; readonly part: AccountPart }

/** Accounts of parts, those of sellers opened where there are none. */
export const accountsOf = async (
  tx: Tx,
  env: Env,
  fund: Fund,
  parts: readonly { readonly unit: string; readonly part: AccountPart }[],
): Promise<ReadonlyMap<string, string>> => {
  const sellers = parts.filter(({ part }) => part === 'seller').map(({ unit }) => unit)
  const seller = sellers.length === 0 ? new Map<string, string>() : await sellerAccounts(tx, env, fund, sellers)
  const owner = new Map((await fundUnits(tx, fund.estate)).map(each => [each.unit, each.owner]))
  return new Map(
    parts.map(({ unit, part }) => [`${unit}/${part}`, (part === 'seller' ? seller : owner).get(unit) ?? '']),
  )
}

export type Deposit = {
  readonly kind: DepositKind
  readonly on: LocalDate
  readonly reference: string
  readonly note: string
  /** By unit code; amounts in fen. */
  readonly parts: readonly { readonly code: string; readonly fen: Fen; readonly part: AccountPart }[]
}

const partFaults = (parts: Deposit['parts'], units: ReadonlyMap<string, FundUnit>): readonly Refusal[] =>
  parts.flatMap(({ code, fen, part }, index) => {
    const unit = units.get(code)
    const pointer = `/body/parts/${index}`
    return [
      ...(unit === undefined ? [{ tag: 'code-unknown', values: { code }, pointer }] : []),
      ...(unit !== undefined && unit.goneOn !== null ? [{ tag: 'unit-gone', values: { code }, pointer }] : []),
      ...(fen <= 0n ? [{ tag: 'amount-wrong', values: { code, yuan: formatYuan(fen) }, pointer }] : []),
      ...(parts.findIndex(each => each.code === code && each.part === part) < index
        ? [{ tag: 'code-twice', values: { code }, pointer }]
        : []),
    ]
  })

/**
 * Money that came into the bank for units: one line at the bank, any number of accounts.
 * @returns or `no-fund`, `not-yours`; all of `code-unknown`, `unit-gone`, `amount-wrong`, `code-twice`; then as `enter`
 */
export const deposit = async (tx: Tx, env: Env, estate: string, given: Deposit): Done<Acted> => {
  const fund = await taken(tx, env, estate, 'keep')
  if (!fund.ok) return fund
  return depositTo(tx, env, fund.value, given)
}

/** The same, of a fund that is locked and whose door was asked. */
export const depositTo = async (
  tx: Tx,
  env: Env,
  fund: Fund,
  { kind, on, reference, note, parts }: Deposit,
  under: 'keep' | 'reconcile' = 'keep',
): Done<Acted> => {
  await syncUnits(tx, env, fund)
  const units = new Map((await fundUnits(tx, fund.estate)).map(each => [each.code, each]))
  const why = partFaults(parts, units)
  if (why.length > 0) return refuse(why)
  const given = parts.map(({ code, fen, part }) => ({ unit: units.get(code)?.unit ?? '', fen, part }))
  const accounts = await accountsOf(tx, env, fund, given)
  const { bank } = await commonOf(tx, fund)
  const moves = given.map(({ unit, part, fen }) => ({ from: bank, to: accounts.get(`${unit}/${part}`) ?? '', fen }))
  const total = parts.reduce((sum, { fen }) => sum + fen, 0n)
  const single = given.length === 1
  const done = await enter(tx, env, fund, {
    kind,
    under,
    on,
    moves,
    reference,
    note,
    // Of one unit nothing is public but that something came in.
    data: single ? { units: 1 } : { units: given.length, fen: `${total}` },
    personal: single ? { unit: given[0]?.unit ?? '', fen: `${total}` } : {},
  })
  if (done.ok)
    await liftPaid(
      tx,
      given.map(({ unit }) => unit),
    )
  return done
}
