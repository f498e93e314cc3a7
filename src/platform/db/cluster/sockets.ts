import { chownSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Account } from './account.ts'

/** What an address of a socket may have, its closing zero left out: 103 bytes on macOS, 107 on Linux. */
const ADDRESS_BYTES_MAX = 103
const PORT_MAX = 65_535
/** The setting is a list with quotes of its own. */
const AWKWARD = /[,"'\s]/

const folderOf = (data: string): string => join(dirname(data), 'socket')

const fileIn = (folder: string, port: number): string => join(folder, `.s.PGSQL.${port}`)

/**
 * The folder where the server of this data folder puts its socket, made anew: a lock left there by one that was killed would
 * stop the next when its process number is somebody else's by now. Undefined where no address fits: then there is TCP only.
 */
export const freshSockets = (data: string, account: Account): string | undefined => {
  const folder = folderOf(data)
  if (AWKWARD.test(folder) || Buffer.byteLength(fileIn(folder, PORT_MAX)) > ADDRESS_BYTES_MAX) return undefined
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { mode: 0o700 })
  if (account !== undefined) chownSync(folder, account.uid, account.gid)
  return folder
}

/**
 * The host part of a connection string by the socket of this server, as libpq and the driver read it; undefined when it has
 * none (an older Linli started it). A round trip takes a third less time by it than by TCP, on both sides.
 */
export const socketHost = (data: string, port: number): string | undefined => {
  const folder = folderOf(data)
  return existsSync(fileIn(folder, port)) ? encodeURIComponent(folder) : undefined
}
