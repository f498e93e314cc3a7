import { createHash } from 'node:crypto'
import { fen, formatYuan } from '../../kernel/money.ts'
import { ok, refuse } from '../../kernel/result.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db/types.ts'
import { commonOf, dayFaults, enter, type Move } from './book.ts'
import { accountsOf, liftPaid } from './deposits.ts'
import { type Done, syncUnits, taken } from './open.ts'
import { type Env, record } from './record.ts'
import { type Field, type ImportedAccount, readAccounts } from './rules/accounts-import.ts'
import type { Line, LineFault } from './rules/lines.ts'
import { putFirst } from './store/firsts.ts'
import type { Fund } from './store/funds.ts'
import { putTaken, type TakenUnit, takenUnits } from './store/units.ts'

export const ROWS_MAX = 10_000

/** What an import came to, or would come to. */
export type Imported = {
  readonly rows: number
  /** Accounts taken over, and accounts that stood like this already. */
  readonly fresh: number
  readonly already: number
  /** Sum of the whole file and of what is fresh, in fen. */
  readonly fileFen: bigint
  readonly freshFen: bigint
  readonly faults: readonly LineFault[]
  /** Whether it was written. */
  readonly taken: boolean
  /** SHA-256 of the lines as they were read, hexadecimal. */
  readonly digest: string
  /** The receipt: the leaf of its entry in the journal; null when nothing was written. */
  readonly leaf: string | null
}

type Plan = {
  readonly fresh: readonly (ImportedAccount & { readonly unit: string })[]
  readonly already: number
  readonly faults: readonly LineFault[]
}

/** An account is taken over once: what contradicts it is told, not written over. */
const planOf = (accounts: readonly ImportedAccount[], units: ReadonlyMap<string, TakenUnit>): Plan => {
  const faults: LineFault[] = []
  const fresh: (ImportedAccount & { readonly unit: string })[] = []
  let already = 0
  for (const account of accounts) {
    const { line, code, balance, seller } = account
    const unit = units.get(code)
    const fault = (field: Field, why: string, values: LineFault['values'] = { code }): void => {
      faults.push({ line, field, why, values })
    }
    if (unit === undefined) fault('code', 'code-unknown')
    else if (unit.goneOn !== null) fault('code', 'unit-gone')
    else if (unit.takenFen === null) fresh.push({ ...account, unit: unit.unit })
    else if (BigInt(unit.takenFen) !== balance || (seller !== null && BigInt(unit.sellerTakenFen ?? 0) !== seller))
      fault('balance', 'taken-differs', { code, is: formatYuan(fen(BigInt(unit.takenFen))) })
    else already += 1
  }
  return { fresh, already, faults }
}

const write = async (
  tx: Tx,
  env: Env,
  fund: Fund,
  { fresh }: Plan,
  { on, digest, total }: { readonly on: LocalDate; readonly digest: string; readonly total: bigint },
): Done<string> => {
  const parts = fresh.flatMap(({ unit, balance, seller }) => [
    { unit, part: 'owner' as const, fen: balance as bigint },
    ...(seller === null ? [] : [{ unit, part: 'seller' as const, fen: seller as bigint }]),
  ])
  const accounts = await accountsOf(tx, env, fund, parts)
  const { bank } = await commonOf(tx, fund)
  const moves: readonly Move[] = parts
    .filter(each => each.fen > 0n)
    .map(each => ({ from: bank, to: accounts.get(`${each.unit}/${each.part}`) ?? '', fen: each.fen }))
  await putTaken(tx, fresh)
  await putFirst(
    tx,
    fresh.flatMap(({ unit, first }) => (first === null || first === 0n ? [] : [{ unit, fen: first as bigint }])),
    on,
    'import',
  )
  const told = { units: fresh.length, fen: `${total}`, sha256: digest }
  const done =
    moves.length === 0
      ? ok(await record(tx, env, fund, { action: 'opening', under: 'keep', on, data: told }))
      : await enter(tx, env, fund, { kind: 'opening', under: 'keep', on, moves, data: told })
  if (!done.ok) return done
  await liftPaid(
    tx,
    fresh.map(({ unit }) => unit),
  )
  return ok(done.value.leaf)
}

export type ImportAsked = {
  /** The day on whose end the balances stood. */
  readonly on: LocalDate
  /** What the file is said to add up to, in fen; null when nobody says. */
  readonly sum: bigint | null
  readonly dryRun: boolean
}

/**
 * Takes over accounts from a table, each once. With any fault, or when only looked at, nothing is written; the same file
 * again does nothing.
 * @returns what it comes to, with every fault by line and column; or `no-fund`, `not-yours`, `in-future`, `sum-differs`
 */
export const importAccounts = async (
  tx: Tx,
  env: Env,
  estate: string,
  lines: readonly Line<Field>[],
  { on, sum, dryRun }: ImportAsked,
): Done<Imported> => {
  const fund = await taken(tx, env, estate, 'keep')
  if (!fund.ok) return fund
  const early = dayFaults(on, env)
  if (early.length > 0) return refuse(early)
  await syncUnits(tx, env, fund.value)
  const { accounts, faults } = readAccounts(lines)
  const fileFen = accounts.reduce((all, { balance, seller }) => all + balance + (seller ?? 0n), 0n)
  if (sum !== null && faults.length === 0 && sum !== fileFen)
    return refuse([
      {
        tag: 'sum-differs',
        values: { said: formatYuan(fen(sum)), is: formatYuan(fen(fileFen)) },
        pointer: '/body/sum',
      },
    ])
  const units = new Map((await takenUnits(tx, estate)).map(unit => [unit.code, unit]))
  const plan = planOf(accounts, units)
  const all = [...faults, ...plan.faults].toSorted((a, b) => a.line - b.line)
  const freshFen = plan.fresh.reduce((total, { balance, seller }) => total + balance + (seller ?? 0n), 0n)
  const digest = createHash('sha256').update(JSON.stringify(lines)).digest('hex')
  const writes = !dryRun && all.length === 0 && plan.fresh.length > 0
  const leaf = writes ? await write(tx, env, fund.value, plan, { on, digest, total: freshFen }) : ok(null)
  if (!leaf.ok) return leaf
  return ok({
    rows: lines.length,
    fresh: plan.fresh.length,
    already: plan.already,
    fileFen,
    freshFen,
    faults: all,
    taken: !dryRun && all.length === 0,
    digest,
    leaf: leaf.value,
  })
}
