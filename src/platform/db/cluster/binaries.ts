import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, realpathSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import type { Account } from './account.ts'
import { accountCan } from './account.ts'
import { embeddedBinaries } from './embedded.ts'

/** A folder with `initdb` and `postgres`, which the account can run. */
export type Binaries = { readonly folder: string; readonly major: number; readonly origin: 'machine' | 'embedded' }

/** Our SQL is at the level of this version. */
export const MAJOR_MIN = 15
const DEBIAN = '/usr/lib/postgresql'

const majorOf = (folder: string): number | undefined => {
  try {
    const text = execFileSync(join(folder, 'postgres'), ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const match = /\(PostgreSQL\) (\d+)/.exec(text)
    return match === null ? undefined : Number(match[1])
  } catch {
    return undefined
  }
}

const complete = (folder: string): boolean => existsSync(join(folder, 'postgres')) && existsSync(join(folder, 'initdb'))

const onMachine = (): readonly string[] => {
  const debian = existsSync(DEBIAN) ? readdirSync(DEBIAN).map(version => join(DEBIAN, version, 'bin')) : []
  // Through links, because the server finds its libraries and data beside its real place.
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .filter(folder => folder !== '' && complete(folder))
    .map(folder => dirname(realpathSync(join(folder, 'postgres'))))
  return [...new Set([...onPath, ...debian])].filter(complete)
}

const usable = (folders: readonly string[], account: Account): readonly Binaries[] =>
  folders
    .filter(folder => accountCan(account, '-x', join(folder, 'postgres')))
    .flatMap(folder => {
      const major = majorOf(folder)
      return major === undefined || major < MAJOR_MIN ? [] : [{ folder, major, origin: 'machine' as const }]
    })
    .sort((a, b) => b.major - a.major)

/**
 * Server binaries for a data folder: those of the machine (newest first), else those of the npm package.
 * @param wanted major version of an existing data folder, which no other version can open
 * @param home where a copy of the npm binaries may be put
 * @param choice `embedded`, or a folder, instead of the search (LINLI_PG_BIN)
 */
export const findBinaries = async (
  account: Account,
  wanted: number | undefined,
  home: string,
  choice: string | undefined,
): Promise<Binaries | undefined> => {
  const fits = (found: Binaries | undefined): found is Binaries =>
    found !== undefined && (wanted === undefined || found.major === wanted)
  const embedded = async (): Promise<Binaries | undefined> => {
    const folder = await embeddedBinaries(account, home)
    const major = folder === undefined ? undefined : majorOf(folder)
    return folder === undefined || major === undefined ? undefined : { folder, major, origin: 'embedded' }
  }
  if (choice !== undefined && choice !== 'embedded') return usable([choice], account).find(fits)
  const machine = choice === 'embedded' ? undefined : usable(onMachine(), account).find(fits)
  if (machine !== undefined) return machine
  const packaged = await embedded()
  return fits(packaged) ? packaged : undefined
}
