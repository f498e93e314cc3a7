import { existsSync } from 'node:fs'
import { type Instant, instant } from '../kernel/time.ts'
import { archiveOf } from '../platform/db/cluster/archive.ts'
import { clusterFolder } from '../platform/db/cluster/backup.ts'
import { openDatabase } from '../platform/db/database.ts'
import type { Database } from '../platform/db/types.ts'
import { type Finding, finding, type Health } from '../platform/operation.ts'
import * as city from './doctor/city.ts'
import { backups, doorway, keysFolder, node, room } from './doctor/own.ts'
import * as server from './doctor/server.ts'
import { openServer } from './installation.ts'
import type { Settings } from './settings.ts'

export type { Finding, Health }

type Looking = {
  readonly url: string
  readonly database: Database
  readonly settings: Settings
  readonly now: () => Instant
  /** Journal entries up to which each is checked. */
  readonly auditedMax?: number
}

const ofDatabase = async ({ url, database, settings, now, auditedMax }: Looking): Promise<readonly Finding[]> => {
  const { publicDb } = database
  const given = settings.databaseUrl !== undefined
  const structure = await server.migrations(url)
  const found = [
    ...(await server.server(publicDb, now)),
    await server.rights(publicDb, given),
    await server.archive(publicDb, given),
    structure,
  ]
  // What follows reads tables that an older structure may not have.
  if (structure.health !== 'ok') return found
  found.push(await server.calendar(publicDb, now()), ...(await server.tasks(publicDb)))
  for (const { code, schema } of await database.cities()) {
    const db = database.city(code)
    found.push(await server.walls(publicDb, { code, schema }))
    found.push(await city.keysOf(db, settings), ...(await city.queues(db)), await city.journal(db, auditedMax))
    found.push(await city.books(db, auditedMax))
  }
  return found
}

const ofMachine = async (settings: Settings, now: Instant): Promise<readonly Finding[]> => {
  const own = [node(), await room('磁盘余量', settings.data)]
  const home = existsSync(settings.data) ? clusterFolder(settings.data).home : undefined
  const archive = home === undefined || settings.databaseUrl !== undefined ? undefined : archiveOf(home)
  if (archive !== undefined) own.push(await room('归档磁盘余量', archive))
  return [...own, await keysFolder(settings), ...(await backups(settings.data, now)), doorway(settings)]
}

const unreachable = (error: unknown): Finding =>
  finding(
    '数据库',
    'fail',
    error instanceof Error ? error.message : String(error),
    '确认 PostgreSQL 在运行、地址和密码正确,再试一次。',
  )

/** Entries the running process checks one by one when the operator's page asks. */
const LIVE_AUDITED_MAX = 2_000

/** Looks over the installation this process itself runs. */
export const examineLive = async (looking: Omit<Looking, 'auditedMax'>): Promise<readonly Finding[]> => [
  ...(await ofMachine(looking.settings, looking.now())),
  ...(await ofDatabase({ ...looking, auditedMax: LIVE_AUDITED_MAX }).catch(error => [unreachable(error)])),
]

/**
 * Looks an installation over and changes nothing of it: programs, disk, keys, backups, database, calendar, queues,
 * journal. Beside a running server it asks that server's database; else it starts the private one for the time of asking.
 */
export const examine = async (
  settings: Settings,
  now: () => Instant = () => instant(Date.now()),
): Promise<readonly Finding[]> => {
  const own = await ofMachine(settings, now())
  if (settings.databaseUrl === undefined && !existsSync(settings.data))
    return [...own, finding('数据库', 'warn', '还没有', '运行 ./linli start。')]
  try {
    const { url, cluster } = await openServer(settings, { beside: true, say: () => undefined })
    const database = openDatabase(url, { max: 2 })
    try {
      return [...own, ...(await ofDatabase({ url, database, settings, now }))]
    } finally {
      await database.close()
      await cluster?.stop()
    }
  } catch (error) {
    return [...own, unreachable(error)]
  }
}
