import type { Policy } from '../../platform/access/types.ts'

/** Law is for everybody. */
export const policy = { read: [{ who: 'anyone', area: 'any', relation: 'any' }] } as const satisfies Policy<'read'>

export const access = { policy, verb: 'read' }
