import { chown, copyFile, mkdir, readdir, rm } from 'node:fs/promises'
import { dirname, join, parse } from 'node:path'
import { type Account, accountCan } from '../../platform/db/cluster/account.ts'

export type ReadableLog = { readonly folder: string; readonly forget: () => Promise<void> }

const entered = (account: Account, folder: string): boolean => {
  const all: string[] = []
  for (let at = folder; at !== parse(at).root; at = dirname(at)) all.push(at)
  return all.every(path => accountCan(account, '-x', path))
}

const readable = async (account: Account, wal: string): Promise<boolean> => {
  if (!entered(account, wal) || !accountCan(account, '-r', wal)) return false
  const [first] = await readdir(wal)
  return first === undefined || accountCan(account, '-r', join(wal, first))
}

/** An archive's log where the recovering server can read it: in place, or copied beside the cluster for this time. */
export const readableLog = async (wal: string, home: string, account: Account): Promise<ReadableLog> => {
  if (await readable(account, wal)) return { folder: wal, forget: async () => undefined }
  const folder = join(home, 'log-in')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { mode: 0o700 })
  for (const name of ['', ...(await readdir(wal)).filter(entry => entry.endsWith('.gz'))]) {
    if (name !== '') await copyFile(join(wal, name), join(folder, name))
    if (account !== undefined) await chown(join(folder, name), account.uid, account.gid)
  }
  return { folder, forget: () => rm(folder, { recursive: true, force: true }) }
}
