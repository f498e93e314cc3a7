import pg from 'pg'
import { cityOf } from './city-db.ts'
import { type Migration, migrationsOf } from './migration-files.ts'
import { assertNotTooOld, bootstrap, MigrationError, shaOf, unknownIn } from './migration-ledger.ts'
import { openPool } from './pool.ts'
import { inSchema } from './statement.ts'
import type { City, Module } from './types.ts'
import { buildWalls, ensureRoles } from './walls.ts'

export { MigrationError } from './migration-ledger.ts'

export type Applied = { readonly scope: string; readonly module: string; readonly name: string }

/** Scope of what is shared; a city's scope is its schema. */
const PUBLIC = 'public'
const STATEMENT_MS_MAX = 600_000
/**
 * A change of a table waits for those who use it, and whoever comes later waits behind it. So it waits this long at
 * most, lets the traffic pass, and tries again.
 */
const LOCK_MS_MAX = 500
const LOCK_TRIES_MAX = 120
const LOCK_REST_MS = 500
const IN_THE_WAY: ReadonlySet<string> = new Set(['55P03', '40P01'])

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

/** Hears, in words, what an operator should know. */
type Say = (line: string) => void

const label = (scope: string, migration: Migration): string => `${migration.module}/${migration.name} (${scope})`

/** Shared migrations are taken as they are written; a city's name its schema. */
const inScope = (text: string, scope: string): string => (scope === PUBLIC ? text : inSchema(text, scope))

const step = async (client: pg.PoolClient, what: string, text: string): Promise<pg.QueryResult> =>
  client.query(text).catch(error => {
    if (error instanceof pg.DatabaseError && IN_THE_WAY.has(error.code ?? '')) throw error
    throw new MigrationError(`migration ${what}: ${error instanceof Error ? error.message : String(error)}\n${text}`)
  })

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

const applyOnce = async (pool: pg.Pool, scope: string, migration: Migration): Promise<boolean> =>
  inTransaction(pool, async client => {
    const what = label(scope, migration)
    if (pendingOf(scope, [migration], await shaOf(client, scope)).length === 0) return false
    await client.query(`set local lock_timeout = ${LOCK_MS_MAX}`)
    for (const statement of migration.statements) await step(client, what, inScope(statement, scope))
    const { rows } = await step(client, what, inScope(migration.check, scope))
    if (rows.length > 0)
      throw new MigrationError(
        `migration ${what}: its check found ${rows.length} rows, the first is ${JSON.stringify(rows[0])}`,
      )
    await client.query(
      'insert into public.migration (scope, module, name, sha256, phase, applied_at) values ($1, $2, $3, $4, $5, now())',
      [scope, migration.module, migration.name, migration.sha256, migration.phase],
    )
    return true
  })

/** As `applyOnce`, again and again while others hold what it needs. Nothing is kept of a try that had to give way. */
const apply = async (pool: pg.Pool, scope: string, migration: Migration, say: Say): Promise<boolean> => {
  for (let tries = 1; ; tries++) {
    try {
      return await applyOnce(pool, scope, migration)
    } catch (error) {
      if (!(error instanceof pg.DatabaseError) || !IN_THE_WAY.has(error.code ?? '')) throw error
      const what = label(scope, migration)
      if (tries === LOCK_TRIES_MAX)
        throw new MigrationError(
          `迁移 ${what} 一直等不到它要改的表:有很长的事务占着。什么都没有改;请结束那个事务(或等备份、导出做完)后再启动。`,
        )
      if (tries === 1) say(`迁移 ${what} 在等正在使用的表,不耽误办理,正在重试`)
      await new Promise(resolve => setTimeout(resolve, LOCK_REST_MS))
    }
  }
}

const bring = async (
  pool: pg.Pool,
  scope: string,
  migrations: readonly Migration[],
  say: Say,
): Promise<readonly Applied[]> => {
  const done: Applied[] = []
  for (const migration of pendingOf(scope, migrations, await shaOf(pool, scope))) {
    if (await apply(pool, scope, migration, say)) done.push({ scope, module: migration.module, name: migration.name })
  }
  return done
}

/** Roles, rights and whose policies are whose; nothing when all of it is there. */
const wall = async (pool: pg.Pool, schema: string): Promise<void> => {
  const roles = await ensureRoles(pool, schema)
  await inTransaction(pool, client => buildWalls(client, schema, roles))
}

const withPool = async <T>(url: string, work: (pool: pg.Pool) => Promise<T>): Promise<T> => {
  const pool = openPool(url, { max: 2, statementMsMax: STATEMENT_MS_MAX })
  try {
    return await work(pool)
  } finally {
    await pool.end()
  }
}

/**
 * Brings new tables to the disk now: hundreds of files, which a recovery would otherwise write and force one by one when
 * the power fails soon after. A login that may not ask for it leaves it to the server's own time.
 */
const settle = async (pool: pg.Pool): Promise<void> => {
  const { rows } = await pool.query('select rolsuper as may from pg_roles where rolname = current_user')
  if (rows[0]?.may === true) await pool.query('checkpoint')
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

/** What newer versions have applied and these modules do not know; each is an expansion, or `migrate` refuses. */
export const newerThan = (url: string, modules: readonly Module[]): Promise<readonly string[]> =>
  withPool(url, async pool => {
    const shared = await migrationsOf(modules, 'migrations-public')
    const perCity = await migrationsOf(modules, 'migrations')
    const all = [...(await unknownIn(pool, PUBLIC, shared)), ...(await unknownIn(pool, undefined, perCity))]
    return [...new Set(all.map(({ module, name }) => `${module}/${name}`))]
  })

/**
 * Brings `public` and every city up to the modules' migrations; safe when two processes start together, and beside
 * processes that serve: no change waits for a lock longer than half a second at a time.
 * @returns what was applied, in order
 * @throws MigrationError in words, also when a newer version has taken away what these modules need; what was applied
 * before stays
 */
export const migrate = (
  url: string,
  modules: readonly Module[],
  { say = () => undefined }: { readonly say?: Say } = {},
): Promise<readonly Applied[]> =>
  withPool(url, async pool => {
    await bootstrap(pool)
    const shared = await migrationsOf(modules, 'migrations-public')
    const perCity = await migrationsOf(modules, 'migrations')
    await assertNotTooOld(pool, PUBLIC, shared)
    await assertNotTooOld(pool, undefined, perCity)
    const done = [...(await bring(pool, PUBLIC, shared, say))]
    const { rows } = await pool.query('select schema from public.city order by code')
    for (const { schema } of rows) {
      done.push(...(await bring(pool, schema, perCity, say)))
      await wall(pool, schema)
    }
    if (done.length > 0) await settle(pool)
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
    const done = await bring(pool, city.schema, await migrationsOf(modules, 'migrations'), () => undefined)
    await wall(pool, city.schema)
    if (done.length > 0) await settle(pool)
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
