import type { Sees } from '../../platform/access/rows.ts'
import { areaFilter } from '../../platform/access/table.ts'
import type { Grant, Office, Policy, Subject } from '../../platform/access/types.ts'
import type { Access } from '../../platform/http/types.ts'
import { pathOfCity } from '../directory/index.ts'
import type { Action, UseState } from './rules/state.ts'

export type Verb = Action | 'open' | 'list' | 'view' | 'mine' | 'callVote'

/** Who works for the community to which the estate belongs: it enters what owners, their committee and the manager bring. */
const clerk: readonly Grant[] = [{ who: 'communityWorker', area: 'within', relation: 'any' }]
/** The town government above it: 街道办事处、乡镇人民政府. */
const town: readonly Grant[] = [{ who: 'unitLead', area: 'within', relation: 'town' }]
/** A department of the city: 房产主管部门. */
const authority: readonly Grant[] = [{ who: 'unitLead', area: 'within', relation: 'department' }]
const anyone: readonly Grant[] = [{ who: 'anyone', area: 'any', relation: 'any' }]
const resident: readonly Grant[] = [{ who: 'resident', area: 'any', relation: 'any' }]

/**
 * Who may do what to a use of the repair fund: the community's workers run it, street or residents' committee confirm an
 * emergency, the authority reviews or files, any two of them set aside and pay; owners see and object, everybody reads.
 */
export const policy = {
  open: anyone,
  list: [
    { who: 'communityWorker', area: 'any', relation: 'any' },
    { who: 'unitLead', area: 'any', relation: 'any' },
    { who: 'auditor', area: 'any', relation: 'any' },
  ],
  view: [...clerk, ...town, ...authority, { who: 'auditor', area: 'within', relation: 'any' }],
  mine: resident,
  callVote: clerk,
  apply: clerk,
  pass: clerk,
  confirm: [...clerk, ...town],
  decline: [...clerk, ...town],
  proposeHold: clerk,
  askShortfall: clerk,
  hold: [...clerk, ...town, ...authority],
  begin: clerk,
  progress: clerk,
  complete: clerk,
  accept: clerk,
  redo: clerk,
  finalise: clerk,
  audit: clerk,
  waiveAudit: clerk,
  request: clerk,
  consent: clerk,
  review: authority,
  file: authority,
  sendBack: authority,
  proposePay: [...clerk, ...authority],
  pay: [...clerk, ...town, ...authority],
  post: clerk,
  object: [...resident, ...clerk],
  answer: clerk,
  close: clerk,
  withdraw: clerk,
  stop: [...clerk, ...town, ...authority],
  reclaim: [...clerk, ...town, ...authority],
  recover: [...town, ...authority],
} as const satisfies Policy<Verb>

const KINDS: Readonly<Record<string, string>> = { townGovernment: 'town', department: 'department' }

const relationsOf = (office: Office | null): ReadonlySet<string> => {
  const relation = KINDS[office?.organisationKind ?? '']
  return new Set(relation === undefined ? [] : [relation])
}

/** A use, or a place where one is to be made, as the access table sees it. */
export const subjectOf = ({ area }: Pick<UseState, 'area'>): Subject => ({
  area,
  relations: (_actor, office) => relationsOf(office),
})

const VIEWERS = policy.view.map(({ who }) => who)
const sees_ = (office: Office): boolean => office.role !== 'unitLead' || relationsOf(office).size > 0

/** The areas whose uses a member of staff sees from within. */
export const viewedAreas = (actor: Parameters<Sees>[0]): readonly string[] =>
  areaFilter({ ...actor, offices: actor.offices.filter(sees_) }, VIEWERS)

/** The same for the policies on rows. An office over more than the city is, here, one over the city. */
export const sees: Sees = (actor, city) => {
  const path = pathOfCity(city)
  return { of: { funduses: viewedAreas(actor).map(area => (path.startsWith(area) ? path : area)) } }
}

/** For routes: this table and the verb in it. */
export const access = (verb: Verb): Access => ({ policy, verb })
