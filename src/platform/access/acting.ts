import type { By } from '../../kernel/procedure/fact.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Result } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import { may, officeFor } from './access.ts'
import type { Actor, Policy, Subject } from './types.ts'

/** Who acts, and when. */
export type Env = { readonly actor: Actor; readonly now: Instant }

/** A matter after a command: how it stands, what happened, and the leaf of the journal's entry. */
export type Acted<State, Fact> = {
  readonly id: string
  readonly no: string
  readonly version: number
  readonly state: State
  readonly fact: Fact
  readonly leaf: string
}

/** A command either acts or says all its reasons. */
export type Done<State, Fact> = Promise<Result<Acted<State, Fact>, readonly Refusal[]>>

/** Who does it, as its fact names them: under the office the access table gives them for it. */
export const byOf = <Verb extends string>(policy: Policy<Verb>, verb: Verb, actor: Actor, subject: Subject): By => {
  const office = officeFor(policy, verb, actor, subject)
  return { party: actor.party, organisation: office?.organisation ?? null, role: office?.role ?? actor.kind }
}

/**
 * Why a matter that is locked may not be touched: it is not this actor's to do, or it has moved on since they saw it.
 * @param seen the version they saw; none where they need not have seen one
 * @returns `not-yours` (action), `version-stale` (version)
 */
export const barred = <Verb extends string>(
  policy: Policy<Verb>,
  verb: Verb,
  actor: Actor,
  subject: Subject,
  { version }: { readonly version: number },
  seen: number | undefined,
): Refusal | undefined => {
  if (!may(policy, verb, actor, subject)) return { tag: 'not-yours', values: { action: verb } }
  return seen !== undefined && seen !== version ? { tag: 'version-stale', values: { version } } : undefined
}
