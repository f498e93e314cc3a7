import { features } from '../../../src/app/features.ts'
import type { Actor, Grant, Office, Policy } from '../../../src/platform/access/types.ts'

/** The access tables read anew, apart from the code that enforces them: what the tests of this folder expect. */

/** Every table of every slice, by slice; a second table of one slice has a number behind its name. */
export const POLICIES: Readonly<Record<string, Policy>> = Object.fromEntries(
  features.flatMap(({ id, routes }) =>
    [...new Set(routes.map(({ access }) => access.policy))].map((policy, index) => [`${id}${index || ''}`, policy]),
  ),
)

/** A thing, as far as access goes: where it is, and how each office, or none, is related to it. */
export type Thing = {
  readonly area: string | null
  readonly related: (actor: Actor, office: Office | null) => readonly string[]
}

const names = (who: string, actor: Actor, office: Office | null): boolean => {
  switch (who) {
    case 'anyone':
      return office === null
    case 'resident':
      return office === null && actor.party !== null
    case 'staff':
      return office !== null
    default:
      return office !== null && office.role === who
  }
}

const begins = (area: string | null, prefix: string): boolean =>
  area !== null && area.slice(0, prefix.length) === prefix

/** One line for one actor: as themselves, and in each of their offices. */
const allows = ({ who, area, relation }: Grant, actor: Actor, thing: Thing): boolean =>
  [null, ...actor.offices].some(
    office =>
      names(who, actor, office) &&
      (area === 'any' || (office !== null && begins(thing.area, office.area))) &&
      (relation === 'any' || thing.related(actor, office).includes(relation)),
  )

/** What the table says; a verb without a line is refused. */
export const tableSays = (lines: readonly Grant[] | undefined, actor: Actor, thing: Thing): boolean =>
  (lines ?? []).some(line => allows(line, actor, thing))

/** Whether any line could ever let this actor in: what the first door asks. */
export const tableNames = (lines: readonly Grant[] | undefined, actor: Actor): boolean =>
  (lines ?? []).some(({ who }) => [null, ...actor.offices].some(office => names(who, actor, office)))

type Lines = Record<string, readonly Grant[]>
const EVERYBODY: readonly Grant[] = [{ who: 'anyone', area: 'any', relation: 'any' }]

/**
 * Switches the policy layer off: while `work` runs every line of every table lets everybody do everything to anything.
 * What is refused then, something else refuses.
 */
export const withoutPolicies = async <T>(work: () => Promise<T>): Promise<T> => {
  const kept = Object.values(POLICIES).map(policy => [policy as Lines, { ...policy }] as const)
  for (const [policy] of kept) for (const verb of Object.keys(policy)) policy[verb] = EVERYBODY
  try {
    return await work()
  } finally {
    for (const [policy, before] of kept) Object.assign(policy, before)
  }
}
