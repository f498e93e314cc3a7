import { floorArea, formatFloorArea } from '../../kernel/area.ts'

/** Square metres as on the deed. @param areaDm2 0.01 m² */
export const squareMetres = (areaDm2: number): string => formatFloorArea(floorArea(BigInt(areaDm2)))
