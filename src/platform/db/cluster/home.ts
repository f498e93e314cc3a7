import { createHash } from 'node:crypto'
import { chownSync, existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Account, accountCan } from './account.ts'

/**
 * Where the private cluster lives. Normally `postgres` in the data folder. When the server's account cannot get there
 * (a checkout under a 0700 folder, run by root), it is a folder of its own that the account can use, and the data
 * folder keeps a note of it, so that it is found again.
 */
export type Home = { readonly folder: string; readonly moved: boolean }

const NOTE = 'postgres-folder'

const parents = (path: string): readonly string[] =>
  dirname(path) === path ? [path] : [...parents(dirname(path)), path]

/** In a folder open to all, somebody else may have put a folder of our name: it is not used. */
const ours = (folder: string, account: Account): boolean =>
  [process.getuid?.(), account?.uid].includes(lstatSync(folder).uid)

const prepared = (folder: string, account: Account): boolean => {
  const fresh = !existsSync(folder)
  if (!fresh && !ours(folder, account)) return false
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 })
    if (account !== undefined && fresh) chownSync(folder, account.uid, account.gid)
  } catch {
    return false
  }
  const usable = accountCan(account, '-x', folder) && accountCan(account, '-w', folder)
  if (!usable && fresh) rmSync(folder, { recursive: true, force: true })
  return usable
}

const reachable = (folder: string, account: Account): boolean =>
  parents(folder).every(parent => !existsSync(parent) || accountCan(account, '-x', parent))

/** @param data the data folder; made when missing */
export const clusterHome = (data: string, account: Account): Home => {
  mkdirSync(data, { recursive: true, mode: 0o755 })
  const real = realpathSync(data)
  const note = join(real, NOTE)
  const noted = existsSync(note) ? readFileSync(note, 'utf8').trim() : ''
  if (noted !== '' && prepared(noted, account)) return { folder: noted, moved: true }
  const own = join(real, 'postgres')
  if (reachable(real, account) && prepared(own, account)) return { folder: own, moved: false }
  const hash = createHash('sha256').update(real).digest('hex').slice(0, 12)
  for (const folder of [join('/var/lib/linli', hash), join(tmpdir(), `linli-${hash}`)]) {
    if (!prepared(folder, account)) continue
    writeFileSync(note, `${folder}\n`)
    return { folder, moved: true }
  }
  throw new Error(
    `找不到 PostgreSQL 可以使用的目录:${own}、/var/lib/linli 与 ${tmpdir()} 都不可写。请用 --data 指定别的目录,或设 DATABASE_URL。`,
  )
}
