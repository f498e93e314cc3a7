import { dateOf, dayNumber, type LocalDate } from '../../kernel/time.ts'
import { isOwn, may } from '../../platform/access/access.ts'
import type { Context } from '../../platform/http/types.ts'
import { type ShownObjection, shownObjections } from '../../platform/ui/objections.ts'
import { whoOf } from './lines.ts'
import { paramsOn } from './params.ts'
import { policy, subjectOf } from './policy.ts'
import { quorumOf } from './rules/count.ts'
import { PARTS, type Part } from './rules/kinds.ts'
import type { Fact, TopicState } from './rules/state.ts'
import { type ShownItem, shownItems } from './shown.ts'
import { type FactRow, factOf, factsOf } from './store/facts.ts'
import { type Ratings, ratingCounts, ratingWords } from './store/ratings.ts'
import { ordersOf, type TopicRow } from './store/topics.ts'

/** A party at the table: its kind, where it sits, how many seats, and who that is. */
export type ShownLine = {
  readonly line: number
  readonly party: string
  readonly zone: string
  readonly seats: number
  readonly who: string
}

export type ShownMeeting = {
  readonly on: LocalDate
  /** `19:30` */
  readonly time: string
  readonly place: string
  readonly agenda: readonly string[]
  readonly board: string
  readonly adHoc: boolean
}

export type ShownOutcome = {
  readonly seq: number
  readonly due: number
  readonly present: number
  readonly needed: number
  readonly agree: number
  readonly against: number
  readonly abstain: number
  readonly verdict: string
  readonly resolution: string
  readonly executor: string
  readonly dueOn: LocalDate | null
  readonly minutes: string
}

export type ShownEvent = {
  readonly seq: number
  readonly at: number
  readonly action: string
  readonly note: string
  /** Where a notice hangs, or until when. */
  readonly board: string
  readonly until: LocalDate | null
  readonly statement: number | null
  readonly order: string
  readonly leaf: string
}

export type ShownTopic = ShownItem & {
  readonly body: string
  readonly procedure: string
  readonly foundOn: LocalDate
  readonly doneOn: LocalDate | null
  /** 发现 → 商议 → 解决, in days. */
  readonly daysToMeet: number | null
  readonly daysToDone: number | null
  readonly duty: string | null
  readonly important: boolean
  readonly assembly: boolean
  readonly form: string | null
  readonly mechanism: string | null
  readonly parts: readonly { readonly part: string; readonly text: string }[]
  readonly lines: readonly ShownLine[]
  readonly meeting: ShownMeeting | null
  readonly outcomes: readonly ShownOutcome[]
  readonly fromOrders: number
  /** Numbers of the work orders, for staff. */
  readonly orders: readonly { readonly id: string; readonly no: string }[]
  readonly objections: readonly ShownObjection[]
  readonly ratings: Ratings
  readonly ratingWords: readonly { readonly score: number; readonly words: string }[]
  readonly events: readonly ShownEvent[]
}

const lastOf = (rows: readonly FactRow[], action: Fact['action']): FactRow | undefined =>
  rows.findLast(row => row.action === action)

const partsOf = (row: FactRow | undefined): ShownTopic['parts'] =>
  row === undefined ? [] : PARTS.map((part: Part) => ({ part, text: row.words[part] ?? '' }))

const linesOf = (state: TopicState, row: FactRow | undefined): readonly ShownLine[] =>
  state.lines.map((line, index) => ({ line: index + 1, ...line, who: whoOf(row?.words ?? {}, index + 1) }))

const pad = (count: number): string => String(count).padStart(2, '0')
export const timeOf = (minute: number): string => `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`

const meetingOf = (row: FactRow | undefined): ShownMeeting | null => {
  if (row === undefined) return null
  const fact = factOf(row)
  if (fact.action !== 'notice') return null
  const { place = '', agenda = '', record = '' } = row.words
  return {
    on: fact.meetingOn,
    time: timeOf(fact.minute),
    place,
    agenda: agenda.split('\n').filter(point => point !== ''),
    board: record,
    adHoc: fact.adHoc,
  }
}

