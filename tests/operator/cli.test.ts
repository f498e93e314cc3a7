import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { instant } from '../../src/kernel/time.ts'
import { emit } from '../../src/platform/jobs/emit.ts'
import { bury, claim, failed, fanOut } from '../../src/platform/jobs/store.ts'
import { testCity } from '../../src/platform/testing/database.ts'
import { dataFolder, ROOT } from '../e2e/support/server.ts'

const CONSUMER = { id: 'test.reader', topic: 'test.happened', handle: async () => undefined }

test('U-K5 what the operator’s pages do, the command line does: events and maintenance, with exit codes and --json', async t => {
  const city = await testCity(t)
  const data = await dataFolder()
  const linli = (...args: readonly string[]) =>
    promisify(execFile)(join(ROOT, 'linli'), [...args, '--data', data, '--database-url', city.url, '--json'], {
      cwd: ROOT,
    }).then(
      ({ stdout }) => ({ code: 0, json: JSON.parse(stdout.trim().split('\n').at(-1) ?? ''), err: '' }),
      error => ({ code: Number(error.code), json: undefined, err: String(error.stderr) }),
    )
  const now = instant(Date.now())
  const { db } = city
  for (const key of ['one', 'two']) {
    await db.tx(tx => emit(tx, { topic: CONSUMER.topic, key, payload: {}, at: now }))
    await fanOut(db, [CONSUMER], now)
    await db.tx(async tx => {
      const delivery = await claim(tx, CONSUMER.id, now)
      assert.ok(delivery !== undefined)
      await failed(tx, CONSUMER.id, delivery.event, 'no such table', now)
      await bury(tx, CONSUMER.id, delivery.event, now)
    })
  }
  const listed = await linli('events', 'list')
  assert.deepEqual([listed.code, listed.json.items.length], [0, 2])
  const [first, second] = listed.json.items
  assert.deepEqual((await linli('events', 'revive', CONSUMER.id, String(first.event))).json, { done: true })
  const gone = await linli('events', 'revive', CONSUMER.id, String(first.event))
  assert.deepEqual([gone.code, /可能已经放回去了/.test(gone.err)], [1, true])
  assert.equal((await linli('events', 'discard', CONSUMER.id, String(second.event))).code, 64, 'a reason is needed')
  const discarded = await linli('events', 'discard', CONSUMER.id, String(second.event), '--reason', '测试环境')
  assert.deepEqual(discarded.json, { done: true })
  assert.deepEqual((await linli('events', 'list')).json.items, [])

  const times = ['--from', '2999-12-01T22:00', '--until', '2999-12-01T23:00']
  const announced = await linli('maintenance', 'announce', ...times, '--what', '换磁盘,期间只能查询')
  assert.match(announced.json.id, /^[0-9a-f-]{36}$/)
  const notices = (await linli('maintenance', 'list')).json.items
  assert.deepEqual(notices, [
    {
      id: announced.json.id,
      from: '2999-12-01T22:00:00+08:00',
      until: '2999-12-01T23:00:00+08:00',
      what: '换磁盘,期间只能查询',
    },
  ])
  const backwards = ['--from', '2020-12-01T22:00', '--until', '2020-12-01T21:00', '--what', '晚了']
  const refused = await linli('maintenance', 'announce', ...backwards)
  assert.equal(refused.code, 1)
  assert.match(refused.err, /要在开始时间之后[\s\S]*已经过去/, 'all reasons at once')
  assert.equal((await linli('maintenance', 'announce', '--from', 'soon', '--until', 'x', '--what', 'y')).code, 64)
  assert.deepEqual((await linli('maintenance', 'withdraw', announced.json.id)).json, { done: true })
  assert.equal((await linli('maintenance', 'withdraw', announced.json.id)).code, 1)

  const doctor = await linli('doctor')
  assert.equal(doctor.code, 1, 'the databases of tests are not safe against power cuts')
  const streams = await db.rows<{ kind: string }>({
    name: 't.streams',
    text: "select distinct split_part(stream, '/', 1) as kind from city.journal_entry order by 1",
  })
  assert.deepEqual(
    streams.map(({ kind }) => kind),
    ['discard', 'maintenance', 'revival'],
  )
})
