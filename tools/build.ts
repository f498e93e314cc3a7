import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ensureBuilt } from '../src/platform/ui/build.ts'

// ./linli tools/build.ts [--force]   builds the views when their sources changed, and prints what a page weighs.
const started = performance.now()
const built = await ensureBuilt(process.argv.includes('--force'))
for (const [entry, { css, js, preload }] of Object.entries(built.assets)) {
  const sizes = [...css, ...js, ...preload].map(
    url => gzipSync(readFileSync(join(built.assetsFolder, basename(url)))).length,
  )
  process.stdout.write(`${entry}: ${sizes.map(size => (size / 1024).toFixed(1)).join(' + ')} KB gzip\n`)
}
process.stdout.write(`${built.pages}, ${((performance.now() - started) / 1000).toFixed(1)} s\n`)
