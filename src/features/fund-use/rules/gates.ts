import { inOrder, when } from '../../../kernel/procedure/conditions.ts'
import type { Gates } from '../../../kernel/procedure/decide.ts'
import * as posting from '../../../kernel/procedure/posting.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { dateOf } from '../../../kernel/time.ts'
import { type ApplyGate, applyGates } from './apply-gates.ts'
import type { Ask } from './ask.ts'
import * as basis from './basis.ts'
import { acceptorsOf, overTolerance, yuan } from './limits.ts'
import type { Proposal, UseState } from './state.ts'
import { type VoteGate, voteGates } from './vote-gates.ts'

export type Gate =
  | ApplyGate
  | VoteGate
  | 'emergency-declared'
  | 'not-the-applicant'
  | 'within-tolerance'
  | 'somebody-short'
  | 'later-than-today'
  | 'hold-proposed'
  | 'another-person-holds'
  | 'in-order'
  | 'photographed'
  | 'right-acceptor'
  | 'within-budget'
  | 'within-hold'
  | 'not-above-final'
  | 'small-enough'
  | 'no-emergency'
  | 'pay-proposed'
  | 'another-person-pays'
  | 'long-enough'
  | 'still-open'
  | 'objection-open'
  | 'all-answered'
  | 'posting-over'
  | 'vote-undone'

type State = UseState | undefined

const proposed = (proposal: Proposal | null | undefined): Refusal | undefined =>
  when(proposal !== null && proposal !== undefined, { tag: 'not-proposed', basis: basis.TWO_PEOPLE })

/** Who proposed does not approve. Nobody known is nobody else. */
const another = (proposal: Proposal | null | undefined, ask: Ask): Refusal | undefined => {
  if (proposal === null || proposal === undefined) return undefined
  const free = proposal.fen < ask.params.twoPeopleFromFen
  return when(free || (ask.by.party !== null && ask.by.party !== proposal.by), {
    tag: 'same-person',
    basis: ask.params.basis.twoPeople,
  })
}

const objectionsOf = (state: State): readonly posting.Objection[] => state?.objections ?? []

/** What has to hold, each with its numbers when it does not. */
export const gates: Gates<Gate, State, Ask> = {
  ...applyGates,
  ...voteGates,
  'emergency-declared': state =>
    when(state !== undefined && state.emergency !== null, { tag: 'no-emergency', basis: basis.EMERGENCY }),
  'not-the-applicant': (state, ask) =>
    when(ask.by.party !== null && ask.by.party !== state?.appliedBy, {
      tag: 'own-application',
      basis: basis.CONFIRMED,
    }),
  'within-tolerance': (state, ask) =>
    ask.action !== 'proposeHold' || state === undefined
      ? undefined
      : when(ask.fen > 0 && !overTolerance(state.budgetFen, state.heldFen + ask.fen, ask.params), {
          tag: 'over-budget',
          values: { budget: yuan(state.budgetFen), excess: yuan(state.heldFen + ask.fen - state.budgetFen) },
          basis: ask.params.basis.overBudget,
          pointer: '/body/amount',
        }),
  'somebody-short': (_, ask) => when(ask.seen.shortUnits > 0, { tag: 'nobody-short', basis: basis.NO_OVERDRAFT }),
  'later-than-today': (_, ask) =>
    ask.action !== 'askShortfall'
      ? undefined
      : when(ask.until > dateOf(ask.at), {
          tag: 'not-later',
          values: { until: ask.until },
          basis: basis.NO_OVERDRAFT,
          pointer: '/body/until',
        }),
  'hold-proposed': state => proposed(state?.holdProposal),
  'another-person-holds': (state, ask) => another(state?.holdProposal, ask),
  'in-order': (state, ask) =>
    state !== undefined && 'on' in ask ? inOrder(ask.on, state.lastOn, ask.at, basis.IN_ORDER) : undefined,
  photographed: (_, ask) =>
    when(!('photos' in ask) || ask.photos > 0, { tag: 'photos-missing', basis: basis.PHOTOS, pointer: '/body/photos' }),
  'right-acceptor': (state, ask) =>
    ask.action !== 'accept' || state === undefined
      ? undefined
      : when(acceptorsOf(state).includes(ask.acceptor), {
          tag: 'other-acceptor',
          basis: basis.ACCEPTANCE,
          pointer: '/body/acceptor',
        }),
  'within-budget': (state, ask) =>
    ask.action !== 'finalise' || state === undefined
      ? undefined
      : when(!overTolerance(state.budgetFen, ask.fen, ask.params), {
          tag: 'over-budget',
          values: { budget: yuan(state.budgetFen), excess: yuan(ask.fen - state.budgetFen) },
          basis: ask.params.basis.overBudget,
          pointer: '/body/amount',
        }),
  'within-hold': (state, ask) =>
    ask.action !== 'finalise' || state === undefined || overTolerance(state.budgetFen, ask.fen, ask.params)
      ? undefined
      : when(ask.fen > 0 && ask.fen <= state.heldFen, {
          tag: 'over-hold',
          values: { held: yuan(state.heldFen), missing: yuan(ask.fen - state.heldFen) },
          basis: basis.SET_ASIDE,
          pointer: '/body/amount',
        }),
  'not-above-final': (state, ask) =>
    ask.action !== 'audit'
      ? undefined
      : when(ask.fen > 0 && ask.fen <= (state?.finalFen ?? 0), {
          tag: 'above-final',
          values: { final: yuan(state?.finalFen ?? 0) },
          basis: basis.AUDIT,
          pointer: '/body/amount',
        }),
  'small-enough': (state, ask) =>
    when((state?.finalFen ?? 0) <= ask.params.auditFreeFen, {
      tag: 'audit-needed',
      values: { limit: yuan(ask.params.auditFreeFen) },
      basis: ask.params.basis.audit,
    }),
  'no-emergency': state =>
    when(state?.warrant?.kind !== 'emergency', { tag: 'emergency-audited', basis: basis.CONFIRMED }),
  'pay-proposed': state => proposed(state?.payProposal),
  'another-person-pays': (state, ask) => another(state?.payProposal, ask),
  'long-enough': (_, ask) =>
    ask.action === 'post' ? posting.longEnough(ask, ask.params.postingDays, ask.params.basis.posting) : undefined,
  'still-open': (state, ask) =>
    state?.step === 'posted' ? posting.stillPosted(state.posted, ask.at, basis.OBJECTIONS) : undefined,
  'objection-open': (state, ask) =>
    ask.action === 'answer' ? posting.objectionOpen(objectionsOf(state), ask.objection, basis.OBJECTIONS) : undefined,
  'all-answered': state => posting.allAnswered(objectionsOf(state), basis.OBJECTIONS),
  'posting-over': (state, ask) => posting.postingOver(state?.posted ?? null, ask.at, basis.POSTING),
  'vote-undone': (_, ask) => when(!ask.seen.warrantStands, { tag: 'vote-stands', basis: basis.STOPPED }),
}
