import type { Policy } from '../../platform/access/types.ts'
import type { Access } from '../../platform/http/types.ts'

export type OperationsVerb = 'seeDead' | 'revive' | 'discard' | 'seeOperation' | 'seeAlarms' | 'announce' | 'withdraw'

const systemAdmin = [{ who: 'systemAdmin', area: 'any', relation: 'any' }] as const

/** Housekeeping of the whole city: its system administrator and nobody else. */
export const policy: Policy<OperationsVerb> = {
  seeDead: systemAdmin,
  revive: systemAdmin,
  discard: systemAdmin,
  seeOperation: systemAdmin,
  seeAlarms: systemAdmin,
  announce: systemAdmin,
  withdraw: systemAdmin,
}

export const access = (verb: OperationsVerb): Access => ({ policy, verb })
