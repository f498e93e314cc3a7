import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { refuse } from '../../kernel/result.ts'
import { sampleServer } from './sample.ts'
import { stopServer } from './stop.ts'

const JSON_TYPE = { accept: 'application/json' }

test('alive is not ready, and not ready says why', async t => {
  const server = await sampleServer(t)
  assert.deepEqual([(await server.get('/livez')).status, (await server.get('/readyz')).status], [200, 200])
  for (const [state, title] of [
    ['starting', '系统正在启动'],
    ['migrating', '系统正在升级'],
    ['stopping', '系统正在重启'],
  ] as const) {
    server.readiness = state
    assert.equal((await server.get('/livez')).status, 200)
    const ready = await server.get('/readyz', JSON_TYPE)
    assert.deepEqual([ready.status, ready.json().title], [503, title])
    assert.ok(Number(ready.headers['retry-after']) > 0)
    const page = await server.get('/notes', { accept: 'text/html' })
    assert.equal(page.status, 503)
    assert.match(page.text, new RegExp(title))
  }
})

test('a database that is down makes the server unready', async t => {
  const server = await sampleServer(t, { services: { ping: async () => refuse('down') } })
  const ready = await server.get('/readyz', JSON_TYPE)
  assert.deepEqual([ready.status, ready.json().type], [503, '/problems/unavailable'])
})

test('figures are counted by route, for this machine or a token only', async t => {
  const server = await sampleServer(t, {
    metricsToken: 'open sesame',
    services: { pool: () => ({ total: 3, idle: 2, waiting: 1 }) },
  })
  await server.get('/api/notes/7?phone=13800138000')
  const { status, text } = await server.get('/metrics')
  assert.equal(status, 200)
  assert.match(text, /linli_request_seconds_count\{route="sample.find",status="404"\} 1/)
  assert.match(text, /linli_pool_connections\{state="waiting"\} 1/)
  assert.match(text, /nodejs_eventloop_lag/)
  assert.doesNotMatch(text, /13800138000|notes\/7/)
  assert.equal((await server.get('/metrics', { 'x-forwarded-for': '203.0.113.9' })).status, 404)
  const far = { 'x-forwarded-for': '203.0.113.9' }
  assert.equal((await server.get('/metrics', { ...far, authorization: 'Bearer open sesame' })).status, 200)
  assert.equal((await server.get('/metrics', { authorization: 'Bearer wrong' })).status, 404)
})

test('the log has a line for each answer and no address, query or name', async t => {
  const lines: string[] = []
  const { default: pino } = await import('pino')
  const server = await sampleServer(t, {
    logger: pino({ level: 'info' }, { write: (line: string) => void lines.push(line) }),
  })
  await server.post(
    '/api/notes?who=wang',
    { title: '王某的电话 13800138000' },
    { headers: { cookie: '__Host-linli=verysecret' } },
  )
  await server.get('/nobody/13800138000')
  const parsed = lines.map(line => JSON.parse(line)).filter(({ msg }) => msg === 'answered')
  assert.deepEqual(
    parsed.map(({ route, method, status, city }) => [route, method, status, city]),
    [
      ['sample.add', 'POST', 201, '442000'],
      ['none', 'GET', 404, '442000'],
    ],
  )
  assert.match(parsed[0].requestId, /^[0-9a-f-]{36}$/)
  assert.doesNotMatch(lines.join(''), /13800138000|王某|wang|verysecret|127\.0\.0\.1|nobody/)
})

test('a request that runs is finished before the server stops', async t => {
  const server = await sampleServer(t)
  const address = await server.app.listen({ port: 0, host: '127.0.0.1' })
  const slow = fetch(`${address}/api/slow`, {
    method: 'POST',
    body: JSON.stringify({ title: '慢慢来' }),
    headers: { 'content-type': 'application/json', 'idempotency-key': 'k' },
  })
  await new Promise(resolve => setTimeout(resolve, 150))
  assert.equal(await stopServer(server.app), true)
  assert.equal((await slow).status, 200)
  await assert.rejects(fetch(`${address}/livez`))
})

test('what does not finish in time is cut', async t => {
  const server = await sampleServer(t)
  const address = await server.app.listen({ port: 0, host: '127.0.0.1' })
  const slow = fetch(`${address}/api/slow`, {
    method: 'POST',
    body: JSON.stringify({ title: '太慢了' }),
    headers: { 'content-type': 'application/json', 'idempotency-key': 'k' },
  })
  const cut = assert.rejects(slow)
  await new Promise(resolve => setTimeout(resolve, 150))
  assert.equal(await stopServer(server.app, 100), false)
  await cut
})

test('bytes that are no request get a short problem', async t => {
  const server = await sampleServer(t)
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  const address = server.app.server.address()
  assert.ok(address !== null && typeof address === 'object')
  const say = (bytes: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(address.port, '127.0.0.1', () => socket.write(bytes))
      let heard = ''
      socket.on('data', chunk => {
        heard += chunk
      })
      socket.on('close', () => resolve(heard))
      socket.on('error', reject)
    })
  assert.match(
    await say('NONSENSE\r\n\r\n'),
    /^HTTP\/1\.1 400 Bad Request\r\n[\s\S]*application\/problem\+json[\s\S]*"status":400/,
  )
  assert.match(await say(`GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`), /^HTTP\/1\.1 431 /)
})
