import { execFileSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { toHant } from '../src/platform/i18n/hant.ts'

// npm run new-feature <name> [中文]   makes src/features/<name> and lists it in src/app/features.ts.

const TEMPLATES = join(import.meta.dirname, 'new-feature/slice')
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

/** Spellings of a name: `letter-box` → letterBox, letter_box, LETTER_BOX. */
const spellings = (name: string, zh: string): Readonly<Record<string, string>> => ({
  __kebab__: name,
  __camel__: name.replace(/-([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase()),
  __snake__: name.replaceAll('-', '_'),
  __SNAKE__: name.replaceAll('-', '_').toUpperCase(),
  __zh__: zh,
})

const filled = (text: string, words: Readonly<Record<string, string>>): string =>
  text.replaceAll(/__(?:kebab|camel|snake|SNAKE|zh)__/g, placeholder => words[placeholder] ?? placeholder)

/** Adds the slice to the one list of slices, as its last. */
export const listed = (source: string, name: string, camel: string): string => {
  const line = `import { ${camel} } from '../features/${name}/index.ts'\n`
  const list = /(readonly Feature\[\] = \[)([^\]]*?),?\s*(\])/
  if (!list.test(source)) throw new Error('src/app/features.ts: the list of features was not found')
  return source
    .replace(/(?=^import type \{ Feature \})/m, line)
    .replace(list, (_all, before: string, names: string, after: string) =>
      [before, names.trim() === '' ? camel : `${names.trim()}, ${camel}`, after].join(''),
    )
}

/**
 * Writes the skeleton of a slice: a small but whole one, with rules, storage, routes, words and tests that pass.
 * @returns the paths written, from the root
 * @throws when the name is not lower case with hyphens, or the folder exists
 */
export const newFeature = (root: string, name: string, zh: string): readonly string[] => {
  if (!NAME.test(name)) throw new Error(`${name}: a name is lower case words joined by hyphens, such as letter-box`)
  const folder = `src/features/${name}`
  if (existsSync(join(root, folder))) throw new Error(`${folder} exists`)
  const words = spellings(name, zh)
  const files = globSync('**/*.tpl', { cwd: TEMPLATES }).map(template => ({
    path: join(folder, filled(template.slice(0, -'.tpl'.length), words)),
    text: filled(readFileSync(join(TEMPLATES, template), 'utf8'), words),
  }))
  const simplified = files.find(({ path }) => path.endsWith('zh-Hans.json'))
  const traditional = JSON.stringify(toHant(JSON.parse(simplified?.text ?? '{}') as object), null, 2)
  const app = 'src/app/features.ts'
  const all = [
    ...files,
    { path: join(folder, 'messages/zh-Hant.json'), text: `${traditional}\n` },
    { path: app, text: listed(readFileSync(join(root, app), 'utf8'), name, words.__camel__ ?? name) },
  ]
  for (const { path, text } of all) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  execFileSync(join(root, 'node_modules/.bin/biome'), ['check', '--write', '--log-level=error', folder, app], {
    cwd: root,
  })
  return all.map(({ path }) => path)
}

if (import.meta.main) {
  const [name, zh] = process.argv.slice(2)
  if (name === undefined) {
    process.stderr.write('usage: npm run new-feature <name> [中文]\n')
    process.exit(64)
  }
  try {
    for (const path of newFeature(join(import.meta.dirname, '..'), name, zh ?? name)) process.stdout.write(`${path}\n`)
    process.stdout.write(`\nNow: npm run docs, npm run check, npm test -- features/${name}\n`)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
