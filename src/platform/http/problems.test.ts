import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DatabaseUnavailable } from '../db/errors.ts'
import { sql } from '../db/types.ts'
import { resident, sampleServer } from './sample.ts'

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
const UUID = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/

test('every reason is said at once, with its place, its rule and what to do', async t => {
  const server = await sampleServer(t)
  const { status, headers, json } = await server.post('/api/notes', { title: 'taken' })
  const problem = json()
  assert.equal(status, 409)
  assert.equal(headers['content-type'], 'application/problem+json; charset=utf-8')
  assert.deepEqual(
    [problem.type, problem.title, problem.status, problem.next],
    ['/problems/taken', '已有人用', 409, '换一个'],
  )
  assert.match(problem.instance, UUID)
  assert.equal(problem.basis.kind, 'cite')
  assert.deepEqual(
    problem.errors.map(({ tag, pointer }: { tag: string; pointer?: string }) => [tag, pointer]),
    [
      ['taken', '/body/title'],
      ['late', undefined],
    ],
  )
  assert.deepEqual(problem.errors[1].basis, { kind: 'local', rule: 'X-1', note: '示例', title: '本地配置' })
})

test('a wrong shape is 400 and names every field, in the language of the reader', async t => {
  const server = await sampleServer(t)
  const chinese = await server.post('/api/notes', { title: 'x', kind: 'roof' })
  assert.equal(chinese.status, 400)
  assert.equal(chinese.json().type, '/problems/invalid-input')
  assert.deepEqual(
    chinese.json().errors.map((error: { pointer?: string }) => error.pointer),
    [undefined, '/body/title', '/body/kind'],
  )
  assert.equal(chinese.json().errors[1].detail, '这一项至少要 2 个字。')
  const english = await server.post('/api/notes', { title: 'x' }, { headers: { 'accept-language': 'en' } })
  assert.equal(english.json().errors[1].detail, 'At least 2 characters are needed.')
  const hant = await server.post('/api/notes', { title: 'x' }, { headers: { cookie: 'linli_lang=zh-Hant' } })
  assert.equal(hant.json().errors[1].title, '寫得太短')
  const query = await server.get('/api/notes?limit=101')
  assert.deepEqual([query.status, query.json().errors[1].pointer], [400, '/query/limit'])
})

const bad = (server: Awaited<ReturnType<typeof sampleServer>>, body: string, type = 'application/json') =>
  server.app.inject({
    method: 'POST',
    url: '/api/notes',
    payload: body,
    headers: { 'content-type': type, 'idempotency-key': 'k' },
  })

test('what cannot be read is told apart: broken, too large, of another kind', async t => {
  const server = await sampleServer(t)
  const cases = [
    [await bad(server, '{"title":'), 400, 'body-broken'],
    [await bad(server, ''), 400, 'body-broken'],
    [await bad(server, JSON.stringify({ title: 'x'.repeat(300_000) })), 413, 'body-large'],
    [await bad(server, 'title=x', 'application/x-www-form-urlencoded'), 415, 'media-type'],
    [await bad(server, 'x', 'text/plain'), 415, 'media-type'],
    [await bad(server, '{"__proto__":{"x":1},"title":"ok"}'), 400, 'body-broken'],
  ] as const
  for (const [response, status, tag] of cases) {
    assert.equal(response.statusCode, status)
    assert.equal(response.json().type, `/problems/${tag}`)
  }
})

test('unknown addresses, methods and formats are problems too', async t => {
  const server = await sampleServer(t)
  const lost = await server.get('/api/nothing')
  assert.deepEqual([lost.status, lost.json().type], [404, '/problems/not-found'])
  const method = await server.put('/api/notes', {})
  assert.deepEqual([method.status, method.headers.allow], [405, 'GET, POST'])
  const format = await server.get('/api/notes', { accept: 'text/csv' })
  assert.deepEqual([format.status, format.json().type], [406, '/problems/not-acceptable'])
  const undecodable = await server.get('/api/%zz')
  assert.deepEqual([undecodable.status, undecodable.json().type], [404, '/problems/not-found'])
  const city = await server.get('/c/999999/api/notes')
  assert.deepEqual([city.status, city.json().type], [404, '/problems/no-such-city'])
})

