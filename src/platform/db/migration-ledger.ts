import type pg from 'pg'
import type { Migration, Phase } from './migration-files.ts'

/**
 * An applied migration was changed afterwards, its check found rows, or the database has left this version behind:
 * nothing of it is kept, and a person must look.
 */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

const BOOTSTRAP_TRIES_MAX = 5

const BOOTSTRAP: readonly string[] = [
  'create table if not exists public.migration_lock (id integer primary key)',
  'insert into public.migration_lock (id) values (1) on conflict do nothing',
  `create table if not exists public.migration (scope text not null, module text not null, name text not null,
     sha256 text not null, applied_at timestamptz not null, primary key (scope, module, name))`,
]
const HAS_PHASE = `select 1 from information_schema.columns
  where table_schema = 'public' and table_name = 'migration' and column_name = 'phase'`
const ADD_PHASE = `alter table public.migration add column if not exists phase text not null default 'expand'`

/** `create table if not exists` is no protection against two processes creating it in the same moment: one loses, once. */
export const bootstrap = async (pool: pg.Pool): Promise<void> => {
  for (let tries = 1; ; tries++) {
    try {
      for (const statement of BOOTSTRAP) await pool.query(statement)
      // Asked first: ALTER TABLE waits for everybody even when it has nothing to do.
      if ((await pool.query(HAS_PHASE)).rowCount === 0) await pool.query(ADD_PHASE)
      return
    } catch (error) {
      if (tries === BOOTSTRAP_TRIES_MAX) throw error
    }
  }
}

/** Which migrations of a scope are applied, by `module/name`, with the hash of their text. */
export const shaOf = async (client: pg.Pool | pg.PoolClient, scope: string): Promise<ReadonlyMap<string, string>> => {
  const { rows } = await client.query('select module, name, sha256 from public.migration where scope = $1', [scope])
  return new Map(rows.map(row => [`${row.module}/${row.name}`, String(row.sha256)]))
}

export type Unknown = { readonly module: string; readonly name: string; readonly phase: Phase }

/**
 * Applied migrations of modules we have that we do not know ourselves: a newer version was here.
 * @param scope `public`; undefined for every city
 */
export const unknownIn = async (
  pool: pg.Pool,
  scope: string | undefined,
  known: readonly Migration[],
): Promise<readonly Unknown[]> => {
  const there = await pool.query("select to_regclass('public.migration') is not null as there")
  if (there.rows[0]?.there !== true) return []
  const phase = (await pool.query(HAS_PHASE)).rowCount === 0 ? `'expand'` : 'phase'
  const { rows } = await pool.query<Unknown>(
    `select distinct module, name, ${phase} as phase from public.migration
     where case when $1::text is null then scope <> 'public' else scope = $1 end order by module, name`,
    [scope ?? null],
  )
  const ours = new Set(known.map(({ module, name }) => `${module}/${name}`))
  return rows.filter(({ module, name }) => !ours.has(`${module}/${name}`))
}

/** @throws MigrationError when something was taken away that this version needs */
export const assertNotTooOld = async (
  pool: pg.Pool,
  scope: string | undefined,
  known: readonly Migration[],
): Promise<void> => {
  const contracted = (await unknownIn(pool, scope, known)).filter(({ phase }) => phase === 'contract')
  if (contracted.length === 0) return
  const names = contracted.map(({ module, name }) => `${module}/${name}`).join('、')
  throw new MigrationError(
    `这个版本太旧:数据库已由更新的邻里升级,并去掉了旧版本要用的东西(${names})。什么都没有改。请启动更新的版本;要退回旧版本,只能恢复升级以前的备份。`,
  )
}
