import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant, MINUTE_MS } from '../../kernel/time.ts'
import { sql } from '../db/types.ts'
import { testServer } from '../testing/server.ts'
import { forgetLimits } from './limits.ts'
import { sample, sampleServer } from './sample.ts'
import type { Route } from './types.ts'

test('lists go on by cursor, in the body and in the Link header', async t => {
  const server = await sampleServer(t)
  for (const n of [1, 2, 3, 4, 5]) await server.post('/api/notes', { title: `便条 ${n}` })
  const seen: number[] = []
  let path: string | undefined = '/api/notes?limit=2'
  for (let pages = 0; path !== undefined && pages < 10; pages++) {
    const { headers, json } = await server.get(path)
    seen.push(...json().items.map(({ id }: { id: number }) => id))
    const link: string | undefined = /^<(.+)>; rel="next"$/.exec(String(headers.link ?? ''))?.[1]
    assert.equal(link === undefined, json().next === null)
    path = link
  }
  assert.deepEqual(seen, [1, 2, 3, 4, 5])
  const first = (await server.get('/api/notes?limit=2')).json().next as string
  const changed = await server.get(`/api/notes?cursor=${first.replace(/^./, sign => (sign === 'A' ? 'B' : 'A'))}`)
  assert.deepEqual(
    [changed.status, changed.json().type, changed.json().errors[0].pointer],
    [400, '/problems/cursor-wrong', '/query/cursor'],
  )
})

test('two editors: the second is told that there is a newer version', async t => {
  const server = await sampleServer(t)
  await server.post('/api/notes', { title: '第一版' })
  const seen = await server.get('/api/notes/1')
  assert.equal(seen.headers.etag, '"1"')
  assert.deepEqual(seen.json(), { id: 1, title: '第一版', version: 1 })
  assert.equal((await server.get('/api/notes/1', { 'if-none-match': '"1"' })).status, 304)
  const edit = (title: string, match: string) =>
    server.patch('/api/notes/1', { title }, { headers: match === '' ? {} : { 'if-match': match } })
  assert.equal((await edit('没说版本', '')).status, 428)
  const done = await edit('第二版', '"1"')
  assert.deepEqual([done.status, done.headers.etag], [200, '"2"'])
  const stale = await edit('又一个', '"1"')
  assert.deepEqual([stale.status, stale.json().type], [412, '/problems/version-stale'])
  assert.match(stale.json().detail, /2/)
  assert.equal((await server.get('/api/notes/1')).json().title, '第二版')
})

test('a limit is shared by all processes, counts refused tries, and knows nobody', async t => {
  const server = await sampleServer(t)
  const answers = await Promise.all(Array.from({ length: 8 }, () => server.post('/api/limited')))
  assert.equal(answers.filter(({ status }) => status === 200).length, 3)
  const refused = answers.find(({ status }) => status === 429)
  assert.equal(refused?.json().type, '/problems/too-many')
  assert.ok(Number(refused?.headers['retry-after']) >= 1 && Number(refused?.headers['retry-after']) <= 60)
  const rows = await server.city.db.rows(sql('t.windows', 'select * from city.rate_window'))
  assert.equal(rows.length, 1)
  assert.doesNotMatch(JSON.stringify(rows), /13800138000/)
  const kept = sql('t.kept', `select relpersistence from pg_class where oid = 'city.rate_window'::regclass`)
  assert.deepEqual(await server.city.db.one(kept), { relpersistence: 'u' }, 'nobody waits for the disk to be counted')
  server.now = instant(server.now + MINUTE_MS)
  assert.equal((await server.post('/api/limited')).status, 200)
  assert.equal(await forgetLimits.run(server.city.db, server.now), 1)
})

test('bytes that are no JSON go out as they are', async t => {
  const server = await sampleServer(t)
  const { headers, text } = await server.get('/tile/8/0/x001')
  assert.deepEqual(
    [text, headers['content-type'], headers['cache-control']],
    ['树的一块', 'text/plain; charset=utf-8', 'public, max-age=60'],
  )
})

test('long answers are packed for whoever can unpack them', async t => {
  const server = await sampleServer(t)
  const json = await server.get('/api/openapi.json', { 'accept-encoding': 'gzip, br' })
  assert.equal(json.headers['content-encoding'], 'br')
  assert.equal(
    (await server.get('/api/openapi.json', { 'accept-encoding': 'gzip' })).headers['content-encoding'],
    'gzip',
  )
  assert.equal((await server.get('/api/openapi.json')).headers['content-encoding'], undefined)
})

test('the description has every operation, from the schemas that check it', async t => {
  const server = await sampleServer(t)
  const doc = (await server.get('/api/openapi.json')).json()
  assert.equal(doc.openapi, '3.1.0')
  const apis = sample.routes.filter(({ kind }) => kind === 'api')
  const operations = Object.values(doc.paths).flatMap(path => Object.values(path as object)) as {
    operationId: string
    summary: string
    responses: object
  }[]
  assert.deepEqual(operations.map(({ operationId }) => operationId).toSorted(), apis.map(({ id }) => id).toSorted())
  for (const { summary, responses } of operations) assert.ok(summary !== '' && Object.keys(responses).length > 1)
  const add = doc.paths['/api/notes'].post
  assert.deepEqual(add.requestBody.content['application/json'].schema.required, ['title'])
  assert.deepEqual(add.requestBody.content['application/json'].schema.properties.title, {
    type: 'string',
    minLength: 2,
    maxLength: 20,
  })
  assert.deepEqual(add.responses[201].content['application/json'].schema.required, ['id', 'title', 'version'])
  assert.equal(add.responses[409].description, 'taken | key-in-use')
  assert.deepEqual(
    add.parameters.map(({ name, required }: { name: string; required: boolean }) => [name, required]),
    [['Idempotency-Key', true]],
  )
  const list = doc.paths['/api/notes'].get
  assert.deepEqual(
    list.parameters.map(({ name, required }: { name: string; required: boolean }) => [name, required]),
    [
      ['limit', false],
      ['cursor', false],
    ],
  )
  assert.equal(doc.paths['/api/notes/{id}'].patch.parameters.at(-1).name, 'If-Match')
  const page = await server.get('/api', { accept: 'text/html' })
  assert.match(page.text, /写便条/)
  assert.match(page.text, /<code>POST \/api\/notes<\/code>/)
})

test('a wrong route is told when the server is built, not when it is used', async t => {
  const server = await sampleServer(t)
  const [first] = sample.routes
  assert.ok(first !== undefined)
  const broken = (route: object) =>
    testServer(t, server.city, { modules: [{ ...sample, routes: [first, { ...first, ...route } as Route] }] })
  await assert.rejects(broken({}), /two routes of one id: sample.list/)
  await assert.rejects(broken({ id: 'x', path: 'api/x' }), /a path begins with \//)
  await assert.rejects(broken({ id: 'x', path: '/x', access: { policy: {}, verb: 'look' } }), /no line for look/)
})
