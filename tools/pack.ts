import { createPrivateKey, sign } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import {
  builtEntries,
  commitOf,
  inOrder,
  moduleEntries,
  sbomEntry,
  sourceEntries,
  sumsEntry,
  textEntry,
} from './pack/contents.ts'
import { type Entry, writeTar } from './pack/tar.ts'

// npm run pack [-- --sign KEY.pem] [--dirty]
// Makes dist/linli-<version>-<platform>.tar.gz: everything a machine without network needs. The same commit gives the
// same file. KEY.pem is an Ed25519 private key; who installs checks the signature with its public half.

const ROOT = join(import.meta.dirname, '..')
const LEVEL = 6

export type PackOptions = {
  /** Sources that are not committed are packed too; for trying things out. */
  readonly dirty?: boolean
  /** False: without packages, to look at what else is in it. */
  readonly packages?: boolean
  readonly sign?: string | undefined
  /** Of the compression, 1 to 9. */
  readonly level?: number
  /** Folder it is written to. */
  readonly into?: string
}

export type Packed = { readonly file: string; readonly sha256: string; readonly entries: readonly Entry[] }

const versionOf = (): string => JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version

export const pack = async ({
  dirty = false,
  packages = true,
  sign: key,
  level = LEVEL,
  into,
}: PackOptions = {}): Promise<Packed> => {
  const version = versionOf()
  const platform = `${process.platform}-${process.arch}`
  const { commit, seconds } = commitOf(ROOT)
  const name = `linli-${version}`
  const content = [
    ...sourceEntries(ROOT, dirty),
    ...(await builtEntries(ROOT)),
    ...(packages ? await moduleEntries(ROOT) : []),
    sbomEntry(ROOT),
    textEntry('package-info.json', `${JSON.stringify({ name: 'linli', version, platform, commit }, null, 1)}\n`),
    textEntry('install.sh', readFileSync(join(ROOT, 'deploy/install.sh'), 'utf8'), true),
  ]
  const entries = inOrder([...content, sumsEntry(content)])
  const folder = into ?? join(ROOT, 'dist')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${name}-${platform}.tar.gz`)
  const sha256 = await writeTar(file, entries, { root: name, seconds, level })
  const sums = `${sha256}  ${basename(file)}\n`
  writeFileSync(`${file}.sha256`, sums)
  if (key !== undefined) {
    const signature = sign(null, Buffer.from(sums), createPrivateKey(readFileSync(key)))
    writeFileSync(`${file}.sig`, `${signature.toString('base64')}\n`)
  }
  return { file, sha256, entries }
}

if (import.meta.main) {
  const args = process.argv.slice(2)
  const at = args.indexOf('--sign')
  const begun = performance.now()
  const { file, sha256, entries } = await pack({
    dirty: args.includes('--dirty'),
    sign: at < 0 ? undefined : args[at + 1],
  })
  const seconds = Math.round((performance.now() - begun) / 1000)
  process.stdout.write(`${file}\n${entries.length} entries, SHA-256 ${sha256}, ${seconds} s\n`)
}
