import { calendarYears } from '../../features/calendar/index.ts'
import { dateOf, type Instant } from '../../kernel/time.ts'
import { durabilityWarnings } from '../../platform/db/durability.ts'
import { pendingMigrations } from '../../platform/db/migrate.ts'
import { missingRoles } from '../../platform/db/roles.ts'
import { type PublicDb, sql } from '../../platform/db/types.ts'
import { type Finding, finding } from '../../platform/operation.ts'
import { type Archiver, archiverOf } from '../health/machine.ts'
import { modules } from '../modules.ts'

const POSTGRES_MIN = 150_000
const CLOCK_MS_WARN = 2_000
/** The loss that is promised never to be exceeded while the log is kept. */
const ARCHIVE_SECONDS_MAX = 300

const SERVER = sql(
  'doctor.server',
  `select current_setting('server_version_num')::int as number, current_setting('server_version') as version,
     current_setting('server_encoding') as encoding, clock_timestamp() as now,
     exists (select from pg_collation where collname = 'zh-x-icu') as chinese`,
)

export const server = async (db: PublicDb, now: () => Instant): Promise<readonly Finding[]> => {
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

const RIGHTS = sql(
  'doctor.rights',
  `select current_user as name, rolsuper as super, has_database_privilege(current_database(), 'CREATE') as schemas,
     has_schema_privilege('public', 'CREATE') as tables
   from pg_roles where rolname = current_user`,
)

/** What the role may: everything it needs, and on a server of others no more. */
export const rights = async (db: PublicDb, given: boolean): Promise<Finding> => {
  const what = '数据库账号'
  const row = await db.one<{ name: string; super: boolean; schemas: boolean; tables: boolean }>(RIGHTS)
  if (!row.schemas || !row.tables)
    return finding(
      what,
      'fail',
      `${row.name} 不能建模式或表`,
      '让它成为这个数据库的所有者: alter database … owner to …',
    )
  return given && row.super
    ? finding(what, 'warn', `${row.name} 是超级用户`, '换一个只拥有这个数据库的账号。')
    : finding(what, 'ok', given ? row.name : `${row.name}(私有数据库)`)
}

const archiveFinding = ({ on, lagSeconds, failures, ready }: Archiver, given: boolean): Finding => {
  const what = '日志归档'
  if (!on)
    return finding(
      what,
      'warn',
      '没有开',
      given
        ? '在数据库服务器上开归档或备机,见 docs/recipes/standby.md。'
        : '用 ./linli start --archive 目录(LINLI_ARCHIVE)启动。',
    )
  if (failures > 0)
    return finding(
      what,
      'fail',
      `最近失败 ${failures} 次,积压 ${ready} 段`,
      '看 postgres.log 里的原因:目录不可写、满了,或已有同名的别的内容。',
    )
  return finding(
    what,
    lagSeconds > ARCHIVE_SECONDS_MAX ? 'fail' : 'ok',
    lagSeconds === 0 ? '跟得上' : `${lagSeconds} 秒的日志还没有交出去`,
    '超过五分钟:看看归档目录是否可写、磁盘是否太慢。',
  )
}

export const archive = async (db: PublicDb, given: boolean): Promise<Finding> =>
  archiveFinding(await archiverOf(db), given)

export const migrations = async (url: string): Promise<Finding> => {
  const what = '数据库结构'
  try {
    const waiting = await pendingMigrations(url, modules)
    return waiting.length === 0
      ? finding(what, 'ok', '最新')
      : finding(what, 'warn', `还有 ${waiting.length} 步没有执行`, '运行 ./linli upgrade:它先备份,再执行。')
  } catch (error) {
    return finding(what, 'fail', error instanceof Error ? error.message : String(error), '换回与这个数据库相配的版本。')
  }
}

/** The State Council publishes the next year's days off in November; in December somebody must have loaded them. */
const MISSED_FROM = '-12-01'

export const calendar = async (db: PublicDb, now: Instant): Promise<Finding> => {
  const today = dateOf(now)
  const year = Number(today.slice(0, 4))
  const loaded = await calendarYears(db)
  const missing = [year, year + 1].filter(one => !loaded.includes(one))
  const late = today >= `${year}${MISSED_FROM}`
  return finding(
    '放假通知',
    missing.includes(year) ? 'fail' : missing.length > 0 && late ? 'warn' : 'ok',
    missing.length === 0
      ? `${year}、${year + 1} 年已载入`
      : `没有 ${missing.join('、')} 年的${missing.includes(year) || late ? '' : '(一般十一月发布)'}`,
    '国务院办公厅发布后,在工作台“工作日历”载入;之前算出的期限标为暂定,载入后自动重算。',
  )
}

const TASKS = sql('doctor.tasks-known', "select to_regclass('pgboss.job') is not null as known")
const FAILED = sql('doctor.tasks', "select count(*) as failed from pgboss.job where state = 'failed'")

/** Long work that failed after all attempts. */
export const tasks = async (db: PublicDb): Promise<readonly Finding[]> => {
  if (!(await db.one<{ known: boolean }>(TASKS)).known) return []
  const { failed } = await db.one<{ failed: number }>(FAILED)
  return [
    finding('失败的长任务', failed > 0 ? 'warn' : 'ok', `${failed} 件`, '日志里有原因;导入、导出等请重新发起一次。'),
  ]
}

/** Whether the roles are there that keep cities and readers apart. */
export const walls = async (
  db: PublicDb,
  { code, schema }: { readonly code: string; readonly schema: string },
): Promise<Finding> => {
  const missing = await missingRoles(db, schema)
  return finding(
    `城市 ${code} 数据库角色`,
    missing.length === 0 ? 'ok' : 'warn',
    missing.length === 0 ? '行级隔离和城市之间的隔离都在' : '没有建好:行级隔离仍在,城市之间少一道墙',
    `请数据库管理员执行一次,然后重新启动: ${missing.join(' ')}`,
  )
}
