import { pinOf } from '../../../kernel/procedure/definition.ts'
import { dateOf, type LocalDate, plusMonths } from '../../../kernel/time.ts'
import { type ElectionLaw, outcomeOf } from './count.ts'
import { definitionOf } from './definition.ts'
import { type Body, type Candidate, type Contest, type ElectionState, type Fact, POSTS, type Round } from './state.ts'

/** A fact with what its outcome was counted by: the law of the polling day, for the second count alone. */
export type Counted = { readonly law: ElectionLaw | undefined }

type Announce = Extract<Fact, { action: 'announce' }>

/** What an election is pinned to when it is announced. */
export const pinnedTo = (body: Body): string => pinOf(definitionOf(body))

const opened = (fact: Announce): ElectionState => ({
  step: 'announced',
  area: fact.area,
  body: fact.body,
  mode: fact.mode,
  seats: fact.seats,
  procedure: pinnedTo(fact.body),
  announcedAt: fact.at,
  formedOn: fact.formedOn,
  officials: fact.officials,
  pollingOn: fact.pollingOn,
  voters: 0,
  casting: 0,
  listedOn: null,
  objections: [],
  candidates: [],
  candidatesOn: null,
  metOn: null,
  proxiesOn: null,
  rounds: [],
  waiting: false,
  posted: null,
  term: null,
  handedOn: null,
})

const MONTHS = 12

/** The last day of a term that begins on a day. @param years of the act */
export const termEnd = (from: LocalDate, years: number): LocalDate => plusMonths(from, years * MONTHS)

export const lastRound = (state: ElectionState): Round | undefined => state.rounds.at(-1)

/** Those who stand, by post, as the candidates were published. */
export const contestsOf = ({ seats, candidates }: ElectionState): readonly Contest[] =>
  POSTS.filter(post => seats[post] > 0).map(post => ({
    post,
    seats: seats[post],
    candidates: candidates.filter(each => each.post === post && each.state === 'standing').map(({ no }) => no),
  }))

/** The seats to be voted on now: those of the round before that were left, or all of them. */
const nextRound = (state: ElectionState): Round => {
  const last = lastRound(state)
  const base = { registered: state.casting, pollingOn: state.pollingOn, count: null, void: null, elected: [], left: [] }
  if (last === undefined) return { ...base, round: 1, runoff: false, contests: contestsOf(state) }
  const runoff = last.void === null || last.runoff
  return { ...base, round: last.round + 1, runoff, contests: last.left }
}

const changed = (state: ElectionState, no: number, change: Partial<Candidate>): Partial<ElectionState> => ({
  candidates: state.candidates.map(each => (each.no === no ? { ...each, ...change } : each)),
})

const ofCandidates = (
  state: ElectionState,
  fact: Extract<Fact, { action: 'nominate' | 'pass' | 'bar' | 'appeal' | 'decideAppeal' | 'decline' }>,
): Partial<ElectionState> => {
  switch (fact.action) {
    case 'nominate': {
      const { voter, post, woman } = fact
      const no = state.candidates.length + 1
      const nominatedOn = dateOf(fact.at)
      return {
        candidates: [...state.candidates, { no, voter, post, woman, nominatedOn, state: 'nominated', barredOn: null }],
      }
    }
    case 'pass':
      return changed(state, fact.candidate, { state: 'standing' })
    case 'bar':
      return changed(state, fact.candidate, { state: 'barred', barredOn: dateOf(fact.at) })
    case 'appeal':
      return changed(state, fact.candidate, { state: 'appealed' })
    case 'decideAppeal':
      return changed(state, fact.candidate, { state: fact.upheld ? 'standing' : 'out' })
    case 'decline':
      return changed(state, fact.candidate, { state: 'declined' })
  }
}

