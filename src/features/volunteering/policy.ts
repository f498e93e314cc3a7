import type { Sees } from '../../platform/access/rows.ts'
import type { Actor, Grant, Office, Policy, Subject } from '../../platform/access/types.ts'
import type { Access } from '../../platform/http/types.ts'
import { pathOfCity } from '../directory/index.ts'

export type Verb = 'open' | 'mine' | 'list' | 'view' | 'see' | 'keep' | 'run' | 'review' | 'export'

const clerk: readonly Grant[] = [{ who: 'communityWorker', area: 'within', relation: 'any' }]
/** The town government above; a department's lead has no business with who helps whom. */
const town: readonly Grant[] = [{ who: 'unitLead', area: 'within', relation: 'town' }]
const auditor: readonly Grant[] = [{ who: 'auditor', area: 'within', relation: 'any' }]

/**
 * Who may do what: everybody sees activities and figures, residents volunteer and ask for help for themselves, the
 * committee of the place and the town above it keep the register, run activities and review the record.
 */
export const policy = {
  open: [{ who: 'anyone', area: 'any', relation: 'any' }],
  mine: [{ who: 'resident', area: 'any', relation: 'any' }],
  list: [
    { who: 'communityWorker', area: 'any', relation: 'any' },
    { who: 'unitLead', area: 'any', relation: 'any' },
    { who: 'auditor', area: 'any', relation: 'any' },
  ],
  view: [...clerk, ...town, ...auditor],
  see: [...clerk, ...town, ...auditor],
  keep: [...clerk, ...town],
  run: [...clerk, ...town],
  review: [...clerk, ...town],
  export: [
    { who: 'communityWorker', area: 'any', relation: 'any' },
    { who: 'unitLead', area: 'any', relation: 'any' },
    { who: 'auditor', area: 'any', relation: 'any' },
  ],
} as const satisfies Policy<Verb>

const TOWN: ReadonlySet<string> = new Set(['town'])
const NONE: ReadonlySet<string> = new Set()

const isTown = (office: Office | null): boolean => office?.organisationKind === 'townGovernment'

/** A place, or what lies in it, as the access table sees it. */
export const subjectOf = ({ area }: { readonly area: string }): Subject => ({
  area,
  relations: (_actor, office) => (isTown(office) ? TOWN : NONE),
})

const shows = (office: Office): boolean =>
  office.role === 'communityWorker' || office.role === 'auditor' || (office.role === 'unitLead' && isTown(office))

/** The areas a member of staff sees from within. */
export const viewedAreas = (actor: Actor): readonly string[] => {
  const areas = actor.offices.filter(shows).map(({ area }) => area)
  return [...new Set(areas)].filter(area => !areas.some(other => other !== area && area.startsWith(other))).toSorted()
}

/** The same for the policies on rows. An office over more than the city is, here, one over the city. */
export const sees: Sees = (actor, city) => {
  const path = pathOfCity(city)
  return { of: { volunteers: viewedAreas(actor).map(area => (path.startsWith(area) ? path : area)) } }
}

/** For routes: this table and the verb in it. */
export const access = (verb: Verb): Access => ({ policy, verb })
