import { createHash, randomUUID } from 'node:crypto'
import pg from 'pg'
import { createCity, migrate } from '../db/migrate.ts'
import { migrationsOf } from '../db/migration-files.ts'
import type { Module } from '../db/types.ts'

/** The city that every test database has. */
export const TEST_CITY = { code: '442000', name: '中山市' } as const

/** Runs one statement on the server, outside every test database. */
export const onServer = async (url: string, statement: string): Promise<pg.QueryResult> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await client.query(statement)
  } finally {
    await client.end()
  }
}

export const inDatabase = (url: string, database: string): string => {
  const parsed = new URL(url)
  parsed.pathname = `/${database}`
  return parsed.href
}

const nameOf = async (modules: readonly Module[]): Promise<string> => {
  const hash = createHash('sha256')
  for (const kind of ['migrations-public', 'migrations'] as const)
    for (const { module, name, sha256 } of await migrationsOf(modules, kind))
      hash.update(`${kind} ${module} ${name} ${sha256}\n`)
  return `template_${hash.digest('hex').slice(0, 16)}`
}

/** What a template holds beside its migrations. The id names it: another content needs another id. */
export type Seed = { readonly id: string; readonly run: (url: string) => Promise<void> }

/** Gives a finished database its name, or throws it away when another process was first. */
const finish = async (url: string, making: string, name: string): Promise<void> => {
  await onServer(url, `alter database ${making} rename to ${name}`).catch(async error => {
    await onServer(url, `drop database ${making}`)
    if (!(error instanceof pg.DatabaseError) || error.code !== '42P04') throw error
  })
}

const exists = async (url: string, name: string): Promise<boolean> =>
  (await onServer(url, `select 1 from pg_database where datname = '${name}'`)).rowCount === 1

/**
 * A database with all migrations and one city, to copy from: made once for a set of migrations. Two processes may make
 * it at once; the first to finish gives it its name, the other throws its own away.
 * @returns its name
 */
export const ensureTemplate = async (url: string, modules: readonly Module[]): Promise<string> => {
  const name = await nameOf(modules)
  if (await exists(url, name)) return name
  const making = `making_${randomUUID().replaceAll('-', '')}`
  await onServer(url, `create database ${making} template template0`)
  const makingUrl = inDatabase(url, making)
  await migrate(makingUrl, modules)
  await createCity(makingUrl, modules, TEST_CITY.code, TEST_CITY.name)
  await finish(url, making, name)
  return name
}

/** A copy of the template with content of its own, made once; later copies cost as little as an empty one. */
export const ensureSeeded = async (
  url: string,
  template: string,
  seed: Seed,
  copy: (from: string, to: string) => Promise<void>,
): Promise<string> => {
  const name = `${template}_${seed.id}`
  if (await exists(url, name)) return name
  const making = `making_${randomUUID().replaceAll('-', '')}`
  await copy(template, making)
  await seed.run(inDatabase(url, making))
  await finish(url, making, name)
  return name
}
