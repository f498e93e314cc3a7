import { type AreaPath, parseAreaPath } from '../../kernel/area-code.ts'
import { dateOf, isoOf, type LocalDate, plusDays } from '../../kernel/time.ts'
import { may } from '../../platform/access/access.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import type { Context } from '../../platform/http/types.ts'
import { type ShownObjection, shownObjections } from '../../platform/ui/objections.ts'
import { areaNames } from '../directory/index.ts'
import { roundOf } from './look-at.ts'
import { paramsOn } from './params.ts'
import { policy, subjectOf, type Verb } from './policy.ts'
import { definitionOf } from './rules/definition.ts'
import { lastRound } from './rules/evolve.ts'
import { objectionsUntil, unsettled } from './rules/gates.ts'
import { womanElected } from './rules/gates-poll.ts'
import type { CandidateState, ElectionState, Fact } from './rules/state.ts'
import { type PaperShown, paperOf, type RoundShown, shownRound } from './shown-rounds.ts'
import type { ElectionRow } from './store/elections.ts'
import { factOf, factsOf, filesOf } from './store/facts.ts'
import type { ElectionItem } from './store/lists.ts'
import { type Official, officialsOf, proxyCount, waitingCount } from './store/papers.ts'
import { VERBS, type VerbName } from './verbs.ts'

/** What can be done from the console: the verbs, and what is entered beside them. */
export type Deed = VerbName | 'enrol' | 'proxy' | 'takeBackProxy'

/** An election in a list. */
export type ShownItem = {
  readonly id: string
  readonly no: string
  readonly version: number
  readonly step: string
  readonly area: string
  readonly areaName: string
  readonly body: string
  readonly mode: string
  readonly pollingOn: LocalDate
  readonly round: number
  readonly announcedAt: string
  readonly openObjections: number
}

export type CandidateShown = {
  readonly no: number
  readonly name: string
  readonly post: string
  readonly woman: boolean
  readonly state: CandidateState
}

export type ShownElection = ShownItem & {
  readonly may: readonly Deed[]
  readonly procedure: string
  readonly seats: ElectionState['seats']
  readonly formedOn: LocalDate
  readonly officials: readonly Official[]
  readonly voters: number
  readonly casting: number
  readonly listedOn: LocalDate | null
  readonly objectionsUntil: LocalDate | null
  readonly objections: readonly (ShownObjection & { readonly due: LocalDate; readonly late: boolean })[]
  readonly candidates: readonly CandidateShown[]
  readonly candidatesOn: LocalDate | null
  readonly metOn: LocalDate | null
  readonly proxies: number
  readonly proxiesOn: LocalDate | null
  readonly rounds: readonly RoundShown[]
  /** A first entry waits; whether the reader made it. */
  readonly waiting: { readonly mine: boolean } | null
  readonly until: LocalDate | null
  readonly womanElected: boolean
  readonly term: { readonly on: LocalDate; readonly until: LocalDate } | null
  readonly handoverDue: LocalDate | null
  readonly handedOn: LocalDate | null
  readonly papers: readonly PaperShown[]
  readonly events: readonly { seq: number; at: number; action: string; note: string; leaf: string }[]
}

const some = (state: ElectionState, ...states: readonly CandidateState[]): boolean =>
  state.candidates.some(each => states.includes(each.state))

/** Whether there is anything in the election for a verb that its step allows. */
const applies = (verb: Deed, state: ElectionState, waiting: { readonly mine: boolean } | null): boolean => {
  switch (verb) {
    case 'answer':
      return unsettled(state).open > 0
    case 'firstCount':
      return !state.waiting
    case 'secondCount':
      return waiting?.mine === false
    case 'strikeCount':
      return state.waiting
    case 'pass':
    case 'bar':
      return some(state, 'nominated')
    case 'appeal':
      return some(state, 'barred')
    case 'decideAppeal':
      return some(state, 'appealed')
    case 'decline':
      return some(state, 'nominated', 'standing', 'barred', 'appealed')
    case 'again':
      return (lastRound(state)?.left.length ?? 0) > 0
    case 'meet':
      return state.rounds.length === 0 && state.metOn === null
    case 'proxy':
    case 'takeBackProxy':
    case 'publishProxies':
      return state.mode !== 'representatives' && state.proxiesOn === null
    default:
      return true
  }
}

const LATER: ReadonlySet<string> = new Set(['takeBackProxy', 'mend', 'replace', 'decline', 'appeal'])
const LAST: ReadonlySet<string> = new Set(['postpone', 'strikeCount', 'annul', 'withdraw'])
/** What moves an election on comes first, and what takes it back last. */
const rank = (deed: Deed): number => (LAST.has(deed) ? 2 : LATER.has(deed) ? 1 : 0)
const DEEDS: readonly Deed[] = ['enrol', 'proxy', 'takeBackProxy', ...(Object.keys(VERBS) as VerbName[])]
const verbOf = (deed: Deed): Exclude<Verb, 'list' | 'view' | 'open-to-all'> =>
  deed === 'takeBackProxy' ? 'proxy' : deed

