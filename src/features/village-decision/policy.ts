import type { Sees } from '../../platform/access/rows.ts'
import { areaFilter } from '../../platform/access/table.ts'
import type { Grant, Policy, Subject } from '../../platform/access/types.ts'
import type { Access } from '../../platform/http/types.ts'
import { withinCity } from '../directory/index.ts'
import type { Action, DecisionState } from './rules/state.ts'

export type Verb = Action | 'open' | 'list' | 'view'

/** The village committee's own people. */
const clerk: readonly Grant[] = [{ who: 'communityWorker', area: 'within', relation: 'any' }]
/** The town government above the village. */
const town: readonly Grant[] = [{ who: 'unitLead', area: 'within', relation: 'any' }]
const anyone: readonly Grant[] = [{ who: 'anyone', area: 'any', relation: 'any' }]
const resident: readonly Grant[] = [{ who: 'resident', area: 'any', relation: 'any' }]

/**
 * Who may do what to a decision: the village committee runs it, the town reviews where the place has it so, residents
 * object, and everybody reads. What was objected, and sheets with names on them, only those who work for the village or
 * the town see, and the auditor.
 */
export const policy = {
  open: anyone,
  list: [
    { who: 'communityWorker', area: 'any', relation: 'any' },
    { who: 'unitLead', area: 'any', relation: 'any' },
    { who: 'auditor', area: 'any', relation: 'any' },
  ],
  view: [...clerk, ...town, { who: 'auditor', area: 'within', relation: 'any' }],
  propose: clerk,
  discuss: clerk,
  deliberate: clerk,
  review: town,
  sendBack: town,
  resolve: clerk,
  post: clerk,
  object: [...resident, ...clerk],
  answer: clerk,
  begin: clerk,
  progress: clerk,
  complete: clerk,
  postResult: clerk,
  close: clerk,
  withdraw: clerk,
} as const satisfies Policy<Verb>

/** A decision, or a place where one is to be made, as the access table sees it. */
export const subjectOf = ({ area }: Pick<DecisionState, 'area'>): Subject => ({ area, relations: () => new Set() })

const VIEWERS = policy.view.map(({ who }) => who)

/** The areas whose decisions a member of staff sees from within. */
export const viewedAreas = (actor: Parameters<Sees>[0]): readonly string[] => areaFilter(actor, VIEWERS)

/** The same for the policies on rows. An office over more than the city is, here, one over the city. */
export const sees: Sees = (actor, city) => ({ of: { villages: withinCity(city, viewedAreas(actor)) } })

/** For routes: this table and the verb in it. */
export const access = (verb: Verb): Access => ({ policy, verb })
