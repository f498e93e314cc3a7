import type { Policy } from '../../platform/access/types.ts'
import type { Access } from '../../platform/http/types.ts'

export type DirectoryVerb =
  | 'pick'
  | 'seeOrganisations'
  | 'seePeople'
  | 'createOrganisation'
  | 'endOrganisation'
  | 'appoint'
  | 'endOffice'
  | 'seeHotlines'
  | 'editHotlines'
  | 'editGrids'

const everyone = [{ who: 'anyone', area: 'any', relation: 'any' }] as const
const operator = [{ who: 'operator', area: 'within', relation: 'any' }] as const
const overseers = [
  { who: 'operator', area: 'any', relation: 'any' },
  { who: 'auditor', area: 'any', relation: 'any' },
] as const

/** Who may do what here. The operator's office covers the area of the thing: an operator of one town stays in it. */
export const POLICY: Policy<DirectoryVerb> = {
  pick: everyone,
  seeHotlines: everyone,
  seeOrganisations: [{ who: 'staff', area: 'any', relation: 'any' }],
  seePeople: overseers,
  createOrganisation: operator,
  endOrganisation: operator,
  appoint: operator,
  endOffice: operator,
  editHotlines: operator,
  editGrids: operator,
}

export const access = (verb: DirectoryVerb): Access => ({ policy: POLICY, verb })
