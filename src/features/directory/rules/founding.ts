/** The bodies a new city begins with. Every name is a default that the operator changes (默认参数). */
import type { AreaPath } from '../../../kernel/area-code.ts'
import { committeeName } from './naming.ts'
import type { OrganisationKind } from './organisation-kinds.ts'

export type Founded = {
  readonly name: string
  readonly kind: OrganisationKind
  readonly area: AreaPath
  /** The body it belongs to: another entry of the same plan, by kind and area. */
  readonly under?: { readonly kind: OrganisationKind; readonly area: AreaPath }
}

export type FoundingPlace = { readonly path: AreaPath; readonly name: string }
export type FoundingBodies = {
  readonly hotlineDesk: string
  readonly departments: readonly string[]
  readonly utilities: readonly string[]
}

/** 石岐街道 → 石岐街道办事处, 黄圃镇 → 黄圃镇人民政府; farms and zones are only said to be run by someone. */
export const townBody = (town: string): string => {
  if (town.endsWith('街道')) return `${town}办事处`
  return /[镇乡]$/.test(town) ? `${town}人民政府` : `${town}管理机构`
}

/** 中山市 and 市公安局 are 中山市公安局. */
const cityBody = (city: string, body: string): string =>
  body.startsWith('市') && city.endsWith('市') ? `${city.slice(0, -1)}${body}` : `${city}${body}`

const townBodies = (town: FoundingPlace, city: AreaPath): readonly Founded[] => {
  const government: Founded = {
    name: townBody(town.name),
    kind: 'townGovernment',
    area: town.path,
    under: { kind: 'cityGovernment', area: city },
  }
  const centre: Founded = {
    name: `${town.name}网格和大数据事务中心`,
    kind: 'gridCentre',
    area: town.path,
    under: { kind: 'townGovernment', area: town.path },
  }
  return [government, centre]
}

const committee = (community: FoundingPlace): readonly Founded[] => {
  const name = committeeName(community.name)
  if (name === undefined) return []
  const kind = name.endsWith('村民委员会') ? 'villagersCommittee' : 'residentsCommittee'
  return [
    {
      name,
      kind,
      area: community.path,
      under: { kind: 'townGovernment', area: community.path.slice(0, 9) as AreaPath },
    },
  ]
}

/**
 * Those that others belong to come first.
 * @param communities with their names as printed; those without a committee of their own are left out
 */
export const foundingPlan = (
  city: FoundingPlace,
  towns: readonly FoundingPlace[],
  communities: readonly FoundingPlace[],
  bodies: FoundingBodies,
): readonly Founded[] => {
  const government = { kind: 'cityGovernment', area: city.path } as const
  return [
    { name: `${city.name}人民政府`, ...government },
    { name: bodies.hotlineDesk, kind: 'hotlineDesk', area: city.path, under: government },
    ...bodies.departments.map(
      (name): Founded => ({ name: cityBody(city.name, name), kind: 'department', area: city.path, under: government }),
    ),
    ...bodies.utilities.map((name): Founded => ({ name: cityBody(city.name, name), kind: 'utility', area: city.path })),
    ...towns.flatMap(town => townBodies(town, city.path)),
    ...communities.flatMap(committee),
  ]
}
