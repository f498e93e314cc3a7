import { parseArgs } from 'node:util'
import { countOrders, type Filter, NOTHING, type Scope, type Sort } from '../src/features/work-order/store/lists.ts'
import { listOrders } from '../src/features/work-order/store/pages.ts'
import { instant } from '../src/kernel/time.ts'
import type { Rows } from '../src/platform/db/rows.ts'
import { type CityDb, type CityQueries, sql } from '../src/platform/db/types.ts'
import { benchCity } from './support/city.ts'
import { fill } from './support/fill.ts'
import { keepResult, since, table } from './support/result.ts'

/**
 * ./linli bench/plans.ts [--orders 100000]
 * Asks PostgreSQL how it would answer every list at this size, and how long it takes: as the system, and as a reader who
 * is held to the policies on rows. Fails when one of them reads the whole table of orders, or takes longer than 100 ms.
 */
const { values } = parseArgs({
  options: { orders: { type: 'string', default: '100000' }, show: { type: 'string', default: '' } },
})
const orders = Number(values.orders)
const MS_MAX = 100
const RUNS = 5

type Plan = {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Name'?: string
  readonly Plans?: readonly Plan[]
}

const nodesOf = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]

/** Runs a query and hands back the plan of the statement it sent. */
const explained = async (
  db: CityDb,
  ask: (db: CityQueries) => Promise<unknown>,
): Promise<{ readonly indexes: string; readonly whole: boolean; readonly text: string }> => {
  let plan: Plan | undefined
  const spy: CityQueries = {
    ...db,
    built: async query => {
      const rows = await db.built<{ 'QUERY PLAN': readonly { readonly Plan: Plan }[] }>({
        ...query,
        sql: `explain (analyze, buffers, format json) ${query.sql}`,
      } as never)
      plan = rows[0]?.['QUERY PLAN'][0]?.Plan
      return db.built(query)
    },
  }
  await ask(spy)
  // A reader whose index has found nothing asks for no rows.
  const nodes = plan === undefined ? [] : nodesOf(plan)
  return {
    indexes: [...new Set(nodes.flatMap(node => node['Index Name'] ?? []))].join(' '),
    whole: nodes.some(node => node['Node Type'] === 'Seq Scan' && node['Relation Name'] === 'work_order'),
    text: JSON.stringify(plan, null, 1),
  }
}

const timed = async (ask: () => Promise<unknown>): Promise<number> => {
  const times: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now()
    await ask()
    times.push(performance.now() - start)
  }
  return Math.round(Math.min(...times) * 10) / 10
}

const BUSY_UNIT = sql(
  'bench.unit',
  'select lead as id from city.work_order where not ended and lead is not null group by 1 order by count(*) desc limit 1',
)
const QUIET_UNIT = sql(
  'bench.quiet-unit',
  'select lead as id from city.work_order where lead is not null group by 1 order by count(*) limit 1',
)
const BUSY_PERSON = sql(
  'bench.person',
  'select requester as id from city.work_order where requester is not null group by 1 order by count(*) desc limit 1',
)
const TO_PERSON = sql(
  'bench.assign',
  `update city.work_order set assignee = $1 where id in (select id from city.work_order where not ended and lead is not null order by id limit 40)`,
)

