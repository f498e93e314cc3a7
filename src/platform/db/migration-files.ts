import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Module } from './types.ts'

export type Migration = {
  readonly module: string
  /** Folder name, such as `0001-init`; the order of names is the order of execution. */
  readonly name: string
  readonly sha256: string
  /** One statement each: distributed PostgreSQL takes no more in one call. */
  readonly statements: readonly string[]
  /** A query that must return no row once the statements have run. */
  readonly check: string
  /**
   * `expand` adds what the version before does not miss: both serve side by side, and one may go back. `contract` takes
   * away what older versions still use: they refuse to start afterwards. A file `phase` says so; without it, expand.
   */
  readonly phase: Phase
}

export type Phase = 'expand' | 'contract'

/** Statements end with `;` at the end of a line and are parted by a blank line; a function body has no such place. */
export const splitStatements = (text: string): readonly string[] =>
  text
    .split(/;[ \t]*(?:\r?\n[ \t]*(?=\r?\n)|\r?\n?$)/)
    .map(part => part.trim())
    .filter(part => part.replace(/--.*$/gm, '').trim() !== '')

const NAME = /^\d{4}-[a-z0-9-]+$/

const namesIn = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return entries
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort()
}

const phaseIn = async (folder: string, name: string): Promise<Phase> => {
  const text = (await readFile(join(folder, name, 'phase'), 'utf8').catch(() => 'expand')).trim()
  if (text !== 'expand' && text !== 'contract')
    throw new Error(`migration folder ${folder}/${name}: the phase is expand or contract, not ${text}`)
  return text
}

const read = async (module: string, folder: string, name: string): Promise<Migration> => {
  if (!NAME.test(name)) throw new Error(`migration folder ${folder}/${name}: the name must be like 0001-init`)
  const file = (leaf: string): Promise<string> => readFile(join(folder, name, leaf), 'utf8')
  const [up, check] = await Promise.all([file('up.sql'), file('check.sql'), file('notes.md')])
  const sha256 = createHash('sha256').update(up).digest('hex')
  return { module, name, sha256, statements: splitStatements(up), check, phase: await phaseIn(folder, name) }
}

/** @param kind `migrations` run once per city, `migrations-public` once per database */
export const migrationsOf = async (
  modules: readonly Module[],
  kind: 'migrations' | 'migrations-public',
): Promise<readonly Migration[]> => {
  const found = await Promise.all(
    modules.map(async ({ id, folder }) => {
      const names = await namesIn(join(folder, kind))
      return Promise.all(names.map(name => read(id, join(folder, kind), name)))
    }),
  )
  return found.flat()
}
