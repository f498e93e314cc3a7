/** Spending from the fund: what a use holds, pays, releases and takes back. Whether it may is for who decides the use. */
import type { Line } from '../../kernel/ledger/types.ts'
import { type Fen, fen, formatYuan } from '../../kernel/money.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { dateOf, type Instant, type LocalDate } from '../../kernel/time.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import type { CityQueries, Tx } from '../../platform/db/types.ts'
import { type LedgerEnv, type Posted, post } from '../../platform/ledger/post.ts'
import { accountsAt, postingById } from '../../platform/ledger/store.ts'
import { NO_OVERDRAFT } from './rules/basis.ts'
import { missingOf } from './rules/needs.ts'
import { type Fund, lockFund } from './store/funds.ts'
import { type AccountPart, standingOf, type UnitStanding } from './store/units.ts'
import { heldFor, matterOf, nameUse, paidFor } from './store/uses.ts'

type Done = Promise<Result<Posted, readonly Refusal[]>>

/** What one unit bears of a cost, in fen above zero. `part` is whose money: its owners' unless said. */
export type UsePart = { readonly unit: string; readonly fen: bigint; readonly part?: AccountPart }

/** A unit whose account does not cover its part: what its owners are asked for. */
export type Shortfall = { readonly unit: string; readonly code: string; readonly part: AccountPart; readonly fen: Fen }

const keyOf = (unit: string, part: AccountPart = 'owner'): string => `${unit}/${part}`

/** Accounts of the named units (all units of the fund when null) as they stand, by code. It reads as the caller. */
export const scopeAccounts = (
  db: CityQueries,
  fund: Pick<Fund, 'estate'>,
  units: readonly string[] | null,
): Promise<readonly UnitStanding[]> => standingOf(db, fund.estate, units)

const shortOf = (parts: readonly UsePart[], standing: readonly UnitStanding[]): readonly Shortfall[] => {
  const byKey = new Map(standing.map(each => [keyOf(each.unit, each.part), each]))
  const codes = new Map(standing.map(({ unit, code }) => [unit, code]))
  const free = new Map([...byKey].map(([key, each]) => [key, each.free]))
  const asked = parts.map(each => ({ unit: keyOf(each.unit, each.part), fen: each.fen }))
  const missing = new Map(missingOf(asked, free).map(each => [each.unit, each.missing]))
  return parts.flatMap(({ unit, part = 'owner' }) => {
    const short = missing.get(keyOf(unit, part))
    return short === undefined ? [] : [{ unit, code: codes.get(unit) ?? '', part, fen: fen(short) }]
  })
}

/** What each unit lacks for its part of a cost as the accounts stand; empty when all is covered. It reads as the caller. */
export const shortfallsOf = async (
  db: CityQueries,
  fund: Pick<Fund, 'estate'>,
  parts: readonly UsePart[],
): Promise<readonly Shortfall[]> =>
  shortOf(
    parts,
    await standingOf(
      db,
      fund.estate,
      parts.map(({ unit }) => unit),
    ),
  )

const shortRefusal = ({ code, fen: short }: Shortfall): Refusal => ({
  tag: 'unit-short',
  values: { code, yuan: formatYuan(short) },
  basis: NO_OVERDRAFT,
})

/** What the ledger says, where a resident could not read it: the bank's own account is short when money lies in bonds. */
export const inWords = <T>(done: Result<T, readonly Refusal[]>): Result<T, readonly Refusal[]> =>
  done.ok
    ? done
    : refuse(
        done.error.map(why =>
          why.tag === 'ledger-over' && why.values?.path === 'bank'
            ? { tag: 'bank-short', values: { yuan: formatYuan(fen(BigInt(why.values.over ?? 0))) } }
            : why,
        ),
      )

type Taken = { readonly fund: Fund; readonly bank: string }

