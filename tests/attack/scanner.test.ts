import assert from 'node:assert/strict'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import sharp from 'sharp'
import { features } from '../../src/app/features.ts'
import { PLACE, stage } from '../../src/features/work-order/testing.ts'
import { clamd, scannerAddress } from '../../src/platform/files/scanner.ts'
import { testServer } from '../../src/platform/testing/server.ts'

/** The harmless pattern that scanners agree to find; put together here, so that no scanner finds this file. */
const PATTERN = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE', '!$H+H*'].join('')

type Mood = 'well' | 'silent' | 'nonsense' | 'small'

/** Speaks clamd's INSTREAM: chunks with their lengths, an empty one at the end, one answer. */
const daemon = async (t: TestContext, mood: { is: Mood }) => {
  let asked = 0
  const serve = (socket: Socket): void => {
    let got = Buffer.alloc(0)
    socket.on('error', () => undefined)
    socket.on('data', piece => {
      got = Buffer.concat([got, piece])
      if (mood.is === 'silent') return
      if (mood.is === 'small' && got.length > 1000) return void socket.end('INSTREAM size limit exceeded. ERROR\0')
      if (!got.subarray(-4).equals(Buffer.alloc(4))) return
      asked++
      assert.equal(got.subarray(0, 10).toString('latin1'), 'zINSTREAM\0')
      if (mood.is === 'nonsense') return void socket.end('HTTP/1.1 200 OK\r\n\r\nstream: OK')
      socket.end(got.includes(PATTERN) ? 'stream: Eicar-Signature FOUND\0' : 'stream: OK\0')
    })
  }
  const server = createServer(serve)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const { port } = server.address() as AddressInfo
  return { address: { host: '127.0.0.1', port }, asked: () => asked }
}

test('S-54 a scanner is found under a socket, a host or a host and port', () => {
  assert.deepEqual(scannerAddress('/run/clamav/clamd.ctl'), { path: '/run/clamav/clamd.ctl' })
  assert.deepEqual(scannerAddress('127.0.0.1'), { host: '127.0.0.1', port: 3310 })
  assert.deepEqual(scannerAddress('[::1]:3311'), { host: '::1', port: 3311 })
  for (const wrong of ['', 'a b', 'host:0', 'host:70000', 'http://host']) assert.equal(scannerAddress(wrong), undefined)
})

test('S-54 clean is clean, found is found, and whatever else happens is unknown', async t => {
  const mood: { is: Mood } = { is: 'well' }
  const { address } = await daemon(t, mood)
  const scan = clamd(address, 2_000)
  const large = Buffer.alloc(3 * 1024 * 1024, 7)
  assert.deepEqual(await scan(large), { verdict: 'clean' })
  assert.deepEqual(await scan(Buffer.from(PATTERN)), { verdict: 'found', name: 'Eicar-Signature' })
  for (const is of ['silent', 'nonsense', 'small'] as const) {
    mood.is = is
    assert.deepEqual(await scan(large), { verdict: 'unknown' }, is)
  }
  assert.deepEqual(await clamd({ host: '127.0.0.1', port: 1 }, 500)(large), { verdict: 'unknown' })
  assert.deepEqual(await clamd({ path: '/nowhere/at/all' }, 500)(large), { verdict: 'unknown' })
})

test('S-54 an original leaves only when it is clean; the picture drawn anew is always there', async t => {
  const mood: { is: Mood } = { is: 'well' }
  const { address, asked } = await daemon(t, mood)
  const { city, vault, cast } = await stage(t)
  const server = await testServer(t, city, {
    modules: features,
    now: '2026-10-20T10:00:00+08:00',
    services: { vault, scan: clamd(address, 2_000) },
  })
  const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#fff' } })
    .jpeg()
    .toBuffer()
  const desk = server.as(cast.deskLead)
  const photoOf = async (bytes: Buffer): Promise<string> => {
    const made = await server.send('/api/work-orders', { text: '路灯不亮', area: PLACE, place: '路口' }, [bytes])
    assert.equal(made.status, 201, made.text)
    const [{ id }] = (await desk.get(`/api/work-orders/${made.json().id}`)).json().photos
    return `/api/work-orders/${made.json().id}/photos/${id}`
  }
  const clean = await photoOf(picture)
  const bad = await photoOf(Buffer.concat([picture, Buffer.from(PATTERN)]))
  const ask = async (path: string, variant: string) => {
    const answer = await desk.get(`${path}?variant=${variant}`)
    return answer.status === 200 ? 200 : answer.json().type
  }
  assert.equal(await ask(clean, 'original'), 200)
  assert.equal(await ask(bad, 'original'), '/problems/photo-infected')
  assert.equal(asked(), 2)
  mood.is = 'silent'
  assert.equal(await ask(clean, 'original'), '/problems/photo-unscanned')
  for (const path of [clean, bad]) for (const variant of ['shown', 'thumb']) assert.equal(await ask(path, variant), 200)
})
