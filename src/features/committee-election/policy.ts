import type { Sees } from '../../platform/access/rows.ts'
import { areaFilter } from '../../platform/access/table.ts'
import type { Grant, Policy, Subject } from '../../platform/access/types.ts'
import type { Access } from '../../platform/http/types.ts'
import { pathOfCity } from '../directory/index.ts'
import type { Action, ElectionState } from './rules/state.ts'

/** No verb casts a ballot: that is done on paper (Z-13). */
export type Verb = Action | 'open-to-all' | 'list' | 'view' | 'proxy'

/** Who keeps the papers of the election committee: the community's or village's own people. */
const clerk: readonly Grant[] = [{ who: 'communityWorker', area: 'within', relation: 'any' }]
/** The town government above, which guides elections, reviews candidates and looks into complaints. */
const town: readonly Grant[] = [{ who: 'unitLead', area: 'within', relation: 'any' }]
const anyone: readonly Grant[] = [{ who: 'anyone', area: 'any', relation: 'any' }]
const resident: readonly Grant[] = [{ who: 'resident', area: 'any', relation: 'any' }]

/**
 * Who may do what to an election. Everybody reads it; nobody votes in it here. The list with sealed names, nominations and
 * reviews, and a count that waits, only those who work for the place or the town see, and the auditor.
 */
export const policy = {
  'open-to-all': anyone,
  list: [
    { who: 'communityWorker', area: 'any', relation: 'any' },
    { who: 'unitLead', area: 'any', relation: 'any' },
    { who: 'auditor', area: 'any', relation: 'any' },
  ],
  view: [...clerk, ...town, { who: 'auditor', area: 'within', relation: 'any' }],
  announce: clerk,
  enrol: clerk,
  publishList: clerk,
  object: [...resident, ...clerk],
  answer: clerk,
  mend: clerk,
  replace: clerk,
  nominate: clerk,
  pass: town,
  bar: town,
  appeal: clerk,
  decideAppeal: town,
  decline: clerk,
  publishCandidates: clerk,
  meet: clerk,
  proxy: clerk,
  publishProxies: clerk,
  postpone: clerk,
  open: clerk,
  firstCount: [...clerk, ...town],
  strikeCount: [...clerk, ...town],
  secondCount: [...clerk, ...town],
  post: clerk,
  again: clerk,
  begin: clerk,
  handOver: clerk,
  annul: town,
  withdraw: clerk,
} as const satisfies Policy<Verb>

/** An election, or a place where one is to be held, as the access table sees it. */
export const subjectOf = ({ area }: Pick<ElectionState, 'area'>): Subject => ({ area, relations: () => new Set() })

const VIEWERS = policy.view.map(({ who }) => who)

/** The areas whose elections a member of staff sees from within. */
export const viewedAreas = (actor: Parameters<Sees>[0]): readonly string[] => areaFilter(actor, VIEWERS)

/** The same for the policies on rows. An office over more than the city is, here, one over the city. */
export const sees: Sees = (actor, city) => {
  const path = pathOfCity(city)
  return { of: { elections: viewedAreas(actor).map(area => (path.startsWith(area) ? path : area)) } }
}

/** For routes: this table and the verb in it. */
export const access = (verb: Verb): Access => ({ policy, verb })
