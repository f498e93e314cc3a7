import { createHash } from 'node:crypto'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { dateOf, type Instant, type LocalDate } from '../../kernel/time.ts'
import { may } from '../../platform/access/access.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { CityQueries, Tx } from '../../platform/db/types.ts'
import { type NewAccount, openAccounts } from '../../platform/ledger/open.ts'
import { post } from '../../platform/ledger/post.ts'
import { accountsAt, type Book } from '../../platform/ledger/store.ts'
import { policy, subjectOf, type Verb } from './policy.ts'
import { lockScheme, type SchemeRow } from './store/schemes.ts'

export type Env = { readonly actor: Actor; readonly now: Instant }
export type Done<T> = Promise<Result<T, readonly Refusal[]>>
/** What every verb answers with: what it was about, and the proof that it was written down. */
export type Acted = { readonly id: string; readonly leaf: string }

export const absent = refuse([{ tag: 'not-found' }] as const)
export const notYours = refuse([{ tag: 'not-yours' }] as const)

export const KIND = 'time-bank'

/** The side that promises: what it issued is what the members and the pool hold. It never goes above nothing. */
export const ISSUE: NewAccount = { path: 'scheme', floor: null, ceiling: 0n, gathers: true }
export const POOL: NewAccount = { path: 'pool', gathers: true }

export const bookOf = ({ book, area, id }: SchemeRow): Book => ({
  id: book,
  kind: KIND,
  unit: 'minute',
  area,
  subject: id,
})

export const memberPath = (volunteer: string, of: 'redeem' | 'honour'): string => `member/${volunteer}/${of}`

/** An id that stands for a text, always the same: so that the same thing is posted once. */
export const idFrom = (text: string): string => {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Ids of the accounts that every scheme has. */
export const commonAccounts = async (
  tx: Tx,
  scheme: SchemeRow,
  now: Instant,
): Promise<{ readonly issue: string; readonly pool: string }> => {
  const ids = await openAccounts(tx, bookOf(scheme), [ISSUE, POOL], now)
  return { issue: ids.get('scheme') ?? '', pool: ids.get('pool') ?? '' }
}

export type Move = { readonly from: string; readonly to: string; readonly minutes: bigint }

export type Business = {
  /** Stands for what is done: the same once more is the same posting. */
  readonly key: string
  readonly kind:
    | 'credit'
    | 'start'
    | 'spend'
    | 'grant'
    | 'donate'
    | 'give'
    | 'inherit'
    | 'expire'
    | 'transfer'
    | 'take-back'
    | 'settle'
  readonly on: LocalDate
  readonly matter: string
  readonly moves: readonly Move[]
  /** Transfers that are undone. */
  readonly undoes?: readonly string[]
}

/** In hours, what somebody is short of; everything else is a fault of ours. */
const said = (why: readonly Refusal[]): readonly Refusal[] =>
  why.map(({ tag, values = {} }) => {
    if (tag === 'ledger-short')
      return { tag: 'short-of-time', values: { minutes: values.short ?? 0 }, pointer: '/body/minutes' }
    if (tag === 'ledger-over') return { tag: 'clearing-full', values: { minutes: values.over ?? 0 } }
    if (tag === 'ledger-ended') return { tag: 'taken-back-already' }
    if (tag === 'ledger-posting-differs' || tag === 'ledger-id-known') return { tag: 'posted-already' }
    throw new Error(`the time bank posted what cannot be: ${tag}`)
  })

/** The posting of one business: what it is done for gives its id, so that it is posted once. */
export const postingId = (scheme: string, kind: Business['kind'], key: string): string =>
  idFrom(`${scheme}/${kind}/${key}`)

/** Posts moves of one business in the book of a scheme. @returns or `short-of-time`, `clearing-full`, `taken-back-already`, `posted-already` */
export const postMoves = async (tx: Tx, env: Env, scheme: SchemeRow, business: Business): Done<Acted> => {
  const id = postingId(scheme.id, business.kind, business.key)
  const { kind, on, matter, moves, undoes = [] } = business
  const lines = [
    ...moves.map(({ from, to, minutes }, index) => ({
      do: 'move' as const,
      id: idFrom(`${id}/${index}`),
      from,
      to,
      amount: minutes,
    })),
    ...undoes.map((of, index) => ({ do: 'reverse' as const, id: idFrom(`${id}/undo/${index}`), of })),
  ]
  const done = await post(tx, env, { id, book: scheme.book, kind, effectiveOn: on, matter, lines })
  return done.ok ? ok({ id, leaf: done.value.leaf }) : refuse(said(done.error))
}

/** The scheme, locked, for whoever runs it. */
export const schemeTaken = async (tx: Tx, env: Env, id: string): Done<SchemeRow> => {
  const row = await lockScheme(tx, id)
  if (row === undefined) return absent
  return may<Verb>(policy, 'run', env.actor, subjectOf(row)) ? ok(row) : notYours
}

/** Why nothing more is done in a scheme: what is left can still be spent. */
export const closedGate = (scheme: SchemeRow, now: Instant): readonly Refusal[] =>
  scheme.closedOn !== null && scheme.closedOn <= dateOf(now)
    ? [{ tag: 'scheme-closed', values: { day: scheme.closedOn } }]
    : []

/** Balances of some accounts of a scheme, by path. */
export const balancesAt = async (
  db: CityQueries,
  scheme: SchemeRow,
  paths: readonly string[],
): Promise<ReadonlyMap<string, bigint>> =>
  new Map((await accountsAt(db, scheme.book, paths)).map(({ path, balance }) => [path, balance]))

/** Where a scheme writes what it owes another: above nothing for hours that were taken there. */
export const clearingPath = (towards: string): string => `clearing/${towards}`
