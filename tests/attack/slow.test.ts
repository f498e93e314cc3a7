import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { test } from 'node:test'
import { z } from 'zod'
import { openInstallation } from '../../src/app/installation.ts'
import { settingsOf } from '../../src/app/settings.ts'
import { ok } from '../../src/kernel/result.ts'
import { instant } from '../../src/kernel/time.ts'
import { READ_MS_MAX, STATEMENT_MS_MAX } from '../../src/platform/db/pool.ts'
import { sql } from '../../src/platform/db/types.ts'
import { citiesOf } from '../../src/platform/http/cities.ts'
import { cursorOf } from '../../src/platform/http/paging.ts'
import type { Module } from '../../src/platform/http/services.ts'
import { api, page, type Route } from '../../src/platform/http/types.ts'
import { testServer } from '../../src/platform/testing/server.ts'
import { type Attacked, attackedCity, DEEP, fire, MODULES, ROUTES, shotAt } from './city.ts'
import { leaksIn } from './leaks.ts'
import { fundFor } from './xss-fund-use.ts'

const ORDERS = DEEP ? 100_000 : 10_000

/** Copies of one order with other ids, numbers and words: enough that reading all of them is felt. */
const MANY = sql(
  't.many',
  `insert into city.work_order (id, no, version, facts, step, round, turn, kind, category, urgent, channel, area, lead, units,
     assignee, requester, pending, confidential, published, received_at, dispatched_at, closed_at, archived_at, next_due_at,
     ended, locality, state, place, title, body, source, external_id, track_hash, search, public_title, public_text, public_search)
   select gen_random_uuid(), 'x' || n, version, facts, step, round, turn, kind, category, urgent, channel, area, lead, units,
     assignee, requester, pending, confidential, true, received_at - n * interval '1 minute', dispatched_at, closed_at,
     archived_at, next_due_at, ended, locality, state, place, title, body, source, '', track_hash,
     array_to_tsvector(array['w' || n % 977, 'w' || n % 31, 'same', '井盖']), 'x' || n, 'x', array_to_tsvector(array['same'])
   from generate_series(1, $2::int) as n, city.work_order where id = $1`,
)

/** Lists: every route that takes a limit or a cursor. */
const lists = ROUTES.flatMap(route =>
  route.kind !== 'form' && route.query instanceof z.ZodObject && 'cursor' in route.query.shape
    ? [{ route, names: Object.keys(route.query.shape) }]
    : [],
)

const search = (words: string): string => words.slice(0, 100)
const EXPENSIVE = [
  ...['same', 'w', 's', '井', '井盖', '井盖井盖'],
  search('same '.repeat(40)),
  search(Array.from({ length: 40 }, (_, n) => `w${n}`).join(' ')),
  search('w'.repeat(100)),
  search('井盖'.repeat(60)),
  search('的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里'),
  search('%_'.repeat(50)),
  search('*'.repeat(100)),
  search(":* & | ! <-> ( ) '".repeat(8)),
  search('\\'.repeat(100)),
  search('a:* | b:*'),
  search('ﷺ'.repeat(100)),
]

