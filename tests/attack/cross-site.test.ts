import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { InjectOptions } from 'fastify'
import { sql } from '../../src/platform/db/types.ts'
import { type Attacked, attackedCity, DEEP, fire, ROUTES, shotAt, wired } from './city.ts'

const HOST = 'linli.example'
const FOREIGN = 'https://elsewhere.example'
/** Of the ways below, one of so many is tried on each route, others on the next. */
const SHARE = DEEP ? 1 : 3

/** Ways a page of another site can make a browser write: what it names, and how the body is sent. */
const ATTACKS: readonly (readonly [name: string, headers: Readonly<Record<string, string>>, payload?: string])[] = [
  ['foreign origin', { origin: FOREIGN, 'sec-fetch-site': 'cross-site' }],
  ['foreign origin, old browser', { origin: FOREIGN }],
  ['origin of a frame without one', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
  ['a sister host', { origin: 'https://other.linli.example', 'sec-fetch-site': 'same-site' }],
  ['a host that begins alike', { origin: 'https://linli.example.evil.test' }],
  ['another port', { origin: 'https://linli.example:8443', 'sec-fetch-site': 'same-site' }],
  ['typed or bookmarked', { 'sec-fetch-site': 'none' }],
  ['only a referer', { referer: `${FOREIGN}/form.html` }],
  ['a referer that holds our name', { referer: `${FOREIGN}/?${HOST}` }],
  ['a page that lies about the site', { origin: FOREIGN, 'sec-fetch-site': 'same-origin' }],
  ['text/plain JSON', { origin: FOREIGN, 'content-type': 'text/plain' }, '{"text":"x","area":"442000001007","a":"="}'],
  ['no origin, text/plain', { 'content-type': 'text/plain' }, '{"text":"x","area":"442000001007"}'],
  ['no type', { 'content-type': '' }, '{"text":"x"}'],
]

/** Rows of every table of the city but those that count uses and sign-ins; the journal's entries are among them. */
const countRows = async ({ city }: Attacked): Promise<Readonly<Record<string, number>>> => {
  const tables = await city.db.rows<{ name: string }>(
    sql(
      't.tables',
      `select table_name as name from information_schema.tables where table_schema = $1 and table_type = 'BASE TABLE'`,
    ),
    [city.db.city.schema],
  )
  const counts: Record<string, number> = {}
  for (const { name } of tables) {
    if (name === 'rate_window') continue
    const { n } = await city.db.one<{ n: number }>(sql(`t.n.${name}`, `select count(*) as n from city.${name}`))
    counts[name] = n
  }
  return counts
}

/** Every row as text, so that a change in place is seen; without what a reader's own session says of its last use. */
const rowsOf = async ({ city }: Attacked, table: string): Promise<string> => {
  const seen = table === 'session' ? " - 'seen_at' - 'idle_until'" : ''
  const { text } = await city.db.one<{ text: string }>(
    sql(
      `t.all.${table}`,
      `select coalesce(md5(string_agg(r.j, '' order by r.j)), '') as text
       from (select (to_jsonb(t)${seen})::text as j from city.${table} as t) as r`,
    ),
  )
  return text
}

test('S-42 no write of any route comes from another site, whatever the browser says and however it is sent', async t => {
  const attacked = await attackedCity(t)
  const { server, known, cookies, whoFor } = attacked
  const before = await countRows(attacked)
  const writes = ROUTES.filter(route => route.kind === 'form' || (route.kind === 'api' && route.method !== 'GET'))
  assert.ok(writes.length > 80)
  const faults: string[] = []
  let tried = 0
  for (const [index, route] of writes.entries()) {
    const shot = wired(shotAt(route, known))
    for (const [name, headers, payload] of ATTACKS.filter((_, at) => (at + index) % SHARE === 0)) {
      tried++
      const all = { host: HOST, cookie: cookies[whoFor(route)], ...shot.headers, ...headers }
      const sent = { ...shot, ...(payload === undefined ? {} : { payload }), headers: all } as InjectOptions
      const { statusCode, headers: answer } = await server.app.inject(sent)
      if (statusCode !== 403 && !(statusCode === 415 && 'content-type' in headers))
        faults.push(`${route.id}: ${name}: ${statusCode}`)
      if (answer['set-cookie'] !== undefined) faults.push(`${route.id}: ${name}: sets a cookie`)
    }
  }
  for (const [name, headers] of ATTACKS.slice(0, 10)) {
    const all = { host: HOST, 'content-type': 'application/x-www-form-urlencoded', ...headers }
    const { statusCode } = await server.app.inject({ method: 'POST', url: '/prefs', payload: 'elder=1', headers: all })
    if (statusCode !== 403) faults.push(`prefs: ${name}: ${statusCode}`)
  }
  t.diagnostic(`${writes.length} writes × ${ATTACKS.length} ways: ${tried} requests`)
  assert.deepEqual(faults.slice(0, 20), [])
  assert.deepEqual(await countRows(attacked), before)
})

test('S-42 the same requests from a page of ours are let through', async t => {
  const { server, cookies } = await attackedCity(t)
  const sent = {
    method: 'POST',
    url: '/api/work-orders',
    payload: JSON.stringify({ text: '路口的井盖没了', area: '442000001007' }),
    headers: {
      host: HOST,
      origin: `https://${HOST}`,
      'x-forwarded-proto': 'https',
      'sec-fetch-site': 'same-origin',
      cookie: cookies.resident,
      'content-type': 'application/json',
      'idempotency-key': 'own',
    },
  } as const
  assert.equal((await server.app.inject(sent)).statusCode, 201)
})

test('S-42 a session cookie is not sent by pages of other sites: HttpOnly, SameSite, for this host alone', async t => {
  const { server } = await attackedCity(t)
  const asked = await server.post('/api/sign-in/code', { phone: '13800000007' })
  const digits = server.codes.at(-1)?.digits ?? ''
  const { headers, status } = await server.post('/api/sign-in', { request: asked.json().request, digits })
  assert.equal(status, 200)
  const [cookie = ''] = [headers['set-cookie']].flat().map(String)
  assert.match(cookie, /^__Host-linli=[\w-]{43};/)
  for (const part of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']) assert.ok(cookie.includes(part), part)
  assert.doesNotMatch(cookie, /Domain=/i)
})

test('S-42 nothing is written by looking: after GET and HEAD of every route as everybody every row is as before', async t => {
  const attacked = await attackedCity(t)
  const { server, known, cookies } = attacked
  const before = await countRows(attacked)
  const texts = new Map<string, string>()
  for (const table of Object.keys(before)) texts.set(table, await rowsOf(attacked, table))
  const reads = ROUTES.filter(route => route.kind === 'page' || (route.kind === 'api' && route.method === 'GET'))
  const statuses = new Map<number, number>()
  for (const route of reads)
    for (const who of Object.keys(cookies) as (keyof typeof cookies)[]) {
      const answer = await fire(server, shotAt(route, known), cookies[who])
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
      const shot = wired(shotAt(route, known))
      await server.app.inject({ ...shot, method: 'HEAD', headers: { ...shot.headers, cookie: cookies[who] } })
    }
  const changed: string[] = []
  for (const table of Object.keys(before)) if ((await rowsOf(attacked, table)) !== texts.get(table)) changed.push(table)
  t.diagnostic(
    `${reads.length} reads × ${Object.keys(cookies).length} people, ${statuses.get(200)} of them answered 200`,
  )
  // Who took rows out is written down when they are handed out: a record of the reading, not a change of what was read.
  assert.deepEqual(changed, ['security_event', 'work_order_export'])
  assert.ok((statuses.get(200) ?? 0) > reads.length * 2)
})

/** Addresses that leave the city, in the spellings browsers and parsers have been caught by. */
const AWAY = [
  'https://elsewhere.example/',
  '//elsewhere.example',
  '///elsewhere.example',
  '/\\elsewhere.example',
  '\\/\\/elsewhere.example',
  '/\\/elsewhere.example',
  'https:elsewhere.example',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,x',
  '/\t/elsewhere.example',
  '\t//elsewhere.example',
  ' //elsewhere.example',
  '/\n/elsewhere.example',
  '/\r\nLocation: https://elsewhere.example',
  '/x\r\nSet-Cookie: a=b',
  '/%0d%0aSet-Cookie:%20a=b',
  'elsewhere.example',
  '@elsewhere.example',
  '/\u2028/elsewhere.example',
  '／／elsewhere.example',
  '/../../../elsewhere',
  '/..//elsewhere.example',
  '/.//elsewhere.example',
  '/%2e%2e//elsewhere.example',
  '/%2E./c/440100/console',
  '/ok/../../c/440100/',
  `/${'x'.repeat(3000)}`,
  'http://linli.example@elsewhere.example/',
  'http://linli.example.elsewhere.example/',
] as const

test('S-43 wherever an answer leads, it leads into the city: sign-in, preferences, forms, links back', async t => {
  const { server, cookies } = await attackedCity(t)
  const { app } = server
  const faults: string[] = []
  let followed = 0
  const look = (name: string, location: unknown, base = ''): void => {
    if (location === undefined) return
    followed++
    const to = new URL(String(location), `http://${HOST}${base}/x`)
    const inside = to.host === HOST && to.protocol === 'http:' && to.pathname.startsWith(`${base}/`)
    if (!inside || !String(location).startsWith('/')) faults.push(`${name}: ${String(location)}`)
  }
  const form = (url: string, fields: Readonly<Record<string, string>>, headers: object = {}): InjectOptions => ({
    method: 'POST',
    url,
    payload: new URLSearchParams({ _key: `k${followed}-${fields.next?.length ?? 0}-${url}`, ...fields }).toString(),
    headers: { host: HOST, 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', ...headers },
  })
  for (const away of AWAY) {
    const query = new URLSearchParams({ next: away })
    const html = { host: HOST, accept: 'text/html' }
    for (const [path, cookie] of [
      ['/sign-in', cookies.resident],
      ['/staff/sign-in', cookies.deskLead],
      ['/sign-in', ''],
      [`/my/reports`, ''],
    ] as const) {
      const { headers, body } = await app.inject({ url: `${path}?${query}`, headers: { ...html, cookie } })
      look(`${path} ${away}`, headers.location)
      if (headers['set-cookie'] !== undefined && /a=b/.test(String(headers['set-cookie'])))
        faults.push(`${path}: splits`)
      for (const [, href] of body.matchAll(/(?:href|action)="([^"]*elsewhere[^"]*)"/g))
        faults.push(`${path}: links ${href}`)
    }
    look(`prefs return ${away}`, (await app.inject(form('/prefs', { elder: '1', return: away }))).headers.location)
    const referer = { referer: `http://${HOST}${away.startsWith('/') ? away.replaceAll(/[^\x21-\x7e]/g, '') : '/'}` }
    look(`prefs referer ${away}`, (await app.inject(form('/prefs', { lang: 'en' }, referer))).headers.location)
    await app.inject(form('/sign-in', { phone: '13800000008', next: away }))
    server.now = (server.now + 3_600_000) as typeof server.now
    const asked = await app.inject(form('/sign-in', { phone: '13800000008', next: away }))
    look(`sign-in form ${away}`, asked.headers.location)
    const { digits } = server.codes.at(-1) ?? { digits: '' }
    const request = new URL(String(asked.headers.location ?? '/'), `http://${HOST}`).searchParams.get('request') ?? ''
    const coded = await app.inject(form('/sign-in/code', { request, digits, next: away }))
    look(`code form ${away}`, coded.headers.location)
  }
  t.diagnostic(`${AWAY.length} addresses, ${followed} redirects followed`)
  assert.deepEqual(faults.slice(0, 20), [])
  assert.ok(followed > AWAY.length * 4)
})

test('S-43 in a city with a prefix the way on stays behind the prefix', async t => {
  const { server, city } = await attackedCity(t)
  await city.addCity('440100', '广州市')
  for (const wanted of ['/open/figures', '/../c/442000/x', '/%2e%2e/x', '/a/../../b', '//elsewhere.example']) {
    const { headers } = await server.app.inject({
      url: `/c/440100/sign-in?${new URLSearchParams({ next: wanted })}`,
      headers: { host: HOST, accept: 'text/html' },
    })
    assert.equal(headers.location, undefined)
    const asked = await server.app.inject({
      method: 'POST',
      url: '/c/440100/sign-in',
      payload: new URLSearchParams({ _key: wanted, phone: '13800000009', next: wanted }).toString(),
      headers: { host: HOST, 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    })
    const { pathname } = new URL(String(asked.headers.location ?? '/c/440100/'), `http://${HOST}`)
    assert.ok(pathname.startsWith('/c/440100/'))
  }
})
