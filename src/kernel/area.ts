import { formatHundredths, parseHundredths } from './decimal.ts'

declare const floorAreaBrand: unique symbol

/** A floor area as an integer of 0.01 m² (= 100 cm²). No floating point ever decides a vote. */
export type FloorArea = bigint & { readonly [floorAreaBrand]: true }

export const floorArea = (hundredths: bigint): FloorArea => hundredths as FloorArea

/** Reads square metres such as `89.50`; undefined when it is no area, negative, or has more than two places. */
export const parseFloorArea = (text: string): FloorArea | undefined => {
  const value = parseHundredths(text)
  return value === undefined || value < 0n ? undefined : floorArea(value)
}

/** Square metres with two places, as on the deed: `89.50`. */
export const formatFloorArea = (value: FloorArea): string => formatHundredths(value)

export const sumFloorArea = (areas: readonly FloorArea[]): FloorArea =>
  floorArea(areas.reduce((sum, each) => sum + each, 0n))
