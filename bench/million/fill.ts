import { rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { addCity } from '../../src/app/cities.ts'
import { calendarOf } from '../../src/features/calendar/index.ts'
import { areaNames, communitiesOf, pathOfCity } from '../../src/features/directory/index.ts'
import { seeded } from '../../src/features/work-order/simulate.ts'
import { type Instant, instant } from '../../src/kernel/time.ts'
import type { Vault } from '../../src/platform/crypto/vault.ts'
import type { CityDb } from '../../src/platform/db/types.ts'
import { sequence } from '../../src/platform/journal/sequence.ts'
import { CITY, openHere } from '../support/city.ts'
import { since } from '../support/result.ts'
import { copyIn } from './copy.ts'
import { withoutIndexes } from './indexes.ts'
import { livesOf } from './lives.ts'
import { fillResidents } from './residents.ts'
import { Copies, type Rows, TABLES, type Table } from './rows.ts'

export type Size = {
  readonly orders: number
  readonly seed: number
  readonly say: (line: string) => void
  /** Distinct lives, each copied as often as it takes; at most twenty thousand unless said. */
  readonly lives?: number
}

const LIVES_MAX = 20_000
const RESIDENTS_PER_ORDER = 0.1
const OPEN_PER_ORDER = 0.21
const BATCH = 2_500
const tables = Object.keys(TABLES) as Table[]

/** The clients that fill: rows are not checked against other tables, since all of them are made here. */
const clientFor = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`set session_replication_role = replica`)
  await client.query(`set maintenance_work_mem = '512MB'`)
  await client.query(`set max_parallel_maintenance_workers = 1`)
  return client
}

const send = async (clients: ReadonlyMap<Table, pg.Client>, schema: string, rows: Rows): Promise<void> => {
  await Promise.all(
    tables.map(async table => {
      const client = clients.get(table)
      if (client === undefined) throw new Error(`nobody fills ${table}`)
      await copyIn(client, `${schema}.${table}`, TABLES[table], rows[table])
    }),
  )
}

/** Where orders go: a city, its server's address and its vault. */
export type Ground = { readonly db: CityDb; readonly url: string; readonly vault: Vault; readonly now: Instant }

/** Escalations that are past: each is a step that was fired. */
const stepsOf = (schema: string): string =>
  `insert into ${schema}.clock_step (subject, round, turn, name, level, at, fired_at)
   select c.subject, c.round, c.turn, c.name, e.level, e.at, e.at
   from ${schema}.clock c cross join lateral jsonb_to_recordset(c.escalations) as e (level text, at timestamptz)
   where e.level = any (c.fired) on conflict do nothing`

/**
 * Fills a founded city: residents, orders, facts, clocks, fired steps, rounds, journal entries, as many rows to a
 * statement as memory lets, and the indexes afterwards. The journal's tree is not built.
 */
export const fillCity = async ({ db, url, vault, now }: Ground, size: Size): Promise<void> => {
  const { orders, seed, say, lives: most = LIVES_MAX } = size
  const { schema } = db.city
  const start = performance.now()
  const client = await clientFor(url)
  const rebuild = await withoutIndexes(client, schema, tables)
  const residents = await fillResidents(client, schema, vault, Math.ceil(orders * RESIDENTS_PER_ORDER), now)
  const lives = await livesOf(db, { lives: Math.min(orders, most), open: OPEN_PER_ORDER, seed, now })
  say(`${residents.length} residents, ${lives.length} lives went through the rules, ${since(start)} s`)
  const paths = (await communitiesOf(db, pathOfCity(db.city))).map(area => area.path)
  const names = await areaNames(db, paths)
  const copies = new Copies({
    city: db.city.code,
    calendar: (await calendarOf(db)).version,
    now,
    areas: paths.map(path => ({ path, name: names.get(path) ?? path })),
    residents,
    random: seeded(seed + 1),
  })
  const clients = new Map<Table, pg.Client>()
  for (const table of tables) clients.set(table, await clientFor(url))
  let sending: Promise<void> = Promise.resolve()
  for (let from = 0; from < orders; from += BATCH) {
    const chosen = Array.from(
      { length: Math.min(BATCH, orders - from) },
      (_, at) => lives[Math.floor(((from + at) * lives.length) / orders)],
    )
    const rows = copies.rows(
      chosen.flatMap(life => life ?? []),
      from,
    )
    // The next rows are written while these travel.
    await sending
    sending = send(clients, schema, rows)
    sending.catch(() => undefined)
    if (from % 100_000 === 0) say(`${from} orders, ${since(start)} s`)
  }
  await sending
  for (const open of clients.values()) await open.end()
  say(`${orders} orders, ${since(start)} s`)
  for (const text of rebuild) await client.query(text)
  await client.query(stepsOf(schema))
  say(`${rebuild.length} indexes and the fired steps, ${since(start)} s`)
  await client.query(`analyze`)
  await client.end()
}

const marked = (data: string): string => join(data, 'filled.json')

/** Whether a folder holds a complete fill. */
export const isFilled = (data: string): Promise<boolean> =>
  stat(marked(data)).then(
    () => true,
    () => false,
  )

/**
 * Fills a data folder once: a city with orders, facts, clocks, rounds, residents, and the journal with its tree, on a
 * private cluster that forces to disk. Rows go in by COPY; indexes are built afterwards.
 */
export const fillFolder = async (data: string, size: Size): Promise<void> => {
  const { say } = size
  const start = performance.now()
  await rm(marked(data), { force: true })
  const installation = await openHere(data)
  try {
    await addCity(installation, CITY)
    const db = installation.database.city(CITY)
    const client = new pg.Client({ connectionString: installation.url })
    await client.connect()
    await fillCity({ db, url: installation.url, vault: installation.vault, now: instant(Date.now()) }, size)
    for (let numbered = -1; numbered !== 0; ) {
      numbered = await sequence(db, instant(Date.now()), installation.signer)
      say(`${numbered} journal entries have their place, ${since(start)} s`)
    }
    await client.query('vacuum (analyze)')
    await client.query('checkpoint')
    await client.end()
    const filled = { orders: size.orders, seed: size.seed, filledAt: Date.now(), seconds: since(start) }
    await writeFile(`${marked(data)}.new`, JSON.stringify(filled))
    await rename(`${marked(data)}.new`, marked(data))
    say(`done, ${since(start)} s`)
  } finally {
    await installation.close()
  }
}
