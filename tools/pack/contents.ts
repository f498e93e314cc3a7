import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, posix, relative } from 'node:path'
import { embeddedBinaries } from '../../src/platform/db/cluster/embedded.ts'
import { ensureBuilt } from '../../src/platform/ui/build.ts'
import { readLock, sbomText, shippedPaths } from '../sbom.ts'
import type { Entry } from './tar.ts'

const git = (root: string, ...args: readonly string[]): string =>
  execFileSync('git', [...args], { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })

const fileEntry = (path: string, from: string): Entry => {
  const { size, mode } = statSync(from)
  return { path, kind: 'file', size, executable: (mode & 0o100) !== 0, from }
}

export const textEntry = (path: string, text: string, executable = false): Entry => {
  const from = Buffer.from(text)
  return { path, kind: 'file', size: from.length, executable, from }
}

/** Everything below a folder, links as links. */
const below = (from: string, path: string): readonly Entry[] =>
  readdirSync(from, { withFileTypes: true }).flatMap((entry): readonly Entry[] => {
    const [inner, at] = [join(from, entry.name), posix.join(path, entry.name)]
    if (entry.isSymbolicLink()) return [{ path: at, kind: 'link', to: readlinkSync(inner) }]
    if (entry.isDirectory()) return below(inner, at)
    return [fileEntry(at, inner)]
  })

/** The sources as git has them. @throws when something was changed and not committed */
export const sourceEntries = (root: string, dirty: boolean): readonly Entry[] => {
  if (!dirty && git(root, 'status', '--porcelain').trim() !== '')
    throw new Error('there are changes that are not committed: what is packed must be what git has')
  return git(root, 'ls-files', '-z')
    .split('\0')
    .filter(path => path !== '' && existsSync(join(root, path)))
    .map(path => fileEntry(path, join(root, path)))
}

/** The built views under fixed names: a build's own folder is named by chance. */
export const builtEntries = async (root: string): Promise<readonly Entry[]> => {
  const built = await ensureBuilt()
  return (['client', 'server'] as const).flatMap(side => {
    const folder = dirname(side === 'client' ? built.assetsFolder : built.pages)
    const of = side === 'client' ? folder : dirname(built.pages)
    const stamp = JSON.parse(readFileSync(join(root, 'dist', `${side}.json`), 'utf8')) as { readonly inputs: object }
    return [
      ...below(of, `dist/${side}/release`),
      textEntry(`dist/${side}.json`, JSON.stringify({ folder: `${side}/release`, inputs: stamp.inputs }, null, 1)),
    ]
  })
}

/** Folders under node_modules that are installed here and shipped. */
export const shippedFolders = (root: string): readonly string[] =>
  [...shippedPaths(readLock(root))].filter(path => existsSync(join(root, path))).sort()

/** Files of a package that are in another package's folder are that one's. */
const ofPackage = (root: string, path: string): readonly Entry[] =>
  below(join(root, path), path).filter(entry => !entry.path.slice(path.length + 1).startsWith('node_modules/'))

/** The packages needed to run, with the programs among them, and the mark that they fit the lockfile. */
export const moduleEntries = async (root: string): Promise<readonly Entry[]> => {
  // Makes the links of the PostgreSQL libraries, which the service's user could not.
  await embeddedBinaries(undefined, tmpdir())
  const folders = shippedFolders(root)
  const bin = join(root, 'node_modules/.bin')
  const programs = readdirSync(bin).filter(name => {
    const target = relative(root, join(bin, readlinkSync(join(bin, name))))
    return folders.some(folder => target.startsWith(`${folder}/`))
  })
  return [
    ...folders.flatMap(folder => ofPackage(root, folder)),
    ...programs.map(
      (name): Entry => ({ path: `node_modules/.bin/${name}`, kind: 'link', to: readlinkSync(join(bin, name)) }),
    ),
    fileEntry('node_modules/.linli-lock', join(root, 'package-lock.json')),
  ]
}

export const sbomEntry = (root: string): Entry => {
  const folders = new Set(shippedFolders(root))
  return textEntry(
    'sbom.cdx.json',
    sbomText(root, path => folders.has(path)),
  )
}

const sha256Of = (from: string | Buffer): string =>
  createHash('sha256')
    .update(typeof from === 'string' ? readFileSync(from) : from)
    .digest('hex')

/** The list `sha256sum -c` reads. */
export const sumsEntry = (entries: readonly Entry[]): Entry =>
  textEntry(
    'SHA256SUMS',
    entries.flatMap(entry => (entry.kind === 'file' ? [`${sha256Of(entry.from)}  ${entry.path}\n`] : [])).join(''),
  )

/** Folders come before what is in them; everything by name. */
export const inOrder = (entries: readonly Entry[]): readonly Entry[] => {
  const folders = new Set<string>()
  for (const { path } of entries) for (let at = posix.dirname(path); at !== '.'; at = posix.dirname(at)) folders.add(at)
  const all: readonly Entry[] = [...entries, ...[...folders].map((path): Entry => ({ path, kind: 'folder' }))]
  return all.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
}

/** The time of the packed commit, so that packing it again gives the same. */
export const commitOf = (root: string): { readonly commit: string; readonly seconds: number } => {
  const [commit = '', seconds = '0'] = git(root, 'log', '-1', '--format=%H %ct').trim().split(' ')
  return { commit, seconds: Number(process.env.SOURCE_DATE_EPOCH ?? seconds) }
}
