import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant } from '../../kernel/time.ts'
import type { Actor } from '../../platform/access/types.ts'
import { raise, settle } from '../../platform/alarms.ts'
import { emit } from '../../platform/jobs/emit.ts'
import { bury, claim, deadDeliveries, failed, fanOut } from '../../platform/jobs/store.ts'
import { testCity } from '../../platform/testing/database.ts'
import { testServer } from '../../platform/testing/server.ts'
import { operations } from './index.ts'

const NOW = instant(Date.UTC(2026, 10, 22, 2))
const staff = (role: string): Actor => ({
  kind: 'staff',
  party: '0193a000-0000-7000-8000-000000000001',
  session: null,
  name: '',
  level: 'L1',
  offices: [
    {
      id: '0193a000-0000-7000-8000-000000000002',
      organisation: '0193a000-0000-7000-8000-000000000003',
      organisationKind: 'cityGovernment',
      role,
      area: '4420',
    },
  ],
})
const CONSUMER = { id: 'test.reader', topic: 'test.happened', handle: async () => undefined }

test('what was given up is shown to the operator, who puts it back once', async t => {
  const city = await testCity(t, { features: [operations] })
  const { db } = city
  const server = await testServer(t, city, { modules: [operations] })
  await db.tx(tx => emit(tx, { topic: CONSUMER.topic, key: 'order-1', payload: { secret: '不应显示' }, at: NOW }))
  await fanOut(db, [CONSUMER], NOW)
  await db.tx(async tx => {
    const delivery = await claim(tx, CONSUMER.id, NOW)
    assert.ok(delivery !== undefined)
    await failed(tx, CONSUMER.id, delivery.event, 'no such table', NOW)
    await bury(tx, CONSUMER.id, delivery.event, NOW)
  })

  const operator = server.as(staff('systemAdmin'))
  const path = '/api/console/dead-deliveries'
  const answer = await operator.get(path)
  assert.equal(answer.status, 200, answer.text)
  const [line] = answer.json().items
  assert.equal(line.consumer, CONSUMER.id)
  assert.equal(line.error, 'no such table')
  assert.ok(!answer.text.includes('不应显示'))

  const revive = `${path}/${CONSUMER.id}/${line.event}/revive`
  for (const role of ['deskLead', 'auditor', 'unitLead']) {
    assert.equal((await server.as(staff(role)).get(path)).status, 403)
    assert.equal((await server.as(staff(role)).post(revive)).status, 403)
  }
  assert.equal((await operator.post(revive)).status, 200)
  assert.deepEqual(await deadDeliveries(db, 10), [])
  assert.equal((await operator.post(revive)).status, 404)
  assert.ok((await db.tx(tx => claim(tx, CONSUMER.id, instant(NOW + 86_400_000)))) !== undefined)
})

test('what is not handled any more goes with a reason; maintenance is announced and withdrawn once', async t => {
  const city = await testCity(t, { features: [operations] })
  const server = await testServer(t, city, { modules: [operations], now: '2026-11-22T10:00:00+08:00' })
  const { db } = city
  await db.tx(tx => emit(tx, { topic: CONSUMER.topic, key: 'order-2', payload: {}, at: NOW }))
  await fanOut(db, [CONSUMER], NOW)
  const event = await db.tx(async tx => {
    const delivery = await claim(tx, CONSUMER.id, NOW)
    assert.ok(delivery !== undefined)
    await bury(tx, CONSUMER.id, delivery.event, NOW)
    return delivery.event
  })
  const operator = server.as(staff('systemAdmin'))
  const discard = `/api/console/dead-deliveries/${CONSUMER.id}/${event}/discard`
  assert.equal((await operator.post(discard, {})).status, 400, 'not without a reason')
  assert.equal((await server.as(staff('auditor')).post(discard, { reason: 'x' })).status, 403)
  const both = await Promise.all([operator.post(discard, { reason: '一' }), operator.post(discard, { reason: '二' })])
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 404], 'two at once: one of them did it')

  const notices = '/api/console/maintenance'
  const [from, until] = ['2026-11-22T22:00:00+08:00', '2026-11-22T23:00:00+08:00']
  const wrong = await operator.post(notices, { from: until, until: '2026-11-21T00:00:00+08:00', what: '换盘' })
  assert.equal(wrong.status, 400)
  assert.deepEqual(
    wrong.json().errors.map(({ tag }: { tag: string }) => tag),
    ['maintenance-order', 'maintenance-over'],
  )
  const made = await operator.post(notices, { from, until, what: ' 换盘 ' })
  assert.equal(made.status, 201, made.text)
  assert.deepEqual((await operator.get(notices)).json().items, [{ id: made.json().id, from, until, what: '换盘' }])
  for (const path of [notices, '/api/console/operation'])
    assert.equal((await server.as(staff('auditor')).get(path)).status, 403)
  const withdraw = `${notices}/${made.json().id}/withdraw`
  assert.equal((await operator.post(withdraw)).status, 200)
  assert.equal((await operator.post(withdraw)).status, 404)
  assert.deepEqual((await operator.get(notices)).json().items, [])
  const overview = await operator.get('/api/console/operation')
  assert.equal(overview.status, 200)
  const { n } = await db.one<{ n: number }>({
    name: 't.entries',
    text: "select count(*) as n from city.journal_entry where stream like 'discard/%' or stream like 'maintenance/%'",
  })
  assert.equal(n, 3)
})

test('R-7 what is wrong with the server is shown to the operator alone, with what to do, for as long as it is', async t => {
  const city = await testCity(t, { features: [operations] })
  const server = await testServer(t, city, { modules: [operations] })
  const operator = server.as(staff('systemAdmin'))
  const items = async (): Promise<readonly { readonly id: string; readonly next: string }[]> =>
    (await operator.get('/api/console/alarms')).json().items
  assert.deepEqual(await items(), [])
  raise('storage-full')
  t.after(() => settle('storage-full'))
  const [alarm] = await items()
  assert.equal(alarm?.id, 'storage-full')
  assert.match(alarm?.next ?? '', /扩容/)
  const refused = await operator.post('/api/console/dead-deliveries/x/1/revive')
  assert.equal(refused.status, 507)
  assert.equal(refused.headers['retry-after'], '60')
  for (const role of ['deskLead', 'auditor'])
    assert.equal((await server.as(staff(role)).get('/api/console/alarms')).status, 403)
  settle('storage-full')
  assert.deepEqual(await items(), [])
})
