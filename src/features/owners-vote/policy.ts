import type { Sees } from '../../platform/access/rows.ts'
import { areaFilter } from '../../platform/access/table.ts'
import type { Grant, Policy, Subject } from '../../platform/access/types.ts'
import type { Access } from '../../platform/http/types.ts'
import { withinCity } from '../directory/index.ts'
import type { Action, VoteState } from './rules/state.ts'

export type Verb = Action | 'open' | 'list' | 'view' | 'paper' | 'proxy' | 'own' | 'cast'

/** Who works for the community to which the estate belongs: it guides the owners' assembly and keeps its papers. */
const clerk: readonly Grant[] = [{ who: 'communityWorker', area: 'within', relation: 'any' }]
/** The town government above it. */
const town: readonly Grant[] = [{ who: 'unitLead', area: 'within', relation: 'any' }]
const anyone: readonly Grant[] = [{ who: 'anyone', area: 'any', relation: 'any' }]
const resident: readonly Grant[] = [{ who: 'resident', area: 'any', relation: 'any' }]

/**
 * Who may do what to a vote. Casting is for whoever stands on the roll; the command finds out whether that is so, since
 * only the register knows.
 */
export const policy = {
  open: anyone,
  list: [
    { who: 'communityWorker', area: 'any', relation: 'any' },
    { who: 'unitLead', area: 'any', relation: 'any' },
    { who: 'auditor', area: 'any', relation: 'any' },
  ],
  view: [...clerk, ...town, { who: 'auditor', area: 'within', relation: 'any' }],
  convene: clerk,
  notice: clerk,
  deliver: clerk,
  register: clerk,
  extend: clerk,
  paper: clerk,
  strike: clerk,
  proxy: clerk,
  count: [...clerk, ...town],
  post: clerk,
  object: [...resident, ...clerk],
  answer: clerk,
  settle: clerk,
  revoke: town,
  withdraw: clerk,
  own: resident,
  cast: resident,
} as const satisfies Policy<Verb>

/** A vote, or a place where one is to be made, as the access table sees it. */
export const subjectOf = ({ area }: Pick<VoteState, 'area'>): Subject => ({ area, relations: () => new Set() })

const VIEWERS = policy.view.map(({ who }) => who)

/** The areas whose votes a member of staff sees from within. */
export const viewedAreas = (actor: Parameters<Sees>[0]): readonly string[] => areaFilter(actor, VIEWERS)

/** The same for the policies on rows. An office over more than the city is, here, one over the city. */
export const sees: Sees = (actor, city) => ({ of: { votes: withinCity(city, viewedAreas(actor)) } })

/** For routes: this table and the verb in it. */
export const access = (verb: Verb): Access => ({ policy, verb })