test('S-63 pages of a milliard, wild cursors, and searches for everything are capped or refused', async t => {
  const attacked: Attacked = await attackedCity(t)
  const { server, city, cookies, known, whoFor } = attacked
  const worker = city.another().city('442000')
  await worker.tx(tx => tx.run(MANY, [known.id, ORDERS]))
  await city.db.run(sql('t.analyze', 'analyze city.work_order'))
  assert.ok(lists.length >= 10, lists.map(({ route }) => route.path).join(' '))
  const estate = { area: known.community, name: '试验花园', developer: '' }
  const made = await server.as(attacked.cast.communityWorker).post('/api/estates', estate)
  assert.equal(made.status, 201, made.text)
  await fundFor(attacked, made.json().id, known.lead ?? '')
  const bank = { area: known.community, name: '试验时间银行', ruleSet: 'local', guarantee: '由街道项目兜底' }
  const scheme = await server.as(attacked.cast.communityWorker).post('/api/time-banks', bank)
  assert.equal(scheme.status, 201, scheme.text)
  const idFor = (path: string): string =>
    /^\/api\/(estates|funds)\//.test(path)
      ? made.json().id
      : /^\/api\/time-banks\//.test(path)
        ? scheme.json().id
        : known.id
  const faults: string[] = []
  let [asked, rows, slowest] = [0, 0, 0]
  const look = async (route: Route, query: Record<string, unknown>, wanted: RegExp): Promise<void> => {
    const shot = shotAt(route, { ...known, id: idFor(route.path) })
    const begun = performance.now()
    const answer = await fire(server, { ...shot, query: { ...shot.query, ...query } }, cookies[whoFor(route)])
    asked++
    slowest = Math.max(slowest, performance.now() - begun)
    const what = `${route.path} ${JSON.stringify(query).slice(0, 120)}`
    if (!wanted.test(String(answer.status))) faults.push(`${what}: ${answer.status}`)
    if (answer.status >= 400)
      faults.push(...leaksIn(answer.text, Object.values(query).map(String)).map(leak => `${what}: ${leak}`))
    if (answer.status === 200 && route.kind === 'api') {
      const { items } = answer.json() as { items: readonly unknown[] }
      rows = Math.max(rows, items.length)
    }
  }
  for (const { route, names } of lists) {
    const limited = names.includes('limit')
    for (const limit of ['1000000000', '101', '1e9', '-1', '0', '99999999999999999999', '5.5', 'all'])
      if (limited) await look(route, { limit }, /^400$/)
    if (limited) await look(route, { limit: 100 }, /^200$/)
    if (route.kind === 'api')
      for (const name of ['offset', 'page', 'skip']) await look(route, { [name]: '1000000000' }, /^400$/)
    const keys: readonly unknown[] = [
      ...[1e18, -1e18, 1e308, 2 ** 53, 2 ** 40, -1, 0, 1.5, null, 'x', '', [], {}, true],
      ...[
        [1e18, known.id],
        [-1e18, known.id],
        [1, 'x'],
        [null, "'"],
        [0.5, known.id],
        [[], []],
      ],
      ...[
        { area: '\u0000', name: 'x', id: known.id },
        { area: '9'.repeat(300), name: '\ud800', id: known.id },
      ],
    ]
    for (const key of keys) await look(route, { cursor: cursorOf(route.id, key) }, /^(200|400)$/)
    for (const cursor of ['x', '.', 'e30.x', 'a'.repeat(500), 'a'.repeat(501), '%00', "' or 1=1"])
      await look(route, { cursor }, /^400$/)
    if (names.includes('q'))
      for (const q of EXPENSIVE) await look(route, { q }, route.path.startsWith('/api/areas') ? /^[24]00$/ : /^200$/)
  }
  t.diagnostic(
    `${lists.length} lists over ${ORDERS} orders, ${asked} requests, ${rows} rows at most, the slowest ${Math.round(slowest)} ms`,
  )
  assert.deepEqual(faults.slice(0, 20), [])
  assert.ok(rows <= 100)
})

const SLEEP = sql('t.sleep', 'select pg_sleep($1::float8)')
const anyone = { read: [{ who: 'anyone', area: 'any', relation: 'any' }] } as const
const slow: Module = {
  id: 'slow',
  refusals: {},
  routes: [
    api({
      id: 'slow.read',
      method: 'GET',
      path: '/api/slow',
      summary: '慢',
      access: { policy: anyone, verb: 'read' },
      answer: z.object({}),
      handler: async ({ db }) => {
        await db.rows(SLEEP, [READ_MS_MAX / 1000 + 3])
        return ok({})
      },
    }),
    page({
      id: 'slow.page',
      path: '/slow',
      access: { policy: anyone, verb: 'read' },
      load: async ({ db }) => {
        await db.rows(SLEEP, [READ_MS_MAX / 1000 + 3])
        return ok({ redirect: '/' })
      },
    }),
  ],
}

test('S-63 a read that takes too long is stopped after five seconds, and says in words to ask for less', async t => {
  const { city, vault } = await attackedCity(t)
  const data = await mkdtemp(join(tmpdir(), 'linli-slow-'))
  t.after(() => rm(data, { recursive: true, force: true }))
  const settings = settingsOf({ data, databaseUrl: city.url }, {})
  // As the server opens it; a verb beside it has the longer limit.
  const installation = await openInstallation(settings, { beside: false, say: () => undefined })
  t.after(() => installation.close())
  const cities = citiesOf(installation.database, {
    defaultCode: '442000',
    settings: () => ({ phone: '12345', demo: false }),
    now: () => instant(0),
  })
  const server = await testServer(t, city, { modules: [...MODULES, slow], services: { vault, cities } })
  assert.ok(READ_MS_MAX <= 5000)
  const begun = performance.now()
  const [program, reader] = await Promise.all([
    server.get('/api/slow'),
    server.get('/slow', { accept: 'text/html', 'accept-language': 'zh' }),
  ])
  assert.ok(performance.now() - begun >= READ_MS_MAX)
  assert.deepEqual([program.status, program.json().type], [503, '/problems/read-slow'])
  assert.match(program.json().next, /缩小范围/)
  assert.ok(Number(program.headers['retry-after']) > 0)
  assert.equal(reader.status, 503)
  assert.match(reader.text, /缩小范围/)
  assert.deepEqual([leaksIn(program.text), leaksIn(reader.text)], [[], []])
  // The connection that was stopped goes on to serve, and one that writes has the longer limit.
  assert.equal((await server.get('/api/hotlines')).status, 200)
  const SHOW = sql('t.show', 'show statement_timeout')
  const db = installation.database.city('442000')
  assert.deepEqual(await db.one(SHOW), { statement_timeout: `${READ_MS_MAX / 1000}s` })
  assert.deepEqual(await db.tx(tx => tx.one(SHOW)), { statement_timeout: `${STATEMENT_MS_MAX / 1000}s` })
})
