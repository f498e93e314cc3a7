import { isOwn } from '../../platform/access/access.ts'
import type { Actor, Grant, Office, Policy, Subject } from '../../platform/access/types.ts'
import type { Access } from '../../platform/http/types.ts'
import type { Action, OrderState } from './rules/state.ts'

/** What can be asked about orders besides acting on one. */
export type Reading =
  | 'view'
  | 'seeCaller'
  | 'list'
  | 'mine'
  | 'report'
  | 'reportForOther'
  | 'track'
  | 'open'
  | 'figures'
  | 'publishMonth'
  | 'export'
  | 'import'
  | 'views'
  | 'shareView'
  | 'oversee'
  | 'clockChanges'
  | 'handOn'

export type Verb = Action | Reading

const desk = (relation = 'any'): readonly Grant[] => [
  { who: 'deskOperator', area: 'within', relation },
  { who: 'deskLead', area: 'within', relation },
]
const lead = (relation = 'any'): readonly Grant[] => [{ who: 'deskLead', area: 'within', relation }]
/** The unit that has the order; a grid worker when the order is assigned to them. */
const unit: readonly Grant[] = [
  { who: 'unitLead', area: 'any', relation: 'lead' },
  { who: 'unitHandler', area: 'any', relation: 'lead' },
  { who: 'gridWorker', area: 'any', relation: 'assignee' },
]
const unitOffice: readonly Grant[] = unit.filter(grant => grant.who !== 'gridWorker')
const requester: readonly Grant[] = [{ who: 'resident', area: 'any', relation: 'requester' }]
const anyone: readonly Grant[] = [{ who: 'anyone', area: 'any', relation: 'any' }]

/**
 * Who may do what to an order: role × area × relation, deny by default. The definition says who acts in which step;
 * this table says on which orders. A confidential order is not shown by area, only to those who handle it.
 */
export const policy = {
  accept: anyone,
  report: anyone,
  reportForOther: [
    ...desk(),
    { who: 'communityWorker', area: 'any', relation: 'any' },
    { who: 'gridWorker', area: 'any', relation: 'any' },
  ],
  track: anyone,
  open: anyone,
  figures: anyone,
  claim: [{ who: 'resident', area: 'any', relation: 'any' }],
  mine: [{ who: 'resident', area: 'any', relation: 'any' }],
  list: [{ who: 'staff', area: 'any', relation: 'any' }],
  views: [{ who: 'staff', area: 'any', relation: 'any' }],
  shareView: [{ who: 'deskLead', area: 'any', relation: 'any' }],
  oversee: [
    ...desk(),
    { who: 'unitLead', area: 'any', relation: 'any' },
    { who: 'auditor', area: 'any', relation: 'any' },
  ],
  clockChanges: [
    { who: 'deskLead', area: 'any', relation: 'any' },
    { who: 'systemAdmin', area: 'any', relation: 'any' },
    { who: 'auditor', area: 'any', relation: 'any' },
  ],
  view: [
    ...requester,
    ...desk(),
    ...unit,
    { who: 'unitLead', area: 'any', relation: 'assist' },
    { who: 'unitHandler', area: 'any', relation: 'assist' },
    { who: 'unitLead', area: 'within', relation: 'plain' },
    { who: 'gridWorker', area: 'within', relation: 'plain' },
    { who: 'communityWorker', area: 'within', relation: 'plain' },
    { who: 'communityWorker', area: 'any', relation: 'assist' },
    { who: 'auditor', area: 'within', relation: 'any' },
  ],
  seeCaller: [
    ...lead(),
    { who: 'deskOperator', area: 'within', relation: 'plain' },
    { who: 'unitLead', area: 'any', relation: 'lead-plain' },
    { who: 'unitHandler', area: 'any', relation: 'lead-plain' },
    { who: 'gridWorker', area: 'any', relation: 'assignee-plain' },
  ],
  export: [...lead(), { who: 'auditor', area: 'within', relation: 'any' }],
  import: [...lead(), { who: 'systemAdmin', area: 'within', relation: 'any' }],
  publishMonth: lead(),
  handOn: desk(),
  amend: desk(),
  admit: desk(),
  decline: desk(),
  answer: desk(),
  dispatch: desk(),
  recall: desk(),
  sign: unitOffice,
  assign: unitOffice,
  recuse: [...unit, ...desk()],
  contact: [...unit, ...desk('confidential')],
  arrive: unit,
  progress: unit,
  assistReply: [
    { who: 'unitLead', area: 'any', relation: 'assist' },
    { who: 'unitHandler', area: 'any', relation: 'assist' },
    { who: 'communityWorker', area: 'any', relation: 'assist' },
  ],
  waiveAssist: lead(),
  askExtension: unitOffice,
  grantExtension: lead(),
  refuseExtension: lead(),
  askPause: unitOffice,
  grantPause: lead(),
  refusePause: lead(),
  resume: [...unitOffice, ...lead()],
  askReturn: unitOffice,
  grantReturn: desk(),
  designate: lead(),
  submit: unit,
  sendBack: [{ who: 'unitLead', area: 'any', relation: 'lead' }, ...desk()],
  close: [{ who: 'unitLead', area: 'any', relation: 'lead' }, ...desk()],
  followUp: desk(),
  rate: requester,
  reopen: [...requester, ...desk()],
  archive: desk(),
  publish: desk(),
  unpublish: desk(),
  remind: [...requester, ...desk()],
  supervise: lead(),
  withdraw: requester,
  terminate: lead(),
  toPetition: lead(),
  record: [],
} as const satisfies Policy<Verb>

const relationsOf = (order: OrderState, actor: Actor, office: Office | null): ReadonlySet<string> => {
  const held = new Set<string>()
  const leads = office !== null && order.lead?.id === office.organisation
  const assigned = actor.party !== null && order.assignee === actor.party
  if (isOwn(actor, order.requester)) held.add('requester')
  if (leads) held.add('lead')
  if (assigned) held.add('assignee')
  if (office !== null && order.assists.some(assist => assist.id === office.organisation)) held.add('assist')
  if (order.confidential) held.add('confidential')
  else {
    held.add('plain')
    if (leads) held.add('lead-plain')
    if (assigned) held.add('assignee-plain')
  }
  return held
}

/** The order as the access table sees it. */
export const subjectOf = (order: OrderState): Subject => ({
  area: order.area,
  relations: (actor, office) => relationsOf(order, actor, office),
})

/** For routes: this table and the verb in it. */
export const access = (verb: Verb): Access => ({ policy, verb })
