import { pinOf } from '../../../kernel/procedure/definition.ts'
import { answered, objected } from '../../../kernel/procedure/posting.ts'
import { definitionOf } from './definition.ts'
import type { DecisionState, Fact } from './state.ts'

type Propose = Extract<Fact, { action: 'propose' }>

/** What a decision is pinned to when it is opened. */
export const pinnedTo = (review: boolean): string => pinOf(definitionOf(review))

const opened = (fact: Propose): DecisionState => ({
  step: fact.merged ? 'discussed' : 'proposed',
  area: fact.area,
  matter: fact.matter,
  review: fact.review,
  procedure: pinnedTo(fact.review),
  proposedAt: fact.at,
  metOn: fact.meeting.on,
  body: null,
  posted: null,
  resultPosted: null,
  objections: [],
})

const change = (state: DecisionState, fact: Exclude<Fact, Propose>): Partial<DecisionState> => {
  switch (fact.action) {
    case 'discuss':
      return { step: 'discussed', metOn: fact.meeting.on }
    case 'deliberate':
      return { ...(fact.verdict === 'passed' && { step: 'deliberated' }), metOn: fact.meeting.on }
    case 'review':
      return { step: 'reviewed' }
    case 'sendBack':
      return { step: 'proposed' }
    case 'resolve':
      return {
        ...(fact.verdict === 'passed' && { step: 'resolved', body: fact.body }),
        ...(fact.verdict === 'rejected' && { step: 'rejected', body: fact.body }),
        metOn: fact.meeting.on,
      }
    case 'post':
      return { step: 'posted', posted: { on: fact.on, until: fact.until } }
    case 'object':
      return { objections: objected(state.objections, fact.seq) }
    case 'answer':
      return { objections: answered(state.objections, fact) }
    case 'begin':
      return { step: 'executing' }
    case 'progress':
      return {}
    case 'complete':
      return { step: 'completed' }
    case 'postResult':
      return { step: 'result-posted', resultPosted: { on: fact.on, until: fact.until } }
    case 'close':
      return { step: 'closed' }
    case 'withdraw':
      return { step: 'withdrawn' }
  }
}

/** The decision after one more fact. @throws when the first fact is no proposal: facts come from the store alone */
export const evolve = (state: DecisionState | undefined, fact: Fact): DecisionState => {
  if (fact.action === 'propose') return opened(fact)
  if (state === undefined) throw new Error(`${fact.action} of a decision that was never proposed`)
  return { ...state, ...change(state, fact) }
}

/** A decision as all its facts make it. */
export const replay = (facts: readonly Fact[]): DecisionState | undefined =>
  facts.reduce<DecisionState | undefined>(evolve, undefined)