/** One meeting as it came out, by what held on its own day. */
const outcomeOf = async (
  ctx: Context,
  row: FactRow,
  notice: FactRow | undefined,
): Promise<ShownOutcome | undefined> => {
  const fact = factOf(row)
  if (fact.action !== 'conclude') return undefined
  const { resolution = '', executor = '', minutes = '' } = row.words
  const { due, present, agree, against, abstain, verdict, dueOn } = fact
  const on = notice === undefined ? dateOf(fact.at) : (notice.data.meetingOn as LocalDate)
  const needed = due === 0 ? 0 : quorumOf(due, await paramsOn(ctx.db, on))
  const count = { due, present, needed, agree, against, abstain }
  return { seq: row.seq, ...count, verdict, resolution, executor, dueOn, minutes }
}

const outcomesOf = async (ctx: Context, rows: readonly FactRow[]): Promise<readonly ShownOutcome[]> => {
  const outcomes = await Promise.all(
    rows.map(row =>
      outcomeOf(
        ctx,
        row,
        rows.findLast(({ action, seq }) => action === 'notice' && seq < row.seq),
      ),
    ),
  )
  return outcomes.flatMap(outcome => outcome ?? [])
}

const eventOf = (row: FactRow): ShownEvent => {
  const fact = factOf(row)
  return {
    seq: row.seq,
    at: row.at,
    action: row.action,
    note: row.words.note ?? '',
    board: row.words.record ?? '',
    until: 'until' in fact ? fact.until : null,
    statement: fact.action === 'hide' ? fact.statement : null,
    order: fact.action === 'handOver' ? fact.order : '',
    leaf: row.leaf.toString('hex'),
  }
}

const daysBetween = (from: LocalDate, to: LocalDate | null): number | null =>
  to === null ? null : dayNumber(to) - dayNumber(from)

/** A topic with everything this reader may see of it. */
export const shownTopic = async (ctx: Context, row: TopicRow): Promise<ShownTopic> => {
  const { state } = row
  const staff = may(policy, 'view', ctx.actor, subjectOf(state))
  const [all, [item], ratings, orders, said] = await Promise.all([
    factsOf(ctx.db, row.id),
    shownItems(ctx.db, ctx.actor, [row]),
    ratingCounts(ctx.system, row.id),
    staff ? ordersOf(ctx.db, row.id) : [],
    staff ? ratingWords(ctx.db, row.id) : [],
  ])
  if (item === undefined) throw new Error('one row makes one item')
  // What residents object is for whoever wrote it and whoever answers it.
  const facts = all.filter(row => row.seen_by === 'public' || staff || isOwn(ctx.actor, row.by_party))
  const raised = facts[0] === undefined ? undefined : factOf(facts[0])
  const prepared = lastOf(facts, 'prepare')
  const met = state.verdict === null ? null : state.meetingOn
  return {
    ...item,
    body: row.body,
    procedure: state.procedure,
    foundOn: state.foundOn,
    doneOn: state.doneOn,
    daysToMeet: daysBetween(state.foundOn, met),
    daysToDone: met === null ? null : daysBetween(met, state.doneOn),
    duty: state.duty,
    important: state.important,
    assembly: state.assembly,
    form: state.form,
    mechanism: state.mechanism,
    parts: partsOf(prepared),
    lines: linesOf(state, prepared),
    meeting: meetingOf(lastOf(facts, 'notice')),
    outcomes: await outcomesOf(ctx, facts),
    fromOrders: raised?.action === 'raise' ? raised.orders : 0,
    orders: [...orders],
    objections: shownObjections(
      state.objections,
      facts.map(({ seq, action, data, words }) => ({ seq, action, data, note: words.note ?? '' })),
    ),
    ratings: { good: ratings.good, fair: ratings.fair, bad: ratings.bad },
    ratingWords: [...said],
    events: facts.flatMap(fact => (fact.action === 'object' ? [] : [eventOf(fact)])),
  }
}
