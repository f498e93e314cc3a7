import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { ROOT } from '../../e2e/support/server.ts'

/** Another version of the product: a copy of it in a folder of its own, to be changed and started. */
export type Tree = {
  readonly root: string
  /** Adds a migration to a module, such as `features/work-order`. */
  readonly migration: (module: string, name: string, up: string, phase?: 'expand' | 'contract') => void
}

const COPIED = [
  'src',
  'law',
  'localities',
  'data',
  'dist',
  'tools',
  'linli',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
]

export const copyTree = (t: TestContext): Tree => {
  const root = mkdtempSync(join(tmpdir(), 'linli-tree-'))
  t.after(() => rmSync(root, { recursive: true, force: true }))
  for (const name of COPIED) cpSync(join(ROOT, name), join(root, name), { recursive: true, preserveTimestamps: true })
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'))
  return {
    root,
    migration: (module, name, up, phase) => {
      const folder = join(root, 'src', module, 'migrations', name)
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, 'up.sql'), up)
      writeFileSync(join(folder, 'check.sql'), 'select 1 where false;\n')
      writeFileSync(join(folder, 'notes.md'), 'For a test.\n')
      if (phase !== undefined) writeFileSync(join(folder, 'phase'), `${phase}\n`)
    },
  }
}
