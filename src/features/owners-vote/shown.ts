import { openObjections } from '../../kernel/procedure/posting.ts'
import { needed, type Share } from '../../kernel/share.ts'
import { isoOf, type LocalDate } from '../../kernel/time.ts'
import { may } from '../../platform/access/access.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import type { Context } from '../../platform/http/types.ts'
import { type ShownObjection, shownObjections } from '../../platform/ui/objections.ts'
import { ownersRule } from '../ballots/index.ts'
import { namesByCode } from '../directory/index.ts'
import { estateNames } from '../estate/index.ts'
import { scopeText } from './header.ts'
import { policy, subjectOf } from './policy.ts'
import { OWNERS_VOTE } from './rules/definition.ts'
import type { MotionResult, VoteState } from './rules/state.ts'
import { refusedOf, type Turnout, turnoutOf, waitingOf } from './store/ballots.ts'
import { factsOf, filesOf } from './store/facts.ts'
import type { VoteItem } from './store/lists.ts'
import { servedOf } from './store/papers.ts'
import { type MotionRow, motionsOf, type VoteRow } from './store/votes.ts'
import { VERBS, type VerbName } from './verbs.ts'

const MOVELESS: ReadonlySet<string> = new Set(['object', 'answer', 'deliver', 'extend', 'strike'])
const BACK: ReadonlySet<string> = new Set(['withdraw', 'revoke'])

/** What a member of staff may do beside the steps: enter paper, register a proxy. */
export type Deed = VerbName | 'paper' | 'proxy'

/** A vote in a list. */
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
  readonly title: string
  readonly convenedAt: string
  readonly opens: string | null
  readonly closes: string | null
  /** Last day of the notice of the result. */
  readonly until: LocalDate | null
  readonly motions: number
  readonly ballots: number
  readonly heads: number
  readonly openObjections: number
  /** What the reader may do now. */
  readonly may: readonly Deed[]
}

const rank = (verb: Deed): number => (BACK.has(verb) ? 3 : verb === 'strike' ? 2 : MOVELESS.has(verb) ? 1 : 0)

/** What this reader may do to a vote as it stands: by the access table, the step it is in, and what is open in it. */
export const deedsOf = (actor: Actor, state: VoteState): readonly Deed[] => {
  const subject = subjectOf(state)
  const steps = (Object.keys(VERBS) as VerbName[]).filter(
    verb =>
      OWNERS_VOTE.actions[verb].from.includes(state.step) &&
      (verb !== 'answer' || openObjections(state.objections) > 0) &&
      may(policy, verb, actor, subject),
  )
  const beside = (['paper', 'proxy'] as const).filter(
    verb => state.step === 'registered' && may(policy, verb, actor, subject),
  )
  return [...beside, ...steps].toSorted((a, b) => rank(a) - rank(b))
}

type Listed = Pick<VoteItem, 'id' | 'no' | 'version' | 'title' | 'state'> & { readonly ballots: number }

export const shownItems = async (
  db: CityQueries,
  actor: Actor,
  rows: readonly Listed[],
): Promise<readonly ShownItem[]> => {
  const [areas, estates] = [
    await namesByCode(
      db,
      rows.map(({ state }) => state.area),
    ),
    await estateNames(db, [...new Set(rows.map(({ state }) => state.estate))]),
  ]
  return rows.map(({ id, no, version, title, state, ballots }) => ({
    id,
    no,
    version,
    step: state.step,
    estate: state.estate,
    estateName: estates.get(state.estate) ?? '',
    area: state.area,
    areaName: areas.get(state.area) ?? '',
    scope: scopeText(state.scope),
    title,
    convenedAt: isoOf(state.convenedAt),
    opens: state.opens === null ? null : isoOf(state.opens),
    closes: state.closes === null ? null : isoOf(state.closes),
    until: state.posted?.until ?? null,
    motions: state.motions.length,
    ballots,
    heads: state.roll?.heads ?? 0,
    openObjections: openObjections(state.objections),
    may: deedsOf(actor, state),
  }))
}

type Needed = { readonly heads: number; readonly areaDm2: number }

/** A motion with what it takes and, once counted, what it came to. */
export type ShownMotion = MotionRow & {
  readonly turnoutNeeded: Needed | null
  readonly result: (Pick<MotionResult, 'heads' | 'areaDm2' | 'result'> & { readonly assentNeeded: Needed }) | null
}

