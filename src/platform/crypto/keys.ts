import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { chmod, link, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { followingVault } from './following.ts'
import { KEY_BYTES, type Key, type Vault, VaultError, vaultOf } from './vault.ts'

/**
 * Keys live apart from the database, in `<data>/keys`, one file each with 32 bytes as base64url:
 * `blind-0001.key` and `seal-0001.key`, `seal-0002.key` … A backup needs both, kept in two places.
 */
const KEY_FILE = /^((?:blind|seal)-\d{4})\.key$/
const FIRST = ['blind-0001', 'seal-0001'] as const

const keyOf = (name: string, text: string): Key => {
  const secret = Buffer.from(text.trim(), 'base64url')
  if (secret.length !== KEY_BYTES)
    throw new VaultError(`key ${name}: ${KEY_BYTES} bytes as base64url are needed, got ${secret.length}`)
  return { name, secret }
}

const assemble = (keys: readonly Key[], where: string): Vault => {
  const [blind, another] = keys.filter(key => key.name.startsWith('blind-'))
  const seal = keys.filter(key => key.name.startsWith('seal-'))
  if (blind === undefined || another !== undefined) throw new VaultError(`${where}: exactly one blind key is needed`)
  if (seal.length === 0) throw new VaultError(`${where}: at least one seal key is needed`)
  return vaultOf({ blind, seal })
}

/** `LINLI_KEYS`: `blind-0001=… seal-0001=… seal-0002=…`, separated by spaces, commas or lines. */
export const vaultFromText = (text: string): Vault =>
  assemble(
    text
      .split(/[\s,]+/)
      .filter(part => part !== '')
      .map(part => {
        const at = part.indexOf('=')
        const name = part.slice(0, Math.max(at, 0))
        if (!KEY_FILE.test(`${name}.key`))
          throw new VaultError('LINLI_KEYS: every part is <name>=<key>, such as seal-0001=…')
        return keyOf(name, part.slice(at + 1))
      }),
    'LINLI_KEYS',
  )

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code

/** Adds a key whole or not at all: written aside, flushed, then linked to its name; the first process to do so wins. */
const addKey = async (folder: string, name: string): Promise<void> => {
  const aside = join(folder, `.${name}.${randomBytes(6).toString('hex')}`)
  const file = await open(aside, 'wx', 0o600)
  try {
    await file.writeFile(`${randomBytes(KEY_BYTES).toString('base64url')}\n`)
    await file.sync()
    await link(aside, join(folder, `${name}.key`))
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  } finally {
    await file.close()
    await rm(aside, { force: true })
  }
  const directory = await open(folder, 'r')
  await directory.sync().finally(() => directory.close())
}

const keyNames = (entries: readonly string[]): readonly string[] =>
  entries.flatMap(entry => KEY_FILE.exec(entry)?.[1] ?? []).toSorted()

const namesIn = async (folder: string): Promise<readonly string[]> => keyNames(await readdir(folder))

const readKey = (folder: string, name: string): Key => {
  const path = join(folder, `${name}.key`)
  if ((statSync(path).mode & 0o077) !== 0) throw new VaultError(`${path} can be read by others; run: chmod 600 ${path}`)
  return keyOf(name, readFileSync(path, 'utf8'))
}

/** Reads the whole folder at once: a few small files, and whoever asks for a key cannot go on without it. */
const readFolder = (folder: string): Vault =>
  assemble(
    keyNames(readdirSync(folder)).map(name => readKey(folder, name)),
    folder,
  )

/**
 * The vault of an installation: from `LINLI_KEYS` when given, else from the keys folder, whose first keys are made
 * at the first start. A folder that has one kind of key but not the other is an error, never topped up in silence.
 * A vault of a folder follows it: a key added or retired there is known within a second, without a restart.
 * @throws VaultError with what to do
 */
export const openVault = async (folder: string, fromEnvironment?: string): Promise<Vault> => {
  if (fromEnvironment !== undefined && fromEnvironment.trim() !== '') return vaultFromText(fromEnvironment)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await chmod(folder, 0o700)
  // Two processes may start at once: the seal key is made last, so a folder with a seal key is complete.
  if ((await namesIn(folder)).every(name => name === FIRST[0])) for (const name of FIRST) await addKey(folder, name)
  return followingVault(readFolder(folder), {
    state: () => keyNames(readdirSync(folder)).join(),
    read: () => readFolder(folder),
  })
}

/** Adds the next seal key; running processes seal with it within a second. Returns its name. */
export const rotateKey = async (folder: string): Promise<string> => {
  const last = (await namesIn(folder)).findLast(name => name.startsWith('seal-')) ?? 'seal-0000'
  const next = `seal-${String(Number(last.slice('seal-'.length)) + 1).padStart(4, '0')}`
  await addKey(folder, next)
  return next
}

/** How long after a rotation the old key stays: every running process has looked into the folder many times by then. */
const SETTLED_MS = 60_000

/**
 * Takes a seal key out of use: moved to `retired/`, where backups made before still find it. The caller has made sure
 * that nothing in the database is sealed with it.
 * @throws VaultError when it is the newest, unknown, or the newest is younger than a minute
 */
export const retireKey = async (folder: string, name: string, now: number): Promise<void> => {
  const seals = (await namesIn(folder)).filter(each => each.startsWith('seal-'))
  const newest = seals.at(-1)
  if (!seals.includes(name)) throw new VaultError(`${folder} has no key ${name}`)
  if (newest === undefined || name === newest) throw new VaultError(`${name} is the newest key; rotate first`)
  const age = now - (await stat(join(folder, `${newest}.key`))).mtimeMs
  if (age < SETTLED_MS)
    throw new VaultError(`${newest} is ${Math.max(0, Math.floor(age / 1000))} s old; wait until it is a minute old`)
  await mkdir(join(folder, 'retired'), { recursive: true, mode: 0o700 })
  await rename(join(folder, `${name}.key`), join(folder, 'retired', `${name}.key`))
}