test('browsers get a page with a way on, programs JSON, at the same address', async t => {
  const server = await sampleServer(t)
  const page = await server.get('/nothing', BROWSER)
  assert.equal(page.status, 404)
  assert.match(String(page.headers['content-type']), /text\/html/)
  assert.match(page.text, /data-view="problem"/)
  assert.match(page.text, /"href":"\/"/)
  assert.match((await server.get('/nothing')).headers['content-type'] as string, /problem\+json/)
})

test('the page of a problem comes out even when the views are broken', async t => {
  const server = await sampleServer(t, {
    render: () => {
      throw new Error('broken view')
    },
  })
  const page = await server.get('/nothing', BROWSER)
  assert.equal(page.status, 404)
  assert.match(page.text, /没有这个页面/)
  assert.match(page.text, /<a href="\/">回首页<\/a>/)
})

test('a bug is 500 with the number of the request, and tells nothing about the inside', async t => {
  const lines: string[] = []
  const { default: pino } = await import('pino')
  const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) })
  const server = await sampleServer(t, { logger })
  const { status, text, json } = await server.get('/api/broken?phone=13912345678')
  assert.equal(status, 500)
  assert.match(json().instance, UUID)
  assert.doesNotMatch(text, /secret_column|select|note\b|stack|\.ts|sample\.broken/)
  const log = lines.join('')
  assert.match(log, /sample\.broken/)
  assert.match(log, /42703/)
  assert.ok(log.includes(json().instance.slice('urn:uuid:'.length)))
  assert.doesNotMatch(log, /13800138000|13912345678|127\.0\.0\.1/)
})

test('a database that cannot be reached is 503 with a time to come back', async t => {
  const gone = async (): Promise<never> => {
    throw new DatabaseUnavailable('connect ECONNREFUSED /secret/path')
  }
  const server = await sampleServer(t, { services: { cities: { defaultCode: '442000', find: gone } } })
  const api = await server.get('/api/notes')
  assert.deepEqual([api.status, api.json().type, api.headers['retry-after']], [503, '/problems/unavailable', '5'])
  assert.doesNotMatch(api.text, /ECONN|secret/)
  const page = await server.get('/notes', BROWSER)
  assert.equal(page.status, 503)
  assert.match(page.text, /暂时不能办理/)
})

test('a lock waited for too long is busy, not broken', async t => {
  const server = await sampleServer(t)
  await server.post('/api/notes', { title: '第一条' })
  const other = server.city.another().city('442000')
  const release = Promise.withResolvers<void>()
  const held = Promise.withResolvers<void>()
  const holding = other.tx(async tx => {
    await tx.rows(sql('t.hold', 'select id from city.note where id = 1 for update'))
    held.resolve()
    await release.promise
  })
  await held.promise
  const edit = await server.patch('/api/notes/1', { title: '改一改' }, { headers: { 'if-match': '"1"' } })
  release.resolve()
  await holding
  assert.deepEqual([edit.status, edit.json().type, edit.headers['retry-after']], [503, '/problems/busy', '2'])
})

test('the explaining page of every tag exists, in words', async t => {
  const server = await sampleServer(t)
  const type = (await server.post('/api/notes', { title: 'x' })).json().type
  const page = await server.get(type, BROWSER)
  assert.equal(page.status, 200)
  assert.match(page.text, /有 … 处需要改/)
  assert.match((await server.get('/problems/taken', BROWSER)).text, /已有人用/)
  assert.equal((await server.get('/problems/no-such-tag', BROWSER)).status, 404)
  assert.match((await server.get('/problems', BROWSER)).text, /problems\/key-reused/)
})

test('strangers are told to sign in, others that it is not theirs', async t => {
  const server = await sampleServer(t)
  const stranger = await server.post('/api/judge', { title: '评一评' })
  assert.deepEqual([stranger.status, stranger.json().type], [401, '/problems/sign-in-first'])
  const other = await server.as(resident()).post('/api/judge', { title: '评一评' })
  assert.deepEqual([other.status, other.json().type], [403, '/problems/forbidden'])
  // The door comes before the body: a stranger does not learn what the body should be.
  assert.equal((await server.post('/api/judge', {})).status, 401)
})
