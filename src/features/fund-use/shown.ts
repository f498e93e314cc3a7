import { type AreaPath, parseAreaPath } from '../../kernel/area-code.ts'
import { openObjections } from '../../kernel/procedure/posting.ts'
import { isoOf, type LocalDate } from '../../kernel/time.ts'
import { may } from '../../platform/access/access.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import { areaNames } from '../directory/index.ts'
import { estateNames } from '../estate/index.ts'
import { policy, subjectOf } from './policy.ts'
import { definitionOf } from './rules/definition.ts'
import type { Scope, UseState } from './rules/state.ts'
import type { UseItem } from './store/lists.ts'
import { VERBS, type VerbName } from './verbs.ts'

const MOVELESS: ReadonlySet<string> = new Set(['object', 'answer', 'progress', 'askShortfall'])
const BACK: ReadonlySet<string> = new Set(['withdraw', 'stop', 'reclaim', 'redo', 'sendBack', 'decline'])

/** What a member of staff may do: a step of the procedure, or convene the vote it needs. */
export type Deed = VerbName | 'callVote'

/** A use in a list; amounts in fen. */
export type ShownItem = {
  readonly id: string
  readonly no: string
  readonly version: number
  readonly step: string
  readonly estate: string
  readonly estateName: string
  readonly area: string
  readonly areaName: string
  readonly scope: string
  readonly part: string
  readonly emergency: string | null
  readonly title: string
  readonly budgetFen: number
  readonly paidFen: number
  readonly appliedAt: string
  /** Last day on which the result is published. */
  readonly until: LocalDate | null
  readonly openObjections: number
  /** What the reader may do now. */
  readonly may: readonly Deed[]
}

/** Whose accounts bear it, as people say it. */
export const scopeText = (scope: Scope): string => {
  switch (scope.kind) {
    case 'estate':
      return ''
    case 'building':
      return scope.building
    case 'stairwell':
      return `${scope.building}-${scope.stairwell}`
  }
}

const rank = (verb: Deed): number => (BACK.has(verb) ? 3 : MOVELESS.has(verb) ? 2 : verb === 'callVote' ? 1 : 0)

/** Whether a deed makes sense as things stand: both halves of what two people do are not offered at once. */
const timely = (verb: Deed, state: UseState): boolean => {
  switch (verb) {
    case 'answer':
      return openObjections(state.objections) > 0
    case 'hold':
      return state.holdProposal !== null
    case 'pay':
      return state.payProposal !== null
    case 'pass':
    case 'callVote':
      return state.emergency === null
    case 'confirm':
    case 'decline':
      return state.emergency !== null
    case 'askShortfall':
      return state.step === 'approved' || state.holdProposal !== null
    default:
      return true
  }
}

/** What this reader may do to a use as it stands: by the access table, the step it is in, and what is open in it. */
export const deedsOf = (actor: Actor, state: UseState): readonly Deed[] => {
  const { actions } = definitionOf(state.route)
  const subject = subjectOf(state)
  const verbs = (Object.keys(VERBS) as VerbName[]).filter(
    verb => actions[verb].from.includes(state.step) && timely(verb, state) && may(policy, verb, actor, subject),
  )
  const call = state.step === 'applied' && timely('callVote', state) && may(policy, 'callVote', actor, subject)
  return [...verbs, ...(call ? (['callVote'] as const) : [])].toSorted((a, b) => rank(a) - rank(b))
}

const namesOf = async (db: CityQueries, areas: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const paths = areas.flatMap(area => {
    const path = parseAreaPath(area)
    return path.ok ? [path.value] : []
  })
  return areaNames(db, [...new Set<AreaPath>(paths)])
}

type Listed = Pick<UseItem, 'id' | 'no' | 'version' | 'title' | 'state'>

export const shownItems = async (
  db: CityQueries,
  actor: Actor,
  rows: readonly Listed[],
): Promise<readonly ShownItem[]> => {
  const areas = await namesOf(
    db,
    rows.map(({ state }) => state.area),
  )
  const estates = await estateNames(db, [...new Set(rows.map(({ state }) => state.estate))])
  return rows.map(({ id, no, version, title, state }) => ({
    id,
    no,
    version,
    step: state.step,
    estate: state.estate,
    estateName: estates.get(state.estate) ?? '',
    area: state.area,
    areaName: areas.get(state.area) ?? '',
    scope: scopeText(state.scope),
    part: state.part,
    emergency: state.emergency,
    title,
    budgetFen: state.budgetFen,
    paidFen: state.paidFen,
    appliedAt: isoOf(state.appliedAt),
    until: state.posted?.until ?? null,
    openObjections: openObjections(state.objections),
    may: deedsOf(actor, state),
  }))
}
