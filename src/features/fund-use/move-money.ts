import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { officeFor } from '../../platform/access/access.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import type { Tx } from '../../platform/db/types.ts'
import type { LedgerEnv } from '../../platform/ledger/post.ts'
import { holdForUse, payHeld, releaseHeld, reversePaid, scopeAccounts } from '../maintenance-fund/index.ts'
import type { Looked } from './look-at.ts'
import { policy, subjectOf } from './policy.ts'
import type { Params } from './rules/params.ts'
import type { Fact, Proposal, UseState } from './rules/state.ts'
import { type Approval, addParts, insertHold, insertPayment, insertWarrant, payParts, putShort } from './store/money.ts'
import type { UseRow } from './store/uses.ts'
import type { Env } from './write.ts'

type Moved = Promise<Result<null, readonly Refusal[]>>
const DONE = ok(null)

/** More than this many short units are said as one sum: the list is beside. */
const SHORT_SHOWN = 20

const told = (why: readonly Refusal[]): readonly Refusal[] =>
  why.length <= SHORT_SHOWN
    ? why
    : [{ tag: 'units-short', values: { count: why.length }, ...(why[0]?.basis && { basis: why[0].basis }) }]

const ledgerEnv = ({ actor, now }: Env, fact: Fact, state: UseState): LedgerEnv => ({
  actor,
  now,
  office: officeFor(policy, fact.action, actor, subjectOf(state)),
})

const approval = (use: string, fact: Fact, proposal: Proposal | null, amount: number, params: Params): Approval => ({
  use,
  posting: uuidv7(fact.at),
  fen: amount,
  proposedBy: proposal?.by ?? null,
  approvedBy: fact.by.party,
  twoPeople: amount >= params.twoPeopleFromFen,
  at: fact.at,
})

type Moving = {
  readonly row: UseRow
  readonly state: UseState
  readonly fact: Fact
  readonly looked: Looked
  readonly params: Params
}

const hold = async (tx: Tx, env: Env, { row, fact, looked, params }: Moving): Moved => {
  if (fact.action !== 'hold') return DONE
  const approved = approval(row.id, fact, row.state.holdProposal, fact.fen, params)
  await insertHold(tx, approved)
  const parts = looked.parts.map(({ unit, part, fen }) => ({ unit, part, fen }))
  const named = { no: row.no, title: row.title }
  const holding = { fund: row.state.estate, use: row.id, id: approved.posting, parts, named }
  const done = await holdForUse(tx, ledgerEnv(env, fact, row.state), holding)
  if (!done.ok) return refuse(told(done.error))
  await addParts(tx, row.id, looked.parts)
  await putShort(tx, row.id, [], row.state.lastOn)
  return DONE
}

const pay = async (tx: Tx, env: Env, { row, fact, looked, params }: Moving): Moved => {
  if (fact.action !== 'pay') return DONE
  const approved = approval(row.id, fact, row.state.payProposal, fact.fen, params)
  await insertPayment(tx, approved)
  const units = looked.parts.map(({ unit }) => unit)
  const standing = await scopeAccounts(tx, { estate: row.state.estate }, units)
  const before = new Map(standing.map(each => [`${each.unit}/${each.part}`, each.balance]))
  const parts = looked.parts.map(({ unit, part, fen }) => ({ unit, part, fen }))
  const paying = { fund: row.state.estate, use: row.id, id: approved.posting, parts, rest: 'release' } as const
  const done = await payHeld(tx, ledgerEnv(env, fact, row.state), paying)
  if (!done.ok) return done
  await payParts(tx, row.id, looked.parts, before)
  return DONE
}

/** Writes what the money stands on. */
const warrant = async (tx: Tx, { row, state, fact }: Moving): Moved =>
  state.warrant === null || (await insertWarrant(tx, row.id, fact.seq, state.warrant))
    ? DONE
    : refuse([{ tag: 'motion-used', pointer: '/body/motion' }])

/** What a fact does beside being written: warrant, holds, payments, releases. The row and the fact come with it or not at all. */
export const moveMoney = async (tx: Tx, env: Env, moving: Moving): Moved => {
  const { row, fact, looked } = moving
  switch (fact.action) {
    case 'pass':
    case 'confirm':
      return warrant(tx, moving)
    case 'askShortfall':
      await putShort(
        tx,
        row.id,
        looked.short.map(each => ({ ...each, until: fact.until })),
        fact.until,
      )
      return DONE
    case 'hold':
      return hold(tx, env, moving)
    case 'pay':
      return pay(tx, env, moving)
    case 'withdraw':
    case 'stop': {
      if (row.state.heldFen === 0) return DONE
      const done = await releaseHeld(tx, ledgerEnv(env, fact, row.state), { fund: row.state.estate, use: row.id })
      return done.ok ? DONE : done
    }
    case 'recover': {
      const done = await reversePaid(tx, ledgerEnv(env, fact, row.state), { fund: row.state.estate, use: row.id })
      return done.ok ? DONE : done
    }
    default:
      return DONE
  }
}
