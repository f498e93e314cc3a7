import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { stage } from '../../src/features/work-order/testing.ts'
import { DatabaseError } from '../../src/platform/db/errors.ts'
import { sql } from '../../src/platform/db/types.ts'
import { testServer } from '../../src/platform/testing/server.ts'
import { HANGS } from './support/orders.ts'
import { as, visible } from './support/readers.ts'

test('S-12 a reader begins and ends with the transaction', async t => {
  const { city, vault, cast, units } = await stage(t)
  const { db } = city

  await t.test('a role without settings sees nothing, and a connection is given back as it was', async () => {
    const bare = db.as({})
    for (const [table, column] of Object.entries(HANGS))
      assert.equal((await visible(bare, table, column)).size, 0, table)
    const who = sql(
      'test.who',
      `select current_user = session_user as own, coalesce(current_setting('linli.party', true), '') as party`,
    )
    await Promise.all(Array.from({ length: 30 }, () => as(db, cast.resident).one(who)))
    for (let count = 0; count < 30; count++) assert.deepEqual(await db.one(who), { own: true, party: '' })
    const inside = await as(db, cast.resident).one<{ own: boolean; party: string }>(who)
    assert.deepEqual(inside, { own: false, party: cast.resident.party })
  })

  await t.test('after an error, too, and the error is the statement’s own', async () => {
    const broken = sql('test.broken', 'select 1 / $1::int as one')
    await assert.rejects(
      as(db, cast.resident).one(broken, [0]),
      error => error instanceof DatabaseError && error.code === '22012',
    )
    await assert.rejects(
      as(db, cast.resident).tx(tx => tx.one(broken, [0])),
      error => error instanceof DatabaseError && error.code === '22012',
    )
    const who = sql(
      'test.who',
      `select current_user = session_user as own, coalesce(current_setting('linli.party', true), '') as party`,
    )
    for (let count = 0; count < 30; count++) assert.deepEqual(await db.one(who), { own: true, party: '' })
  })

  await t.test('a value that could end a quoted text never reaches the database', () => {
    for (const value of ["x'; reset role; --", 'a,b', "'", '\\', '', 'ü', 'a b', 'x'.repeat(201)])
      assert.throws(() => db.as({ of: { areas: [value] } }), /not a value/, value)
    assert.throws(() => db.as({ of: { role: ['x'], "a'": ['x'] } }), /not a name/)
  })

  await t.test('what one hands on is still written whole', async () => {
    const server = await testServer(t, city, {
      modules: features,
      now: '2026-09-30T17:50:00+08:00',
      services: { vault },
    })
    const desk = server.as(cast.deskLead)
    const made = (
      await desk.post('/api/staff/work-orders', {
        text: '兴文路口的井盖没了。',
        area: '442000001007',
        place: '兴文路口',
        channel: 'phone',
        confidential: true,
      })
    ).json()
    const path = `/api/work-orders/${made.id}`
    for (const [verb, body] of [
      ['admit', {}],
      ['dispatch', { lead: units.town }],
    ] as const)
      assert.equal((await desk.post(`${path}/${verb}`, body)).status, 200)
    const handler = server.as(cast.unitHandler)
    for (const [verb, body] of [
      ['sign', {}],
      ['assign', { assignee: cast.gridWorker.party }],
    ] as const) {
      const done = await handler.post(`${path}/${verb}`, body)
      assert.equal(done.status, 200, done.text)
    }
    const worker = server.as(cast.gridWorker)
    assert.equal((await worker.get(path)).status, 200)
    const away = await worker.post(`${path}/recuse`, { note: '我认识当事人' })
    assert.equal(away.status, 200, away.text)
    assert.equal((await worker.get(path)).status, 404, 'and then it is no longer theirs')
  })
})
