import type { Policy } from '../../platform/access/types.ts'

/** The journal is everybody's: to read, to prove, to take away. */
export const policy = { read: [{ who: 'anyone', area: 'any', relation: 'any' }] } as const satisfies Policy

export const access = { policy, verb: 'read' } as const
