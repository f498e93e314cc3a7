import type { Policy } from '../../platform/access/types.ts'

/** One's own notifications: the queries are by party, so there is nothing to reach of anyone else's. */
export const policy = {
  read: [
    { who: 'resident', area: 'any', relation: 'any' },
    { who: 'staff', area: 'any', relation: 'any' },
  ],
} as const satisfies Policy<'read'>

export const access = { policy, verb: 'read' }
