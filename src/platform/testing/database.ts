import { randomUUID } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { openDatabase } from '../db/database.ts'
import { createCity, migrate } from '../db/migrate.ts'
import type { CityDb, Database, Module, PublicDb } from '../db/types.ts'
import { startTestCluster } from './cluster.ts'
import { ensureSeeded, ensureTemplate, inDatabase, onServer, type Seed, TEST_CITY } from './template.ts'

/** A database of its own for one test, with the city 442000 (中山市) and every migration. */
export type TestCity = {
  readonly db: CityDb
  readonly publicDb: PublicDb
  readonly database: Database
  readonly url: string
  /** Another pool on the same database, as another process would have; closed with the test. */
  readonly another: () => Database
  /** Makes another city in the same database. */
  readonly addCity: (code: string, name: string) => Promise<CityDb>
}

export type TestCityOptions = {
  /** Slices that src/app/features.ts does not list (yet): their migrations run after all others. */
  readonly features?: readonly Module[]
  /** Content to begin with, written once per run and copied from then on. */
  readonly seed?: { readonly id: string; readonly run: (database: Database) => Promise<void> }
}

/** The modules of the app; taken by address, because the platform does not know the app and only tests need this. */
const appModules = async (): Promise<readonly Module[]> => {
  const { modules }: { modules: readonly Module[] } = await import(
    new URL('../../app/modules.ts', import.meta.url).href
  )
  return modules
}

type Made = { readonly template: string; readonly modules: readonly Module[] }
type Server = Made & { readonly url: string }
let server: Promise<Server> | undefined

/**
 * The template of this run: whoever makes it first leaves word for the files that follow. Asking the app for its modules
 * loads all of it, which takes more of a processor than most of those files do.
 */
const templateOfRun = async (url: string): Promise<Made> => {
  const shared = process.env.LINLI_TEST_SHARED
  const file = shared && process.env.LINLI_TEST_DATABASE_URL ? join(shared, 'template.json') : undefined
  const told = file === undefined ? undefined : await readFile(file, 'utf8').catch(() => undefined)
  if (told !== undefined) return JSON.parse(told)
  const modules = await appModules()
  const made = {
    template: await ensureTemplate(url, modules),
    modules: modules.map(({ id, folder }) => ({ id, folder })),
  }
  if (file !== undefined) {
    const own = `${file}.${process.pid}`
    await writeFile(own, JSON.stringify(made))
    await rename(own, file)
  }
  return made
}

/** The run's server (LINLI_TEST_DATABASE_URL), or one of this process that ends with it. */
const start = async (): Promise<Server> => {
  const given = process.env.LINLI_TEST_DATABASE_URL
  const cluster = given === undefined ? await startTestCluster() : undefined
  if (cluster !== undefined) process.once('beforeExit', () => void cluster.stop())
  const url = given ?? cluster?.url ?? ''
  return { url, ...(await templateOfRun(url)) }
}

const BUSY = '55006'
const COPY_TRIES_MAX = 20

const copy = async (url: string, template: string, name: string): Promise<void> => {
  for (let tries = 1; ; tries++) {
    try {
      await onServer(url, `create database ${name} template ${template} strategy file_copy`)
      return
    } catch (error) {
      const busy = error instanceof Error && 'code' in error && error.code === BUSY
      if (!busy || tries === COPY_TRIES_MAX) throw error
      await new Promise(resolve => setTimeout(resolve, 50))
    }
  }
}

const templateOf = async (serverUrl: string, template: string, given: TestCityOptions['seed']): Promise<string> => {
  if (given === undefined) return template
  const seed: Seed = {
    id: given.id,
    run: async url => {
      const database = openDatabase(url, { max: 4 })
      await given.run(database).finally(() => database.close())
    },
  }
  return ensureSeeded(serverUrl, template, seed, (from, to) => copy(serverUrl, from, to))
}

/**
 * Copies the template into a database for this test and drops it afterwards (0.1–0.3 s).
 * Share one among the tests of a file by making it in a parent test, when they do not disturb each other.
 */
export const testCity = async (t: Pick<TestContext, 'after'>, options: TestCityOptions = {}): Promise<TestCity> => {
  server ??= start()
  const { url: serverUrl, template, modules } = await server
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await copy(serverUrl, await templateOf(serverUrl, template, options.seed), name)
  const url = inDatabase(serverUrl, name)
  const all = [...modules, ...(options.features ?? []).filter(extra => !modules.some(({ id }) => id === extra.id))]
  if (all.length > modules.length) await migrate(url, all)
  const opened: Database[] = []
  const another = (): Database => {
    const database = openDatabase(url, { max: 10 })
    opened.push(database)
    return database
  }
  t.after(async () => {
    await Promise.all(opened.map(database => database.close()))
    await onServer(serverUrl, `drop database if exists ${name} with (force)`)
  })
  const database = another()
  const addCity = async (code: string, cityName: string): Promise<CityDb> => {
    await createCity(url, all, code, cityName)
    return database.city(code)
  }
  return { db: database.city(TEST_CITY.code), publicDb: database.publicDb, database, url, another, addCity }
}
