import { type Case, STAFF, type Staff, type Who } from './case-types.ts'

export const roleOf = (who: Who): string => (who === 'otherUnit' ? 'unitHandler' : who)
export const unitOf = (who: Who): string => (who in STAFF ? STAFF[who as Staff] : '')
export const isDesk = (_: Case, who: Who): boolean => who === 'deskOperator' || who === 'deskLead'
export const isDeskLead = (_: Case, who: Who): boolean => who === 'deskLead'
export const leads = (c: Case, who: Who): boolean => c.lead !== null && c.lead === unitOf(who)
/** An office of the unit that has the order. */
export const isOffice = (c: Case, who: Who): boolean =>
  ['unitLead', 'unitHandler'].includes(roleOf(who)) && leads(c, who)
export const isHandler = (c: Case, who: Who): boolean =>
  isOffice(c, who) || (who === 'gridWorker' && c.assignee === who)
export const isAssisting = (c: Case, who: Who): boolean =>
  ['unitLead', 'unitHandler', 'communityWorker'].includes(roleOf(who)) && unitOf(who) in c.assists
export const isReviewer = (c: Case, who: Who): boolean => isDesk(c, who) || (who === 'unitLead' && leads(c, who))
export const isRequester = (c: Case, who: Who): boolean => c.requester === who

/** Who sees an order at all; to everybody else it does not exist. */
export const sees = (c: Case, who: Who): boolean =>
  isRequester(c, who) ||
  isDesk(c, who) ||
  who === 'auditor' ||
  isHandler(c, who) ||
  isAssisting(c, who) ||
  (!c.confidential && ['unitLead', 'gridWorker', 'communityWorker'].includes(who))
