/** Kinds of organisation a city has. A matter is dispatched to a kind over an area, or to one named department. */
export const ORGANISATION_KINDS = {
  hotlineDesk: { zh: '12345热线受理中心' },
  townGovernment: { zh: '镇人民政府(街道办事处)' },
  gridCentre: { zh: '网格和大数据事务中心' },
  department: { zh: '市直部门' },
  utility: { zh: '公共服务企业' },
  residentsCommittee: { zh: '居民委员会' },
  villagersCommittee: { zh: '村民委员会' },
  cityGovernment: { zh: '市人民政府' },
} as const satisfies Record<string, { readonly zh: string }>

export type OrganisationKind = keyof typeof ORGANISATION_KINDS

export const isOrganisationKind = (kind: string): kind is OrganisationKind => Object.hasOwn(ORGANISATION_KINDS, kind)