const taken = async (tx: Tx, estate: string): Promise<Result<Taken, readonly Refusal[]>> => {
  const fund = await lockFund(tx, estate)
  const [bank] = fund === undefined ? [] : await accountsAt(tx, fund.book, ['bank'])
  return fund === undefined || bank === undefined ? refuse([{ tag: 'no-fund' }]) : ok({ fund, bank: bank.id })
}

const before = async (tx: Tx, id: string | undefined): Promise<Posted | undefined> => {
  const found = id === undefined ? undefined : await postingById(tx, id)
  return found === undefined ? undefined : { posting: found.id, leaf: found.leaf.toString('hex'), fresh: false }
}

type Doing = {
  /** The estate whose fund it is. */
  readonly fund: string
  /** Id of the use, a UUID; its postings stand under `fund-use/<use>`. */
  readonly use: string
  /** Of the posting, so that the same again is done once; a new one when not given. */
  readonly id?: string
  /** The day in the books; today when not given. */
  readonly on?: LocalDate
}

export type Hold = Doing & {
  /** Number and title under which the use is published, for the pages of the fund. */
  readonly named?: { readonly no: string; readonly title: string }
  readonly parts: readonly UsePart[]
  /** From then on it can only be released; a sweep does so. */
  readonly expiresAt?: Instant
}

const posted = async (
  tx: Tx,
  env: LedgerEnv,
  fund: Fund,
  { use, id, on }: Doing,
  kind: string,
  lines: readonly Line[],
): Done =>
  inWords(
    await post(tx, env, {
      id: id ?? uuidv7(env.now),
      book: fund.book,
      kind,
      effectiveOn: on ?? dateOf(env.now),
      matter: matterOf(use),
      lines,
    }),
  )

/**
 * Sets money of units aside for a use, all or nothing, in the caller's transaction of the system; it has the use's row
 * locked. May be called again for the same use: what is held adds up.
 * @returns or `no-fund`; one `unit-unknown` for each part that has no account; one `unit-short` {code, yuan} for each unit
 *   that lacks something: nobody else's account is touched (C-237); `bank-short` when the money lies in bonds; a part of
 *   0 fen or less is `ledger-amount`
 */
export const holdForUse = async (tx: Tx, env: LedgerEnv, hold: Hold): Done => {
  const done = await before(tx, hold.id)
  if (done !== undefined) return ok(done)
  const of = await taken(tx, hold.fund)
  if (!of.ok) return of
  const units = hold.parts.map(({ unit }) => unit)
  const standing = await standingOf(tx, hold.fund, units)
  const accounts = new Map(standing.map(each => [keyOf(each.unit, each.part), each.account]))
  const unknown = hold.parts.filter(({ unit, part }) => !accounts.has(keyOf(unit, part)))
  if (unknown.length > 0)
    return refuse(unknown.map(each => ({ tag: 'unit-unknown', pointer: `/body/parts/${hold.parts.indexOf(each)}` })))
  const short = shortOf(hold.parts, standing)
  if (short.length > 0) return refuse(short.map(shortRefusal))
  if (hold.named !== undefined) await nameUse(tx, hold.fund, hold.use, hold.named)
  const lines = hold.parts.map(
    ({ unit, part, fen: amount }): Line => ({
      do: 'hold',
      id: uuidv7(env.now),
      from: accounts.get(keyOf(unit, part)) ?? '',
      to: of.value.bank,
      amount,
      ...(hold.expiresAt === undefined ? {} : { expiresAt: hold.expiresAt }),
    }),
  )
  return posted(tx, env, of.value.fund, hold, 'use-hold', lines)
}

export type Pay = Doing & {
  /** What each unit pays; all that is held when not given. A unit that is not named pays nothing. */
  readonly parts?: readonly UsePart[]
  /** What becomes of what is held and not paid: free again (the last payment), or held on (an instalment). */
  readonly rest: 'release' | 'keep'
}

