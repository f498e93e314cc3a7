import { answered, objected } from '../../../kernel/procedure/posting.ts'
import { dateOf } from '../../../kernel/time.ts'
import { definitionOf } from './definition.ts'
import { sumByBuilding } from './parts.ts'
import type { Application, Fact, UseState } from './state.ts'

type Apply = Extract<Fact, { action: 'apply' }>

const applicationOf = ({ action: _a, seq: _s, at: _t, by: _b, ...application }: Apply): Application => application

const opened = (fact: Apply): UseState => {
  const { id, version } = definitionOf(fact.route)
  return {
    ...applicationOf(fact),
    step: 'applied',
    procedure: `${id}@${version}`,
    appliedAt: fact.at,
    appliedBy: fact.by.party,
    warrant: null,
    lastOn: dateOf(fact.at),
    holdProposal: null,
    payProposal: null,
    heldFen: 0,
    finalFen: null,
    dueFen: null,
    paidFen: 0,
    buildings: [],
    posted: null,
    objections: [],
  }
}

const change = (state: UseState, fact: Exclude<Fact, Apply>): Partial<UseState> => {
  switch (fact.action) {
    case 'pass': {
      const { vote, voteNo, motion, count, leaf } = fact
      return { step: 'approved', warrant: { kind: 'vote', vote, voteNo, motion, count, leaf } }
    }
    case 'confirm':
      return { step: 'approved', warrant: { kind: 'emergency', confirmed: fact.confirmed } }
    case 'decline':
      return { step: 'declined' }
    case 'proposeHold':
      return { holdProposal: { by: fact.by.party, fen: fact.fen } }
    case 'hold':
      return {
        ...(state.step === 'approved' && { step: 'held' }),
        holdProposal: null,
        heldFen: state.heldFen + fact.fen,
        buildings: sumByBuilding([...state.buildings, ...fact.buildings]),
      }
    case 'begin':
      return { step: 'working', lastOn: fact.on }
    case 'complete':
      return { step: 'completed', lastOn: fact.on }
    case 'accept':
      return { step: 'accepted', lastOn: fact.on }
    case 'redo':
      return { step: 'working', holdProposal: null }
    case 'finalise':
      return { step: 'finalised', finalFen: fact.fen, holdProposal: null }
    case 'audit':
      return { step: 'audited', dueFen: fact.fen, lastOn: fact.on }
    case 'waiveAudit':
      return { step: 'audited', dueFen: state.finalFen }
    case 'request':
      return { step: 'requested' }
    case 'consent':
      return { step: 'consented', lastOn: fact.on }
    case 'review':
    case 'file':
      return { step: 'cleared' }
    case 'sendBack':
      return { step: 'audited' }
    case 'proposePay':
      return { payProposal: { by: fact.by.party, fen: state.dueFen ?? 0 } }
    case 'pay':
      return { step: 'paid', payProposal: null, heldFen: 0, paidFen: fact.fen, buildings: fact.buildings }
    case 'post':
      return { step: 'posted', posted: { on: fact.on, until: fact.until }, lastOn: fact.on }
    case 'object':
      return { objections: objected(state.objections, fact.seq) }
    case 'answer':
      return { objections: answered(state.objections, fact) }
    case 'close':
      return { step: 'closed' }
    case 'withdraw':
      return { step: 'withdrawn', heldFen: 0, holdProposal: null }
    case 'stop':
      return { step: 'stopped', heldFen: 0, holdProposal: null, payProposal: null }
    case 'reclaim':
      return { step: 'recovering' }
    case 'recover':
      return { step: 'stopped', paidFen: 0 }
    case 'askShortfall':
    case 'progress':
      return {}
  }
}

/** The use after one more fact. @throws when the first fact is no application: facts come from the store alone */
export const evolve = (state: UseState | undefined, fact: Fact): UseState => {
  if (fact.action === 'apply') return opened(fact)
  if (state === undefined) throw new Error(`${fact.action} of a use that was never applied for`)
  return { ...state, ...change(state, fact) }
}

/** A use as all its facts make it. */
export const replay = (facts: readonly Fact[]): UseState | undefined =>
  facts.reduce<UseState | undefined>(evolve, undefined)
