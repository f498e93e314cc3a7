import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { Actor } from '../../platform/access/types.ts'
import { testCity } from '../../platform/testing/database.ts'
import { testServer } from '../../platform/testing/server.ts'
import { __camel__ } from './index.ts'
import { replay } from './rules/evolve.ts'
import { factsOf, oneRow } from './store.ts'

const AREA = '442000001001'
const someone = { party: randomUUID(), session: null, name: '演示', level: 'L1' } as const
const resident: Actor = { ...someone, kind: 'resident', offices: [] }
const staff = (area: string): Actor => ({
  ...someone,
  kind: 'staff',
  offices: [{ id: randomUUID(), organisation: randomUUID(), organisationKind: 'town', role: 'unitLead', area }],
})

test('__zh__ over HTTP', async t => {
  const city = await testCity(t, { features: [{ id: '__kebab__', folder: __camel__.folder }] })
  const server = await testServer(t, city, { modules: [__camel__] })
  const opened = await server.as(resident).post('/api/__kebab__', { area: AREA, title: '门前积水' })
  assert.equal(opened.status, 201, opened.text)
  const { id } = opened.json() as { id: string }

  await t.test('every fault is named with its field', async () => {
    const answer = await server.as(resident).post('/api/__kebab__', { area: AREA, title: ' ' })
    assert.equal(answer.status, 422)
    assert.match(answer.text, /\/body\/title/)
  })

  await t.test('a stranger and another area’s staff do not close it', async () => {
    assert.equal((await server.post(`/api/__kebab__/${id}/close`, { outcome: '好了' })).status, 401)
    const other = await server.as(staff('442000002')).post(`/api/__kebab__/${id}/close`, { outcome: '好了' })
    assert.equal(other.status, 403)
  })

  await t.test('closed once, by the area’s staff, also when two try', async () => {
    const closing = () => server.as(staff('442000001')).post(`/api/__kebab__/${id}/close`, { outcome: '已疏通' })
    const [one, two] = await Promise.all([closing(), closing()])
    assert.deepEqual([one.status, two.status].toSorted(), [200, 409])
  })

  await t.test('replaying its facts gives its row', async () => {
    const row = await oneRow(city.db, id)
    const facts = await factsOf(city.db, id)
    assert.deepEqual(replay(facts), { step: row?.step, title: row?.title, outcome: row?.outcome })
    assert.equal(row?.version, facts.length)
  })

  await t.test('the list goes page by page', async () => {
    for (const title of ['甲', '乙']) await server.as(resident).post('/api/__kebab__', { area: AREA, title })
    const first = (await server.get('/api/__kebab__?limit=2')).json()
    const rest = (await server.get(`/api/__kebab__?limit=2&cursor=${encodeURIComponent(first.next)}`)).json()
    assert.deepEqual([first.items.length, rest.items.length, rest.next], [2, 1, null])
    assert.equal(new Set([...first.items, ...rest.items].map((item: { id: string }) => item.id)).size, 3)
  })
})
