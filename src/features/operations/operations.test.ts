import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant } from '../../kernel/time.ts'
import type { Actor } from '../../platform/access/types.ts'
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

  const operator = server.as(staff('operator'))
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
