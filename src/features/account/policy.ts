import type { Policy } from '../../platform/access/types.ts'

export type Verb = 'signIn' | 'signOut' | 'enterDemo' | 'me' | 'sessions'

/** Signing in is everybody's; sessions are listed and ended by the person they belong to, and only that one. */
export const policy = {
  signIn: [{ who: 'anyone', area: 'any', relation: 'any' }],
  signOut: [{ who: 'anyone', area: 'any', relation: 'any' }],
  enterDemo: [{ who: 'anyone', area: 'any', relation: 'any' }],
  me: [{ who: 'anyone', area: 'any', relation: 'any' }],
  sessions: [{ who: 'resident', area: 'any', relation: 'any' }],
} as const satisfies Policy<Verb>

export const access = (verb: Verb) => ({ policy, verb })
