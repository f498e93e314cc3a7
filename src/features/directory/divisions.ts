import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type AreaPath, areaPath, levelOf, parentOf } from '../../kernel/area-code.ts'
import { d, type Instant, type LocalDate } from '../../kernel/time.ts'
import type { PublicDb } from '../../platform/db/types.ts'
import { type CommunityKind, communityKind } from './rules/naming.ts'
import { type AreaRow, loadedDigest, putAreas, rememberDigest, SHIPPED } from './store/divisions.ts'

const FOLDER = join(import.meta.dirname, '../../../data/divisions')
const FILES = ['provinces.csv', 'cities.csv', 'counties-44.csv', 'towns-44.csv', 'communities-44.csv'] as const
/** State of the shipped extract. */
export const DIVISIONS_AS_OF: LocalDate = d('2023-06-30')

/** What a code and a name say of a division. @param kind of a community, where known better than by its name */
export const areaRow = (path: AreaPath, name: string, kind?: CommunityKind): AreaRow => {
  const level = levelOf(path)
  return {
    path,
    parent: parentOf(path) ?? null,
    level,
    kind: level === 'community' ? (kind ?? communityKind(path, name)) : null,
    name,
  }
}

/** Two columns without quotes: the files are ours and their form is tested. */
const readDivisions = (text: string): readonly AreaRow[] =>
  text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map(line => {
      const comma = line.indexOf(',')
      return areaRow(areaPath(line.slice(0, comma)), line.slice(comma + 1))
    })

/**
 * Loads the shipped divisions (the country's provinces and cities, all of Guangdong) into `public`.
 * Does nothing when these very files were loaded before.
 * @returns rows new or changed
 */
export const loadDivisions = async (db: PublicDb, now: Instant): Promise<number> => {
  const texts = await Promise.all(FILES.map(file => readFile(join(FOLDER, file), 'utf8')))
  const sha256 = createHash('sha256').update(texts.join('')).digest('hex')
  if ((await loadedDigest(db)) === sha256) return 0
  const rows = texts.flatMap(readDivisions)
  return db.tx(async tx => {
    const written = await putAreas(tx, rows, SHIPPED, DIVISIONS_AS_OF)
    await rememberDigest(tx, sha256, rows.length, now)
    return written
  })
}
