import { loadShippedCalendar } from '../features/calendar/index.ts'
import { loadDivisions } from '../features/directory/index.ts'
import { instant } from '../kernel/time.ts'
import { openVault } from '../platform/crypto/keys.ts'
import type { Vault } from '../platform/crypto/vault.ts'
import { type Cluster, runningCluster, startCluster } from '../platform/db/cluster/cluster.ts'
import { ClusterInUse } from '../platform/db/cluster/lock.ts'
import { openDatabase } from '../platform/db/database.ts'
import { durabilityWarnings } from '../platform/db/durability.ts'
import { migrate } from '../platform/db/migrate.ts'
import type { Database } from '../platform/db/types.ts'
import { assureVault } from '../platform/identity/vault-mark.ts'
import type { Signer } from '../platform/journal/signer.ts'
import { loadSigner } from '../platform/journal/signer.ts'
import { modules } from './modules.ts'
import type { Settings } from './settings.ts'

/** A database of the newest shape with its reference data, and the keys that belong to it. */
export type Installation = {
  readonly url: string
  readonly database: Database
  readonly vault: Vault
  readonly signer: Signer
  /** The private cluster when this process keeps it. */
  readonly cluster: Cluster | undefined
  readonly close: () => Promise<void>
}

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
    const cluster = await startCluster({ data: settings.data, binaries: process.env.LINLI_PG_BIN, say })
    return { url: cluster.url, cluster }
  } catch (error) {
    const url = beside && error instanceof ClusterInUse ? await runningCluster(settings.data) : undefined
    if (url === undefined) throw error
    return { url, cluster: undefined }
  }
}

/**
 * Opens the installation of a data folder or a given database: starts the cluster when need be, migrates, loads what
 * the product ships. What was opened is closed again when a step fails.
 */
export const openInstallation = async (settings: Settings, options: OpenOptions): Promise<Installation> => {
  const { url, cluster } = await openServer(settings, options)
  const database = openDatabase(url, {
    onLost: error => options.say(`数据库连接断开: ${error.message}`),
  })
  const close = async (): Promise<void> => {
    await database.close()
    await cluster?.stop()
  }
  try {
    await migrate(url, modules)
    if (cluster === undefined) for (const warning of await durabilityWarnings(database.publicDb)) options.say(warning)
    await loadDivisions(database.publicDb, instant(Date.now()))
    await loadShippedCalendar(database.publicDb, instant(Date.now()))
    const vault = await openVault(settings.keys, process.env.LINLI_KEYS)
    const signer = await loadSigner(settings.keys)
    for (const { code } of await database.cities()) await assureVault(database.city(code), vault)
    return { url, database, vault, signer, cluster, close }
  } catch (error) {
    await close()
    throw error
  }
}
