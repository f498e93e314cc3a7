/**
 * Who lives and works in the demonstration city. Everything is made up and says so: names begin with 演示, numbers are
 * of 154, a block that no operator has. The plan is the same for the same city, whenever it is made.
 */
import type { AreaPath } from '../../kernel/area-code.ts'
import type { RoleId } from './roles.ts'
import type { OrganisationKind } from './rules/organisation-kinds.ts'

export type DemoBody = { readonly id: string; readonly kind: OrganisationKind; readonly area: AreaPath }

export type DemoPerson = {
  readonly name: string
  readonly phone: string
  readonly role: RoleId
  readonly organisation: string
  readonly area: AreaPath
}

export const DEMO_RESIDENTS = 200
export const DEMO_DEPARTMENTS = 8

const padded = (number: number, width: number): string => String(number).padStart(width, '0')

/** 11 digits, valid in form only. */
export const demoPhone = (series: 0 | 1, number: number): string => `154${series}${padded(number, 7)}`

export const demoResident = (number: number): { readonly name: string; readonly phone: string } => ({
  name: `演示居民${padded(number, 3)}`,
  phone: demoPhone(0, number),
})

type Place = { readonly role: RoleId; readonly organisation: string; readonly area: AreaPath }

const TITLES: Readonly<Partial<Record<RoleId, string>>> = {
  gridWorker: '演示网格员',
  communityWorker: '演示社工',
  unitHandler: '演示承办人',
  unitLead: '演示负责人',
  deskOperator: '演示坐席',
  deskLead: '演示班长',
  auditor: '演示审计员',
  systemAdmin: '演示系统管理员',
  securityAdmin: '演示安全管理员',
  auditAdmin: '演示审计管理员',
}

const unit = (body: DemoBody): readonly Place[] =>
  (['unitLead', 'unitHandler', 'unitHandler'] as const).map(role => ({ role, organisation: body.id, area: body.area }))

/**
 * @param bodies the city's organisations
 * @param communities its communities, in order; each has one grid worker, of its town's grid centre, and one community
 * worker, of its committee
 */
export const demoStaff = (bodies: readonly DemoBody[], communities: readonly AreaPath[]): readonly DemoPerson[] => {
  const of = (kind: OrganisationKind): readonly DemoBody[] => bodies.filter(body => body.kind === kind)
  const at = new Map(bodies.map(body => [`${body.kind} ${body.area}`, body]))
  const places: readonly Place[] = [
    ...of('hotlineDesk').flatMap(({ id, area }) =>
      (['deskLead', 'deskOperator', 'deskOperator', 'deskOperator'] as const).map(role => ({
        role,
        organisation: id,
        area,
      })),
    ),
    ...of('cityGovernment').flatMap(({ id, area }) =>
      (['systemAdmin', 'securityAdmin', 'auditAdmin', 'auditor'] as const).map(role => ({
        role,
        organisation: id,
        area,
      })),
    ),
    ...of('townGovernment').flatMap(unit),
    ...of('department').slice(0, DEMO_DEPARTMENTS).flatMap(unit),
    ...communities.flatMap((area): readonly Place[] => {
      const centre = at.get(`gridCentre ${area.slice(0, 9)}`)
      const committee = at.get(`residentsCommittee ${area}`) ?? at.get(`villagersCommittee ${area}`)
      return [
        ...(centre === undefined ? [] : [{ role: 'gridWorker' as const, organisation: centre.id, area }]),
        ...(committee === undefined ? [] : [{ role: 'communityWorker' as const, organisation: committee.id, area }]),
      ]
    }),
  ]
  const counts = new Map<RoleId, number>()
  return places.map((place, index) => {
    const count = (counts.get(place.role) ?? 0) + 1
    counts.set(place.role, count)
    return { ...place, name: `${TITLES[place.role] ?? '演示人员'}${padded(count, 3)}`, phone: demoPhone(1, index + 1) }
  })
}
