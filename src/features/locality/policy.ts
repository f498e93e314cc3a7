import type { Policy } from '../../platform/access/types.ts'
import type { Access } from '../../platform/http/types.ts'

export type LocalityVerb = 'see' | 'enter'

/** Values are public: what holds in a city is no secret. Only its operator enters them. */
export const POLICY: Policy<LocalityVerb> = {
  see: [{ who: 'anyone', area: 'any', relation: 'any' }],
  enter: [{ who: 'operator', area: 'within', relation: 'any' }],
}

export const access = (verb: LocalityVerb): Access => ({ policy: POLICY, verb })
