import { isOwn, may, ownParties } from '../../platform/access/access.ts'
import type { Sees } from '../../platform/access/rows.ts'
import { areaFilter } from '../../platform/access/table.ts'
import type { Actor, Grant, Policy, Subject } from '../../platform/access/types.ts'
import type { Access } from '../../platform/http/types.ts'
import { withinCity } from '../directory/index.ts'
import type { Action, Level, TopicState } from './rules/state.ts'

export type Verb =
  | Action
  | 'open-to-all'
  | 'enter'
  | 'list'
  | 'view'
  | 'speak'
  | 'rate'
  | 'sign-in'
  | 'run'
  | 'form'
  | 'set-list'

/** The committee's own people, while the matter is with the place. */
const clerk: readonly Grant[] = [{ who: 'communityWorker', area: 'within', relation: 'community' }]
/** The town above, while the matter is with it. */
const town: readonly Grant[] = [{ who: 'unitLead', area: 'within', relation: 'town' }]
const runs: readonly Grant[] = [...clerk, ...town]
const anyone: readonly Grant[] = [{ who: 'anyone', area: 'any', relation: 'any' }]
const resident: readonly Grant[] = [{ who: 'resident', area: 'any', relation: 'any' }]
const raiser: readonly Grant[] = [{ who: 'resident', area: 'any', relation: 'raiser' }]

/**
 * Who may do what to a topic: the committee runs it while it is with the place, the town while it is with the town;
 * residents raise, speak, vote, object and rate; everybody reads what is listed. What was objected, and minutes before
 * they are done, only those who work for the place or the town see, and the auditor; the desk follows what it handed on.
 */
export const policy = {
  'open-to-all': anyone,
  list: [
    { who: 'communityWorker', area: 'any', relation: 'any' },
    { who: 'unitLead', area: 'any', relation: 'any' },
    { who: 'deskOperator', area: 'any', relation: 'any' },
    { who: 'deskLead', area: 'any', relation: 'any' },
    { who: 'auditor', area: 'any', relation: 'any' },
  ],
  view: [
    { who: 'communityWorker', area: 'within', relation: 'any' },
    { who: 'unitLead', area: 'within', relation: 'any' },
    { who: 'deskOperator', area: 'within', relation: 'any' },
    { who: 'deskLead', area: 'within', relation: 'any' },
    { who: 'auditor', area: 'within', relation: 'any' },
  ],
  raise: resident,
  enter: runs,
  speak: resident,
  rate: resident,
  'sign-in': resident,
  /** A meeting: who came, who speaks, the minutes. */
  run: runs,
  /** Composition of the bodies of a place. */
  form: [
    { who: 'communityWorker', area: 'within', relation: 'any' },
    { who: 'unitLead', area: 'within', relation: 'any' },
  ],
  'set-list': [{ who: 'unitLead', area: 'within', relation: 'any' }],
  screen: runs,
  decline: runs,
  handOver: runs,
  escalate: clerk,
  sendDown: town,
  prepare: runs,
  notice: runs,
  open: runs,
  conclude: runs,
  submit: runs,
  hide: runs,
  post: runs,
  object: [...resident, ...runs],
  answer: runs,
  begin: runs,
  progress: runs,
  complete: runs,
  postResult: runs,
  close: runs,
  withdraw: [...runs, ...raiser],
} as const satisfies Policy<Verb>

/** Significant digits of a town's code. */
const TOWN_DIGITS = 9

/** A topic as the access table sees it. */
export const subjectOf = ({ area, level, raiser: by }: Pick<TopicState, 'area' | 'level' | 'raiser'>): Subject => ({
  area,
  relations: actor => new Set<string>([level, ...(by !== null && ownParties(actor).includes(by) ? ['raiser'] : [])]),
})

/** A place where a topic is to be raised: a town's own matters are the town's from the beginning. */
export const placeSubject = (area: string): Subject => {
  const level: Level = area.length > TOWN_DIGITS ? 'community' : 'town'
  return subjectOf({ area, level, raiser: null })
}

/**
 * Whether a topic is there at all for a reader: everybody's once it is listed; before, whoever raised it and who works
 * on it. The policies on rows say the same.
 */
export const isThere = (
  actor: Actor,
  { published, state }: { readonly published: boolean; readonly state: TopicState },
): boolean => published || isOwn(actor, state.raiser) || may(policy, 'view', actor, subjectOf(state))

const VIEWERS = policy.view.map(({ who }) => who)

/** The areas whose topics a member of staff sees from within. */
export const viewedAreas = (actor: Actor): readonly string[] => areaFilter(actor, VIEWERS)

/** The same for the policies on rows. An office over more than the city is, here, one over the city. */
export const sees: Sees = (actor, city) => ({ of: { deliberations: withinCity(city, viewedAreas(actor)) } })

/** For routes: this table and the verb in it. */
export const access = (verb: Verb): Access => ({ policy, verb })
