import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The folder of this Linli's code. */
export const ROOT = join(import.meta.dirname, '../..')

/** The version of the code in a folder, as its package.json says. */
export const versionIn = (folder: string): string =>
  String(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version)

export const VERSION = versionIn(ROOT)
