import type { Sees } from '../../platform/access/rows.ts'
import type { Actor, Grant, Office, Policy, Subject } from '../../platform/access/types.ts'
import type { Access } from '../../platform/http/types.ts'
import { withinCity } from '../directory/index.ts'

export type Verb = 'open' | 'mine' | 'list' | 'view' | 'see' | 'keep' | 'assemble'

/** The community's own committee. */
const clerk: readonly Grant[] = [{ who: 'communityWorker', area: 'within', relation: 'any' }]
/** The town government above the community; a department's lead has no business with who owns which flat. */
const town: readonly Grant[] = [{ who: 'unitLead', area: 'within', relation: 'town' }]
const auditor: readonly Grant[] = [{ who: 'auditor', area: 'within', relation: 'any' }]
const anyone: readonly Grant[] = [{ who: 'anyone', area: 'any', relation: 'any' }]

/**
 * Who may do what to an estate: the committee of the community and the town above it keep the register and guide the
 * bodies of owners, owners see what is theirs, and everybody sees name, counts, assembly and committee.
 */
export const policy = {
  open: anyone,
  mine: [{ who: 'resident', area: 'any', relation: 'any' }],
  list: [
    { who: 'communityWorker', area: 'any', relation: 'any' },
    { who: 'unitLead', area: 'any', relation: 'any' },
    { who: 'auditor', area: 'any', relation: 'any' },
  ],
  view: [...clerk, ...town, ...auditor],
  see: [...clerk, ...town, ...auditor],
  keep: [...clerk, ...town],
  assemble: [...clerk, ...town],
} as const satisfies Policy<Verb>

const TOWN: ReadonlySet<string> = new Set(['town'])
const NONE: ReadonlySet<string> = new Set()

export const isTown = (office: Office | null): boolean => office?.organisationKind === 'townGovernment'

/** An estate, or a place where one is to be entered, as the access table sees it. */
export const subjectOf = ({ area }: { readonly area: string }): Subject => ({
  area,
  relations: (_actor, office) => (isTown(office) ? TOWN : NONE),
})

const shows = (office: Office): boolean =>
  office.role === 'communityWorker' || office.role === 'auditor' || (office.role === 'unitLead' && isTown(office))

/** The areas whose registers a member of staff sees from within. */
export const viewedAreas = (actor: Actor): readonly string[] => {
  const areas = actor.offices.filter(shows).map(({ area }) => area)
  return [...new Set(areas)].filter(area => !areas.some(other => other !== area && area.startsWith(other))).toSorted()
}

/** The same for the policies on rows. An office over more than the city is, here, one over the city. */
export const sees: Sees = (actor, city) => ({ of: { estates: withinCity(city, viewedAreas(actor)) } })

/** For routes: this table and the verb in it. */
export const access = (verb: Verb): Access => ({ policy, verb })
