import type { Sees } from '../../platform/access/rows.ts'
import type { Actor, Grant, Office, Policy, Subject } from '../../platform/access/types.ts'
import type { Access } from '../../platform/http/types.ts'
import { pathOfCity } from '../directory/index.ts'

export type Verb = 'open' | 'mine' | 'papers' | 'list' | 'view' | 'found' | 'keep' | 'reconcile' | 'approve' | 'audit'

const by = (who: string, relation: string): Grant => ({ who, area: relation === 'town' ? 'within' : 'any', relation })

const within = (who: string): Grant => ({ who, area: 'within', relation: 'any' })
const keeper: readonly Grant[] = [by('unitHandler', 'keeper'), by('unitLead', 'keeper')]
const banker: readonly Grant[] = [by('unitHandler', 'banker'), by('unitLead', 'banker')]
const everywhere = (...roles: readonly string[]): readonly Grant[] =>
  roles.map(who => ({ who, area: 'any', relation: 'any' }))

/**
 * Who may do what to a fund. The town says who keeps it; the organisation that keeps it writes its books, and of its own
 * lead a second person approves what changes them by hand; the bank's clerks work on statements; the committee of the
 * community looks; auditors look at everything. An owner sees the own account, everybody the sums of buildings.
 */
export const policy = {
  open: everywhere('anyone'),
  mine: everywhere('resident'),
  // The command finds out whose unit it is.
  papers: everywhere('resident'),
  list: everywhere('communityWorker', 'unitHandler', 'unitLead', 'auditor'),
  view: [within('communityWorker'), by('unitLead', 'town'), ...keeper, ...banker, within('auditor')],
  found: [by('unitLead', 'town')],
  keep: keeper,
  reconcile: [...keeper, ...banker],
  approve: [by('unitLead', 'keeper')],
  audit: [by('unitLead', 'keeper'), within('auditor')],
} as const satisfies Policy<Verb>

/** An office of the town government: the guidance of owners is its, and no department's. */
export const isTown = (office: Office | null): boolean => office?.organisationKind === 'townGovernment'

/** A fund, or an estate without one, as the access table sees it. */
export const subjectOf = ({
  area,
  keeper: keeps,
  banker: banks = null,
}: {
  readonly area: string
  readonly keeper?: string
  readonly banker?: string | null
}): Subject => ({
  area,
  relations: (_actor, office) =>
    new Set([
      ...(isTown(office) ? ['town'] : []),
      ...(office !== null && office.organisation === keeps ? ['keeper'] : []),
      ...(office !== null && office.organisation === banks ? ['banker'] : []),
    ]),
})

const shows = (office: Office): boolean =>
  office.role === 'communityWorker' || office.role === 'auditor' || (office.role === 'unitLead' && isTown(office))

/** The areas whose funds a member of staff sees whole. */
export const viewedAreas = (actor: Actor): readonly string[] => {
  const areas = actor.offices.filter(shows).map(({ area }) => area)
  return [...new Set(areas)].filter(area => !areas.some(other => other !== area && area.startsWith(other))).toSorted()
}

/** The organisations for which an actor keeps funds, or works at the bank. */
export const keptFor = ({ offices }: Actor): readonly string[] => [
  ...new Set(
    offices.filter(({ role }) => role === 'unitHandler' || role === 'unitLead').map(({ organisation }) => organisation),
  ),
]

/** The same for the policies on rows. An office over more than the city is, here, one over the city. */
export const sees: Sees = (actor, city) => {
  const path = pathOfCity(city)
  const funds = viewedAreas(actor).map(area => (path.startsWith(area) ? path : area))
  return { of: { funds, fundkeepers: keptFor(actor) } }
}

/** For routes: this table and the verb in it. */
export const access = (verb: Verb): Access => ({ policy, verb })
