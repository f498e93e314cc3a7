import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { stage } from '../../src/features/work-order/testing.ts'
import { testServer } from '../../src/platform/testing/server.ts'
import { cost } from './support/cost.ts'

const DEEP = process.env.LINLI_DEEP === '1'
const MEGABYTE = 1024 ** 2

const stand = async (t: TestContext) => {
  const { city, vault, cast } = await stage(t)
  const server = await testServer(t, city, { modules: features, now: '2026-10-20T10:00:00+08:00', services: { vault } })
  await server.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.app.server.address() as AddressInfo
  const open = async (): Promise<Socket> => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => undefined)
    await once(socket, 'connect')
    t.after(() => socket.destroy())
    return socket
  }
  return { server, cast, open, base: `http://127.0.0.1:${port}` }
}

/** When a connection has ended, however. */
const closing = (socket: Socket): Promise<void> =>
  socket.closed ? Promise.resolve() : new Promise(resolve => socket.once('close', () => resolve()))

/** Everything the server says on a connection until it closes it or has been quiet for a while. */
const heard = async (socket: Socket, quietMs = 1_500): Promise<string> => {
  let text = ''
  socket.setTimeout(quietMs, () => socket.destroy())
  socket.on('data', piece => {
    text += piece.toString('latin1')
  })
  await closing(socket)
  return text
}

const alive = async (base: string): Promise<void> => {
  const answer = await fetch(`${base}/livez`, { signal: AbortSignal.timeout(10_000) })
  assert.equal(answer.status, 200)
}

test('S-60 callers who never finish their request keep nobody else waiting, and are sent away', async t => {
  const { server, open, base } = await stand(t)
  const slow = await Promise.all(Array.from({ length: DEEP ? 1_000 : 300 }, open))
  const closed = slow.map(closing)
  for (const socket of slow) socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ')
  const dripping = setInterval(() => {
    for (const socket of slow) if (!socket.destroyed) socket.write('a')
  }, 1_000)
  for (let asked = 0; asked < 30; asked++) await alive(base)
  const { headersTimeout, requestTimeout } = server.app.server
  assert.ok(headersTimeout > 0 && headersTimeout <= 15_000 && requestTimeout > 0 && requestTimeout <= 120_000)
  const started = Date.now()
  for (const socket of slow) socket.resume()
  if (DEEP) await Promise.all(closed)
  const ms = Date.now() - started
  clearInterval(dripping)
  // The server would wait for them when it stops.
  for (const socket of slow) socket.destroy()
  assert.ok(ms < 25_000, `the last left after ${ms} ms`)
})

test('S-60 too many headers, too long a header, too large a body are refused without being kept', async t => {
  const { open, base } = await stand(t)
  const many = await open()
  many.write(
    `GET / HTTP/1.1\r\nHost: localhost\r\n${Array.from({ length: 10_000 }, (_, n) => `X-${n}: 1\r\n`).join('')}\r\n`,
  )
  assert.match(await heard(many), /^HTTP\/1\.1 431 /)
  const long = await open()
  long.write(`GET / HTTP/1.1\r\nHost: localhost\r\nCookie: ${'a'.repeat(100_000)}\r\n\r\n`)
  assert.match(await heard(long), /^HTTP\/1\.1 431 /)

  const head = (rest: string): string =>
    `POST /api/work-orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nIdempotency-Key: k\r\n${rest}\r\n\r\n`
  const told = await open()
  told.write(head(`Content-Length: ${10 * MEGABYTE}`))
  assert.match(await heard(told), /^HTTP\/1\.1 413 /)
  const untold = await open()
  untold.write(head('Transfer-Encoding: chunked'))
  const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(65_536, 0x20), Buffer.from('\r\n')])
  const answer = heard(untold)
  for (let sent = 0; sent < 160 && !untold.destroyed; sent++) untold.write(chunk)
  assert.match(await answer, /^HTTP\/1\.1 413 /)
  await alive(base)
})

test('S-60 requests smuggled inside others are not heard', async t => {
  const { open, base } = await stand(t)
  const both = await open()
  both.write(
    'POST /api/work-orders HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n',
  )
  assert.match(await heard(both), /^HTTP\/1\.1 400 /)
  const twice = await open()
  twice.write(
    'POST /api/work-orders HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde',
  )
  assert.match(await heard(twice), /^HTTP\/1\.1 400 /)
  const fold = await open()
  fold.write('GET / HTTP/1.1\r\nHost: localhost\r\nX: a\r\n b\r\n\r\n')
  assert.match(await heard(fold), /^HTTP\/1\.1 400 /)
  await alive(base)
})

test('S-60 deep, wide and repetitive JSON is refused within a second of processor time', async t => {
  const { server } = await stand(t)
  const post = (payload: string) =>
    server.app.inject({
      method: 'POST',
      url: '/api/work-orders',
      payload,
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    })
  const depth = 10_000
  const bodies = {
    deep: `${'['.repeat(depth)}${']'.repeat(depth)}`,
    'deep objects': `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`,
    wide: `[${'1,'.repeat(100_000)}1]`,
    'a million': `[${'1,'.repeat(1_000_000)}1]`,
    'many keys': `{${Array.from({ length: 15_000 }, (_, n) => `"k${n}":1`).join()}}`,
    'many numbers': `{"text":${'9'.repeat(200_000)}}`,
    'many faults': `{"text":[${'"\\u0000",'.repeat(25_000)}1]}`,
    escapes: `{"text":"${'\\u0061'.repeat(40_000)}"}`,
  }
  for (const [what, body] of Object.entries(bodies)) {
    let status = 0
    let size = 0
    const seconds = await cost(async () => {
      const answer = await post(body)
      status = answer.statusCode
      size = answer.body.length
    })
    assert.ok(status >= 400 && status < 500, `${what}: ${status}`)
    assert.ok(size < 40_000, `${what} was answered with ${size} characters`)
    assert.ok(seconds < 1, `${what} cost ${seconds} s`)
  }
})

test('S-61 there is no websocket: whoever asks for one gets an ordinary answer, and what follows is not heard', async t => {
  const { open, base } = await stand(t)
  const upgrade = (path: string): string =>
    `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nOrigin: https://elsewhere.example\r\n\r\n`
  const frames = [
    Buffer.from([0x81, 0x05, 0x68, 0x65, 0x6c, 0x6c, 0x6f]),
    Buffer.concat([Buffer.from([0x82, 0x7f, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]), Buffer.alloc(65_536)]),
    Buffer.alloc(MEGABYTE, 0xff),
    Buffer.from('not a frame, not a request'),
  ]
  for (const path of ['/', '/ws', '/socket.io/', '/api/work-orders', '/console'])
    for (const frame of frames) {
      const socket = await open()
      const answer = heard(socket, 700)
      socket.write(upgrade(path))
      socket.write(frame)
      const text = await answer
      assert.match(text, /^HTTP\/1\.1 (200|30\d|40\d) /, `${path}: ${text.slice(0, 60)}`)
      assert.doesNotMatch(text, /HTTP\/1\.1 101|Sec-WebSocket-Accept/i)
      assert.ok(!/ at \S+ \(|node_modules/.test(text))
    }
  await alive(base)
})
