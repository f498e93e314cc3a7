/** What a unit of an estate is, and how its code and area are read. */
import { formatHundredths, parseHundredths } from '../../../kernel/decimal.ts'

export const KINDS = ['home', 'shop', 'office', 'parking', 'storage'] as const
export type Kind = (typeof KINDS)[number]

/** Where an area comes from, the best first: register, survey, contract of sale (建筑物区分所有权解释第八条). */
export const AREA_SOURCES = ['register', 'survey', 'contract'] as const
export type AreaSource = (typeof AREA_SOURCES)[number]

/** A unit as somebody enters it. */
export type UnitFields = {
  /** As people call it, such as `3-2-1201`: unique in its estate. */
  readonly code: string
  readonly building: string
  readonly stairwell: string | null
  readonly kind: Kind
  /** 0.01 m²; 0 where nobody knows it yet, which is a fault of the register. */
  readonly areaDm2: number
  readonly areaSource: AreaSource
}

export const CODE_MAX = 30
/** Ten hectares: more is a slip of the pen. */
export const AREA_DM2_MAX = 10_000_000

/** One spelling of a code: half width, one kind of hyphen, no spaces, capitals. */
export const codeOf = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[‐-―−_]/g, '-')
    .replace(/\s+/g, '')
    .toUpperCase()

/** What stays of a code when words around its numbers are left out: `3栋2单元1201` and `3-2-1201` may be one unit. */
export const numbersOf = (code: string): string => (code.match(/[0-9A-Z]+/g) ?? []).join('-')

/** Square metres with at most two places as 0.01 m², read exactly; undefined when it is no such number. */
export const areaDm2Of = (text: string): number | undefined => {
  const value = parseHundredths(text.normalize('NFKC').replace(/(m2|㎡|平方米|平米)$/i, ''))
  return value === undefined || value < 0n || value > BigInt(AREA_DM2_MAX) ? undefined : Number(value)
}

/** Kinds that count for votes only where the owners have said so (rulebook C-148). */
export const isAppurtenant = (kind: Kind): boolean => kind === 'parking' || kind === 'storage'

/** Whether a unit counts for votes. @param parking what the owners have laid down; undefined: nothing yet */
export const isCounted = (kind: Kind, parking: boolean | undefined): boolean => !isAppurtenant(kind) || parking === true

/** An area of 0.01 m² as square metres with two places, exactly. */
export const squareMetres = (areaDm2: number): string => formatHundredths(BigInt(areaDm2))