const { db, installation, close } = await benchCity()
try {
  let start = performance.now()
  await fill(db, installation.vault, { orders, seed: 42, now: instant(Date.now()), days: 300 })
  const fillSeconds = since(start)
  start = performance.now()
  const [unit, person] = [(await db.one<{ id: string }>(BUSY_UNIT)).id, (await db.one<{ id: string }>(BUSY_PERSON)).id]
  const quiet = (await db.one<{ id: string }>(QUIET_UNIT)).id
  await db.run(TO_PERSON, [person])
  const now = instant(Date.now())
  const scopes: Readonly<Record<string, Scope>> = {
    desk: { ...NOTHING, areas: ['4420'] },
    'department lead': { ...NOTHING, plainAreas: ['4420'], units: [unit] },
    'town lead': { ...NOTHING, plainAreas: ['442000001'], units: [unit], assignee: person },
    handler: { ...NOTHING, units: [unit], assignee: person },
    'small unit': { ...NOTHING, units: [quiet], assignee: quiet },
    'grid worker': { ...NOTHING, plainAreas: ['442000001007'], assignee: person },
    resident: { ...NOTHING, requesters: [person] },
    public: { ...NOTHING, published: true },
  }
  // The same people as the policies on rows know them.
  const readers: Readonly<Record<string, Rows>> = {
    desk: { breadth: 'whole', of: { areas: ['4420'] } },
    'department lead': { breadth: 'plain', of: { plain: ['4420'], units: [unit] } },
    'town lead': { breadth: 'rows', of: { plain: ['442000001'], units: [unit] } },
    handler: { breadth: 'rows', of: { units: [unit] } },
    'small unit': { breadth: 'rows', of: { units: [quiet] } },
    'grid worker': { breadth: 'rows', of: { plain: ['442000001007'], assignee: [person] } },
    resident: { breadth: 'open', of: { party: [person] } },
    public: { breadth: 'open', of: {} },
  }
  const asked: readonly (readonly [who: string, what: string, filter: Filter, sort: Sort])[] = [
    ['desk', 'open, nearest due', { open: true }, 'due'],
    ['desk', 'all, newest', {}, 'received'],
    ['desk', 'one step', { steps: ['queued'], open: true }, 'due'],
    ['desk', 'late', { open: true, dueBefore: now }, 'due'],
    ['desk', 'of a town', { area: '442000001' }, 'received'],
    ['desk', 'of a unit', { lead: unit, open: true }, 'due'],
    ['desk', 'search 井盖', { q: '井盖' }, 'received'],
    ['desk', 'search 高龄津贴怎么办理', { q: '高龄津贴怎么办理' }, 'due'],
    ['desk', 'search nothing found', { q: '霓虹灯管' }, 'received'],
    ['department lead', 'open, nearest due', { open: true }, 'due'],
    ['department lead', 'all, newest', {}, 'received'],
    ['department lead', 'search 井盖', { q: '井盖' }, 'received'],
    ['town lead', 'open, nearest due', { open: true }, 'due'],
    ['town lead', 'all, newest', {}, 'received'],
    ['town lead', 'search 井盖', { q: '井盖' }, 'received'],
    ['handler', 'open, nearest due', { open: true }, 'due'],
    ['handler', 'all, newest', {}, 'received'],
    ['handler', 'search 井盖', { q: '井盖' }, 'due'],
    ['small unit', 'all, newest', {}, 'received'],
    ['small unit', 'search 井盖', { q: '井盖' }, 'received'],
    ['grid worker', 'mine, open', { open: true, assignee: person }, 'due'],
    ['grid worker', 'open, nearest due', { open: true }, 'due'],
    ['resident', 'mine', {}, 'received'],
    ['public', 'newest', {}, 'received'],
    ['public', 'of a community', { area: '442000001007' }, 'received'],
    ['public', 'search 井盖', { q: '井盖' }, 'received'],
  ]
  const rows: (string | number)[][] = [
    ['who', 'what', 'list ms', 'count ms', 'as reader ms', 'count', 'indexes', 'as reader'],
  ]
  const bad: string[] = []
  for (const [who, what, filter, sort] of asked) {
    const scope = scopes[who] ?? NOTHING
    const list = (on: CityQueries) => listOrders(on, scope, filter, { sort, limit: 20 })
    const { indexes, whole, text } = await explained(db, list)
    const counted = await explained(db, on => countOrders(on, scope, filter, 1000))
    const [ms, countMs] = [await timed(() => list(db)), await timed(() => countOrders(db, scope, filter, 1000))]
    const reader = db.as(readers[who] ?? { breadth: 'rows', of: {} })
    const read = await explained(reader, on => listOrders(on, scope, filter, { sort, limit: 20 }, db))
    const [readMs, readCountMs] = [
      await timed(() => listOrders(reader, scope, filter, { sort, limit: 20 }, db)),
      await timed(() => countOrders(reader, scope, filter, 1000)),
    ]
    rows.push([
      who,
      what,
      ms,
      countMs,
      readMs,
      readCountMs,
      `${whole ? 'WHOLE TABLE ' : ''}${indexes}${counted.whole ? ' (count: WHOLE TABLE)' : ''}`,
      `${read.whole ? 'WHOLE TABLE ' : ''}${read.indexes}`,
    ])
    if (values.show !== '' && `${who}: ${what}`.includes(values.show)) process.stderr.write(`${read.text}\n`)
    if (whole || ms > MS_MAX || read.whole || readMs > MS_MAX) bad.push(`${who}: ${what}`)
    if (values.show !== '' && `${who}: ${what}`.includes(values.show)) process.stderr.write(`${text}\n`)
  }
  process.stdout.write(`${table(rows)}\n`)
  keepResult(`plans-${orders}`, { orders, fillSeconds, lists: rows.slice(1), bad })
  if (bad.length > 0) process.exitCode = 1
} finally {
  await close()
}
