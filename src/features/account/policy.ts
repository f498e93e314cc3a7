import type { Policy } from '../../platform/access/types.ts'

export type Verb =
  | 'signIn'
  | 'signOut'
  | 'enterDemo'
  | 'me'
  | 'sessions'
  | 'factor'
  | 'seeAccounts'
  | 'makeAccount'
  | 'resetFactor'
  | 'endSessionsOf'
  | 'seeSecurityLog'
  | 'breakGlass'

const anyone = [{ who: 'anyone', area: 'any', relation: 'any' }] as const
const only = <Role extends string>(who: Role) => [{ who, area: 'any', relation: 'any' }] as const

/**
 * Signing in is everybody's; sessions are listed and ended by the person they belong to, and only that one. The system
 * administrator makes accounts, the security administrator resets and ends, the audit administrator reads what both did.
 */
export const policy = {
  signIn: anyone,
  signOut: anyone,
  enterDemo: anyone,
  me: anyone,
  sessions: only('resident'),
  factor: only('staff'),
  seeAccounts: [...only('systemAdmin'), ...only('securityAdmin')],
  makeAccount: only('systemAdmin'),
  resetFactor: only('securityAdmin'),
  endSessionsOf: only('securityAdmin'),
  seeSecurityLog: only('auditAdmin'),
  breakGlass: [...only('systemAdmin'), ...only('securityAdmin'), ...only('auditAdmin')],
} as const satisfies Policy<Verb>

export const access = (verb: Verb) => ({ policy, verb })
