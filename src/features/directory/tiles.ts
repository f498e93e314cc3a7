import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { City } from '../../platform/db/types.ts'

const FOLDER = join(import.meta.dirname, '../../../data/divisions')

export const tiles = z.object({
  city: z.string(),
  label: z.string().describe('示意图,非地图'),
  columns: z.number().int(),
  rows: z.number().int(),
  tiles: z.array(z.object({ code: z.string(), name: z.string(), col: z.number().int(), row: z.number().int() })),
})

export type Tiles = z.output<typeof tiles>

const known = new Map<string, Promise<Tiles | undefined>>()

const read = async (code: string): Promise<Tiles | undefined> => {
  const text = await readFile(join(FOLDER, `tiles-${code}.json`), 'utf8').catch(() => undefined)
  return text === undefined ? undefined : tiles.parse(JSON.parse(text))
}

/** The schematic picture of a city's towns, as equal tiles; undefined for a city without one: then there is the list. */
export const tilesOf = (city: City): Promise<Tiles | undefined> => {
  const found = known.get(city.code) ?? read(city.code)
  known.set(city.code, found)
  return found
}
