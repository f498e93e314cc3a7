import assert from 'node:assert/strict'
import { performance } from 'node:perf_hooks'
import { test } from 'node:test'
import type { Cast } from '../../src/features/work-order/testing.ts'
import { sql } from '../../src/platform/db/types.ts'
import { score } from '../../src/platform/testing/score.ts'
import type { Answer } from '../../src/platform/testing/server.ts'
import { type Attacked, aimed, attackedCity, DEEP, fire, ROUTES, type Shot, shotAt } from './city.ts'
import { leaksIn } from './leaks.ts'
import { HEADERS, type Place, placesOf } from './places.ts'
import { awake, isTimed, SLEEP_S, SQL_STRINGS } from './sql-strings.ts'

/** Strings for each place; the fast form takes others at every place, so that all of them are used. */
const PER_PLACE = DEEP ? 80 : 1
/** A request may be held up by the machine; a sleep that works holds up every one of them. */
const TRIES_MAX = 12
const DELTA_MS_MAX = 50

/** Not fired at: they end sessions or close what the others need. */
const LEFT_OUT = /sign-out|end-session|end-others/

const SHAPE = sql(
  't.shape',
  `select count(*) as tables from information_schema.tables where table_schema in ('public', 'c442000')`,
)

const FORGET = sql('t.forget-uses', 'delete from city.rate_window')

type Target = {
  readonly shot: Shot
  readonly place: Place
  readonly who: keyof Cast | 'stranger'
}

const targetsOf = ({ known, whoFor }: Attacked): readonly Target[] =>
  ROUTES.filter(route => !LEFT_OUT.test(route.id)).flatMap((route, index) => {
    const shot = shotAt(route, known)
    const who = whoFor(route)
    // Headers are read before the route is; a few routes of each kind are enough for all of them.
    const headers = index % 20 === 0 ? HEADERS.map(name => ({ where: 'header', at: [name], schema: {} }) as const) : []
    return [...placesOf(route), ...headers].map(place => ({ shot, place, who }))
  })

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

test('S-15 S-25 SQL in every parameter of every route: no error, no wait, nothing told of the inside', async t => {
  const attacked = await attackedCity(t)
  const { server, city, cookies } = attacked
  const before = await city.db.one(SHAPE)
  const targets = targetsOf(attacked)
  assert.ok(SQL_STRINGS.length >= 80, `${SQL_STRINGS.length} strings`)
  assert.ok(targets.length > 400, `only ${targets.length} places`)

  const faults: string[] = []
  const statuses = new Map<number, number>()
  let [shots, failed, slowest] = [0, 0, 0]
  const look = async (target: Target, text: string): Promise<number> => {
    const { shot, place, who } = target
    // How often somebody may ask is another test's; here everything is to be reached.
    if (++shots % 10 === 0) await city.db.run(FORGET)
    const begun = performance.now()
    const answer: Answer = await fire(server, aimed(shot, place, text), cookies[who])
    const ms = performance.now() - begun
    const at = `${shot.route.id} ${place.where} ${place.at.join('.')} ${JSON.stringify(text)}`
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
    if (answer.status >= 500) {
      failed++
      faults.push(`${at}: ${answer.status}`)
    }
    for (const leak of answer.status >= 400 ? leaksIn(answer.text, [text]) : []) faults.push(`${at}: tells ${leak}`)
    return ms
  }
  for (const [index, target] of targets.entries()) {
    const plain: number[] = []
    for (let round = 0; round < 3; round++) plain.push(await look(target, '井盖'))
    const base = median(plain)
    for (let step = 0; step < PER_PLACE; step++) {
      const text = SQL_STRINGS[(index * PER_PLACE + step) % SQL_STRINGS.length] ?? ''
      let ms = await look(target, text)
      // What takes long with any text, such as a file that is made, is held against the same text without its SQL.
      let usual = base
      for (let tries = 1; ms - usual >= DELTA_MS_MAX && tries < TRIES_MAX; tries++) {
        const harmless = await look(target, awake(text))
        usual = tries === 1 ? Math.max(base, harmless) : Math.min(usual, Math.max(base, harmless))
        ms = Math.min(ms, await look(target, text))
      }
      slowest = Math.max(slowest, ms - usual)
      if (ms - usual >= DELTA_MS_MAX)
        faults.push(`${target.shot.route.id} ${target.place.at.join('.')} ${text}: ${Math.round(ms - usual)} ms longer`)
    }
  }
  score('5xx in fuzz', failed, shots)
  t.diagnostic(
    `${targets.length} places × ${PER_PLACE} of ${SQL_STRINGS.length} strings, ${shots} requests, ${slowest.toFixed(1)} ms over the usual at most: ${[
      ...statuses,
    ]
      .toSorted()
      .map(([status, count]) => `${count} × ${status}`)
      .join(', ')}`,
  )
  assert.deepEqual(faults.slice(0, 20), [])
  assert.deepEqual(await city.db.one(SHAPE), before)
})

test('S-15 the probe would see a sleep: the same measure on a statement that takes its text as SQL', async t => {
  const { city } = await attackedCity(t)
  const careless = async (text: string): Promise<number> => {
    const begun = performance.now()
    await city.db.rows(sql(`t.careless.${text.length}`, `select '${text}' as q`)).catch(() => undefined)
    return performance.now() - begun
  }
  const base = median([await careless('a'), await careless('b'), await careless('c')])
  const timed = SQL_STRINGS.filter(isTimed).filter(text => text.startsWith("'||") || text.startsWith("' || "))
  assert.ok(timed.length > 0)
  for (const text of timed) assert.ok((await careless(text)) - base > SLEEP_S * 900, text)
})

test('S-15 names of filters, orders, fields and parts that no list has are refused with 400', async t => {
  const { server, cookies, whoFor, known } = await attackedCity(t)
  const lists = ROUTES.filter(
    route =>
      route.kind === 'api' && route.method === 'GET' && route.query !== undefined && route.path.startsWith('/api/'),
  )
  assert.ok(lists.length >= 12, `${lists.length} lists`)
  const NAMES = [
    'fields',
    'expand',
    'include',
    'order',
    'order_by',
    'filter[step]',
    'select',
    'where',
    'sort[]',
    'Kind',
  ]
  const faults: string[] = []
  for (const route of lists) {
    const shot = shotAt(route, known)
    for (const name of NAMES) {
      const answer = await fire(server, { ...shot, query: { ...shot.query, [name]: 'id' } }, cookies[whoFor(route)])
      if (answer.status !== 400) faults.push(`${route.path}?${name}: ${answer.status}`)
    }
  }
  const choices: readonly (readonly [string, readonly string[]])[] = [
    ['sort', ['id', 'due desc', 'DUE', 'title', 'received,id', '']],
    ['kind', ['x', "complaint' or 1=1", 'complaint,help']],
    ['step', ['x', 'received,x', 'received;', 'received,']],
    ['category', ['x', 'constructor', '__proto__', 'toString']],
    ['channel', ['fax', 'constructor']],
    ['due', ['never']],
    ['pending', ['x']],
    ['urgent', ['maybe']],
    ['limit', ['0', '-1', '101', '1e9', '1000000000', 'NaN', '5;6']],
    ['lead', ['me', '1', "'"]],
  ]
  for (const [name, values] of choices)
    for (const value of values) {
      const path = `/api/work-orders?${new URLSearchParams({ [name]: value })}`
      const { statusCode } = await server.app.inject({ url: path, headers: { cookie: cookies.deskLead } })
      if (statusCode !== 400) faults.push(`${path}: ${statusCode}`)
    }
  assert.deepEqual(faults, [])
})