/**
 * Pays what a use holds: the money leaves the bank. Never more than is held of a unit.
 * @returns or `no-fund`, `nothing-held`; one `above-hold` {code, yuan} for each unit that would pay more than is held;
 *   `ledger-expired` {until} when the hold's time is over
 */
export const payHeld = async (tx: Tx, env: LedgerEnv, pay: Pay): Done => {
  const done = await before(tx, pay.id)
  if (done !== undefined) return ok(done)
  const of = await taken(tx, pay.fund)
  if (!of.ok) return of
  const held = await heldFor(tx, pay.use)
  if (held.length === 0) return refuse([{ tag: 'nothing-held' }])
  const due = new Map(held.map(({ unit, part }) => [keyOf(unit, part), 0n]))
  if (pay.parts === undefined)
    for (const { unit, part, fen: amount } of held)
      due.set(keyOf(unit, part), (due.get(keyOf(unit, part)) ?? 0n) + amount)
  else for (const { unit, part, fen: amount } of pay.parts) due.set(keyOf(unit, part), amount)
  const lines: Line[] = []
  for (const { transfer, unit, part, account, fen: kept, expiresAt } of held) {
    const left = due.get(keyOf(unit, part)) ?? 0n
    const [amount = 0n] = [left, kept].toSorted((a, b) => (a < b ? -1 : 1))
    due.set(keyOf(unit, part), left - amount)
    if (amount > 0n) lines.push({ do: 'settle', id: uuidv7(env.now), of: transfer, amount })
    else if (pay.rest === 'release') lines.push({ do: 'void', id: uuidv7(env.now), of: transfer })
    if (amount > 0n && amount < kept && pay.rest === 'keep') {
      const until = expiresAt === null ? {} : { expiresAt }
      const line = { do: 'hold', id: uuidv7(env.now), from: account, to: of.value.bank, ...until } as const
      lines.push({ ...line, amount: kept - amount })
    }
  }
  const codes = new Map(held.map(({ unit, code }) => [unit, code]))
  const above = [...due].filter(([, left]) => left > 0n)
  if (above.length > 0)
    return refuse(
      above.map(([key, left]) => ({
        tag: 'above-hold',
        values: { code: codes.get(key.split('/')[0] ?? '') ?? '', yuan: formatYuan(fen(left)) },
      })),
    )
  return posted(tx, env, of.value.fund, pay, 'use-pay', lines)
}

/** Sets free what a use holds, all of it. @returns or `no-fund`, `nothing-held` */
export const releaseHeld = async (tx: Tx, env: LedgerEnv, doing: Doing): Done => {
  const done = await before(tx, doing.id)
  if (done !== undefined) return ok(done)
  const of = await taken(tx, doing.fund)
  if (!of.ok) return of
  const held = await heldFor(tx, doing.use)
  if (held.length === 0) return refuse([{ tag: 'nothing-held' }])
  const lines = held.map(({ transfer }): Line => ({ do: 'void', id: uuidv7(env.now), of: transfer }))
  return posted(tx, env, of.value.fund, doing, 'use-release', lines)
}

/**
 * Takes payments of a use back: the money came back to the bank. The ledger keeps both.
 * @param doing `payment`: the posting of one payment; every payment of the use when not given
 * @returns or `no-fund`, `nothing-paid`
 */
export const reversePaid = async (tx: Tx, env: LedgerEnv, doing: Doing & { readonly payment?: string }): Done => {
  const done = await before(tx, doing.id)
  if (done !== undefined) return ok(done)
  const of = await taken(tx, doing.fund)
  if (!of.ok) return of
  const paid = (await paidFor(tx, doing.use)).filter(
    ({ posting }) => doing.payment === undefined || posting === doing.payment,
  )
  if (paid.length === 0) return refuse([{ tag: 'nothing-paid' }])
  const lines = paid.map(({ transfer }): Line => ({ do: 'reverse', id: uuidv7(env.now), of: transfer }))
  return posted(tx, env, of.value.fund, doing, 'use-return', lines)
}
