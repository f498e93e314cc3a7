import { spawnSync } from 'node:child_process'

/** PostgreSQL refuses to run as root; root hands it to `nobody`, which exists everywhere. Undefined: run as ourselves. */
export type Account = { readonly uid: number; readonly gid: number } | undefined

const NOBODY = 65_534

export const serverAccount = (): Account => (process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : undefined)

/**
 * Whether the account passes a `test` of the shell, such as `-x` for a folder it may enter. Asked as that account,
 * because permission bits are not all there is (ACLs, mounts, containers).
 */
export const accountCan = (account: Account, test: '-x' | '-r' | '-w', path: string): boolean =>
  spawnSync('/bin/sh', ['-c', 'test "$1" "$2"', 'sh', test, path], { ...account, cwd: '/', stdio: 'ignore' }).status ===
  0
