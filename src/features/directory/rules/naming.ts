/**
 * Names of communities. The source prints the committee (永兴村委会), people say the place (永兴村); both are
 * needed: the place in lists and on pages, the committee as an organisation.
 */
import type { AreaPath } from '../../../kernel/area-code.ts'

/** urban = the area of a residents' committee (居委会), village = of a villagers' committee (村委会). */
export type CommunityKind = 'urban' | 'village'

const VILLAGE = /(村村民委员会|村民委员会|村委会)$/
const URBAN = /(居民委员会|居委委员会|社区委员会|居委会会|居委会|居委|社区)$/

/** By the name; where it does not say, by the code: 2 and 3 (村委会) and 5 (类似村委会) begin a village's last three digits. */
export const communityKind = (path: AreaPath, name: string): CommunityKind => {
  if (VILLAGE.test(name)) return 'village'
  if (URBAN.test(name)) return 'urban'
  return ['2', '3', '5'].includes(path.charAt(9)) ? 'village' : 'urban'
}

/** What people call the place: 桂园社区居民委员会 → 桂园社区, 南村村委会 → 南村, 梯面镇居民委员会 → 梯面镇居委会. */
export const placeName = (name: string): string => {
  if (VILLAGE.test(name)) return `${name.replace(VILLAGE, '').replace(/村$/, '')}村`
  const bare = name.replace(/(居民委员会|居委委员会|居委会会|居委会|居委)$/, '')
  if (bare === name) return name.replace(/社区委员会$/, '社区')
  return bare.endsWith('社区') ? bare : `${bare}居委会`
}

/** Full name of the committee, as a body: undefined for areas that have none of their own (生活区, 管理区). */
export const committeeName = (name: string): string | undefined => {
  if (VILLAGE.test(name)) return `${placeName(name)}村民委员会`
  return URBAN.test(name) ? `${placeName(name).replace(/居委会$/, '')}居民委员会` : undefined
}
