import type { Sees } from '../../platform/access/rows.ts'
import type { Actor, Grant, Office, Policy, Subject } from '../../platform/access/types.ts'
import type { Access } from '../../platform/http/types.ts'
import { pathOfCity } from '../directory/index.ts'

export type Verb = 'open' | 'mine' | 'list' | 'view' | 'run'

const clerk: readonly Grant[] = [{ who: 'communityWorker', area: 'within', relation: 'any' }]
/** The town government; a department's lead keeps no time bank. */
const town: readonly Grant[] = [{ who: 'unitLead', area: 'within', relation: 'town' }]

/** Everybody sees the rules and the care pool, members their own account, the place and the town above it run the scheme. */
export const policy = {
  open: [{ who: 'anyone', area: 'any', relation: 'any' }],
  mine: [{ who: 'resident', area: 'any', relation: 'any' }],
  list: [
    { who: 'communityWorker', area: 'any', relation: 'any' },
    { who: 'unitLead', area: 'any', relation: 'any' },
    { who: 'auditor', area: 'any', relation: 'any' },
  ],
  view: [...clerk, ...town, { who: 'auditor', area: 'within', relation: 'any' }],
  run: [...clerk, ...town],
} as const satisfies Policy<Verb>

const TOWN: ReadonlySet<string> = new Set(['town'])
const NONE: ReadonlySet<string> = new Set()
const isTown = (office: Office | null): boolean => office?.organisationKind === 'townGovernment'

/** A scheme, or the place of one, as the access table sees it. */
export const subjectOf = ({ area }: { readonly area: string }): Subject => ({
  area,
  relations: (_actor, office) => (isTown(office) ? TOWN : NONE),
})

/** The areas a member of staff sees from within. */
export const viewedAreas = (actor: Actor): readonly string[] => [
  ...new Set(
    actor.offices
      .filter(
        office =>
          ['communityWorker', 'auditor'].includes(office.role) || (office.role === 'unitLead' && isTown(office)),
      )
      .map(({ area }) => area),
  ),
]

/** The same for the policies on rows. */
export const sees: Sees = (actor, city) => {
  const path = pathOfCity(city)
  return { of: { timebanks: viewedAreas(actor).map(area => (path.startsWith(area) ? path : area)) } }
}

export const access = (verb: Verb): Access => ({ policy, verb })
