import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import type { InjectOptions } from 'fastify'
import type { Route } from '../../src/platform/http/types.ts'
import { loadRenderer } from '../../src/platform/ui/render.ts'
import { type Attacked, attackedCity, DEEP, fire, ROUTES, shotAt, wired } from './city.ts'
import { leaksIn } from './leaks.ts'

type Headers = Readonly<Record<string, string | string[] | number | undefined>>

const YEAR_S = 31_536_000
const NONCE = /'nonce-[\w-]{22}'/g

/** What is wrong with the headers of one answer. */
const faultsOf = (headers: Headers, https: boolean): readonly string[] => {
  const of = (name: string): string => String(headers[name] ?? '')
  const policy = of('content-security-policy')
  const directives = new Map(
    policy.split(';').map(part => {
      const [name = '', ...values] = part.trim().split(/\s+/)
      return [name, values.join(' ')]
    }),
  )
  const within = (name: string, allowed: RegExp): boolean =>
    allowed.test((directives.get(name) ?? directives.get('default-src') ?? '').replace(NONCE, 'nonce'))
  const hsts = of('strict-transport-security')
  const age = Number(/max-age=(\d+)/.exec(hsts)?.[1] ?? 0)
  const checks: readonly (readonly [string, boolean])[] = [
    ['no CSP', policy !== ''],
    [
      'CSP lets inline or evaluated script in',
      !/unsafe-(inline|eval|hashes)|\bdata:[^;]*script|\*(?=[\s;]|$)/.test(policy),
    ],
    ['default-src', within('default-src', /^('self'|'none')$/)],
    ['script-src', within('script-src', /^('self' nonce|'self'|'none')$/)],
    ['style-src', within('style-src', /^('self' nonce|nonce|'self'|'none')$/)],
    ['img-src', within('img-src', /^('self' data: blob:|'self'|'none')$/)],
    ['object-src', within('object-src', /^'none'$/)],
    ['base-uri', directives.get('base-uri') === "'none'"],
    ['form-action', /^('self'|'none')$/.test(directives.get('form-action') ?? '')],
    ['frame-ancestors', directives.get('frame-ancestors') === "'none'"],
    ['x-frame-options', of('x-frame-options').toLowerCase() === 'deny'],
    ['nosniff', of('x-content-type-options') === 'nosniff'],
    ['referrer-policy', /^(same-origin|no-referrer|strict-origin)$/.test(of('referrer-policy'))],
    ['opener policy', of('cross-origin-opener-policy') === 'same-origin'],
    ['resource policy', of('cross-origin-resource-policy') === 'same-origin'],
    ['permissions policy', /microphone=\(\)/.test(of('permissions-policy'))],
    ['names what it runs on', headers['x-powered-by'] === undefined && headers.server === undefined],
    ['hsts', https ? age >= YEAR_S && hsts.includes('includeSubDomains') : hsts === ''],
    ['lets other sites read it', headers['access-control-allow-origin'] === undefined],
  ]
  return checks.flatMap(([name, holds]) => (holds ? [] : [name]))
}

const HTTPS = { 'x-forwarded-proto': 'https' }

type Asked = { readonly method: string; readonly url: string; readonly payload?: string; readonly headers?: object }

/** Everything that answers: routes with good and bad requests, what belongs to no route, files, broken addresses. */
const asked = ({ known, cookies, whoFor }: Attacked, asset: string): readonly (readonly [string, Asked])[] => {
  const routes = ROUTES.flatMap(route => {
    const shot = wired(shotAt(route, known))
    const own = { ...shot, headers: { cookie: cookies[whoFor(route)], ...shot.headers } }
    const bad = { ...shot, payload: '{"broken', headers: { ...own.headers, 'content-type': 'application/json' } }
    const pairs: readonly [string, Asked][] = [
      [`${route.id} own`, own],
      [`${route.id} stranger`, shot],
      [`${route.id} other form`, { ...own, headers: { ...own.headers, accept: 'text/x-none' } }],
      shot.method === 'GET' ? [`${route.id} head`, { ...own, method: 'HEAD' }] : [`${route.id} broken`, bad],
      [`${route.id} other city`, { ...own, url: `/c/999999${shot.url}` }],
    ]
    return pairs
  })
  const get = (url: string, headers: object = {}): [string, Asked] => [url, { method: 'GET', url, headers }]
  const html = { accept: 'text/html' }
  return [
    ...routes,
    ...['/livez', '/readyz', '/metrics', '/api', '/api/openapi.json', '/problems', '/problems/busy'].map(url =>
      get(url),
    ),
    ...[asset, '/assets/none.js', '/assets/../linli', '/assets/%2e%2e%2fpackage.json', '/assets/'].map(url => get(url)),
    ...[
      '/nothing',
      '/api/nothing',
      '/%zz',
      '/api/%zz',
      `/${'x'.repeat(3000)}`,
      `/api/work-orders/${'x'.repeat(400)}`,
      '/favicon.ico',
    ].flatMap(url => [get(url), get(url, html)]),
    ['PUT /', { method: 'PUT', url: '/' }],
    ['OPTIONS /', { method: 'OPTIONS', url: '/', headers: { origin: 'https://elsewhere.example' } }],
    ['TRACE', { method: 'TRACE', url: '/' }],
    ['prefs', { method: 'POST', url: '/prefs', payload: 'elder=1', headers: { 'content-type': FORM } }],
    ['prefs from elsewhere', { method: 'POST', url: '/prefs', headers: { origin: 'https://elsewhere.example' } }],
  ]
}
const FORM = 'application/x-www-form-urlencoded'

