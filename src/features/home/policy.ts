import type { Policy } from '../../platform/access/types.ts'

/** Both pages are for everybody. */
export const policy = { read: [{ who: 'anyone', area: 'any', relation: 'any' }] } as const satisfies Policy<'read'>
