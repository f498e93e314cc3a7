import { loadShippedCalendar } from '../features/calendar/index.ts'
import { loadDivisions } from '../features/directory/index.ts'
import { noteServed } from '../features/operations/index.ts'
import { guardedVault } from '../platform/crypto/guard.ts'
import { openVault } from '../platform/crypto/keys.ts'
import type { Vault } from '../platform/crypto/vault.ts'
import { type SharedClock, sharedClock } from '../platform/db/clock.ts'
import { type Cluster, runningCluster, startCluster } from '../platform/db/cluster/cluster.ts'
import { ClusterInUse } from '../platform/db/cluster/lock.ts'
import { openDatabase } from '../platform/db/database.ts'
import { durabilityWarnings } from '../platform/db/durability.ts'
import { migrate, newerThan } from '../platform/db/migrate.ts'
import { READ_MS_MAX } from '../platform/db/pool.ts'
import { missingRoles } from '../platform/db/roles.ts'
import type { Database } from '../platform/db/types.ts'
import { assureVault } from '../platform/identity/vault-mark.ts'
import type { Signer } from '../platform/journal/signer.ts'
import { loadSigner } from '../platform/journal/signer.ts'
import { modules } from './modules.ts'
import type { Settings } from './settings.ts'
import { VERSION } from './version.ts'

/** A database of the newest shape with its reference data, and the keys that belong to it. */
export type Installation = {
  readonly url: string
  readonly database: Database
  readonly vault: Vault
  readonly signer: Signer
  /** The time here; nobody asks the machine. */
  readonly clock: SharedClock
  /** The private cluster when this process keeps it. */
  readonly cluster: Cluster | undefined
  readonly close: () => Promise<void>
}

const rolesWarning = (code: string, missing: readonly string[]): string =>
  `城市 ${code} 的数据库角色还没有建好,所给的登录名不能自己建。请数据库管理员执行一次,然后重新启动: ${missing.join(' ')}`

export type OpenOptions = {
  /** Verbs used beside a running server share its database; a server wants it for itself. */
  readonly beside: boolean
  /** Hears, in words, what an operator should know. */
  readonly say: (line: string) => void
}

type Server = { readonly url: string; readonly cluster: Cluster | undefined }

/** The server of these settings: the given one, the running private one, or that one started now. @throws ClusterInUse */
export const openServer = async (settings: Settings, { beside, say }: OpenOptions): Promise<Server> => {
  if (settings.databaseUrl !== undefined) return { url: settings.databaseUrl, cluster: undefined }
  try {
    const cluster = await startCluster({
      data: settings.data,
      binaries: process.env.LINLI_PG_BIN,
      archive: settings.archive,
      say,
    })
    return { url: cluster.url, cluster }
  } catch (error) {
    const url = beside && error instanceof ClusterInUse ? await runningCluster(settings.data) : undefined
    if (url === undefined) throw error
    return { url, cluster: undefined }
  }
}

const stepped = (ms: number): string =>
  `数据库的时钟${ms > 0 ? '前进' : '倒退'}了 ${Math.round(Math.abs(ms) / 1000)} 秒。已按新的时间继续;请检查数据库所在机器的对时。`

/**
 * Connects to the database of a data folder or a given one, and opens its keys; starts the cluster when need be. The
 * database may still be empty or of an older shape: `bringUpToDate` comes next.
 */
export const connectInstallation = async (settings: Settings, options: OpenOptions): Promise<Installation> => {
  const { url, cluster } = await openServer(settings, options)
  const database = openDatabase(url, {
    // An operator's verb beside the server counts whole tables; a request may not.
    ...(!options.beside && { readMsMax: READ_MS_MAX }),
    onLost: error => options.say(`数据库连接断开: ${error.message}`),
  })
  const close = async (): Promise<void> => {
    await database.close()
    await cluster?.stop()
  }
  try {
    const clock = sharedClock(database.publicDb, ms => options.say(stepped(ms)))
    await clock.look()
    const vault = guardedVault(await openVault(settings.keys, process.env.LINLI_KEYS))
    const signer = await loadSigner(settings.keys)
    return { url, database, vault, signer, clock, cluster, close }
  } catch (error) {
    await close()
    throw error
  }
}

/**
 * Migrates and loads what the product ships.
 * @returns what a power cut may take on a given server, in words
 * @throws MigrationError, VaultError
 */
export const bringUpToDate = async (
  { url, database, vault, clock, cluster }: Installation,
  { say }: OpenOptions,
): Promise<readonly string[]> => {
  const newer = await newerThan(url, modules)
  if (newer.length > 0) say(`数据库比这个版本新 ${newer.length} 步(${newer.join('、')}),都是扩展,可以一起使用。`)
  await migrate(url, modules, { say })
  const losses = cluster === undefined ? await durabilityWarnings(database.publicDb) : []
  for (const warning of losses) say(warning)
  for (const { code, schema } of await database.cities()) {
    const missing = await missingRoles(database.publicDb, schema)
    if (missing.length > 0) say(rolesWarning(code, missing))
  }
  await loadDivisions(database.publicDb, clock.now())
  await loadShippedCalendar(database.publicDb, clock.now())
  for (const { code } of await database.cities()) await assureVault(database.city(code), vault)
  await noteServed(database.publicDb, VERSION, clock.now())
  return losses
}

/** Connects and brings up to date. What was opened is closed again when a step fails. */
export const openInstallation = async (settings: Settings, options: OpenOptions): Promise<Installation> => {
  const installation = await connectInstallation(settings, options)
  try {
    await bringUpToDate(installation, options)
    return installation
  } catch (error) {
    await installation.close()
    throw error
  }
}
