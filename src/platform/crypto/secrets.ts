import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { VaultError } from './vault.ts'

const NAME = /^[a-z][a-z0-9-]{0,39}$/

/**
 * A secret that another party gave us (of a text gateway, of an identity service): from `<keys>/<name>.secret`, else
 * from the environment. It is never stored in the database.
 * @param given value of its environment variable, when set
 * @returns undefined when there is none
 * @throws VaultError when others can read the file
 */
export const readSecret = async (folder: string, name: string, given?: string): Promise<string | undefined> => {
  if (!NAME.test(name)) throw new VaultError(`no name of a secret: ${name}`)
  const path = join(folder, `${name}.secret`)
  const found = await stat(path).catch(() => undefined)
  if (found === undefined) return given === undefined || given.trim() === '' ? undefined : given.trim()
  if ((found.mode & 0o077) !== 0) throw new VaultError(`${path} can be read by others; run: chmod 600 ${path}`)
  const secret = (await readFile(path, 'utf8')).trim()
  if (secret === '') throw new VaultError(`${path} is empty`)
  return secret
}
