import type pg from 'pg'
import { cityOf } from './city-db.ts'
import { type Migration, migrationsOf } from './migration-files.ts'
import { openPool } from './pool.ts'
import { inSchema } from './statement.ts'
import type { City, Module } from './types.ts'

/** An applied migration was changed afterwards, or its check found rows: nothing of it is kept, and a person must look. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

export type Applied = { readonly scope: string; readonly module: string; readonly name: string }

/** Scope of what is shared; a city's scope is its schema. */
const PUBLIC = 'public'
const STATEMENT_MS_MAX = 600_000
const BOOTSTRAP_TRIES_MAX = 5

const BOOTSTRAP: readonly string[] = [
  'create table if not exists public.migration_lock (id integer primary key)',
  'insert into public.migration_lock (id) values (1) on conflict do nothing',
  `create table if not exists public.migration (scope text not null, module text not null, name text not null,
     sha256 text not null, applied_at timestamptz not null, primary key (scope, module, name))`,
]

/** `create table if not exists` is no protection against two processes creating it in the same moment: one loses, once. */
const bootstrap = async (pool: pg.Pool): Promise<void> => {
  for (let tries = 1; ; tries++) {
    try {
      for (const statement of BOOTSTRAP) await pool.query(statement)
      return
    } catch (error) {
      if (tries === BOOTSTRAP_TRIES_MAX) throw error
    }
  }
}

const inTransaction = async <T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
  const client = await pool.connect()
  try {
    await client.query('begin')
    // Whoever holds this row migrates; the others wait here and then find the work done.
    await client.query('select id from public.migration_lock where id = 1 for update')
    const value = await work(client)
    await client.query('commit')
    return value
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

const label = (scope: string, migration: Migration): string => `${migration.module}/${migration.name} (${scope})`

/** Shared migrations are taken as they are written; a city's name its schema. */
const inScope = (text: string, scope: string): string => (scope === PUBLIC ? text : inSchema(text, scope))

const step = async (client: pg.PoolClient, what: string, text: string): Promise<pg.QueryResult> =>
  client.query(text).catch(error => {
    throw new MigrationError(`migration ${what}: ${error instanceof Error ? error.message : String(error)}\n${text}`)
  })

const shaOf = async (client: pg.Pool | pg.PoolClient, scope: string): Promise<ReadonlyMap<string, string>> => {
  const { rows } = await client.query('select module, name, sha256 from public.migration where scope = $1', [scope])
  return new Map(rows.map(row => [`${row.module}/${row.name}`, String(row.sha256)]))
}

const pendingOf = (
  scope: string,
  migrations: readonly Migration[],
  applied: ReadonlyMap<string, string>,
): readonly Migration[] =>
  migrations.filter(migration => {
    const sha = applied.get(`${migration.module}/${migration.name}`)
    if (sha !== undefined && sha !== migration.sha256)
      throw new MigrationError(
        `migration ${label(scope, migration)} was changed after it had been applied. Put the file back as it was and write a new migration.`,
      )
    return sha === undefined
  })

const apply = async (pool: pg.Pool, scope: string, migration: Migration): Promise<boolean> =>
  inTransaction(pool, async client => {
    const what = label(scope, migration)
    if (pendingOf(scope, [migration], await shaOf(client, scope)).length === 0) return false
    for (const statement of migration.statements) await step(client, what, inScope(statement, scope))
    const { rows } = await step(client, what, inScope(migration.check, scope))
    if (rows.length > 0)
      throw new MigrationError(
        `migration ${what}: its check found ${rows.length} rows, the first is ${JSON.stringify(rows[0])}`,
      )
    await client.query(
      'insert into public.migration (scope, module, name, sha256, applied_at) values ($1, $2, $3, $4, now())',
      [scope, migration.module, migration.name, migration.sha256],
    )
    return true
  })

const bring = async (pool: pg.Pool, scope: string, migrations: readonly Migration[]): Promise<readonly Applied[]> => {
  const done: Applied[] = []
  for (const migration of pendingOf(scope, migrations, await shaOf(pool, scope))) {
    if (await apply(pool, scope, migration)) done.push({ scope, module: migration.module, name: migration.name })
  }
  return done
}

const withPool = async <T>(url: string, work: (pool: pg.Pool) => Promise<T>): Promise<T> => {
  const pool = openPool(url, { max: 2, statementMsMax: STATEMENT_MS_MAX })
  try {
    return await work(pool)
  } finally {
    await pool.end()
  }
}

const waiting = async (pool: pg.Pool, scope: string, migrations: readonly Migration[]): Promise<readonly Applied[]> =>
  pendingOf(scope, migrations, await shaOf(pool, scope)).map(({ module, name }) => ({ scope, module, name }))

/** What `migrate` would apply now, and nothing of it. @throws MigrationError when an applied one was changed */
export const pendingMigrations = (url: string, modules: readonly Module[]): Promise<readonly Applied[]> =>
  withPool(url, async pool => {
    const known = await pool.query("select to_regclass('public.migration') is not null as known")
    const shared = await migrationsOf(modules, 'migrations-public')
    if (known.rows[0]?.known !== true) return shared.map(({ module, name }) => ({ scope: PUBLIC, module, name }))
    const todo = [...(await waiting(pool, PUBLIC, shared))]
    const perCity = await migrationsOf(modules, 'migrations')
    const { rows } = await pool.query('select schema from public.city order by code')
    for (const { schema } of rows) todo.push(...(await waiting(pool, schema, perCity)))
    return todo
  })

/**
 * Brings `public` and every city up to the modules' migrations; safe when two processes start together.
 * @returns what was applied, in order
 * @throws MigrationError in words; what was applied before stays
 */
export const migrate = (url: string, modules: readonly Module[]): Promise<readonly Applied[]> =>
  withPool(url, async pool => {
    await bootstrap(pool)
    const done = [...(await bring(pool, PUBLIC, await migrationsOf(modules, 'migrations-public')))]
    const perCity = await migrationsOf(modules, 'migrations')
    const { rows } = await pool.query('select schema from public.city order by code')
    for (const { schema } of rows) done.push(...(await bring(pool, schema, perCity)))
    return done
  })

/**
 * Makes a city: its schema with all tables, then its line in `public.city`. Repeating it changes nothing.
 * @param code six-digit division code  @param name as residents know it, such as 中山市
 */
export const createCity = (
  url: string,
  modules: readonly Module[],
  code: string,
  name: string,
  { demo = false }: { readonly demo?: boolean } = {},
): Promise<City> =>
  withPool(url, async pool => {
    const city = cityOf(code)
    await inTransaction(pool, client => client.query(`create schema if not exists ${city.schema}`))
    await bring(pool, city.schema, await migrationsOf(modules, 'migrations'))
    await pool.query(
      `insert into public.city (code, name, schema, demo, created_at) values ($1, $2, $3, $4, now()) on conflict (code) do nothing`,
      [code, name, city.schema, demo],
    )
    return city
  })

/** Throws a demonstration city away with everything in it. @throws MigrationError when the city is a real one */
export const dropDemoCity = (url: string, code: string): Promise<void> =>
  withPool(url, pool =>
    inTransaction(pool, async client => {
      const { schema } = cityOf(code)
      const { rowCount } = await client.query('delete from public.city where code = $1 and demo', [code])
      if (rowCount !== 1) throw new MigrationError(`${code} 不是演示城市,不能删除`)
      await client.query('delete from public.migration where scope = $1', [schema])
      await client.query(`drop schema ${schema} cascade`)
    }),
  )
