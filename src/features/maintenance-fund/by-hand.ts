/** The kinds of thing that are done by hand: what each comes to, and carrying it out. */
import { type Fen, fen, parseFen } from '../../kernel/money.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import type { Tx } from '../../platform/db/types.ts'
import { closeAccount } from '../../platform/ledger/open.ts'
import { postingById, transfersOfPosting } from '../../platform/ledger/store.ts'
import { heldBack } from '../../platform/personal/publication.ts'
import { BUSINESS, type Business, commonOf, enter } from './book.ts'
import { decisionFaults } from './decisions.ts'
import type { Acted, Done } from './open.ts'
import type { Env } from './record.ts'
import { BONDS, OWNERS_MONEY } from './rules/basis.ts'
import type { Fund } from './store/funds.ts'
import { isMatched } from './store/lines.ts'
import { insertBond, type ProposalKind } from './store/proposals.ts'
import { dropReference } from './store/references.ts'
import { fundUnits, putGone, standingOf, type UnitStanding } from './store/units.ts'

type Data = Readonly<Record<string, string>>
type Weighed = Result<bigint, readonly Refusal[]>

const SHARED = ['bank', 'pool', 'suspense'] as const

/** An account as a clerk names it: `bank`, `pool`, `suspense`, or a unit's code, `…/seller` for the seller's part. */
const accountNamed = async (tx: Tx, fund: Fund, name: string): Promise<string | undefined> => {
  const common = await commonOf(tx, fund)
  const shared = SHARED.find(each => each === name)
  if (shared !== undefined) return common[shared]
  const [code, part] = name.split('/')
  const unit = (await fundUnits(tx, fund.estate)).find(each => each.code === code)
  return part === 'seller' ? (unit?.seller ?? undefined) : unit?.owner
}

const unitAccounts = async (tx: Tx, fund: Fund, code: string): Promise<readonly UnitStanding[]> => {
  const unit = (await fundUnits(tx, fund.estate)).find(each => each.code === code && each.goneOn === null)
  return unit === undefined ? [] : standingOf(tx, fund.estate, [unit.unit])
}

const amountIn = (data: Data): Weighed => {
  const amount: Fen | undefined = parseFen(data.yuan ?? '')
  return amount === undefined || amount <= 0n
    ? refuse([{ tag: 'amount-wrong', values: { code: '', yuan: data.yuan ?? '' }, pointer: '/body/yuan' }])
    : ok(amount)
}

const weighAdjust = async (tx: Tx, fund: Fund, data: Data): Promise<Weighed> => {
  const names = [data.from ?? '', data.to ?? '']
  const unknown: Refusal[] = []
  for (const [index, name] of names.entries())
    if ((await accountNamed(tx, fund, name)) === undefined)
      unknown.push({ tag: 'code-unknown', values: { code: name }, pointer: index === 0 ? '/body/from' : '/body/to' })
  // A bank's fee or a payment sent to the wrong place goes by the common accounts: a unit's money is spent by a use alone.
  const out = data.to === 'bank' && !SHARED.some(each => each === data.from)
  if (out) unknown.push({ tag: 'unit-to-bank', basis: OWNERS_MONEY, pointer: '/body/to' })
  const amount = amountIn(data)
  return unknown.length > 0 ? refuse([...unknown, ...(amount.ok ? [] : amount.error)]) : amount
}

/** What is undone: a posting of this fund made by hand, not one of a use, and not one the bank has confirmed. */
const weighReverse = async (tx: Tx, fund: Fund, data: Data): Promise<Weighed> => {
  const asked = data.posting ?? ''
  const posting = asked === '' ? undefined : await postingById(tx, asked)
  const own = posting?.book === fund.book && BUSINESS.includes(posting.kind as Business)
  if (posting === undefined || !own) return refuse([{ tag: 'posting-unknown', pointer: '/body/posting' }])
  if (await isMatched(tx, posting.id)) return refuse([{ tag: 'posting-matched', pointer: '/body/posting' }])
  const lines = await transfersOfPosting(tx, posting.id)
  return lines.some(({ kind }) => kind !== 'move')
    ? refuse([{ tag: 'posting-unknown', pointer: '/body/posting' }])
    : ok(lines.reduce((sum, { amount }) => sum + amount, 0n))
}

const weighRefund = async (tx: Tx, fund: Fund, data: Data): Promise<Weighed> => {
  const code = data.code ?? ''
  const accounts = await unitAccounts(tx, fund, code)
  if (accounts.length === 0) return refuse([{ tag: 'code-unknown', values: { code }, pointer: '/body/code' }])
  if (accounts.some(({ held }) => held > 0n)) return refuse([{ tag: 'still-held', values: { code } }])
  const sum = accounts.reduce((total, { balance }) => total + balance, 0n)
  return sum === 0n ? refuse([{ tag: 'nothing-to-refund', values: { code } }]) : ok(sum)
}

