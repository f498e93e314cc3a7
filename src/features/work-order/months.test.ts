import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../app/features.ts'
import { sql } from '../../platform/db/types.ts'
import { testServer } from '../../platform/testing/server.ts'
import { at, PLACE, stage } from './testing.ts'

const ENTRY = sql('test.month-entry', `select body from city.journal_entry where body like '%work-order-month%'`)

test('a month is published once, when it is over, with its counts in the journal', async t => {
  const { city, vault, cast } = await stage(t)
  const server = await testServer(t, city, { modules: features, now: '2026-09-15T09:00:00+08:00', services: { vault } })
  const lead = server.as(cast.deskLead)
  for (const text of ['路灯不亮', '垃圾没清', '请问怎么办老人卡'])
    assert.equal((await server.as(cast.resident).post('/api/work-orders', { text, area: PLACE })).status, 201)

  await t.test('not before it is over, and not by an operator of the desk', async () => {
    assert.equal((await lead.post('/api/work-orders/months/2026-09/publish', {})).status, 409)
    assert.equal((await server.as(cast.deskOperator).post('/api/work-orders/months/2026-08/publish', {})).status, 403)
  })

  server.now = at('2026-10-08 09:00')
  await t.test('twenty at once publish it once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => lead.post('/api/work-orders/months/2026-09/publish', {})),
    )
    assert.deepEqual(answers.map(answer => answer.status).toSorted(), [200, ...Array.from({ length: 19 }, () => 409)])
    const entries = await city.db.rows<{ body: string }>(ENTRY)
    assert.equal(entries.length, 1)
    assert.equal(JSON.parse(entries[0]?.body ?? '{}').data.all.rounds, 3)
  })

  await t.test('what was published stays, while the figures of now go on', async () => {
    server.now = at('2026-10-09 09:00')
    const published = (await server.get('/api/open/figures?month=2026-09&as=published')).json()
    assert.equal(published.all.rounds, 3)
    assert.equal(published.publishedAt, '2026-10-08T09:00:00+08:00')
    const page = await server.get('/open/figures?month=2026-09&as=published')
    assert.match(page.text, /"as":"published"/)
    assert.ok(page.text.includes(published.leaf), 'its page leads to the entry in the journal')
    const live = await server.get('/open/figures?month=2026-09')
    assert.ok(live.text.includes(published.leaf) && live.text.includes('"as":"now"'))
    assert.equal((await server.get('/open/figures?month=2026-08&as=published')).status, 404)
    const october = (await server.get('/api/open/figures?month=2026-10')).json()
    assert.equal(october.all.rounds, 0)
    assert.equal(october.asOf, '2026-10-09T09:00:00+08:00')
    assert.equal((await server.get('/api/open/figures?month=2026-08&as=published')).status, 404)
  })
})
