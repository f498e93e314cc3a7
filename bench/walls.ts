import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import type { FastifyInstance } from 'fastify'
import { instant } from '../src/kernel/time.ts'
import { type Database, sql } from '../src/platform/db/types.ts'
import { type Behind, type Person, PLACE, resident, staff } from '../tests/chaos/support.ts'
import { appOf } from './support/app.ts'
import { benchCity } from './support/city.ts'
import { fill } from './support/fill.ts'
import { type Call, httpLoad } from './support/http-load.ts'
import { keepResult, percentile, table } from './support/result.ts'

/**
 * ./linli bench/walls.ts [--orders 10000] [--calls 200]
 * What the policies on rows cost: two servers in this process on one database, one whose readers have roles and one that
 * reads everything as the system, asked by turns, one call at a time, so that both meet the same machine. Prints for
 * each kind of request both medians, their ratio (1.10: ten per cent more time), and the 95th percentile with policies.
 */
const { values } = parseArgs({
  options: {
    orders: { type: 'string', default: '10000' },
    calls: { type: 'string', default: '200' },
  },
})
const [orders, calls] = [Number(values.orders), Number(values.calls)]
/** Calls that are not counted: they fill caches and let statements get their lasting plans. */
const WARM = 15
const PER_PERSON = 15

const IDS = sql('bench.ids', 'select id from city.work_order order by received_at desc limit 200')

/** The same database with every reader taken for the system. */
const wallless = (database: Database): Database => ({
  ...database,
  city: code => {
    const db = database.city(code)
    const bare: typeof db = { ...db, as: () => bare }
    return bare
  },
})

const { db, installation, close } = await benchCity()
try {
  await fill(db, installation.vault, { orders, seed: 42, now: instant(Date.now()), days: 200 })
  const behind: Behind = { installation, db }
  const [desk, unit, lead] = [
    await staff(behind, 'deskOperator'),
    await staff(behind, 'unitHandler'),
    await staff(behind, 'unitLead'),
  ]
  const people: Person[] = []
  for (let count = 0; count < Math.ceil(((calls + WARM) * 2) / PER_PERSON); count++) people.push(await resident(behind))
  const ids = (await db.rows<{ id: string }>(IDS)).map(({ id }) => id)
  const listen = async (database: Database): Promise<{ readonly app: FastifyInstance; readonly base: string }> => {
    const app = await appOf({ ...installation, database })
    return { app, base: await app.listen({ host: '127.0.0.1', port: 0 }) }
  }
  const [walled, bare] = [await listen(installation.database), await listen(wallless(installation.database))]
  let told = 0
  const get =
    (who: Person | undefined, pathOf: (index: number) => string) =>
    (index: number): Call => ({
      method: 'GET',
      path: pathOf(index),
      headers: who === undefined ? {} : { cookie: who.cookie },
    })
  const report = (): Call => ({
    method: 'POST',
    path: '/api/work-orders',
    headers: { cookie: people[told++ % people.length]?.cookie ?? '', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ text: `路口的井盖没了,晚上看不见。第${told}件。`, area: PLACE, place: '兴文路口' }),
  })
  const asked: Readonly<Record<string, { readonly status: number; readonly call: (index: number) => Call }>> = {
    'desk list, nearest due': { status: 200, call: get(desk, () => '/api/work-orders?open=true&sort=due&limit=20') },
    'desk list, newest': { status: 200, call: get(desk, () => '/api/work-orders?sort=received&limit=20') },
    'desk search': { status: 200, call: get(desk, () => `/api/work-orders?q=${encodeURIComponent('井盖')}&limit=20`) },
    'unit queue': { status: 200, call: get(unit, () => '/api/work-orders?open=true&sort=due&limit=20') },
    'unit search': { status: 200, call: get(unit, () => `/api/work-orders?q=${encodeURIComponent('井盖')}&limit=20`) },
    'town lead list': { status: 200, call: get(lead, () => '/api/work-orders?open=true&sort=due&limit=20') },
    detail: { status: 200, call: get(desk, index => `/api/work-orders/${ids[Math.abs(index) % ids.length]}`) },
    'public list': { status: 200, call: get(undefined, () => '/api/open/work-orders?limit=20') },
    'own list': {
      status: 200,
      call: index => get(people[Math.abs(index) % people.length], () => '/api/me/work-orders')(index),
    },
    report: { status: 201, call: report },
  }
  const rows: (string | number)[][] = [['what', 'without ms', 'with ms', 'with ÷ without', 'p95 with']]
  for (const [what, { status, call }] of Object.entries(asked)) {
    const times = { with: [] as number[], without: [] as number[] }
    const one = async (base: string, index: number, into: number[]): Promise<void> => {
      const loaded = await httpLoad(base, 1, 1, status, () => call(index))
      if (loaded.others > 0) throw new Error(`${what}: ${loaded.firstOther}`)
      if (index >= 0) into.push(loaded.p50)
    }
    for (let index = -WARM; index < calls; index++) {
      const both = [() => one(walled.base, index, times.with), () => one(bare.base, index, times.without)]
      for (const ask of index % 2 === 0 ? both : both.toReversed()) await ask()
    }
    const [on, off] = [percentile(times.with, 0.5), percentile(times.without, 0.5)]
    rows.push([what, off, on, Math.round((on * 100) / off) / 100, percentile(times.with, 0.95)])
  }
  process.stdout.write(`${table(rows)}\n`)
  keepResult(`walls-${orders}`, { orders, calls, walls: rows.slice(1) })
  await walled.app.close()
  await bare.app.close()
} finally {
  await close()
}
