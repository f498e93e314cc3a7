import { existsSync } from 'node:fs'
import { stat, statfs } from 'node:fs/promises'
import { calendarYears } from '../features/calendar/index.ts'
import { dateOf, type Instant, instant } from '../kernel/time.ts'
import { openVault } from '../platform/crypto/keys.ts'
import { openDatabase } from '../platform/db/database.ts'
import { durabilityWarnings } from '../platform/db/durability.ts'
import { pendingMigrations } from '../platform/db/migrate.ts'
import { type CityDb, type Database, type PublicDb, sql } from '../platform/db/types.ts'
import { markOf } from '../platform/identity/vault-mark.ts'
import { audit } from '../platform/journal/audit.ts'
import { openServer } from './installation.ts'
import { modules } from './modules.ts'
import type { Settings } from './settings.ts'

export type Health = 'ok' | 'warn' | 'fail'

/** One thing looked at: what was found, and what to do unless it is in order. */
export type Finding = { readonly what: string; readonly health: Health; readonly found: string; readonly next: string }

const GIGABYTE = 1024 ** 3
const ROOM_WARN = 5 * GIGABYTE
const ROOM_FAIL = GIGABYTE / 2
const NODE_MIN = 24
const POSTGRES_MIN = 150_000
const CLOCK_MS_WARN = 2_000
const WAITING_SECONDS_WARN = 60
/** An audit reads every entry; beyond this many it is left to `verify-backup` and to the journal's readers. */
const AUDITED_MAX = 200_000

const finding = (what: string, health: Health, found: string, next = ''): Finding => ({ what, health, found, next })

const node = (): Finding => {
  const major = Number(process.versions.node.split('.')[0])
  return finding('Node', major >= NODE_MIN ? 'ok' : 'fail', process.versions.node, '用 ./linli 启动,它自带 Node 24。')
}

const room = async (folder: string): Promise<Finding> => {
  const what = '磁盘余量'
  if (!existsSync(folder)) return finding(what, 'warn', `${folder} 还没有`, '第一次 ./linli start 会建好它。')
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  const health = free < ROOM_FAIL ? 'fail' : free < ROOM_WARN ? 'warn' : 'ok'
  return finding(
    what,
    health,
    `${Math.round((free * 10) / GIGABYTE) / 10} GB`,
    '清理或扩容;写满时新的上报会被拒绝,已答复的不会丢。',
  )
}

const keysFolder = async (settings: Settings): Promise<Finding> => {
  const what = '密钥目录'
  if (process.env.LINLI_KEYS !== undefined && process.env.LINLI_KEYS.trim() !== '')
    return finding(what, 'ok', '由 LINLI_KEYS 给出')
  if (!existsSync(settings.keys))
    return finding(what, 'warn', `${settings.keys} 还没有`, '若是恢复的数据,先把另存的密钥放回。')
  const { mode } = await stat(settings.keys)
  return (mode & 0o077) === 0
    ? finding(what, 'ok', settings.keys)
    : finding(what, 'fail', `${settings.keys} 别人也能读`, `chmod 700 ${settings.keys}`)
}

const SERVER = sql(
  'doctor.server',
  `select current_setting('server_version_num')::int as number, current_setting('server_version') as version,
     current_setting('server_encoding') as encoding, clock_timestamp() as now,
     exists (select from pg_collation where collname = 'zh-x-icu') as chinese`,
)

const server = async (db: PublicDb, now: () => Instant): Promise<readonly Finding[]> => {
  const before = now()
  const row = await db.one<{ number: number; version: string; encoding: string; now: Instant; chinese: boolean }>(
    SERVER,
  )
  const apart = Math.abs(row.now - (before + now()) / 2)
  const lossy = await durabilityWarnings(db)
  return [
    finding('PostgreSQL', row.number >= POSTGRES_MIN ? 'ok' : 'fail', row.version, '请升级到 15 或更新。'),
    finding('编码', row.encoding === 'UTF8' ? 'ok' : 'fail', row.encoding, '新建一个 UTF8 编码的数据库再导入。'),
    finding('中文排序', row.chinese ? 'ok' : 'fail', row.chinese ? 'zh-x-icu' : '没有', '安装带 ICU 的 PostgreSQL。'),
    finding(
      '断电安全',
      lossy.length === 0 ? 'ok' : 'fail',
      lossy.length === 0 ? '是' : lossy.join(' '),
      '在服务器上打开这些设置。',
    ),
    finding('时钟', apart < CLOCK_MS_WARN ? 'ok' : 'warn', `与数据库相差 ${Math.round(apart)} 毫秒`, '打开 NTP 校时。'),
  ]
}

const migrations = async (url: string): Promise<Finding> => {
  const what = '数据库结构'
  try {
    const waiting = await pendingMigrations(url, modules)
    return waiting.length === 0
      ? finding(what, 'ok', '最新')
      : finding(what, 'warn', `还有 ${waiting.length} 步没有执行`, '先 ./linli backup,再启动新版本,启动时会执行。')
  } catch (error) {
    return finding(what, 'fail', error instanceof Error ? error.message : String(error), '换回与这个数据库相配的版本。')
  }
}

