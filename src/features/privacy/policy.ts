import type { Policy } from '../../platform/access/types.ts'
import type { Access } from '../../platform/http/types.ts'

export type PrivacyVerb =
  | 'readNotice'
  | 'ownData'
  | 'seeRecords'
  | 'seeReleases'
  | 'decideRelease'
  | 'seeHolds'
  | 'holdBack'
  | 'planRetention'

const anyone = [{ who: 'anyone', area: 'any', relation: 'any' }] as const
const overseers = [
  { who: 'auditor', area: 'any', relation: 'any' },
  { who: 'systemAdmin', area: 'any', relation: 'any' },
] as const
const deciders = [
  { who: 'deskLead', area: 'any', relation: 'any' },
  { who: 'auditor', area: 'any', relation: 'any' },
] as const

/** One's own data are one's own; words are released by the head of the desk or an auditor, never by who asked. */
export const policy: Policy<PrivacyVerb> = {
  readNotice: anyone,
  ownData: [{ who: 'resident', area: 'any', relation: 'any' }],
  seeRecords: overseers,
  seeReleases: deciders,
  decideRelease: deciders,
  seeHolds: overseers,
  holdBack: [{ who: 'auditor', area: 'any', relation: 'any' }],
  planRetention: overseers,
}

export const access = (verb: PrivacyVerb): Access => ({ policy, verb })
