import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { dateOf } from '../../kernel/time.ts'
import { may } from '../../platform/access/access.ts'
import type { Tx } from '../../platform/db/types.ts'
import { openAccounts, openBook } from '../../platform/ledger/open.ts'
import type { Book } from '../../platform/ledger/store.ts'
import { heldBack } from '../../platform/personal/publication.ts'
import { organisationAt } from '../directory/index.ts'
import { type EstateUnit, estateById, lockEstate, unitsOn } from '../estate/index.ts'
import { policy, subjectOf, type Verb } from './policy.ts'
import { type Env, record } from './record.ts'
import { type Fund, insertFund, lockFund } from './store/funds.ts'
import { fundUnits, putSeller, putUnits } from './store/units.ts'

export type Done<T> = Promise<Result<T, readonly Refusal[]>>

/** What every verb answers with: the fund's estate, and the proof that it was written down. */
export type Acted = { readonly id: string; readonly leaf: string; readonly posting?: string }

export const KIND = 'maintenance-fund'

/** The world outside: what the bank holds is what it owes to the accounts, so it never pays more than came in. */
const BANK = { path: 'bank', floor: null, ceiling: 0n, gathers: true }
/** Money lent to the state until a day (rulebook C-244): the fund's all the same. */
const BONDS = { path: 'bonds', floor: null, ceiling: 0n }
/** Came in for all and is not divided yet: interest, proceeds of common parts, scrap. */
const POOL = { path: 'pool' }
/** Came in and nobody knows for whom. */
const SUSPENSE = { path: 'suspense' }

const WHOLE = { kind: 'estate' } as const

/** The fund, locked, for whoever the access table lets do this. @returns or `no-fund`, `not-yours` */
export const taken = async (tx: Tx, env: Env, estate: string, verb: Verb): Done<Fund> => {
  const fund = await lockFund(tx, estate)
  if (fund === undefined) return refuse([{ tag: 'no-fund' }])
  return may<Verb>(policy, verb, env.actor, subjectOf(fund)) ? ok(fund) : refuse([{ tag: 'not-yours' }])
}

export const bookOf = ({ book, area, estate }: Fund): Book => ({
  id: book,
  kind: KIND,
  unit: 'fen',
  area,
  subject: estate,
})

const ownPath = ({ building, code }: Pick<EstateUnit, 'building' | 'code'>): string => `unit/${building}/${code}/owner`

/**
 * Opens the account of every unit that has none, and brings codes, buildings and areas up to date. A code that was given
 * to another unit before keeps its account; the new unit's path has its id in it.
 */
export const syncUnits = async (tx: Tx, env: Env, fund: Fund): Promise<void> => {
  const units = await unitsOn(tx, fund.estate, WHOLE, env.now)
  const known = new Map((await fundUnits(tx, fund.estate)).map(each => [each.unit, each]))
  const fresh = units.filter(({ id }) => !known.has(id))
  const taken = new Set([...known.values()].map(({ path }) => path))
  const paths = new Map(fresh.map(unit => [unit.id, ownPath(unit)]))
  for (const [id, path] of paths) if (taken.has(path)) paths.set(id, `${path}/${id}`)
  const accounts = fresh.map(({ id }) => ({ path: paths.get(id) ?? id, subject: id }))
  const opened = await openAccounts(tx, bookOf(fund), accounts, env.now)
  const owner = (id: string): string => known.get(id)?.owner ?? opened.get(paths.get(id) ?? id) ?? ''
  await putUnits(
    tx,
    fund,
    units.map(({ id, code, building, areaDm2 }) => ({ unit: id, code, building, areaDm2, owner: owner(id) })),
  )
}

/** The seller's account of a unit of public housing, opened when there is none (rulebook C-223, C-224). */
export const sellerAccounts = async (
  tx: Tx,
  env: Env,
  fund: Fund,
  units: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const known = (await fundUnits(tx, fund.estate)).filter(({ unit }) => units.includes(unit))
  const missing = known.filter(({ seller }) => seller === null)
  const pathOf = (path: string): string => path.replace('/owner', '/seller')
  const opened = await openAccounts(
    tx,
    bookOf(fund),
    missing.map(({ path, unit }) => ({ path: pathOf(path), subject: unit })),
    env.now,
  )
  for (const { unit, path } of missing) await putSeller(tx, unit, opened.get(pathOf(path)) ?? '')
  return new Map(known.map(({ unit, seller, path }) => [unit, seller ?? opened.get(pathOf(path)) ?? '']))
}

export type NewFund = {
  readonly estate: string
  /** The organisation that keeps the accounts, and the bank's own where its clerks work here. */
  readonly keeper: string
  readonly banker?: string | undefined
  readonly bank: string
  /** The account there; only its last four digits are kept. */
  readonly bankAccount: string
}

/**
 * Opens the fund of an estate: its book, the accounts of all units, and who keeps it (rulebook C-224, C-225).
 * @returns or `no-fund` when there is no such estate, `not-yours`; all of `public-text-personal`, `keeper-unknown`; then
 *   `fund-known`
 */
export const openFund = async (
  tx: Tx,
  env: Env,
  { estate, keeper, banker, bank, bankAccount }: NewFund,
): Done<Acted> => {
  if (!(await lockEstate(tx, estate))) return refuse([{ tag: 'no-fund' }])
  const line = await estateById(tx, estate, env.now)
  if (line === undefined) return refuse([{ tag: 'no-fund' }])
  if (!may<Verb>(policy, 'found', env.actor, subjectOf(line))) return refuse([{ tag: 'not-yours' }])
  const bodies = await Promise.all(
    [keeper, ...(banker === undefined ? [] : [banker])].map(id => organisationAt(tx, id)),
  )
  const why = [
    ...heldBack({ bank }),
    ...bodies.flatMap((body, index) =>
      body === undefined ? [{ tag: 'keeper-unknown', pointer: index === 0 ? '/body/keeper' : '/body/banker' }] : [],
    ),
  ]
  if (why.length > 0) return refuse(why)
  const { area, name } = line
  const book = await openBook(tx, { kind: KIND, unit: 'fen', area, subject: estate }, env.now)
  await openAccounts(tx, book, [BANK, BONDS, POOL, SUSPENSE], env.now)
  const fund: Fund = {
    estate,
    area,
    name,
    book: book.id,
    keeper,
    banker: banker ?? null,
    bank,
    bankTail: bankAccount.slice(-4),
    openedOn: dateOf(env.now),
    entries: 0,
  }
  if (!(await insertFund(tx, fund, env.now))) return refuse([{ tag: 'fund-known' }])
  await syncUnits(tx, env, fund)
  const { leaf } = await record(tx, env, fund, { action: 'open', under: 'found', data: { keeper, bank, name } })
  return ok({ id: estate, leaf })
}
