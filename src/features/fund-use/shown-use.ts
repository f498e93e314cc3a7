import { layoutOf } from '../../kernel/procedure/explain.ts'
import type { Context } from '../../platform/http/types.ts'
import { type ShownObjection, shownObjections } from '../../platform/ui/objections.ts'
import { definitionOf } from './rules/definition.ts'
import type { BuildingPart, Quotation, UseState } from './rules/state.ts'
import { type ShownItem, shownItems } from './shown.ts'
import { calledVote } from './store/called.ts'
import { type FactRow, factsOf, filesOf } from './store/facts.ts'
import { type ShortRow, shortOf } from './store/money.ts'
import type { UseRow } from './store/uses.ts'

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
    short: short.slice(0, SHORT_SHOWN).map(({ unit: _, ...each }) => each),
    papers: pictures('staff'),
    photos: pictures('public'),
    objections: shownObjections(state.objections, facts),
    events: facts.flatMap(fact => (fact.action === 'object' ? [] : [eventOf(fact)])),
    ahead: aheadOf(state),
  }
}
