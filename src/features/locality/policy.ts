import type { Policy } from '../../platform/access/types.ts'
import type { Access } from '../../platform/http/types.ts'

export type LocalityVerb = 'see' | 'enter'

/**
 * Values are public: what holds in a city is no secret. Its system administrator enters them, and the
 * security administrator those that belong to the safety of the system. */
export const POLICY: Policy<LocalityVerb> = {
  see: [{ who: 'anyone', area: 'any', relation: 'any' }],
  enter: [
    { who: 'systemAdmin', area: 'within', relation: 'plain' },
    { who: 'securityAdmin', area: 'within', relation: 'security' },
  ],
}

export const access = (verb: LocalityVerb): Access => ({ policy: POLICY, verb })
