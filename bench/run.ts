import { parseArgs } from 'node:util'
import { addCity } from '../src/app/cities.ts'
import { instant } from '../src/kernel/time.ts'
import { sql } from '../src/platform/db/types.ts'
import { type Behind, resident, staff } from '../tests/chaos/support.ts'
import { dataFolder, startServer } from '../tests/e2e/support/server.ts'
import { measureReads, type Reads } from './parts/reads.ts'
import { measureReports, PER_PERSON, type Reports, recordReports } from './parts/reports.ts'
import { measureStartup, rssOf, type Startup } from './parts/startup.ts'
import { beside, CITY, openHere } from './support/city.ts'
import { fill } from './support/fill.ts'
import { keepResult, machine, table } from './support/result.ts'

/**
 * npm run bench -- [NAME] [--only startup,reports,reads] [--orders 10000] [--reports 2000]
 * Measures in one run, on a private cluster that forces to disk: start-up, reports taken through HTTP beside the same
 * statements in raw SQL, lists, details and search, and memory. Prints a table; NAME (default `run`) names the file of
 * results in bench/results.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: 'startup,reports,reads' },
    orders: { type: 'string', default: '10000' },
    reports: { type: 'string', default: '2000' },
  },
})
const [name = 'run'] = positionals
const parts = new Set(values.only.split(','))
const [orders, reports] = [Number(values.orders), Number(values.reports)]
const say = (line: string): void => void process.stderr.write(`${line}\n`)
const QUIET_MS_MAX = 60_000

const IDS = sql('bench.ids', 'select id from city.work_order order by received_at desc limit 200')
const WAITING = sql(
  'bench.waiting',
  'select (select count(*) from city.outbox) + (select count(*) from city.delivery) as n',
)

type Measured = { readonly reports?: Reports; readonly reads?: Reads; readonly rssMiB: number }

const prepare = async (data: string) => {
  const installation = await openHere(data)
  const behind: Behind = { installation, db: installation.database.city(CITY) }
  await addCity(installation, CITY)
  say(`filling ${orders} orders…`)
  const start = performance.now()
  await fill(behind.db, installation.vault, { orders, seed: 42, now: instant(Date.now()), days: 200 })
  say(`filled in ${Math.round((performance.now() - start) / 1000)} s`)
  const [desk, unit] = [await staff(behind, 'deskOperator'), await staff(behind, 'unitHandler')]
  const people = []
  for (let count = 0; count < Math.ceil((reports + 10) / PER_PERSON); count++) people.push(await resident(behind))
  const ids = (await behind.db.rows<{ id: string }>(IDS)).map(({ id }) => id)
  await installation.database.close()
  const recorded = parts.has('reports') ? await recordReports(behind, installation.url, people, reports) : undefined
  await installation.close()
  return { desk, unit, people, ids, recorded }
}

const measure = async (): Promise<Measured> => {
  const data = await dataFolder()
  const { desk, unit, people, ids, recorded } = await prepare(data)
  const server = await startServer({ demo: false, env: { LINLI_LOG: 'warn' } }, data)
  const installation = await beside(data)
  const quiet = async (): Promise<void> => {
    const end = Date.now() + QUIET_MS_MAX
    const waiting = () => installation.database.city(CITY).one<{ n: number }>(WAITING)
    while ((await waiting()).n > 0 && Date.now() < end) await new Promise(resolve => setTimeout(resolve, 200))
  }
  try {
    await quiet()
    const taken = recorded && (await measureReports(server.base, installation.url, people, recorded, quiet))
    const reads = parts.has('reads') ? await measureReads(server.base, desk, unit, ids) : undefined
    return { ...(taken && { reports: taken }), ...(reads && { reads }), rssMiB: rssOf(server.pid) }
  } finally {
    await installation.close()
    await server.stop()
  }
}

const print = (startup: Startup | undefined, measured: Measured | undefined): void => {
  const rows: (string | number)[][] = [['what', 'figure', 'p50 ms', 'p95 ms', 'p99 ms']]
  if (startup)
    rows.push(['first start, demo', `${startup.firstSeconds} s`], ['second start', `${startup.secondSeconds} s`])
  const { reports: taken, reads = {}, rssMiB } = measured ?? {}
  if (taken) {
    rows.push(['reports through HTTP', `${taken.http.perSecond}/s`, taken.http.p50, taken.http.p95, taken.http.p99])
    rows.push([
      `same ${taken.raw.statements} statements, raw`,
      `${taken.raw.perSecond}/s`,
      taken.raw.p50,
      '',
      taken.raw.p99,
    ])
    rows.push(['share of raw', taken.ratio])
  }
  for (const [what, read] of Object.entries(reads))
    rows.push([what, `${read.perSecond}/s`, read.p50, read.p95, read.p99])
  if (rssMiB !== undefined) rows.push(['memory after load', `${rssMiB} MiB`])
  process.stdout.write(`${table(rows)}\nload ${machine().load.join(' ')}\n`)
}

const startup = parts.has('startup') ? await measureStartup() : undefined
const measured = parts.has('reports') || parts.has('reads') ? await measure() : undefined
print(startup, measured)
keepResult(name, { orders, ...(startup && { startup }), ...measured })
