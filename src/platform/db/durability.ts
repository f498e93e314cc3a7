import { type PublicDb, sql } from './types.ts'

const SETTINGS = sql(
  'db.durability',
  "select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off' order by name",
)

const LOSS: Readonly<Record<string, string>> = {
  fsync: '断电可能损坏整个数据库',
  full_page_writes: '断电可能损坏数据页',
  synchronous_commit: '断电会丢失最后一秒内已答复的写入',
}

/** What a power cut may take on this server, in words; empty when nothing. */
export const durabilityWarnings = async (db: PublicDb): Promise<readonly string[]> =>
  (await db.rows<{ name: string }>(SETTINGS)).map(
    ({ name }) => `所给的 PostgreSQL 关闭了 ${name}:${LOSS[name] ?? ''}。请在服务器上设 ${name} = on。`,
  )
