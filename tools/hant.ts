import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { messageFolders } from '../src/platform/i18n/catalog.ts'
import { toHant } from '../src/platform/i18n/hant.ts'

// ./linli tools/hant.ts [zh-Hans.json …]   writes zh-Hant.json beside each; without arguments, for every message folder.
const named = process.argv.slice(2)
const files = named.length > 0 ? named : messageFolders().map(({ folder }) => join(folder, 'zh-Hans.json'))
for (const file of files) {
  const target = join(dirname(file), 'zh-Hant.json')
  writeFileSync(target, `${JSON.stringify(toHant(JSON.parse(readFileSync(file, 'utf8'))), null, 2)}\n`)
  process.stdout.write(`${target}\n`)
}
