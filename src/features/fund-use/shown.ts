import { type AreaPath, parseAreaPath } from '../../kernel/area-code.ts'
import { layoutOf } from '../../kernel/procedure/explain.ts'
import { openObjections } from '../../kernel/procedure/posting.ts'
import { isoOf, type LocalDate } from '../../kernel/time.ts'
import { may } from '../../platform/access/access.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import type { Context } from '../../platform/http/types.ts'
import { type ShownObjection, shownObjections } from '../../platform/ui/objections.ts'
import { areaNames } from '../directory/index.ts'
import { estateNames } from '../estate/index.ts'
import { policy, subjectOf } from './policy.ts'
import { definitionOf } from './rules/definition.ts'
import type { BuildingPart, Quotation, Scope, UseState } from './rules/state.ts'
import { calledVote } from './store/called.ts'
import { type FactRow, factsOf, filesOf } from './store/facts.ts'
import type { UseItem } from './store/lists.ts'
import { type ShortRow, shortOf } from './store/money.ts'
import type { UseRow } from './store/uses.ts'
import { VERBS, type VerbName } from './verbs.ts'

const MOVELESS: ReadonlySet<string> = new Set(['object', 'answer', 'progress', 'askShortfall'])
const BACK: ReadonlySet<string> = new Set(['withdraw', 'stop', 'redo', 'sendBack', 'decline'])

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
    case 'stop':
      return state.paidFen === 0
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

type Picture = { readonly seq: number; readonly action: string; readonly file: string }

export type ShownEvent = {
  readonly seq: number
  readonly at: number
  readonly action: string
  readonly record: string
  readonly note: string
  /** The amount it is about, where it is about one. */
  readonly fen: number | null
  readonly leaf: string
}

export type ShownUse = ShownItem & {
  readonly route: string
  readonly cause: string
  readonly body: string
  readonly measures: string
  readonly procedure: string
  readonly units: number
  readonly areaDm2: number
  /** Whose quotation is taken. */
  readonly company: string
  readonly quotations: readonly Quotation[]
  readonly chosen: number
  readonly warrant: {
    readonly kind: 'vote' | 'emergency'
    readonly voteNo: string | null
    readonly motion: number | null
    readonly leaf: string | null
    readonly confirmed: string | null
  } | null
  readonly calledVote: string | null
  readonly proposed: { readonly hold: number | null; readonly pay: number | null }
  readonly heldFen: number
  readonly finalFen: number | null
  readonly dueFen: number | null
  readonly buildings: readonly BuildingPart[]
  readonly short: readonly Omit<ShortRow, 'unit'>[]
  readonly papers: readonly Picture[]
  readonly photos: readonly Picture[]
  readonly objections: readonly ShownObjection[]
  readonly events: readonly ShownEvent[]
  /** Steps that are still to come, if all goes as it should. */
  readonly ahead: readonly string[]
}

const SHORT_SHOWN = 200

const shownWarrant = ({ warrant }: UseState): ShownUse['warrant'] => {
  if (warrant === null) return null
  if (warrant.kind === 'emergency')
    return { kind: 'emergency', voteNo: null, motion: null, leaf: null, confirmed: warrant.confirmed }
  const { voteNo, motion, leaf } = warrant
  return { kind: 'vote', voteNo, motion, leaf, confirmed: null }
}

const eventOf = ({ seq, at, action, record, note, data, leaf }: FactRow): ShownEvent => ({
  seq,
  at,
  action,
  record,
  note,
  fen: typeof data.fen === 'number' ? data.fen : null,
  leaf: leaf.toString('hex'),
})

const aheadOf = ({ route, step }: UseState): readonly string[] => {
  const { spine } = layoutOf(definitionOf(route))
  const at = spine.indexOf(step)
  return at < 0 ? [] : spine.slice(at + 1)
}

/** A use with what it stands on, what buildings bear, its pictures, objections and course, as this reader may see them. */
export const shownUse = async (ctx: Pick<Context, 'db' | 'actor'>, row: UseRow): Promise<ShownUse> => {
  const { state } = row
  const [facts, files, short, called, [item]] = await Promise.all([
    factsOf(ctx.db, row.id),
    filesOf(ctx.db, row.id),
    shortOf(ctx.db, row.id),
    calledVote(ctx.db, row.id),
    shownItems(ctx.db, ctx.actor, [row]),
  ])
  if (item === undefined) throw new Error('one row makes one item')
  const actions = new Map(facts.map(({ seq, action }) => [seq, action]))
  const pictures = (seenBy: 'public' | 'staff'): readonly Picture[] =>
    files.flatMap(({ seq, file, seenBy: seen }) =>
      seen === seenBy
        ? [{ seq, action: actions.get(seq) ?? 'apply', file: `/open/fund-uses/${row.no}/files/${file}` }]
        : [],
    )
  const { route, cause, units, areaDm2, quotations, chosen, heldFen, finalFen, dueFen, buildings } = state
  return {
    ...item,
    route,
    cause,
    body: row.body,
    measures: row.measures,
    procedure: state.procedure,
    units,
    areaDm2,
    company: quotations[chosen - 1]?.company ?? '',
    quotations,
    chosen,
    warrant: shownWarrant(state),
    calledVote: state.warrant === null ? (called ?? null) : null,
    proposed: { hold: state.holdProposal?.fen ?? null, pay: state.payProposal?.fen ?? null },
    heldFen,
    finalFen,
    dueFen,
    buildings,
    short: short.slice(0, SHORT_SHOWN).map(({ code, developer, fen, until }) => ({ code, developer, fen, until })),
    papers: pictures('staff'),
    photos: pictures('public'),
    objections: shownObjections(state.objections, facts),
    events: facts.flatMap(fact => (fact.action === 'object' ? [] : [eventOf(fact)])),
    ahead: aheadOf(state),
  }
}
