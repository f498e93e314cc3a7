import type { Terms } from '../../kernel/terms.ts'
import { ROLES } from './roles.ts'
import { GRID_DOMAINS, GRID_GOALS, HOTLINE_PRINCIPLES } from './rules/grid-work.ts'
import { ORGANISATION_KINDS } from './rules/organisation-kinds.ts'

const S4 = '中山市民政局 第125100号复函'
const cited = Object.fromEntries(
  [GRID_DOMAINS, GRID_GOALS, HOTLINE_PRINCIPLES].flatMap(({ terms }) =>
    terms.map(({ id, zh }) => [id, { zh, source: S4 }]),
  ),
)
const named = (of: Readonly<Record<string, { readonly zh: string }>>): Terms =>
  Object.fromEntries(Object.entries(of).map(([id, { zh }]) => [id, { zh }]))

/** The directory's words. Roles and kinds of organisation are words too. */
export const TERMS: Terms = {
  area: { zh: '行政区划' },
  areaCode: { zh: '区划代码', source: 'GB/T 2260, GB/T 10114' },
  province: { zh: '省' },
  city: { zh: '市' },
  county: { zh: '区(县)' },
  town: { zh: '镇街', note: '镇、乡和街道' },
  community: { zh: '村(社区)' },
  grid: { zh: '网格', source: S4 },
  urban: { zh: '居委会辖区' },
  village: { zh: '村委会辖区' },
  organisation: { zh: '组织' },
  office: { zh: '任职', note: '人、组织、角色、范围、起止日期' },
  uscc: { zh: '统一社会信用代码', source: 'GB 32100' },
  hotline: { zh: '热线', source: S4 },
  ...named(ROLES),
  ...named(ORGANISATION_KINDS),
  ...cited,
}
