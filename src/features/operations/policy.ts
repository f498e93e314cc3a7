import type { Policy } from '../../platform/access/types.ts'
import type { Access } from '../../platform/http/types.ts'

export type OperationsVerb = 'seeDead' | 'revive'

const operator = [{ who: 'operator', area: 'any', relation: 'any' }] as const

/** Housekeeping of the whole city: its operator and nobody else. */
export const policy: Policy<OperationsVerb> = { seeDead: operator, revive: operator }

export const access = (verb: OperationsVerb): Access => ({ policy, verb })
