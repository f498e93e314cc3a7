import type { Actor, Grant, Office, Policy, Subject } from './types.ts'

const ANYWHERE: Subject = { area: null, relations: () => new Set() }

const covers = (office: Office | null, area: string | null): boolean =>
  office !== null && (area?.startsWith(office.area) ?? false)

const holds = (grant: Grant, actor: Actor, office: Office | null, subject: Subject): boolean =>
  (grant.area === 'any' || covers(office, subject.area)) &&
  (grant.relation === 'any' || subject.relations(actor, office).has(grant.relation))

const matches = (grant: Grant, actor: Actor, subject: Subject): boolean => {
  if (actor.kind === 'system') return true
  if (grant.who === 'anyone') return holds(grant, actor, null, subject)
  if (grant.who === 'resident') return actor.party !== null && holds(grant, actor, null, subject)
  return actor.offices.some(
    office => (grant.who === 'staff' || office.role === grant.who) && holds(grant, actor, office, subject),
  )
}

/** Whether the table lets this actor do the verb to this thing. Deny by default. */
export const may = <Verb extends string>(
  policy: Policy<Verb>,
  verb: Verb,
  actor: Actor,
  subject: Subject = ANYWHERE,
): boolean => policy[verb].some(grant => matches(grant, actor, subject))

/** Whether something that belongs to a party belongs to whoever asks: as that party, or as one merged with it. */
export const isOwn = ({ party, also = [] }: Actor, owner: string | null): boolean =>
  owner !== null && (owner === party || also.includes(owner))

/** Every party the person asking stands for; none when nobody is signed in. */
export const ownParties = ({ party, also = [] }: Actor): readonly string[] => (party === null ? [] : [party, ...also])

/** Whether the actor could ever do the verb to something: the first door, before the thing is loaded. */
export const couldEver = <Verb extends string>(policy: Policy<Verb>, verb: Verb, actor: Actor): boolean =>
  actor.kind === 'system' ||
  policy[verb].some(
    grant =>
      grant.who === 'anyone' ||
      (grant.who === 'resident' && actor.party !== null) ||
      actor.offices.some(office => grant.who === 'staff' || office.role === grant.who),
  )

/** Every verb of the table this actor may do to the thing: answers carry it, and buttons come from it. */
export const mayOf = <Verb extends string>(policy: Policy<Verb>, actor: Actor, subject: Subject): readonly Verb[] =>
  (Object.keys(policy) as Verb[]).filter(verb => may(policy, verb, actor, subject))

/** The office under which the actor does the verb; recorded with the fact. Null for residents and anonymous. */
export const officeFor = <Verb extends string>(
  policy: Policy<Verb>,
  verb: Verb,
  actor: Actor,
  subject: Subject,
): Office | null =>
  actor.offices.find(office =>
    policy[verb].some(
      grant => (grant.who === 'staff' || grant.who === office.role) && holds(grant, actor, office, subject),
    ),
  ) ?? null