const calendar = async (db: PublicDb, now: Instant): Promise<Finding> => {
  const year = Number(dateOf(now).slice(0, 4))
  const loaded = await calendarYears(db)
  const missing = [year, year + 1].filter(one => !loaded.includes(one))
  return finding(
    '放假通知',
    missing.includes(year) ? 'fail' : missing.length > 0 ? 'warn' : 'ok',
    missing.length === 0 ? `${year}、${year + 1} 年已载入` : `没有 ${missing.join('、')} 年的`,
    '国务院办公厅发布后,在工作台“工作日历”载入;之前算出的期限标为暂定,载入后自动重算。',
  )
}

const QUEUES = sql(
  'doctor.queues',
  `select (select count(*) from city.dead_delivery) as dead,
     (select coalesce(extract(epoch from clock_timestamp() - min(at)), 0)::int from city.outbox) as behind,
     (select count(*) from city.journal_entry where idx is null) as unnumbered,
     (select coalesce(extract(epoch from clock_timestamp() - signed_at), 0)::int from city.journal_head where id = 1) as signed`,
)

const queues = async (db: CityDb): Promise<readonly Finding[]> => {
  const row = await db.one<{ dead: number; behind: number; unnumbered: number; signed: number }>(QUEUES)
  const city = `城市 ${db.city.code} `
  const late = row.unnumbered > 0 && row.signed > WAITING_SECONDS_WARN
  return [
    finding(
      `${city}待处理事件`,
      row.behind > WAITING_SECONDS_WARN ? 'warn' : 'ok',
      row.behind === 0 ? '无积压' : `最早的等了 ${row.behind} 秒`,
      '看看服务是否在运行。',
    ),
    finding(
      `${city}未送达事件`,
      row.dead > 0 ? 'warn' : 'ok',
      `${row.dead} 件`,
      '在工作台“未送达的事件”里看原因,处理后放回。',
    ),
    finding(
      `${city}日志编号`,
      late ? 'warn' : 'ok',
      late ? `${row.unnumbered} 条等了超过 ${row.signed} 秒` : '跟得上',
      '看看服务是否在运行,日志里有没有签名错误。',
    ),
  ]
}

const keysOf = async (db: CityDb, settings: Settings): Promise<Finding> => {
  const what = `城市 ${db.city.code} 密钥`
  const mark = await markOf(db)
  // Opening the vault of an empty folder would make keys; a question must not.
  if (!existsSync(settings.keys) && process.env.LINLI_KEYS === undefined)
    return finding(what, mark === undefined ? 'ok' : 'fail', '没有密钥', '把另存的密钥目录放回数据目录。')
  const { fingerprint } = await openVault(settings.keys, process.env.LINLI_KEYS)
  return mark === undefined || mark === fingerprint
    ? finding(what, 'ok', '与数据相配')
    : finding(what, 'fail', '与写下数据的不是同一套', '把这个数据库自己的密钥目录放回数据目录。')
}

const SIZE = sql('doctor.journal-size', 'select size from city.journal_head where id = 1')

const journal = async (db: CityDb): Promise<Finding> => {
  const what = `城市 ${db.city.code} 公开日志`
  const { size } = await db.one<{ size: number }>(SIZE)
  if (size > AUDITED_MAX) return finding(what, 'ok', `${size} 条,太多,这里不逐条核对`)
  const { whole, firstBad } = await audit(db)
  return whole && firstBad === null
    ? finding(what, 'ok', `${size} 条,逐条核对无误`)
    : finding(
        what,
        'fail',
        `从第 ${firstBad ?? size} 条起与签名的根不符`,
        '有人绕过系统改过数据:保全现场,从备份恢复到另一处比对。',
      )
}

const ofDatabase = async (
  url: string,
  database: Database,
  settings: Settings,
  now: () => Instant,
): Promise<readonly Finding[]> => {
  const found = [...(await server(database.publicDb, now))]
  const structure = await migrations(url)
  found.push(structure)
  // What follows reads tables that an older structure may not have.
  if (structure.health !== 'ok') return found
  found.push(await calendar(database.publicDb, now()))
  for (const { code } of await database.cities()) {
    const db = database.city(code)
    found.push(await keysOf(db, settings), ...(await queues(db)), await journal(db))
  }
  return found
}

/**
 * Looks an installation over and changes nothing of it: programs, disk, keys, database, calendar, queues, journal.
 * Beside a running server it asks that server's database; else it starts the private one for the time of asking.
 */
export const examine = async (
  settings: Settings,
  now: () => Instant = () => instant(Date.now()),
): Promise<readonly Finding[]> => {
  const own = [node(), await room(settings.data), await keysFolder(settings)]
  if (settings.databaseUrl === undefined && !existsSync(settings.data))
    return [...own, finding('数据库', 'warn', '还没有', '运行 ./linli start。')]
  try {
    const { url, cluster } = await openServer(settings, { beside: true, say: () => undefined })
    const database = openDatabase(url, { max: 2 })
    try {
      return [...own, ...(await ofDatabase(url, database, settings, now))]
    } finally {
      await database.close()
      await cluster?.stop()
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return [...own, finding('数据库', 'fail', why, '确认 PostgreSQL 在运行、地址和密码正确,再试一次。')]
  }
}