const weighBonds = async (tx: Tx, fund: Fund, data: Data): Promise<Weighed> => {
  const amount = amountIn(data)
  const { name = '', decision = '', matures = '', on = '' } = data
  const why: readonly Refusal[] = [
    ...heldBack({ name, decision }),
    ...(name === '' || decision === '' ? [{ tag: 'decision-missing', pointer: '/body/decision', basis: BONDS }] : []),
    ...(await decisionFaults(tx, fund, decision)),
    ...(matures <= on ? [{ tag: 'bonds-short', pointer: '/body/matures' }] : []),
  ]
  return why.length > 0 ? refuse([...why, ...(amount.ok ? [] : amount.error)]) : amount
}

/**
 * What it comes to as the accounts stand, in fen.
 * @param data `adjust`: from, to, yuan; `reverse`: posting; `refund`: code of the unit that is gone; `bonds`: name, yuan,
 *   on, matures, decision
 * @returns or `code-unknown`, `amount-wrong`, `posting-unknown`, `posting-matched`, `still-held`, `nothing-to-refund`,
 *   `bonds-short`, `decision-missing`, `public-text-personal`, `decision-unknown`, `decision-not-passed`, `decision-other`
 */
export const weigh = async (tx: Tx, fund: Fund, kind: ProposalKind, data: Data): Promise<Weighed> => {
  switch (kind) {
    case 'adjust':
      return weighAdjust(tx, fund, data)
    case 'reverse':
      return weighReverse(tx, fund, data)
    case 'refund':
      return weighRefund(tx, fund, data)
    case 'bonds':
      return weighBonds(tx, fund, data)
  }
}

export type Carried = {
  readonly kind: ProposalKind
  readonly data: Data
  readonly on: LocalDate
  readonly note: string
  readonly fen: bigint
  readonly under: 'keep' | 'approve'
  readonly proposal?: string
}

/** The unit is no more: what its accounts hold goes back to whose it is, and they are closed (rulebook C-247). */
const refund = async (tx: Tx, env: Env, fund: Fund, { data, on, note, under, fen: sum }: Carried): Done<Acted> => {
  const accounts = await unitAccounts(tx, fund, data.code ?? '')
  const { bank } = await commonOf(tx, fund)
  const moves = accounts.flatMap(({ account, balance }) =>
    balance > 0n ? [{ from: account, to: bank, fen: balance }] : [],
  )
  const unit = accounts[0]?.unit ?? ''
  const personal = { unit, fen: `${sum}` }
  const reference = data.reference === '' ? undefined : data.reference
  const done = await enter(tx, env, fund, { kind: 'refund', under, on, moves, reference, note, personal })
  if (!done.ok) return done
  for (const { account } of accounts) {
    const closed = await closeAccount(tx, account, env.now)
    if (!closed.ok) return closed
  }
  await putGone(tx, unit, on)
  return done
}

const buy = async (tx: Tx, env: Env, fund: Fund, { data, on, note, under, fen: sum }: Carried): Done<Acted> => {
  const { bank, bonds } = await commonOf(tx, fund)
  const moves = [{ from: bonds, to: bank, fen: sum }]
  const { name = '', matures = '', decision = '' } = data
  const told = { fen: `${sum}`, name, matures, decision }
  const reference = data.reference === '' ? undefined : data.reference
  const done = await enter(tx, env, fund, { kind: 'bonds-buy', under, on, moves, reference, note, data: told })
  if (!done.ok) return done
  const bond = { id: uuidv7(env.now), estate: fund.estate, name, fen: sum, boughtOn: on, decision }
  await insertBond(tx, { ...bond, maturesOn: matures as LocalDate }, done.value.posting ?? '')
  return done
}

/** Carries out what was weighed. @returns or what `enter` says */
export const carryOut = async (tx: Tx, env: Env, fund: Fund, what: Carried): Done<Acted> => {
  const { kind, data, on, note, under, fen: sum } = what
  switch (kind) {
    case 'refund':
      return refund(tx, env, fund, what)
    case 'bonds':
      return buy(tx, env, fund, what)
    case 'reverse': {
      const lines = await transfersOfPosting(tx, data.posting ?? '')
      await dropReference(tx, data.posting ?? '')
      const undoes = lines.map(({ id }) => id)
      const personal = { posting: data.posting ?? '', fen: `${sum}` }
      return enter(tx, env, fund, { kind: 'reverse', under, on, moves: [], undoes, note, personal })
    }
    case 'adjust': {
      const [from, to] = [await accountNamed(tx, fund, data.from ?? ''), await accountNamed(tx, fund, data.to ?? '')]
      const moves = [{ from: from ?? '', to: to ?? '', fen: fen(sum) }]
      const personal = { from: data.from ?? '', to: data.to ?? '', fen: `${sum}` }
      const reference = data.reference === '' ? undefined : data.reference
      return enter(tx, env, fund, { kind: 'adjust', under, on, moves, reference, note, personal })
    }
  }
}
