/** What is done by hand: one person proposes, another approves (L-10), from the amount on that the place lays down. */
import { type Fen, fen, formatYuan } from '../../kernel/money.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { dateOf, type LocalDate } from '../../kernel/time.ts'
import { isOwn } from '../../platform/access/access.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import type { Tx } from '../../platform/db/types.ts'
import { heldBack } from '../../platform/personal/publication.ts'
import { dayFaults } from './book.ts'
import { carryOut, weigh } from './by-hand.ts'
import { type Acted, type Done, taken } from './open.ts'
import { matchAll } from './reconcile.ts'
import { type Env, record } from './record.ts'
import { paramsOn } from './rule-values.ts'
import { decideProposal, insertProposal, type ProposalKind, proposalAt } from './store/proposals.ts'

export type Proposal = {
  readonly kind: ProposalKind
  /** What it is of, by names; see `weigh`. */
  readonly data: Readonly<Record<string, string>>
  readonly on: LocalDate
  readonly note: string
}

export type Proposed = Acted & {
  /** Null when it was below the limit and is done. */
  readonly proposal: string | null
}

/**
 * Proposes something done by hand; below the place's limit it is done at once.
 * @returns or `no-fund`, `not-yours`; all of `public-text-personal`, `in-future`, and what is wrong with the thing itself
 */
export const propose = async (tx: Tx, env: Env, estate: string, { kind, data, on, note }: Proposal): Done<Proposed> => {
  const fund = await taken(tx, env, estate, 'keep')
  if (!fund.ok) return fund
  const weighed = await weigh(tx, fund.value, kind, data)
  const why = [...heldBack({ note }), ...dayFaults(on, env), ...(weighed.ok ? [] : weighed.error)]
  if (why.length > 0 || !weighed.ok) return refuse(why)
  const { secondFrom } = await paramsOn(tx, dateOf(env.now))
  const { party } = env.actor
  if (weighed.value < BigInt(secondFrom.value) || party === null) {
    const done = await carryOut(tx, env, fund.value, { kind, data, on, note, fen: weighed.value, under: 'keep' })
    return done.ok ? ok({ ...done.value, proposal: null }) : done
  }
  const id = uuidv7(env.now)
  await insertProposal(
    tx,
    { id, estate, kind, fen: weighed.value, data: { ...data, on }, note, proposedBy: party },
    env.now,
  )
  const told = { kind, proposal: id }
  const hidden = { fen: `${weighed.value}` }
  const { leaf } = await record(tx, env, fund.value, {
    action: 'propose',
    under: 'keep',
    note,
    data: told,
    personal: hidden,
  })
  return ok({ id: estate, leaf, proposal: id })
}

const amountChanged = (is: Fen): Refusal => ({ tag: 'amount-changed', values: { yuan: formatYuan(is) } })

/** An open proposal of a locked fund, for somebody who did not make it. */
const openFor = async (tx: Tx, env: Env, estate: string, id: string) => {
  const found = await proposalAt(tx, estate, id)
  if (found === undefined) return refuse([{ tag: 'not-found' }])
  if (found.state !== 'open') return refuse([{ tag: 'proposal-decided' }])
  if (isOwn(env.actor, found.proposedBy)) return refuse([{ tag: 'same-person' }])
  return ok(found)
}

/**
 * Approves a proposal and carries it out, in one transaction.
 * @returns or `no-fund`, `not-yours`, `not-found`, `proposal-decided`, `same-person`; `amount-changed` when the accounts
 *   have moved since; then as `enter`
 */
export const approve = async (tx: Tx, env: Env, estate: string, id: string): Done<Acted> => {
  const fund = await taken(tx, env, estate, 'approve')
  if (!fund.ok) return fund
  const open = await openFor(tx, env, estate, id)
  if (!open.ok) return open
  const { kind, data, note } = open.value
  const weighed: Result<bigint, readonly Refusal[]> = await weigh(tx, fund.value, kind, data)
  if (!weighed.ok) return weighed
  if (weighed.value !== BigInt(open.value.fen)) return refuse([amountChanged(fen(weighed.value))])
  const on = (data.on ?? dateOf(env.now)) as LocalDate
  const what = { kind, data, on, note, fen: weighed.value, under: 'approve', proposal: id } as const
  const done = await carryOut(tx, env, fund.value, what)
  if (!done.ok) return done
  await decideProposal(tx, id, 'done', env.actor.party ?? '', env.now, done.value.posting ?? null)
  await matchAll(tx, env, fund.value)
  return done
}

/** Refuses a proposal, with the reason. @returns or as `approve`, and `public-text-personal` */
export const turnDown = async (tx: Tx, env: Env, estate: string, id: string, note: string): Done<Acted> => {
  const fund = await taken(tx, env, estate, 'approve')
  if (!fund.ok) return fund
  const open = await openFor(tx, env, estate, id)
  if (!open.ok) return open
  const why = heldBack({ note })
  if (why.length > 0) return refuse(why)
  await decideProposal(tx, id, 'refused', env.actor.party ?? '', env.now, null)
  const { leaf } = await record(tx, env, fund.value, {
    action: 'turnDown',
    under: 'approve',
    note,
    data: { proposal: id },
  })
  return ok({ id: estate, leaf })
}
