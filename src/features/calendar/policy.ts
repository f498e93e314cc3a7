import type { Policy } from '../../platform/access/types.ts'

/** The calendar is public; notices are entered by a system administrator, for every city of the installation. */
export const policy = {
  view: [{ who: 'anyone', area: 'any', relation: 'any' }],
  importNotice: [{ who: 'systemAdmin', area: 'any', relation: 'any' }],
} as const satisfies Policy
