import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { isAbsolute, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Rolldown } from 'vite'
import type { Assets } from './context.tsx'

const ROOT = join(import.meta.dirname, '../../..')
const DIST = join(ROOT, 'dist')
/** Builds kept beside the newest: a running server may still serve them. */
const KEPT = 12
const BROTLI_QUALITY = 9

/** What a build gives: the bundle the server renders from, and the files the browser loads. */
export type Built = {
  readonly pages: string
  readonly assetsFolder: string
  readonly assets: { readonly resident: Assets; readonly console: Assets }
}

type Side = 'client' | 'server'
/** Which sources a build was made from, and what they were: the build is stale when one of them differs. */
type Stamp = { readonly folder: string; readonly inputs: Readonly<Record<string, string>> }

/** Besides the modules themselves: what decides how they are built. */
const ALWAYS = ['package-lock.json', 'src/platform/ui/build.ts', 'src/platform/ui/vite.ts']

const hashOf = async (file: string): Promise<string> => {
  try {
    return createHash('sha256')
      .update(await readFile(join(ROOT, file)))
      .digest('hex')
      .slice(0, 16)
  } catch {
    return 'gone'
  }
}

const hashes = async (files: readonly string[]): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries(await Promise.all([...files].sort().map(async file => [file, await hashOf(file)] as const)))

const readStamp = async (side: Side): Promise<Stamp | undefined> => {
  try {
    return JSON.parse(await readFile(join(DIST, `${side}.json`), 'utf8')) as Stamp
  } catch {
    return undefined
  }
}

const isFresh = async (stamp: Stamp | undefined): Promise<boolean> => {
  if (stamp === undefined || !existsSync(join(DIST, stamp.folder))) return false
  const now = await hashes(Object.keys(stamp.inputs))
  return Object.entries(stamp.inputs).every(([file, hash]) => now[file] === hash)
}

const sourcesOf = (outputs: readonly Rolldown.RolldownOutput[]): readonly string[] => {
  const modules = outputs
    .flatMap(({ output }) => output.flatMap(chunk => (chunk.type === 'chunk' ? chunk.moduleIds : [])))
    .map(id => (id.split('?')[0] ?? id).replaceAll('\0', ''))
    .filter(id => isAbsolute(id) && !id.includes('node_modules'))
    .map(id => relative(ROOT, id))
  return [...new Set([...modules, ...ALWAYS])]
}

const prune = async (side: Side): Promise<void> => {
  const folder = join(DIST, side)
  const names = await readdir(folder)
  const dated = await Promise.all(names.map(async name => ({ name, at: (await stat(join(folder, name))).mtimeMs })))
  const old = dated.sort((a, b) => b.at - a.at).slice(KEPT + 1)
  await Promise.all(old.map(({ name }) => rm(join(folder, name), { recursive: true, force: true })))
}

/** Beside each file the same compressed, so that the server need not do it again for every reader. */
const compress = async (folder: string): Promise<void> => {
  const files = (await readdir(folder)).filter(name => /\.(js|css)$/.test(name)).map(name => join(folder, name))
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY }
  await Promise.all(
    files.map(async file => {
      const bytes = await readFile(file)
      await writeFile(`${file}.br`, await promisify(brotliCompress)(bytes, { params }))
      await writeFile(`${file}.gz`, await promisify(gzip)(bytes))
    }),
  )
}

/** Builds one side into a folder of its own and only then points the stamp at it: a broken build changes nothing. */
const make = async (side: Side): Promise<Stamp> => {
  const [{ build }, { clientConfig, serverConfig }] = await Promise.all([import('vite'), import('./vite.ts')])
  const folder = `${side}/${randomUUID().slice(0, 8)}`
  const outDir = join(DIST, folder)
  await mkdir(outDir, { recursive: true })
  const result = await build(side === 'client' ? clientConfig(ROOT, outDir) : serverConfig(ROOT, outDir))
  if (side === 'client') await compress(join(outDir, 'assets'))
  const outputs = (Array.isArray(result) ? result : [result]) as readonly Rolldown.RolldownOutput[]
  const stamp = { folder, inputs: await hashes([...sourcesOf(outputs), ...(await styles(side))]) }
  const staged = join(DIST, `${side}.${randomUUID()}.json`)
  await writeFile(staged, JSON.stringify(stamp, null, 1))
  await rename(staged, join(DIST, `${side}.json`))
  await prune(side)
  return stamp
}

/** Style sheets pulled in by `@import` are not modules of the bundle. */
const styles = async (side: Side): Promise<readonly string[]> => {
  if (side === 'server') return []
  const folder = 'src/platform/ui/style'
  return (await readdir(join(ROOT, folder))).filter(name => name.endsWith('.css')).map(name => `${folder}/${name}`)
}

const fresh = async (side: Side, force: boolean): Promise<Stamp> => {
  const stamp = await readStamp(side)
  return !force && stamp !== undefined && (await isFresh(stamp)) ? stamp : make(side)
}

type ManifestEntry = { readonly file: string; readonly css?: readonly string[]; readonly imports?: readonly string[] }

/** Everything the browser loads first for an entry: its script, and the styles and chunks it imports at once. */
const assetsOf = (manifest: Readonly<Record<string, ManifestEntry>>, entry: string): Assets => {
  const seen = new Set<string>()
  const walk = (key: string): readonly ManifestEntry[] => {
    const found = manifest[key]
    if (found === undefined || seen.has(key)) return []
    seen.add(key)
    return [found, ...(found.imports ?? []).flatMap(walk)]
  }
  const entries = walk(entry)
  const css = [...new Set(entries.flatMap(one => one.css ?? []))]
  const [js = [], preload = []] = [entries.slice(0, 1), entries.slice(1)].map(part => part.map(one => `/${one.file}`))
  return { css: css.map(file => `/${file}`), js, preload }
}

/**
 * Makes sure both bundles are those of the present sources. A stamp remembers the modules each was made from,
 * so nothing is built again unless one of them changed; what only the server renders does not touch the client.
 */
export const ensureBuilt = async (force = false): Promise<Built> => {
  const [client, server] = await Promise.all([fresh('client', force), fresh('server', force)])
  const folder = join(DIST, client.folder)
  const manifest = JSON.parse(await readFile(join(folder, '.vite/manifest.json'), 'utf8')) as Record<
    string,
    ManifestEntry
  >
  return {
    pages: join(DIST, server.folder, 'pages.js'),
    assetsFolder: join(folder, 'assets'),
    assets: { resident: assetsOf(manifest, 'src/app/resident.ts'), console: assetsOf(manifest, 'src/app/console.tsx') },
  }
}
