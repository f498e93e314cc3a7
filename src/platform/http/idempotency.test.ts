import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY_MS, instant } from '../../kernel/time.ts'
import { sql } from '../db/types.ts'
import { forgetKeys } from './idempotency.ts'
import { countNotes, resident, sampleServer } from './sample.ts'

const BODY = { title: '井盖没了' }

test('a repeated request gives the first answer and does nothing again', async t => {
  const server = await sampleServer(t)
  const first = await server.post('/api/notes', BODY, { key: 'k-1' })
  const again = await server.post('/api/notes', BODY, { key: 'k-1' })
  assert.equal(first.status, 201)
  assert.equal(first.headers['idempotent-replayed'], undefined)
  assert.deepEqual([again.status, again.text, again.headers.location], [201, first.text, first.headers.location])
  assert.equal(again.headers['idempotent-replayed'], 'true')
  assert.equal(await countNotes(server), 1)
})

test('fifty at once have one effect; the others replay it or are told to come back', async t => {
  const server = await sampleServer(t)
  const answers = await Promise.all(Array.from({ length: 50 }, () => server.post('/api/slow', BODY, { key: 'k-50' })))
  const first = answers.filter(({ status, headers }) => status === 200 && headers['idempotent-replayed'] === undefined)
  assert.equal(first.length, 1)
  for (const { status, headers, json } of answers.filter(({ status }) => status !== 200)) {
    assert.equal(status, 409)
    assert.equal(json().type, '/problems/key-in-use')
    assert.equal(headers['retry-after'], '1')
  }
  assert.ok(
    answers.some(({ status }) => status === 409),
    'somebody met the running request',
  )
  assert.equal(await countNotes(server), 1)
  assert.equal((await server.post('/api/slow', BODY, { key: 'k-50' })).text, first[0]?.text)
})

test('a key used for another body or another address is refused', async t => {
  const server = await sampleServer(t)
  await server.post('/api/notes', BODY, { key: 'k-2' })
  const body = await server.post('/api/notes', { title: '路灯不亮' }, { key: 'k-2' })
  const address = await server.post('/api/slow', BODY, { key: 'k-2' })
  assert.deepEqual([body.status, body.json().type], [422, '/problems/key-reused'])
  assert.deepEqual([address.status, address.json().type], [422, '/problems/key-reused'])
  assert.equal(await countNotes(server), 1)
})

test('keys of different people never meet', async t => {
  const server = await sampleServer(t)
  const [one, two] = [resident('p-1'), resident('p-2')]
  const visitor = (name: string) => ({ key: 'k', headers: { cookie: `__Host-linli-visitor=${name.repeat(22)}` } })
  const answers = [
    await server.as(one).post('/api/notes', BODY, { key: 'k' }),
    await server.as(two).post('/api/notes', { title: '另一件事' }, { key: 'k' }),
    await server.post('/api/notes', { title: '第三件事' }, visitor('a')),
    await server.post('/api/notes', { title: '第四件事' }, visitor('b')),
  ]
  assert.deepEqual(
    answers.map(({ status }) => status),
    [201, 201, 201, 201],
  )
  assert.equal(await countNotes(server), 4)
})

test('refusals keep nothing: the corrected request may use its key again', async t => {
  const server = await sampleServer(t)
  assert.equal((await server.post('/api/notes', { title: 'taken' }, { key: 'k-3' })).status, 409)
  assert.equal((await server.post('/api/notes', BODY, { key: 'k-3' })).status, 201)
})

test('a write without a key, or with a bad one, is refused', async t => {
  const server = await sampleServer(t)
  const without = await server.post('/api/notes', BODY, { key: null })
  assert.deepEqual([without.status, without.json().type], [400, '/problems/key-missing'])
  const long = await server.post('/api/notes', BODY, { key: 'x'.repeat(256) })
  assert.deepEqual([long.status, long.json().type], [400, '/problems/key-wrong'])
  assert.equal((await server.post('/api/notes', BODY, { key: 'x'.repeat(255) })).status, 201)
})

test('what is kept is sealed, and swept after a week', async t => {
  const server = await sampleServer(t)
  await server.post('/api/notes', { title: '私事一件' }, { key: 'k-4' })
  const rows = await server.city.db.rows<{ answer: Buffer; key: string }>(
    sql('t.keys', 'select * from city.idempotency'),
  )
  assert.equal(rows.length, 1)
  assert.ok(!rows[0]?.answer.includes('私事一件') && !JSON.stringify(rows).includes('私事一件'))
  assert.equal(await forgetKeys.run(server.city.db, instant(server.now + 6 * DAY_MS)), 0)
  assert.equal(await forgetKeys.run(server.city.db, instant(server.now + 7 * DAY_MS + 1)), 1)
})

test('a form sent twice ends at the same place once, even in the same moment', async t => {
  const server = await sampleServer(t)
  const answers = await Promise.all([1, 2, 3].map(() => server.submit('/notes', BODY, { key: 'f-1' })))
  assert.deepEqual(
    answers.map(({ status, headers }) => [status, headers.location]),
    [1, 2, 3].map(() => [303, '/notes#1']),
  )
  assert.equal(await countNotes(server), 1)
})
