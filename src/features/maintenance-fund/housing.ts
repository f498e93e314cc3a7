/** Public housing sold to its tenants: what owners and sellers pay in (rulebook C-222, C-226). */
import { createHash } from 'node:crypto'
import { fen, formatYuan } from '../../kernel/money.ts'
import { ok } from '../../kernel/result.ts'
import { dateOf, type LocalDate, plusDays } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db/types.ts'
import { type Done, sellerAccounts, syncUnits, taken } from './open.ts'
import { type Env, record } from './record.ts'
import { paramsByDay } from './rule-values.ts'
import { firstDeposit, sellerDeposit } from './rules/deposit.ts'
import { type Field, readHousing, type SoldHome } from './rules/housing-import.ts'
import type { Line, LineFault } from './rules/lines.ts'
import type { Params } from './rules/params.ts'
import { putFirst } from './store/firsts.ts'
import type { Fund } from './store/funds.ts'
import { type Housing, housingOf, putHousing, type SellerDue } from './store/housing.ts'
import { type FundUnit, fundUnits } from './store/units.ts'

/** What a table of sold homes came to, or would come to. Amounts in fen. */
export type HousingTaken = {
  readonly rows: number
  readonly fresh: number
  /** Homes that stood like this already. */
  readonly already: number
  readonly ownerFen: bigint
  readonly sellerFen: bigint
  readonly faults: readonly LineFault[]
  readonly taken: boolean
  /** SHA-256 of the lines as they were read, hexadecimal. */
  readonly digest: string
  /** The leaf of its entry in the journal; null when nothing was written. */
  readonly leaf: string | null
}

type OwnerDue = { readonly unit: string; readonly fen: bigint; readonly on: LocalDate; readonly basis: string }
type Plan = {
  readonly owners: readonly OwnerDue[]
  readonly sellers: readonly SellerDue[]
  readonly already: number
  readonly faults: readonly LineFault[]
}

const dueOf = (home: SoldHome, unit: FundUnit, params: Params, cost: number) => {
  const { seller, saleFen, tall, soldOn } = home
  const percent = (tall ? params.housingTall : params.housingLow).value
  const rate = params.housingRate.value
  const own = firstDeposit({ areaDm2: unit.areaDm2, costFen: cost, rate })
  const sellers = {
    ...{ unit: unit.unit, seller, saleFen, tall, soldOn },
    firstFen: sellerDeposit(saleFen, percent),
    dueOn: plusDays(soldOn, params.housingDays.value),
    basis: `${saleFen} × ${percent}/100`,
  }
  return { owner: { unit: unit.unit, fen: own, on: soldOn, basis: `${cost} × ${rate}/10000` }, seller: sellers }
}

const sameHome = (known: Housing, { seller, saleFen, tall, soldOn }: SoldHome): boolean =>
  known.seller === seller && BigInt(known.saleFen) === saleFen && known.tall === tall && known.soldOn === soldOn

type Known = {
  readonly units: ReadonlyMap<string, FundUnit>
  readonly housing: ReadonlyMap<string, Housing>
  readonly params: ReadonlyMap<LocalDate, Params>
  readonly today: LocalDate
}

const planOf = (homes: readonly SoldHome[], { units, housing, params, today }: Known): Plan => {
  const [owners, sellers, faults]: [OwnerDue[], SellerDue[], LineFault[]] = [[], [], []]
  let already = 0
  for (const home of homes) {
    const { line, code, soldOn } = home
    const fault = (field: Field, why: string, values: LineFault['values'] = { code }): void => {
      faults.push({ line, field, why, values })
    }
    const unit = units.get(code)
    const held = params.get(soldOn)
    const known = unit === undefined ? undefined : housing.get(unit.unit)
    if (unit === undefined) fault('code', 'code-unknown')
    else if (unit.goneOn !== null) fault('code', 'unit-gone')
    else if (known !== undefined) {
      if (sameHome(known, home)) already += 1
      else fault('sale', 'housing-differs', { code, is: formatYuan(fen(BigInt(known.saleFen))), on: known.soldOn })
    } else if (unit.areaDm2 === 0) fault('code', 'area-missing')
    else if (soldOn > today) fault('day', 'day-ahead')
    else if (held?.housingCost == null) fault('day', 'housing-cost-unset', { on: soldOn })
    else {
      const due = dueOf(home, unit, held, held.housingCost.value)
      if (unit.firstFen === null && due.owner.fen > 0n) owners.push(due.owner)
      sellers.push(due.seller)
    }
  }
  return { owners, sellers, already, faults }
}

const sumOf = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, each) => sum + each, 0n)

const write = async (
  tx: Tx,
  env: Env,
  fund: Fund,
  { owners, sellers }: Plan,
  told: { readonly ownerFen: bigint; readonly sellerFen: bigint; readonly digest: string },
): Promise<string> => {
  await sellerAccounts(
    tx,
    env,
    fund,
    sellers.map(({ unit }) => unit),
  )
  await putHousing(tx, fund.estate, sellers, env.now)
  for (const [on, due] of Map.groupBy(owners, each => each.on)) {
    const [first] = due
    if (first !== undefined) await putFirst(tx, due, on, first.basis)
  }
  const data = {
    units: sellers.length,
    fen: `${told.ownerFen + told.sellerFen}`,
    sellerFen: `${told.sellerFen}`,
    sha256: told.digest,
  }
  return (await record(tx, env, fund, { action: 'housing', under: 'keep', data })).leaf
}

/**
 * Takes homes of public housing from a table: says what the owner pays in (area × the place's cost price × rate) and the
 * seller (percent of the price, by kind of building, within days), by what held on the day the seller had the money. A
 * first deposit of an owner that was said before stays. With any fault, or when only looked at, nothing is written.
 * @returns what it comes to, with every fault by line and column; or `no-fund`, `not-yours`
 */
export const takeHousing = async (
  tx: Tx,
  env: Env,
  estate: string,
  lines: readonly Line<Field>[],
  { dryRun }: { readonly dryRun: boolean },
): Done<HousingTaken> => {
  const fund = await taken(tx, env, estate, 'keep')
  if (!fund.ok) return fund
  await syncUnits(tx, env, fund.value)
  const { homes, faults } = readHousing(lines)
  const plan = planOf(homes, {
    units: new Map((await fundUnits(tx, estate)).map(unit => [unit.code, unit])),
    housing: new Map((await housingOf(tx, estate)).map(each => [each.unit, each])),
    params: await paramsByDay(tx, new Set(homes.map(({ soldOn }) => soldOn))),
    today: dateOf(env.now),
  })
  const all = [...faults, ...plan.faults].toSorted((a, b) => a.line - b.line)
  const ownerFen = sumOf(plan.owners.map(each => each.fen))
  const sellerFen = sumOf(plan.sellers.map(({ firstFen }) => firstFen))
  const digest = createHash('sha256').update(JSON.stringify(lines)).digest('hex')
  const writes = !dryRun && all.length === 0 && plan.sellers.length > 0
  const leaf = writes ? await write(tx, env, fund.value, plan, { ownerFen, sellerFen, digest }) : null
  const { already } = plan
  const done = {
    rows: lines.length,
    fresh: plan.sellers.length,
    already,
    ownerFen,
    sellerFen,
    faults: all,
    digest,
    leaf,
  }
  return ok({ ...done, taken: !dryRun && all.length === 0 })
}
