import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { features } from '../src/app/features.ts'
import { accessPage } from './docs/access.ts'
import { apiPage } from './docs/api.ts'
import { cliPage } from './docs/cli.ts'
import { errorsPage } from './docs/errors.ts'
import type { Generated } from './docs/page.ts'
import { termsPage } from './docs/terms.ts'

export const ROOT = join(import.meta.dirname, '..')

/** Everything under docs/reference, read off the code as it is now. */
export const referencePages = (): readonly Generated[] => [
  errorsPage(features),
  termsPage(features),
  apiPage(features),
  accessPage(features),
  cliPage(),
]

const isStale = ({ path, text }: Generated): boolean => {
  try {
    return readFileSync(join(ROOT, path), 'utf8') !== text
  } catch {
    return true
  }
}

/** The pages that `npm run docs` would change. */
export const stalePages = (): readonly Generated[] => referencePages().filter(isStale)

// npm run docs   writes what changed under docs/reference.
if (import.meta.main) {
  for (const { path, text } of stalePages()) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true })
    writeFileSync(join(ROOT, path), text)
    process.stdout.write(`${path}\n`)
  }
}
