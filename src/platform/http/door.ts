import type { Refusal } from '../../kernel/refusal.ts'
import { couldEver } from '../access/access.ts'
import type { Actor } from '../access/types.ts'
import type { Identity } from './services.ts'
import type { Access } from './types.ts'

/** The first door, before anything is loaded: whoever could never do this is told so. */
export const doorRefusals = (access: Access, actor: Actor): readonly Refusal[] => {
  if (couldEver(access.policy, access.verb, actor)) return []
  return [{ tag: actor.kind === 'anonymous' ? 'sign-in-first' : 'forbidden' }]
}

/** Where to sign in for a verb: residents' verbs by phone, the others in the staff's way. */
export const signInPath = ({ signIn }: Pick<Identity, 'signIn'>, access: Access | undefined): string => {
  const grants = access === undefined ? [] : (access.policy[access.verb] ?? [])
  const forResidents = grants.length === 0 || grants.some(({ who }) => who === 'resident' || who === 'anyone')
  return forResidents ? signIn.resident : signIn.staff
}