/** What this reader may do to an election as it stands. */
const deedsOf = (actor: Actor, state: ElectionState, waiting: { readonly mine: boolean } | null): readonly Deed[] => {
  const { actions } = definitionOf(state.body)
  const inStep = (deed: Deed): boolean =>
    deed === 'proxy' || deed === 'takeBackProxy' ? state.step === 'standing' : actions[deed].from.includes(state.step)
  return DEEDS.filter(
    deed => inStep(deed) && applies(deed, state, waiting) && may(policy, verbOf(deed), actor, subjectOf(state)),
  ).toSorted((a, b) => rank(a) - rank(b))
}

const namesOf = async (db: CityQueries, areas: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const paths = areas.flatMap(area => {
    const path = parseAreaPath(area)
    return path.ok ? [path.value] : []
  })
  return areaNames(db, [...new Set<AreaPath>(paths)])
}

type Listed = Pick<ElectionItem, 'id' | 'no' | 'version' | 'state'>

const itemOf = (row: Listed, names: ReadonlyMap<string, string>): ShownItem => ({
  id: row.id,
  no: row.no,
  version: row.version,
  step: row.state.step,
  area: row.state.area,
  areaName: names.get(row.state.area) ?? '',
  body: row.state.body,
  mode: row.state.mode,
  pollingOn: row.state.pollingOn,
  round: row.state.rounds.length,
  announcedAt: isoOf(row.state.announcedAt),
  openObjections: row.state.objections.filter(({ answer }) => answer === 'open').length,
})

export const shownItems = async (db: CityQueries, rows: readonly Listed[]): Promise<readonly ShownItem[]> => {
  const names = await namesOf(
    db,
    rows.map(({ state }) => state.area),
  )
  return rows.map(row => itemOf(row, names))
}

const waitsFor = async (ctx: Context, row: ElectionRow): Promise<{ readonly mine: boolean } | null> => {
  const first = row.state.waiting ? await waitingCount(ctx.db, row.id) : undefined
  if (first === undefined) return null
  return { mine: first.by === ctx.actor.party || (ctx.actor.also ?? []).includes(first.by) }
}

/** An election with list, candidates, rounds, objections and course, as this reader may see them. */
export const shownElection = async (ctx: Context, row: ElectionRow): Promise<ShownElection> => {
  const { state } = row
  const [facts, files, officials, proxies, [item], params, waiting] = await Promise.all([
    factsOf(ctx.db, row.id),
    filesOf(ctx.db, row.id),
    officialsOf(ctx.db, row.id),
    proxyCount(ctx.db, row.id, roundOf(row)),
    shownItems(ctx.db, [row]),
    paramsOn(ctx.db, state.pollingOn, state.body),
    waitsFor(ctx, row),
  ])
  if (item === undefined) throw new Error('one row makes one item')
  const today = dateOf(ctx.now)
  const days = new Map(state.objections.map(each => [each.seq, each]))
  return {
    ...item,
    may: deedsOf(ctx.actor, state, waiting),
    procedure: state.procedure,
    seats: state.seats,
    formedOn: state.formedOn,
    officials,
    voters: state.voters,
    casting: state.casting,
    listedOn: state.listedOn,
    objectionsUntil: state.listedOn === null ? null : objectionsUntil(state.listedOn, params.objectionDays),
    objections: shownObjections(state.objections, facts).map(each => {
      const { on = today, answeredOn = null } = days.get(each.seq) ?? {}
      const due = plusDays(on, params.answerDays)
      return { ...each, due, late: (answeredOn ?? today) > due }
    }),
    candidates: state.candidates.map(({ no, post, woman, state: at }) => ({
      no,
      name: row.names.get(no) ?? '',
      post,
      woman,
      state: at,
    })),
    candidatesOn: state.candidatesOn,
    metOn: state.metOn,
    proxies,
    proxiesOn: state.proxiesOn,
    rounds: state.rounds.map(round => shownRound(round, row.names)),
    waiting,
    until: state.posted?.until ?? null,
    womanElected: womanElected(state),
    term: state.term,
    handoverDue: state.term === null ? null : plusDays(state.term.on, params.handoverDays),
    handedOn: state.handedOn,
    papers: facts.flatMap(fact => paperOf(row.id, factOf(fact) as Fact, fact, files)),
    events: facts.flatMap(({ seq, at, action, note, leaf }) =>
      action === 'object' ? [] : [{ seq, at, action, note, leaf: leaf.toString('hex') }],
    ),
  }
}
