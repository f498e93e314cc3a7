import { pinOf } from '../../../kernel/procedure/definition.ts'
import { answered, objected } from '../../../kernel/procedure/posting.ts'
import { DELIBERATION } from './definition.ts'
import type { Fact, TopicState } from './state.ts'

type Raise = Extract<Fact, { action: 'raise' }>

/** What a topic is pinned to when it is opened. */
export const PINNED_TO = pinOf(DELIBERATION)

/** Significant digits of a town's code. */
const TOWN_DIGITS = 9

const opened = (fact: Raise): TopicState => ({
  step: 'raised',
  area: fact.area,
  level: fact.area.length > TOWN_DIGITS ? 'community' : 'town',
  origin: fact.origin,
  theme: fact.theme,
  scope: fact.scope,
  procedure: PINNED_TO,
  raisedAt: fact.at,
  raiser: fact.origin === 'resident' ? fact.by.party : null,
  foundOn: fact.foundOn,
  duty: null,
  important: false,
  assembly: false,
  form: null,
  mechanism: null,
  lines: [],
  round: 0,
  meetingOn: null,
  meetingMinute: null,
  verdict: null,
  dueOn: null,
  doneOn: null,
  posted: null,
  resultPosted: null,
  objections: [],
})

const AFTER = { passed: 'concluded', rejected: 'disputed', 'no-quorum': 'prepared' } as const

const talked = (
  state: TopicState,
  fact: Extract<Fact, { action: 'prepare' | 'notice' | 'conclude' }>,
): Partial<TopicState> => {
  if (fact.action === 'prepare')
    return { step: 'prepared', form: fact.form, mechanism: fact.mechanism, lines: fact.lines }
  if (fact.action === 'notice')
    return { step: 'noticed', round: state.round + 1, meetingOn: fact.meetingOn, meetingMinute: fact.minute }
  return { step: AFTER[fact.verdict], verdict: fact.verdict, dueOn: fact.dueOn }
}

const change = (state: TopicState, fact: Exclude<Fact, Raise>): Partial<TopicState> => {
  switch (fact.action) {
    case 'screen':
      return { step: 'listed', duty: fact.duty, important: fact.important, assembly: fact.assembly }
    case 'decline':
      return { step: 'declined' }
    case 'handOver':
      return { step: 'handed-over' }
    case 'escalate':
      return { step: 'escalated', level: 'town' }
    case 'sendDown':
      return { step: 'raised', level: 'community' }
    case 'prepare':
    case 'notice':
    case 'conclude':
      return talked(state, fact)
    case 'open':
      return { step: 'meeting' }
    case 'submit':
      return { step: 'submitted' }
    case 'post':
      return { step: 'posted', posted: { on: fact.on, until: fact.until } }
    case 'object':
      return { objections: objected(state.objections, fact.seq) }
    case 'answer':
      return { objections: answered(state.objections, fact) }
    case 'begin':
      return { step: 'executing' }
    case 'progress':
    case 'hide':
      return {}
    case 'complete':
      return { step: 'completed', doneOn: fact.on }
    case 'postResult':
      return { step: 'result-posted', resultPosted: { on: fact.on, until: fact.until } }
    case 'close':
      return { step: 'closed' }
    case 'withdraw':
      return { step: 'withdrawn' }
  }
}

/** The topic after one more fact. @throws when the first fact raises nothing: facts come from the store alone */
export const evolve = (state: TopicState | undefined, fact: Fact): TopicState => {
  if (fact.action === 'raise') return opened(fact)
  if (state === undefined) throw new Error(`${fact.action} of a topic that was never raised`)
  return { ...state, ...change(state, fact) }
}

/** A topic as all its facts make it. */
export const replay = (facts: readonly Fact[]): TopicState | undefined =>
  facts.reduce<TopicState | undefined>(evolve, undefined)
