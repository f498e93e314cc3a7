import { openObjections } from '../../kernel/procedure/posting.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { dateOf, isoOf } from '../../kernel/time.ts'
import { may } from '../../platform/access/access.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import type { Context } from '../../platform/http/types.ts'
import { type ShownObjection, shownObjections } from '../../platform/ui/objections.ts'
import { meetingRule } from '../ballots/index.ts'
import { namesByCode } from '../directory/index.ts'
import { policy, subjectOf } from './policy.ts'
import { membersQuorum, quorumOf } from './rules/count.ts'
import { definitionOf } from './rules/definition.ts'
import type { DecisionState, Fact, Meeting } from './rules/state.ts'
import { type DecisionRow, lastPosting } from './store/decisions.ts'
import { type FactRow, factOf, factsOf, filesOf } from './store/facts.ts'
import type { DecisionItem } from './store/lists.ts'
import { VERBS, type VerbName } from './verbs.ts'

const MOVELESS: ReadonlySet<string> = new Set(['object', 'answer', 'progress'])

/** A decision in a list. */
export type ShownItem = {
  readonly id: string
  readonly no: string
  readonly version: number
  readonly step: string
  readonly area: string
  readonly areaName: string
  readonly matter: string
  readonly title: string
  readonly proposedAt: string
  /** Last day of the notice that hangs, or hung last. */
  readonly until: LocalDate | null
  readonly openObjections: number
  readonly review: boolean
  /** What the reader may do now. */
  readonly may: readonly VerbName[]
}

/** What moves a matter on stands before what does not, and what takes it back comes last. */
const rank = (verb: VerbName): number => (verb === 'withdraw' || verb === 'sendBack' ? 2 : MOVELESS.has(verb) ? 1 : 0)

/** What this reader may do to a decision as it stands: by the access table, the step it is in, and what is open in it. */
export const deedsOf = (actor: Actor, state: DecisionState): readonly VerbName[] => {
  const { actions } = definitionOf(state.review)
  return (Object.keys(VERBS) as VerbName[])
    .filter(
      verb =>
        actions[verb].from.includes(state.step) &&
        (verb !== 'answer' || openObjections(state.objections) > 0) &&
        may(policy, verb, actor, subjectOf(state)),
    )
    .toSorted((a, b) => rank(a) - rank(b))
}

type Listed = Pick<DecisionItem, 'id' | 'no' | 'version' | 'title' | 'state'>

const itemOf = (actor: Actor, row: Listed, names: ReadonlyMap<string, string>): ShownItem => ({
  id: row.id,
  no: row.no,
  version: row.version,
  step: row.state.step,
  area: row.state.area,
  areaName: names.get(row.state.area) ?? '',
  matter: row.state.matter,
  title: row.title,
  proposedAt: isoOf(row.state.proposedAt),
  until: lastPosting(row.state)?.until ?? null,
  openObjections: openObjections(row.state.objections),
  review: row.state.review,
  may: deedsOf(actor, row.state),
})

export const shownItems = async (
  db: CityQueries,
  actor: Actor,
  rows: readonly Listed[],
): Promise<readonly ShownItem[]> => {
  const names = await namesByCode(
    db,
    rows.map(({ state }) => state.area),
  )
  return rows.map(row => itemOf(actor, row, names))
}

/** One line of the register (登记表): a meeting, a review or a notice, with its numbers and its paper. */
export type Form = {
  readonly seq: number
  readonly action: string
  readonly on: LocalDate
  readonly meeting: Omit<Meeting, 'on'> | null
  /** 党员总数, where it matters. */
  readonly members: number | null
  readonly body: string | null
  /** How many had to come, in the meetings that have a quorum. */
  readonly needed: number | null
  readonly verdict: string | null
  readonly until: LocalDate | null
  readonly record: string
  readonly note: string
  readonly scans: readonly string[]
  readonly leaf: string
}

export type ShownEvent = {
  readonly seq: number
  readonly at: number
  readonly action: string
  readonly note: string
  readonly leaf: string
}

export type ShownDecision = ShownItem & {
  readonly body: string
  readonly procedure: string
  readonly forms: readonly Form[]
  readonly objections: readonly ShownObjection[]
  readonly events: readonly ShownEvent[]
}

const FORMS: ReadonlySet<string> = new Set([
  'propose',
  'discuss',
  'deliberate',
  'review',
  'sendBack',
  'resolve',
  'post',
  'postResult',
])

const neededFor = (fact: Fact): number | null => {
  if (fact.action === 'deliberate') return membersQuorum(fact.members)
  if (fact.action !== 'resolve') return null
  const law = meetingRule(fact.body, fact.mode, fact.meeting.on)
  return law === undefined ? null : quorumOf(fact.meeting.due, law.rule)
}

const formOf = (fact: Fact, row: FactRow, scans: readonly string[]): Form => {
  const { on, ...meeting } = 'meeting' in fact ? fact.meeting : { on: null }
  return {
    seq: fact.seq,
    action: fact.action,
    on: 'on' in fact ? fact.on : (on ?? dateOf(fact.at)),
    meeting: 'due' in meeting ? meeting : null,
    members: fact.action === 'deliberate' ? fact.members : null,
    body: fact.action === 'resolve' ? fact.body : null,
    needed: neededFor(fact),
    verdict: 'verdict' in fact ? fact.verdict : null,
    until: 'until' in fact ? fact.until : null,
    record: row.record,
    note: row.note,
    scans,
    leaf: row.leaf.toString('hex'),
  }
}

/** A decision with its register, objections and course, as this reader may see them. */
export const shownDecision = async (ctx: Context, row: DecisionRow): Promise<ShownDecision> => {
  const [facts, files, [item]] = await Promise.all([
    factsOf(ctx.db, row.id),
    filesOf(ctx.db, row.id),
    shownItems(ctx.db, ctx.actor, [row]),
  ])
  if (item === undefined) throw new Error('one row makes one item')
  const scansOf = (seq: number): readonly string[] =>
    files.flatMap(file => (file.seq === seq ? [`/api/village-decisions/${row.id}/scans/${file.file}`] : []))
  return {
    ...item,
    body: row.body,
    procedure: row.state.procedure,
    forms: facts.flatMap(fact => (FORMS.has(fact.action) ? [formOf(factOf(fact), fact, scansOf(fact.seq))] : [])),
    objections: shownObjections(row.state.objections, facts),
    events: facts.flatMap(({ seq, at, action, note, leaf }) =>
      action === 'object' ? [] : [{ seq, at, action, note, leaf: leaf.toString('hex') }],
    ),
  }
}