test('S-40 S-25 every answer of every route carries the headers of the house, over http and behind a proxy with https', async t => {
  const { assetsFolder, render } = await loadRenderer()
  const attacked = await attackedCity(t, { assets: assetsFolder, services: { render } })
  const { app } = attacked.server
  const page = await app.inject({ url: '/', headers: { accept: 'text/html' } })
  const asset = /\/assets\/[\w.-]+/.exec(page.body)?.[0] ?? ''
  assert.match(asset, /^\/assets\/./)
  const faults: string[] = []
  const statuses = new Map<number, number>()
  const nonces = new Set<string>()
  let answers = 0
  for (const [index, [name, request]] of asked(attacked, asset).entries())
    for (const https of DEEP ? [false, true] : [index % 2 === 1]) {
      const marker = `probe${++answers}x`
      const headers = { ...request.headers, ...(https && HTTPS), 'user-agent': marker, 'x-probe': marker }
      const response = await app.inject({ ...request, headers } as InjectOptions)
      statuses.set(response.statusCode, (statuses.get(response.statusCode) ?? 0) + 1)
      faults.push(...faultsOf(response.headers, https).map(fault => `${name}: ${fault}`))
      if (response.statusCode >= 400)
        faults.push(...leaksIn(response.body, [request.url], marker).map(leak => `${name}: tells ${leak}`))
      if (response.statusCode >= 500) faults.push(`${name}: ${response.statusCode}`)
      for (const [nonce] of String(response.headers['content-security-policy']).matchAll(NONCE)) {
        const mine = String(response.headers['content-security-policy']).match(NONCE) ?? []
        if (new Set(mine).size > 1) faults.push(`${name}: two nonces in one answer`)
        nonces.add(nonce)
      }
    }
  t.diagnostic(
    `${answers} answers: ${[...statuses]
      .toSorted()
      .map(([status, n]) => `${n} × ${status}`)
      .join(', ')}`,
  )
  assert.deepEqual([...new Set(faults)].slice(0, 20), [])
  assert.equal(nonces.size, answers, 'a nonce was given twice')
})

test('S-40 what is personal is kept by nobody on the way, and files of the build for a year', async t => {
  const { assetsFolder, render } = await loadRenderer()
  const attacked = await attackedCity(t, { assets: assetsFolder, services: { render } })
  const { server, known, cookies, whoFor } = attacked
  const faults: string[] = []
  let seen = 0
  const isShared = (route: Route): boolean => route.kind === 'page' && route.shared === true
  for (const route of ROUTES.filter(isShared))
    for (const [who, wanted] of [
      // The same for every stranger: it may stay in their browser, which asks each time whether it still holds.
      ['stranger', /^(private, no-cache|no-store)$/],
      ['deskLead', /no-store/],
    ] as const) {
      const answer = await fire(server, shotAt(route, known), cookies[who])
      const kept = String(answer.headers['cache-control'] ?? '')
      seen++
      if (!wanted.test(kept)) faults.push(`${route.id} as ${who} ${answer.status}: ${kept}`)
    }
  for (const route of ROUTES.filter(one => !isShared(one))) {
    const who = whoFor(route)
    const answer = await fire(server, shotAt(route, known), cookies[who])
    const kept = String(answer.headers['cache-control'] ?? '')
    const anyone = (route.access.policy[route.access.verb] ?? []).some(grant => grant.who === 'anyone')
    seen++
    // Pages hold a key for their forms; what only some may see is not for a shared cache either.
    const wanted = route.kind !== 'api' || answer.status >= 400 ? /no-store/ : anyone ? /./ : /no-store|private/
    if (!wanted.test(kept)) faults.push(`${route.id} ${answer.status}: ${kept}`)
    if (route.kind === 'api' && !anyone && /public|max-age=[1-9]/.test(kept) && !/private/.test(kept))
      faults.push(`${route.id}: ${kept}`)
  }
  assert.ok(seen > 100)
  assert.deepEqual(faults, [])
  const page = await server.get('/', { accept: 'text/html' })
  const asset = await server.get(/\/assets\/[\w.-]+/.exec(page.text)?.[0] ?? '')
  assert.match(String(asset.headers['cache-control']), /max-age=31536000.*immutable/)
})

test('S-40 S-25 bytes that are no request get an answer with headers too, and nothing is told', async t => {
  const { server } = await attackedCity(t)
  const address = await server.app.listen({ port: 0, host: '127.0.0.1' })
  const port = Number(new URL(address).port)
  const send = (bytes: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
      let text = ''
      socket.setEncoding('utf8').on('data', piece => {
        text += piece
      })
      socket.setTimeout(5000, () => socket.destroy(new Error('no answer')))
      socket.once('error', reject).once('close', () => resolve(text))
    })
  for (const bytes of [
    'nonsense\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    `GET / HTTP/1.1\r\nHost: x\r\nA: ${'x'.repeat(40_000)}\r\n\r\n`,
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc',
    'GET / HTTP/1.1\r\nHost: x\r\nBad Header: y\r\n\r\n',
  ]) {
    const answer = await send(bytes)
    const [head = '', body = ''] = answer.split('\r\n\r\n')
    assert.match(head, /^HTTP\/1\.1 4\d\d /, bytes.slice(0, 40))
    const headers = Object.fromEntries(
      head
        .split('\r\n')
        .slice(1)
        .map(line => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
    )
    assert.deepEqual([faultsOf(headers, false), leaksIn(body)], [[], []], bytes.slice(0, 40))
  }
})
