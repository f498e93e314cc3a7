import { execFileSync } from 'node:child_process'
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** A block of TypeScript in a page, with relative imports as seen from the page. */
export type Block = { readonly page: string; readonly line: number; readonly code: string }

export const blocksOf = (page: string, text: string): readonly Block[] =>
  [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(found => ({
    page,
    line: text.slice(0, found.index).split('\n').length,
    code: found[1] ?? '',
  }))

export const docBlocks = (root: string): readonly Block[] =>
  globSync(['README.md', 'docs/**/*.md', 'src/**/*.md', 'law/**/*.md'], { cwd: root }).flatMap(page =>
    blocksOf(page, readFileSync(join(root, page), 'utf8')),
  )

/** What the compiler says about the blocks, each line led by the page and line it is about; empty when all is well. */
export const compileBlocks = (root: string, blocks: readonly Block[]): readonly string[] => {
  mkdirSync(join(root, 'var'), { recursive: true })
  const folder = mkdtempSync(join(root, 'var/blocks-'))
  for (const [at, { page, code }] of blocks.entries()) {
    const home = join(root, dirname(page))
    const moved = code.replaceAll(/(from |import\()'(\.[^']+)'/g, (_all, how: string, path: string) => {
      const there = relative(folder, join(home, path))
      return `${how}'${there.startsWith('.') ? there : `./${there}`}'`
    })
    writeFileSync(join(folder, `block${at}.ts`), `${moved}\nexport {}\n`)
  }
  const options = {
    noEmit: true,
    incremental: false,
    noUnusedLocals: false,
    noUnusedParameters: false,
    types: ['node'],
  }
  const config = { extends: '../../tsconfig.json', compilerOptions: options, include: ['*.ts'] }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
  try {
    if (blocks.length > 0)
      execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', folder], { cwd: folder, encoding: 'utf8' })
    return []
  } catch (error) {
    const said = String((error as { stdout?: string }).stdout ?? error).trim()
    return said.split('\n').map(line =>
      line.replace(/^.*block(\d+)\.ts\((\d+),(\d+)\)/, (_all, at: string, row: string, column: string) => {
        const block = blocks[Number(at)]
        return `${block?.page}:${(block?.line ?? 0) + Number(row)}:${column}`
      }),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
