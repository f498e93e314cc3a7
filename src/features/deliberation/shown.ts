import { openObjections } from '../../kernel/procedure/posting.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { isoOf } from '../../kernel/time.ts'
import { may } from '../../platform/access/access.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import { namesByCode } from '../directory/index.ts'
import { policy, subjectOf } from './policy.ts'
import { DELIBERATION, stageOf } from './rules/definition.ts'
import type { Step, TopicState } from './rules/state.ts'
import type { TopicItem } from './store/lists.ts'
import { lastPosting } from './store/topics.ts'
import { VERBS, type VerbName } from './verbs.ts'

/** A topic in a list. */
export type ShownItem = {
  readonly id: string
  readonly no: string
  readonly version: number
  readonly step: string
  /** 议、办、管 */
  readonly stage: string
  readonly area: string
  readonly areaName: string
  readonly level: string
  readonly theme: string
  readonly origin: string
  readonly scope: string
  readonly title: string
  readonly raisedAt: string
  readonly meetingOn: LocalDate | null
  /** Last day of the notice that hangs, or hung last. */
  readonly until: LocalDate | null
  readonly openObjections: number
  readonly published: boolean
  /** What the reader may do now. */
  readonly may: readonly VerbName[]
}

const MOVELESS: ReadonlySet<string> = new Set(['object', 'answer', 'progress', 'hide'])
const AGAIN: Readonly<Partial<Record<Step, VerbName>>> = { prepared: 'prepare', noticed: 'notice' }
const BACK: ReadonlySet<string> = new Set(['withdraw', 'decline', 'handOver', 'sendDown', 'escalate', 'submit'])

/** What moves a matter on stands before what does not, and what takes it elsewhere comes last. */
const rank = (verb: VerbName, step: Step): number => {
  if (verb === 'withdraw') return 3
  if (BACK.has(verb)) return 2
  // Done once, it can be done again, but something else is next.
  return MOVELESS.has(verb) || AGAIN[step] === verb ? 1 : 0
}

/** What this reader may do to a topic as it stands: by the access table, the step it is in, and what is open in it. */
export const deedsOf = (actor: Actor, state: TopicState): readonly VerbName[] => {
  const { actions } = DELIBERATION
  return (Object.keys(VERBS) as VerbName[])
    .filter(
      verb =>
        actions[verb].from.includes(state.step) &&
        (verb !== 'answer' || openObjections(state.objections) > 0) &&
        (verb !== 'post' || !state.assembly) &&
        (verb !== 'escalate' || state.level === 'community') &&
        may(policy, verb, actor, subjectOf(state)),
    )
    .toSorted((a, b) => rank(a, state.step) - rank(b, state.step))
}

export type Listed = Pick<TopicItem, 'id' | 'no' | 'version' | 'title' | 'published' | 'state'>

const itemOf = (actor: Actor, row: Listed, names: ReadonlyMap<string, string>): ShownItem => ({
  id: row.id,
  no: row.no,
  version: row.version,
  step: row.state.step,
  stage: stageOf(row.state.step),
  area: row.state.area,
  areaName: names.get(row.state.area) ?? '',
  level: row.state.level,
  theme: row.state.theme,
  origin: row.state.origin,
  scope: row.state.scope,
  title: row.title,
  raisedAt: isoOf(row.state.raisedAt),
  meetingOn: row.state.meetingOn,
  until: lastPosting(row.state)?.until ?? null,
  openObjections: openObjections(row.state.objections),
  published: row.published,
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
