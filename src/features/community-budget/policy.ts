import type { Sees } from '../../platform/access/rows.ts'
import type { Actor, Grant, Office, Policy, Subject } from '../../platform/access/types.ts'
import type { Access } from '../../platform/http/types.ts'
import { withinCity } from '../directory/index.ts'

export type Verb =
  | 'open'
  | 'list'
  | 'view'
  | 'allocate'
  | 'plan'
  | 'approve'
  | 'pay'
  | 'withdraw'
  | 'reverse'
  | 'publish'
  | 'yearEnd'

/** The people of the village or community itself. */
const clerk: readonly Grant[] = [{ who: 'communityWorker', area: 'within', relation: 'any' }]
/** The town government above it, and no department's lead. */
const town: readonly Grant[] = [{ who: 'unitLead', area: 'within', relation: 'town' }]
const everywhere = (...roles: readonly string[]): readonly Grant[] =>
  roles.map(who => ({ who, area: 'any', relation: 'any' }))

/**
 * Who may do what to a budget. The town grants it and says what becomes of what is left; the village or community plans,
 * pays and publishes; a second person, of either, approves and takes back. Everybody reads sums; what each expense was
 * for and to whom it went, those who work for the place or the town see, and the auditor.
 */
export const policy = {
  open: everywhere('anyone'),
  list: everywhere('communityWorker', 'unitLead', 'auditor'),
  view: [...clerk, ...town, { who: 'auditor', area: 'within', relation: 'any' }],
  allocate: town,
  plan: clerk,
  approve: [...clerk, ...town],
  pay: clerk,
  withdraw: clerk,
  reverse: [...clerk, ...town],
  publish: clerk,
  yearEnd: town,
} as const satisfies Policy<Verb>

const isTown = (office: Office | null): boolean => office?.organisationKind === 'townGovernment'

/** A budget or an expense, or a place that is to have one, as the access table sees it. */
export const subjectOf = ({ area }: { readonly area: string }): Subject => ({
  area,
  relations: (_actor, office) => new Set(isTown(office) ? ['town'] : []),
})

const shows = (office: Office): boolean =>
  office.role === 'communityWorker' || office.role === 'auditor' || (office.role === 'unitLead' && isTown(office))

/** The areas whose expenses a member of staff sees. */
export const viewedAreas = (actor: Actor): readonly string[] => {
  const areas = actor.offices.filter(shows).map(({ area }) => area)
  return [...new Set(areas)].filter(area => !areas.some(other => other !== area && area.startsWith(other))).toSorted()
}

/** The same for the policies on rows. An office over more than the city is, here, one over the city. */
export const sees: Sees = (actor, city) => ({ of: { budgets: withinCity(city, viewedAreas(actor)) } })

/** For routes: this table and the verb in it. */
export const access = (verb: Verb): Access => ({ policy, verb })