const ofList = (
  state: ElectionState,
  fact: Extract<Fact, { action: 'enrol' | 'object' | 'answer' | 'mend' }>,
): Partial<ElectionState> => {
  const on = dateOf(fact.at)
  switch (fact.action) {
    case 'enrol':
      return { voters: state.voters + fact.added, casting: state.casting + fact.casting }
    case 'object':
      return {
        objections: [...state.objections, { seq: fact.seq, answer: 'open', on, answeredOn: null, mended: false }],
      }
    case 'answer':
      return {
        objections: state.objections.map(each =>
          each.seq === fact.objection
            ? { ...each, answer: fact.upheld ? 'upheld' : 'dismissed', answeredOn: on }
            : each,
        ),
      }
    case 'mend':
      return {
        voters: state.voters + (fact.added === 1 ? 1 : -1),
        casting: state.casting + fact.casting,
        objections: state.objections.map(each => (each.seq === fact.objection ? { ...each, mended: true } : each)),
      }
  }
}

const counted = (
  state: ElectionState,
  fact: Extract<Fact, { action: 'secondCount' }>,
  { law }: Counted,
): Partial<ElectionState> => {
  const round = lastRound(state)
  if (round === undefined || law === undefined) throw new Error('a count of no round, or by no law')
  const done: Round = { ...round, count: fact.count, ...outcomeOf(law, round, fact.count) }
  return { step: 'counted', waiting: false, rounds: [...state.rounds.slice(0, -1), done] }
}

const change = (state: ElectionState, fact: Exclude<Fact, Announce>, by: Counted): Partial<ElectionState> => {
  switch (fact.action) {
    case 'publishList':
      return { step: 'listed', listedOn: fact.on }
    case 'replace':
      return { officials: state.officials - (fact.successor ? 0 : 1) }
    case 'publishCandidates':
      return { step: 'standing', candidatesOn: fact.on }
    case 'meet':
      return { metOn: fact.on }
    case 'publishProxies':
      return { proxiesOn: fact.on }
    case 'postpone':
      return { pollingOn: fact.pollingOn }
    case 'open':
      return { step: 'polling', rounds: [...state.rounds, nextRound(state)] }
    case 'firstCount':
      return { waiting: true }
    case 'strikeCount':
      return { waiting: false }
    case 'secondCount':
      return counted(state, fact, by)
    case 'post':
      return { step: 'posted', posted: { on: fact.on, until: fact.until } }
    case 'again':
      return { step: 'standing', pollingOn: fact.pollingOn, proxiesOn: null }
    case 'begin':
      return { step: 'serving', term: { on: state.posted?.on ?? dateOf(fact.at), until: fact.until } }
    case 'handOver':
      return { step: 'handed', handedOn: fact.on }
    case 'annul':
      return { step: 'annulled' }
    case 'withdraw':
      return { step: 'withdrawn' }
    case 'enrol':
    case 'object':
    case 'answer':
    case 'mend':
      return ofList(state, fact)
    default:
      return ofCandidates(state, fact)
  }
}

/**
 * The election after one more fact.
 * @param by the law of the polling day
 * @throws when the first fact is no announcement: facts come from the store alone
 */
export const evolve = (state: ElectionState | undefined, fact: Fact, by: Counted): ElectionState => {
  if (fact.action === 'announce') return opened(fact)
  if (state === undefined) throw new Error(`${fact.action} of an election that was never announced`)
  return { ...state, ...change(state, fact, by) }
}

/** An election as all its facts make it. @param lawOf the law of a polling day */
export const replay = (
  facts: readonly Fact[],
  lawOf: (state: ElectionState) => ElectionLaw | undefined,
): ElectionState | undefined =>
  facts.reduce<ElectionState | undefined>(
    (state, fact) => evolve(state, fact, { law: state === undefined ? undefined : lawOf(state) }),
    undefined,
  )

/** Everybody elected in any round. */
export const electedOf = ({ rounds }: ElectionState): readonly number[] => rounds.flatMap(({ elected }) => elected)
