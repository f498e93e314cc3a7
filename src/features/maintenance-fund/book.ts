/** One thing done to the books: posted, written into the fund's log, and under the bank's number where there is one. */
import type { Json } from '../../kernel/journal/canonical.ts'
import type { Line } from '../../kernel/ledger/types.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { dateOf, type LocalDate } from '../../kernel/time.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import type { CityQueries, Tx } from '../../platform/db/types.ts'
import { post } from '../../platform/ledger/post.ts'
import { accountsAt } from '../../platform/ledger/store.ts'
import { heldBack } from '../../platform/personal/publication.ts'
import type { Acted, Done } from './open.ts'
import type { Verb } from './policy.ts'
import { type Env, ledgerEnv, record } from './record.ts'
import type { Fund } from './store/funds.ts'
import { putReference, referenceKnown } from './store/references.ts'
import { inWords } from './uses.ts'

/** What a posting of the fund is, besides those of a use. Words: `business.<kind>`. */
export const BUSINESS = [
  'opening',
  'deposit-first',
  'deposit-renewal',
  'deposit-makeup',
  'interest',
  'proceeds',
  'scrap',
  'unknown',
  'assign',
  'adjust',
  'reverse',
  'refund',
  'bonds-buy',
  'bonds-redeem',
] as const
export type Business = (typeof BUSINESS)[number]

export type Move = { readonly from: string; readonly to: string; readonly fen: bigint }

export type Entered = {
  readonly kind: Business
  readonly under: Verb
  readonly on: LocalDate
  /** By ids of accounts. */
  readonly moves: readonly Move[]
  /** Transfers that are undone besides. */
  readonly undoes?: readonly string[]
  /** The bank's number of it, where the bank moves. */
  readonly reference?: string | undefined
  readonly note?: string
  readonly data?: Readonly<Record<string, Json>>
  readonly personal?: Readonly<Record<string, Json>>
}

export type Common = { readonly bank: string; readonly bonds: string; readonly pool: string; readonly suspense: string }

/** The accounts of a fund that belong to no unit. */
export const commonOf = async (db: CityQueries, fund: Fund): Promise<Common> => {
  const rows = await accountsAt(db, fund.book, ['bank', 'bonds', 'pool', 'suspense'])
  const at = (path: string): string => {
    const found = rows.find(row => row.path === path)
    if (found === undefined) throw new Error(`the fund has no account ${path}`)
    return found.id
  }
  return { bank: at('bank'), bonds: at('bonds'), pool: at('pool'), suspense: at('suspense') }
}

/** What the bank holds by the books: what came in less what went out. */
export const cashOf = async (db: CityQueries, fund: Fund): Promise<bigint> => {
  const [bank] = await accountsAt(db, fund.book, ['bank'])
  return -(bank?.balance ?? 0n)
}

/** Nothing is entered for a day that has not come. */
export const dayFaults = (on: LocalDate, env: Env): readonly Refusal[] =>
  on > dateOf(env.now) ? [{ tag: 'in-future', pointer: '/body/on' }] : []

const referenceFaults = async (tx: Tx, fund: Fund, reference: string | undefined): Promise<readonly Refusal[]> =>
  reference !== undefined && (await referenceKnown(tx, fund.estate, reference))
    ? [{ tag: 'reference-known', values: { reference }, pointer: '/body/reference' }]
    : []

/**
 * Enters moves into the books of a fund, which the caller has locked. Amounts are looked at by the ledger.
 * @returns or all of `public-text-personal`, `in-future`, `reference-known`; then what the ledger says
 */
export const enter = async (tx: Tx, env: Env, fund: Fund, entered: Entered): Done<Acted> => {
  const { kind, under, on, moves, undoes = [], reference, note = '', data = {}, personal } = entered
  const why = [...heldBack({ note }), ...dayFaults(on, env), ...(await referenceFaults(tx, fund, reference))]
  if (why.length > 0) return refuse(why)
  const id = uuidv7(env.now)
  const lines = [
    ...moves.map(({ from, to, fen }): Line => ({ do: 'move', id: uuidv7(env.now), from, to, amount: fen })),
    ...undoes.map((of): Line => ({ do: 'reverse', id: uuidv7(env.now), of })),
  ]
  const matter = `fund/${fund.estate}`
  const asked = { id, book: fund.book, kind, effectiveOn: on, matter, lines, fresh: true }
  const posted = inWords(await post(tx, ledgerEnv(env, fund, under), asked))
  if (!posted.ok) return posted
  if (reference !== undefined) await putReference(tx, fund.estate, id, reference)
  const more = reference === undefined ? {} : { reference }
  const deed = { action: kind, under, on, posting: id, note, data, personal: { ...personal, ...more } }
  const { leaf } = await record(tx, env, fund, deed)
  return ok({ id: fund.estate, leaf, posting: id })
}