const neededOf = (share: Share | null, heads: number, areaDm2: number): Needed | null =>
  share === null
    ? null
    : { heads: Number(needed(share, BigInt(heads))), areaDm2: Number(needed(share, BigInt(areaDm2))) }

const motionOf = (state: VoteState, motion: MotionRow): ShownMotion => {
  const rule = state.noticedOn === null ? undefined : ownersRule(motion.item, state.noticedOn)
  const { roll } = state
  const turnoutNeeded =
    rule === undefined || roll === null ? null : neededOf(rule.threshold.turnout, roll.heads, roll.areaDm2)
  const result = state.results?.find(({ no }) => no === motion.no)
  if (rule === undefined || result === undefined) return { ...motion, turnoutNeeded, result: null }
  const base = rule.threshold.of === 'all' ? 'all' : 'present'
  const { heads, areaDm2 } = result
  const assentNeeded = neededOf(rule.threshold.assent, heads[base], areaDm2[base]) ?? { heads: 0, areaDm2: 0 }
  return { ...motion, turnoutNeeded, result: { heads, areaDm2, result: result.result, assentNeeded } }
}

export type ShownEvent = {
  readonly seq: number
  readonly at: number
  readonly action: string
  readonly note: string
  readonly leaf: string
}

/** A paper that stands behind a step, and its scans. */
export type ShownPaper = {
  readonly seq: number
  readonly action: string
  readonly record: string
  readonly scans: readonly string[]
}

export type ShownVote = ShownItem & {
  readonly body: string
  readonly procedure: string
  readonly motionList: readonly ShownMotion[]
  readonly roll: VoteState['roll']
  readonly turnout: Turnout
  /** Units the papers have reached: into somebody's hands, or by a public notice alone. */
  readonly served: { readonly units: number; readonly hand: number; readonly board: number }
  readonly refused: readonly { readonly why: string; readonly count: number }[]
  /** Papers that wait for the second person; for staff only. */
  readonly waiting: readonly {
    readonly units: string
    readonly received: LocalDate
    readonly record: string
    readonly mine: boolean
  }[]
  readonly papers: readonly ShownPaper[]
  readonly objections: readonly ShownObjection[]
  readonly events: readonly ShownEvent[]
}

const PRIVATE: ReadonlySet<string> = new Set(['object', 'strike'])
const WAITING_SHOWN = 100

/** How far the roll has taken part: of public figures, read past the policies on single ballots. */
const publicFigures = async (ctx: Context, row: VoteRow) => {
  const served = await servedOf(ctx.system, row.id)
  const byBoard = served.filter(({ hows }) => hows.every(how => how === 'board')).length
  return {
    turnout: await turnoutOf(ctx.system, row.id),
    served: { units: served.length, hand: served.length - byBoard, board: byBoard },
    refused: await refusedOf(ctx.system, row.id),
  }
}

/** A vote with its motions, figures, papers, objections and course, as this reader may see them. */
export const shownVote = async (ctx: Context, row: VoteRow): Promise<ShownVote> => {
  const [facts, files, [item], motions] = await Promise.all([
    factsOf(ctx.db, row.id),
    filesOf(ctx.db, row.id),
    shownItems(ctx.db, ctx.actor, [row]),
    motionsOf(ctx.db, row.id),
  ])
  if (item === undefined) throw new Error('one row makes one item')
  const inside = may(policy, 'view', ctx.actor, subjectOf(row.state))
  const waiting = inside ? await waitingOf(ctx.db, row.id, WAITING_SHOWN) : []
  const scansOf = (seq: number): readonly string[] =>
    files.flatMap(file => (file.seq === seq ? [`/api/owners-votes/${row.id}/scans/${file.file}`] : []))
  return {
    ...item,
    body: row.body,
    procedure: row.state.procedure,
    motionList: motions.map(motion => motionOf(row.state, motion)),
    roll: row.state.roll,
    ...(await publicFigures(ctx, row)),
    waiting: waiting.map(({ units, received, record, by }) => ({
      units: units.join('、'),
      received,
      record,
      mine: by !== null && by === ctx.actor.party,
    })),
    papers: facts.flatMap(({ seq, action, record }) =>
      record === '' ? [] : [{ seq, action, record, scans: scansOf(seq) }],
    ),
    objections: shownObjections(row.state.objections, facts),
    events: facts.flatMap(({ seq, at, action, note, leaf }) =>
      PRIVATE.has(action) ? [] : [{ seq, at, action, note, leaf: leaf.toString('hex') }],
    ),
  }
}
