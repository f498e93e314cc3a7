import pg from 'pg'
import { createCity, dropDemoCity, MigrationError } from './migrate.ts'
import { type CityDb, type Database, type Module, sql } from './types.ts'

const DONE = sql('db.demo-done', 'select 1 as done from city.demo')
const MARK = sql('db.demo-mark', 'insert into city.demo (id, done_at) values (1, now())')

/** Holds the lock for as long as `work` takes; a killed process lets go of it with its connection. */
const alone = async <T>(url: string, work: () => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url, keepAlive: true })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('begin')
    await client.query('select id from public.demo_lock where id = 1 for update')
    return await work()
  } finally {
    await client.end().catch(() => undefined)
  }
}

/**
 * Makes the demonstration city, once, whatever happens: one that was interrupted is thrown away and made anew, and two
 * processes that want it at the same time make one.
 * @param fill puts its data in
 * @returns whether it was made now
 * @throws MigrationError when the city exists and is a real one
 */
export const ensureDemoCity = (
  url: string,
  database: Database,
  modules: readonly Module[],
  code: string,
  name: string,
  fill: (db: CityDb) => Promise<void>,
): Promise<boolean> =>
  alone(url, async () => {
    const db = database.city(code)
    const known = (await database.cities()).find(city => city.code === code)
    if (known?.demo === false)
      throw new MigrationError(`${name}(${code}) 是正式城市,不能作演示。请用 --data 指定别的目录。`)
    if (known !== undefined && (await db.maybe(DONE)) !== undefined) return false
    if (known !== undefined) await dropDemoCity(url, code)
    await createCity(url, modules, code, name, { demo: true })
    await fill(db)
    await db.run(MARK)
    return true
  })
