import { pinOf } from '../../../kernel/procedure/definition.ts'
import { answered, objected } from '../../../kernel/procedure/posting.ts'
import { OWNERS_VOTE } from './definition.ts'
import type { Fact, VoteState } from './state.ts'

type Convene = Extract<Fact, { action: 'convene' }>

const opened = (fact: Convene): VoteState => ({
  step: 'convened',
  estate: fact.estate,
  area: fact.area,
  scope: fact.scope,
  motions: fact.motions,
  procedure: pinOf(OWNERS_VOTE),
  convenedAt: fact.at,
  noticedOn: null,
  opens: null,
  closes: null,
  extensions: 0,
  roll: null,
  results: null,
  posted: null,
  objections: [],
})

const change = (state: VoteState, fact: Exclude<Fact, Convene>): Partial<VoteState> => {
  switch (fact.action) {
    case 'notice':
      return { step: 'noticed', noticedOn: fact.on, opens: fact.opens, closes: fact.closes }
    case 'register': {
      const { heads, areaDm2, units, hash } = fact
      return { step: 'registered', roll: { heads, areaDm2, units, hash } }
    }
    case 'extend':
      return { closes: fact.closes, extensions: state.extensions + 1 }
    case 'count':
      return { step: 'counted', results: fact.results }
    case 'post':
      return { step: 'posted', posted: { on: fact.on, until: fact.until } }
    case 'object':
      return { objections: objected(state.objections, fact.seq) }
    case 'answer':
      return { objections: answered(state.objections, fact) }
    case 'settle':
      return { step: 'settled' }
    case 'revoke':
      return { step: 'revoked' }
    case 'withdraw':
      return { step: 'withdrawn' }
    case 'deliver':
    case 'strike':
      return {}
  }
}

/** The vote after one more fact. @throws when the first fact convenes nothing: facts come from the store alone */
export const evolve = (state: VoteState | undefined, fact: Fact): VoteState => {
  if (fact.action === 'convene') return opened(fact)
  if (state === undefined) throw new Error(`${fact.action} of a vote that was never convened`)
  return { ...state, ...change(state, fact) }
}

/** A vote as all its facts make it. */
export const replay = (facts: readonly Fact[]): VoteState | undefined =>
  facts.reduce<VoteState | undefined>(evolve, undefined)
