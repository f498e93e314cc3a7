import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Account } from './account.ts'
import { accountCan } from './account.ts'

/**
 * Where a private cluster keeps its log beside its base backups, so that any moment can be restored:
 * `<folder>/wal/<segment>.gz` by the server, `<folder>/base/<moment>/` by `./linli backup --base`.
 */
export type Archive = { readonly folder: string; readonly wal: string; readonly base: string }

export const archiveAt = (folder: string): Archive => {
  const whole = resolve(folder)
  return { folder: whole, wal: join(whole, 'wal'), base: join(whole, 'base') }
}

/** A started piece of log is handed over after this: with the copying, nothing older than five minutes is ever lost. */
export const ARCHIVE_SECONDS = 240

const NOTE = 'archive-folder'
/** These would have to be quoted for two readers, PostgreSQL and the shell. */
const AWKWARD = /['"%\\\n$`]/

const STORE = `#!/bin/sh
# PATH NAME FOLDER: keeps a finished piece of the log. Exit 0 says that it is there, whole, and on the disk.
set -eu
umask 077
to=$3/$2.gz
if [ -e "$to" ]; then
  # Asked again after a crash: the same is in order; anything else is never overwritten.
  if gzip -dc "$to" | cmp -s - "$1"; then
    sync "$to" "$3"
    exit 0
  fi
  echo "linli: $to holds something else; it is not overwritten" >&2
  exit 1
fi
making=$3/.$2.$$
trap 'rm -f "$making"' EXIT
gzip -1 -c <"$1" >"$making"
sync "$making"
mv -n "$making" "$to"
[ ! -e "$making" ]
sync "$3"
`

const FETCH = `#!/bin/sh
# FOLDER NAME PATH: hands a piece of the log to a server that recovers.
set -eu
[ -e "$1/$2.gz" ]
gzip -dc "$1/$2.gz" >"$3"
`

const script = (home: string, name: string, text: string): string => {
  const file = join(home, name)
  writeFileSync(file, text, { mode: 0o644 })
  return file
}

const own = (path: string, account: Account): void => {
  if (account !== undefined) chownSync(path, account.uid, account.gid)
}

/** The archive this cluster was told of last; undefined when there is none. */
export const archiveOf = (home: string): string | undefined => {
  const note = join(home, NOTE)
  return existsSync(note) ? readFileSync(note, 'utf8').trim() : undefined
}

/**
 * Remembers what is wished, so that a verb which starts the cluster by itself keeps the log as well: a piece that was
 * not kept would be a gap. `off` forgets it; without a wish the last one holds.
 * @throws in words when the server cannot write there
 */
export const chosenArchive = (home: string, account: Account, wish: string | undefined): string | undefined => {
  if (wish === undefined) return archiveOf(home)
  if (wish === 'off') {
    rmSync(join(home, NOTE), { force: true })
    return undefined
  }
  const { folder, wal } = archiveAt(wish)
  if (AWKWARD.test(folder)) throw new Error(`日志归档目录的名字里不能有引号、百分号、反斜杠或美元符: ${folder}`)
  for (const path of [folder, wal]) {
    if (existsSync(path)) continue
    mkdirSync(path, { recursive: true, mode: 0o700 })
    own(path, account)
  }
  if (!accountCan(account, '-w', wal) || !accountCan(account, '-x', wal))
    throw new Error(`数据库的账户不能写日志归档目录 ${wal}。请把它交给这个账户(chown),或换一个目录。`)
  writeFileSync(join(home, NOTE), `${folder}\n`)
  return folder
}

/** Settings of a server that keeps its log in this archive; none without one. */
export const archiveSettings = (home: string, folder: string | undefined): Readonly<Record<string, string>> =>
  folder === undefined
    ? {}
    : {
        archive_mode: 'on',
        archive_timeout: String(ARCHIVE_SECONDS),
        archive_command: `/bin/sh '${script(home, 'archive.sh', STORE)}' '%p' '%f' '${archiveAt(folder).wal}'`,
      }

/**
 * Settings with which a server recovers from an archive's log.
 * @param wal folder of the log, readable for the server's account
 * @param until moment in ISO 8601 to stop at; undefined for the end of the log
 */
export const recoverySettings = (
  home: string,
  wal: string,
  until: string | undefined,
): Readonly<Record<string, string>> => ({
  restore_command: `/bin/sh '${script(home, 'fetch.sh', FETCH)}' '${wal}' '%f' '%p'`,
  recovery_target_action: 'promote',
  // Nobody is let in before the moment is reached.
  hot_standby: 'off',
  ...(until === undefined ? {} : { recovery_target_time: until }),
})

/** Asks the next start on this cluster's data to recover from an archive. */
export const askRecovery = (data: string, account: Account): void => {
  const file = join(data, 'recovery.signal')
  writeFileSync(file, '', { mode: 0o600 })
  own(file, account)
}
