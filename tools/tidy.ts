import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { securityFindings } from './tidy/security.ts'
import { anatomyFindings, functionFindings, type Ratchet, sizeFindings, tightened } from './tidy/shape.ts'
import { type Finding, readTree, type Tree } from './tidy/source.ts'
import { tokenFindings } from './tidy/tokens.ts'
import { cycleFindings, deadFindings, wallFindings } from './tidy/walls.ts'

/** Everything untidy in the tree: walls, doors, cycles, banned tokens, size, dead files, anatomy of slices. */
export const untidy = (tree: Tree, ratchet: Ratchet = {}): readonly Finding[] => [
  ...tree.sources.flatMap(file => [
    ...wallFindings(file),
    ...tokenFindings(file),
    ...securityFindings(file),
    ...sizeFindings(file, ratchet),
    ...functionFindings(file),
  ]),
  ...cycleFindings(tree.sources),
  ...deadFindings(tree.sources),
  ...anatomyFindings(tree),
]

export const RATCHET = 'tools/tidy-ratchet.json'

const main = (root: string, ratcheting: boolean): number => {
  const tree = readTree(root)
  const old = JSON.parse(readFileSync(join(root, RATCHET), 'utf8')) as Ratchet
  const ratchet = ratcheting ? tightened(tree.sources, old) : old
  if (ratcheting) writeFileSync(join(root, RATCHET), `${JSON.stringify(ratchet, null, 2)}\n`)
  const found = untidy(tree, ratchet)
  for (const { path, line, rule, say, soft } of found) {
    process.stdout.write(`${path}:${line} ${soft ? 'look twice' : rule}: ${say}\n`)
  }
  const failing = found.filter(finding => !finding.soft).length
  process.stdout.write(`${tree.sources.length} files, ${failing} untidy, ${found.length - failing} to look at twice\n`)
  return failing === 0 ? 0 : 1
}

if (import.meta.main) process.exitCode = main(join(import.meta.dirname, '..'), process.argv.includes('--ratchet'))
