import type { Policy } from '../../platform/access/types.ts'

export type Verb =
  | 'enter'
  | 'account'
  | 'link'
  | 'represent'
  | 'claim'
  | 'decideClaims'
  | 'verifyInPerson'
  | 'seeMerges'
  | 'undoMerge'

const anyone = [{ who: 'anyone', area: 'any', relation: 'any' }] as const
const resident = [{ who: 'resident', area: 'any', relation: 'any' }] as const
/** Who sits at the service counter of a community. */
const counter = [{ who: 'communityWorker', area: 'any', relation: 'any' }] as const
const securityAdmin = [{ who: 'securityAdmin', area: 'any', relation: 'any' }] as const

/** One's own account is one's own; levels are raised at a counter, merges undone by the security administrator. */
export const policy = {
  enter: anyone,
  account: resident,
  link: resident,
  represent: resident,
  claim: resident,
  decideClaims: counter,
  verifyInPerson: counter,
  seeMerges: securityAdmin,
  undoMerge: securityAdmin,
} as const satisfies Policy<Verb>

export const access = (verb: Verb) => ({ policy, verb })
