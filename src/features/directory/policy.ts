import type { Sees } from '../../platform/access/rows.ts'
import type { Policy } from '../../platform/access/types.ts'
import type { Access } from '../../platform/http/types.ts'

export type DirectoryVerb =
  | 'pick'
  | 'seeOrganisations'
  | 'seePeople'
  | 'seePerson'
  | 'createOrganisation'
  | 'endOrganisation'
  | 'appoint'
  | 'endOffice'
  | 'seeHotlines'
  | 'editHotlines'
  | 'editGrids'

const everyone = [{ who: 'anyone', area: 'any', relation: 'any' }] as const
const systemAdmin = [{ who: 'systemAdmin', area: 'within', relation: 'any' }] as const
const securityAdmin = [{ who: 'securityAdmin', area: 'within', relation: 'any' }] as const
const overseers = [
  { who: 'systemAdmin', area: 'any', relation: 'any' },
  { who: 'securityAdmin', area: 'any', relation: 'any' },
  { who: 'auditAdmin', area: 'any', relation: 'any' },
  { who: 'auditor', area: 'any', relation: 'any' },
] as const

/**
 * Who may do what here. The system administrator keeps the bodies and registers, the security administrator gives and
 * takes offices. Their own office covers the area of the thing: an administrator of one town stays in it.
 */
export const POLICY: Policy<DirectoryVerb> = {
  pick: everyone,
  seeHotlines: everyone,
  seeOrganisations: [{ who: 'staff', area: 'any', relation: 'any' }],
  seePeople: overseers,
  seePerson: [...securityAdmin, { who: 'auditor', area: 'within', relation: 'any' }],
  createOrganisation: systemAdmin,
  endOrganisation: systemAdmin,
  appoint: securityAdmin,
  endOffice: securityAdmin,
  editHotlines: systemAdmin,
  editGrids: systemAdmin,
}

const REGISTRARS: ReadonlySet<string> = new Set(POLICY.appoint.map(({ who }) => who))

/** Whoever appoints looks people up by their numbers, also those who hold no office yet. */
export const sees: Sees = actor => ({
  of: { registry: actor.offices.some(({ role }) => REGISTRARS.has(role)) ? ['on'] : [] },
})

export const access = (verb: DirectoryVerb): Access => ({ policy: POLICY, verb })
