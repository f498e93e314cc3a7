import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestServer } from '../testing/server.ts'
import { FILE_BYTES_MAX } from './body-limits.ts'
import { held } from './multipart.ts'
import { sampleServer } from './sample.ts'

const send = async (
  server: TestServer,
  files: readonly number[],
  fields: Readonly<Record<string, string>> = { title: '照片' },
  key: string = crypto.randomUUID(),
) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  for (const size of files) form.append('photo', new Blob([Buffer.alloc(size, 7)], { type: 'image/jpeg' }), 'p.jpg')
  const request = new Request('http://localhost/', { method: 'POST', body: form })
  return server.app.inject({
    method: 'POST',
    url: '/api/photos',
    payload: Buffer.from(await request.arrayBuffer()),
    headers: { 'content-type': request.headers.get('content-type') ?? '', 'idempotency-key': key },
  })
}

test('photos come with their fields, and an empty choice is none', async t => {
  const server = await sampleServer(t)
  const response = await send(server, [10, 0])
  assert.deepEqual([response.statusCode, response.json()], [200, { sizes: [10] }])
})

test('the same photos replay, other photos under the same key do not', async t => {
  const server = await sampleServer(t)
  assert.equal((await send(server, [10], undefined, 'p-1')).statusCode, 200)
  assert.equal((await send(server, [10], undefined, 'p-1')).headers['idempotent-replayed'], 'true')
  assert.equal((await send(server, [11], undefined, 'p-1')).statusCode, 422)
})

test('too many files, too large a file, too many fields are each named', async t => {
  const server = await sampleServer(t)
  const many = await send(server, [1, 1, 1])
  assert.deepEqual([many.statusCode, many.json().type], [413, '/problems/files-many'])
  assert.equal(held(), 0)
  const large = await send(server, [FILE_BYTES_MAX + 1])
  assert.deepEqual(
    [large.statusCode, large.json().type, large.json().errors[0].pointer],
    [413, '/problems/file-large', '/files/photo'],
  )
  const fields = await send(server, [], Object.fromEntries(Array.from({ length: 80 }, (_, n) => [`f${n}`, 'x'])))
  assert.deepEqual([fields.statusCode, fields.json().type], [413, '/problems/body-large'])
  const long = await send(server, [], { title: 'x'.repeat(70_000) })
  assert.deepEqual([long.statusCode, long.json().errors[0].tag], [400, 'field-long'])
})

test('a form with too many or too large photos comes again with what was typed', async t => {
  const server = await sampleServer(t)
  const submit = async (sizes: readonly number[]) => {
    const form = new FormData()
    form.append('_key', crypto.randomUUID())
    form.append('title', '写了很久')
    for (const size of sizes) form.append('photo', new Blob([Buffer.alloc(size)]), 'p.jpg')
    const request = new Request('http://localhost/', { method: 'POST', body: form })
    return server.app.inject({
      method: 'POST',
      url: '/notes',
      payload: Buffer.from(await request.arrayBuffer()),
      headers: { 'content-type': request.headers.get('content-type') ?? '' },
    })
  }
  for (const [sizes, tag] of [
    [[FILE_BYTES_MAX + 1], 'file-large'],
    [[1, 1], 'files-many'],
  ] as const) {
    const response = await submit(sizes)
    assert.equal(response.statusCode, 413)
    assert.match(response.body, /data-view="form".*写了很久/)
    assert.ok(response.body.includes(tag))
  }
  assert.equal((await submit([1])).statusCode, 303)
  assert.equal(held(), 0)
})

test('the memory for photos has an end, and is free again afterwards', async t => {
  const server = await sampleServer(t)
  const size = FILE_BYTES_MAX - 1000
  const answers = await Promise.all(Array.from({ length: 20 }, () => send(server, [size])))
  const tags = answers.map(response => (response.statusCode === 200 ? 'done' : response.json().errors[0].tag))
  assert.ok(tags.includes('done'))
  assert.ok(tags.every(tag => tag === 'done' || tag === 'busy'))
  assert.equal(held(), 0)
  assert.equal((await send(server, [size])).statusCode, 200)
})

test('a body said to be beyond everything is refused before it is read', async t => {
  const server = await sampleServer(t)
  const response = await server.app.inject({
    method: 'POST',
    url: '/api/photos',
    payload: 'x',
    headers: {
      'content-type': 'multipart/form-data; boundary=b',
      'content-length': String(50 * 1024 * 1024),
      'idempotency-key': 'k',
    },
  })
  assert.deepEqual([response.statusCode, response.json().type], [413, '/problems/body-large'])
})

test('a multipart body that breaks off, or is none, is broken', async t => {
  const server = await sampleServer(t)
  for (const payload of [
    '--b\r\nContent-Disposition: form-data; name="title"\r\n\r\nx',
    '--b\r\nContent-Disposition: form-data; name="__proto__"\r\n\r\nx\r\n--b--\r\n',
  ]) {
    const response = await server.app.inject({
      method: 'POST',
      url: '/api/photos',
      payload,
      headers: { 'content-type': 'multipart/form-data; boundary=b', 'idempotency-key': 'k' },
    })
    assert.deepEqual([response.statusCode, response.json().type], [400, '/problems/body-broken'])
  }
})
