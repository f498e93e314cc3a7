/**
 * 行政区划: 12-digit codes (省2 市2 县2 乡3 村3, GB/T 2260, GB/T 10114 and the statistics bureau's five-level codes).
 * A code's path is its significant digits, so that an ancestor is a prefix: province 2, city 4, county 6, town 9,
 * community 12, and a grid its community's twelve and a local suffix such as `G01`.
 *
 * Cities without districts (中山 4420, 东莞 4419, 儋州 4604) have `00` where others have a county, and their
 * towns hang on the city itself: the pseudo-county 442000 is only another way to write 4420 and is never shown.
 */
import { ok, type Result, refuse } from './result.ts'

declare const codeBrand: unique symbol
declare const pathBrand: unique symbol

/** Twelve digits, shorter divisions filled with zeros. */
export type AreaCode = string & { readonly [codeBrand]: true }
/** The significant part of a code: 2, 4, 6, 9 or 12 digits, or 15 characters for a grid. */
export type AreaPath = string & { readonly [pathBrand]: true }
export type AreaLevel = 'province' | 'city' | 'county' | 'town' | 'community' | 'grid'

export type AreaCodeFault = {
  /** `shape`: not digits of the right number; `province`: no such province; `gap`: a part is zero but a lower one is not. */
  readonly why: 'shape' | 'province' | 'gap'
  readonly text: string
}

const ENDS = { province: 2, city: 4, county: 6, town: 9, community: 12, grid: 15 } as const satisfies Record<
  AreaLevel,
  number
>

export const AREA_LEVELS: readonly AreaLevel[] = ['province', 'city', 'county', 'town', 'community', 'grid']

const PROVINCES: ReadonlySet<string> = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82'.split(' '),
)

const isZero = (part: string): boolean => /^0*$/.test(part)

/** Parts of twelve digits, 省 市 县 乡 村. */
const split = (digits: string): readonly [string, string, string, string, string] => [
  digits.slice(0, 2),
  digits.slice(2, 4),
  digits.slice(4, 6),
  digits.slice(6, 9),
  digits.slice(9, 12),
]

const significant = (digits: string): string => {
  const [, city, county, town, community] = split(digits)
  if (!isZero(community)) return digits
  if (!isZero(town)) return digits.slice(0, 9)
  if (!isZero(county)) return digits.slice(0, 6)
  return isZero(city) ? digits.slice(0, 2) : digits.slice(0, 4)
}

const faultOf = (digits: string, text: string): AreaCodeFault | undefined => {
  const [province, city, county, town, community] = split(digits)
  if (!PROVINCES.has(province)) return { why: 'province', text }
  const belowCity = !isZero(county) || !isZero(town) || !isZero(community)
  if ((isZero(city) && belowCity) || (isZero(town) && !isZero(community))) return { why: 'gap', text }
  return undefined
}

/** Reads a 12-digit code. Says what is wrong with it instead of guessing. */
export const parseAreaCode = (text: string): Result<AreaCode, AreaCodeFault> => {
  if (!/^\d{12}$/.test(text)) return refuse({ why: 'shape', text })
  const fault = faultOf(text, text)
  return fault === undefined ? ok(text as AreaCode) : refuse(fault)
}

/**
 * Reads a code of any usual length (2, 4, 6, 9 or 12 digits) or a grid's path, and gives its path.
 * `442000` and `442000000000` are both `4420`.
 */
export const parseAreaPath = (text: string): Result<AreaPath, AreaCodeFault> => {
  if (/^\d{12}[A-Z]\d{2}$/.test(text)) {
    const community = parseAreaCode(text.slice(0, 12))
    if (!community.ok) return refuse({ why: community.error.why, text })
    return pathOf(community.value).length === 12 ? ok(text as AreaPath) : refuse({ why: 'gap', text })
  }
  if (!/^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/.test(text)) return refuse({ why: 'shape', text })
  const digits = text.padEnd(12, '0')
  const fault = faultOf(digits, text)
  return fault === undefined ? ok(significant(digits) as AreaPath) : refuse(fault)
}

/** A path written in code; throws on nonsense, because that is a bug. Use `parseAreaPath` for input. */
export const areaPath = (text: string): AreaPath => {
  const parsed = parseAreaPath(text)
  if (!parsed.ok) throw new Error(`not an area: ${text}`)
  return parsed.value
}

export const pathOf = (code: AreaCode): AreaPath => significant(code) as AreaPath

/** The twelve digits of a path; of a grid, those of its community. */
export const codeOf = (path: AreaPath): AreaCode => path.slice(0, 12).padEnd(12, '0') as AreaCode

export const levelOf = (path: AreaPath): AreaLevel => {
  const level = AREA_LEVELS.find(each => ENDS[each] === path.length)
  if (level === undefined) throw new Error(`not an area path: ${path}`)
  return level
}

/** The part of a path that reaches a level: its city, its town. Undefined when the path ends higher up. */
export const ancestorAt = (path: AreaPath, level: AreaLevel): AreaPath | undefined => {
  if (path.length < ENDS[level]) return undefined
  const cut = path.slice(0, ENDS[level])
  return (level === 'county' && cut.endsWith('00') ? cut.slice(0, ENDS.city) : cut) as AreaPath
}

/** Next area up, stepping over the pseudo-county of a city without districts; undefined for a province. */
export const parentOf = (path: AreaPath): AreaPath | undefined => {
  const index = AREA_LEVELS.indexOf(levelOf(path))
  const above = AREA_LEVELS[index - 1]
  return above === undefined ? undefined : ancestorAt(path, above)
}

/** From the province down to the path itself. */
export const lineOf = (path: AreaPath): readonly AreaPath[] => {
  const parent = parentOf(path)
  return parent === undefined ? [path] : [...lineOf(parent), path]
}

/** Whether `inner` is `outer` or lies in it. */
export const isWithin = (inner: AreaPath, outer: AreaPath): boolean => inner.startsWith(outer)

export const gridPath = (community: AreaPath, suffix: string): AreaPath => areaPath(`${community}${suffix}`)

/** Names that only fill a level: 北京市·市辖区·东城区, 湖北省·省直辖县级行政区划·仙桃市. */
const FILLERS: ReadonlySet<string> = new Set(['市辖区', '县', '省直辖县级行政区划', '自治区直辖县级行政区划', '直辖镇'])

/**
 * The full name from the names of a line, top down. Fillers and repeats are left out, so that nobody reads
 * 中山市中山市 or 北京市市辖区.
 */
export const fullName = (names: readonly string[]): string =>
  names.filter((name, index) => !FILLERS.has(name) && name !== names[index - 1]).join('')
