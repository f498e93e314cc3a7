import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { demo } from '../../src/features/deliberation/demo.ts'
import { at, PLACE } from '../../src/features/work-order/testing.ts'
import { instant } from '../../src/kernel/time.ts'
import { sql } from '../../src/platform/db/types.ts'
import { delivered, good, PATH, playing, tags } from './support.ts'

const WORDS = { title: '兴文路口的井盖', text: '一个月里反映了三次，大家商量怎么巡查。' }

test('a group of work orders becomes one topic, by event; the orders go on', async t => {
  const play = await playing(t)
  const { scene, server, on } = play
  const { cast, city } = scene
  const order = async (more: object = {}): Promise<string> => {
    const body = { text: '兴文路口的井盖没了', area: PLACE, place: '兴文路口', ...more }
    return good(await on('2026-03-02', cast.resident).post('/api/work-orders', body)).id
  }
  const [one, two, secret] = [await order(), await order(), await order({ confidential: true })]
  const elsewhere = good(
    await on('2026-03-02', cast.deskLead).post('/api/staff/work-orders', {
      text: '别处的事',
      area: '442000002003',
      channel: 'phone',
    }),
  ).id
  const handOn = (ids: readonly string[], who = cast.deskOperator) =>
    on('2026-03-03', who).post('/api/work-orders/hand-on', { ids, ...WORDS })

  assert.equal((await handOn([one], cast.communityWorker)).status, 403)
  assert.equal((await handOn([one, '01939d6e-0000-7000-8000-00000000dead'])).status, 404)
  assert.deepEqual(tags(await handOn([one, secret, elsewhere])), ['confidential-stays', 'too-far-apart'])
  const { topic, orders } = good(await handOn([one, two]))
  assert.equal(orders, 2)
  assert.deepEqual(tags(await handOn([two, one])), ['handed-on-already', 'handed-on-already'])
  assert.equal((await on('2026-03-03').get(`${PATH}/${topic}`)).status, 404)
  await delivered(play)
  await delivered(play)

  const shown = good(await on('2026-03-03').get(`${PATH}/${topic}`))
  assert.deepEqual([shown.step, shown.origin, shown.area, shown.fromOrders], ['raised', 'orders', PLACE, 2])
  assert.deepEqual(shown.orders.map(({ id }: { id: string }) => id).toSorted(), [one, two].toSorted())
  assert.equal(shown.foundOn, '2026-03-02')
  const asked = good(await on('2026-03-03', cast.deskOperator).get(`/api/work-orders/${one}/shown`))
  assert.equal(asked.topic, topic)
  assert.equal(asked.order.step, 'received')
  assert.equal(good(await on('2026-03-03', cast.deskOperator).get(`/api/work-orders/${elsewhere}/shown`)).topic, null)
  good(await on('2026-03-03', cast.deskOperator).get(`${PATH}/${topic}`))
  good(await on('2026-03-03').post(`${PATH}/${topic}/screen`, { duty: 'self' }))
  const open = good(await server.get(`/api/open/deliberations/${shown.no}`))
  assert.equal(open.fromOrders, 2)
  assert.equal(open.orders, undefined)
  // Of two who hand the same orders on at once, one does.
  const more = [await order(), await order()]
  const sent = await Promise.all(Array.from({ length: 6 }, () => handOn(more)))
  assert.deepEqual(sent.map(({ status }) => status).toSorted(), [201, 409, 409, 409, 409, 409])
  await delivered(play)
  const rows = await city.db.rows<{ n: number }>(sql('test.topics', 'select count(*) as n from city.deliberation'))
  assert.equal(rows[0]?.n, 2)
})

test('T-10 a committee of 11 is saved with a warning, of 15 and 20 without, of 21 with one', async t => {
  const { scene, on } = await playing(t)
  const save = async (cadres: number, who = scene.cast.communityWorker, kind = 'coordination') =>
    on('2026-03-02', who).put('/api/deliberation-bodies', {
      area: PLACE,
      kind,
      parts: [
        { part: 'cadres', value: String(cadres) },
        { part: 'residents', value: '5' },
      ],
    })
  assert.equal((await save(6, scene.cast.resident)).status, 403)
  for (const [total, warned] of [
    [11, true],
    [15, false],
    [20, false],
    [21, true],
  ] as const) {
    const { warnings } = good(await save(total - 5))
    assert.equal(warnings.length > 0, warned, String(total))
    if (warned) assert.match(warnings[0].detail, new RegExp(`共 ${total} 人，文件写的是 15 至 20 人`))
  }
  const { items } = good(await on('2026-03-02').get(`/api/deliberation-bodies?area=${PLACE}`))
  assert.equal(items[0].version, 4)
  assert.deepEqual(items[0].parts.slice(0, 2), [
    { part: 'cadres', value: '16' },
    { part: 'enterprises', value: '0' },
  ])
  const slots = items.find(({ kind }: { kind: string }) => kind === 'method-116').parts
  assert.equal(slots.length, 8)
  assert.ok(slots.every(({ value }: { value: string }) => value === ''))
})

test('S0-042 a town’s list: what is on it can be chosen, what is not can be raised as well', async t => {
  const { scene, server, on } = await playing(t)
  const matter = { area: '442000001', theme: 'traffic', text: '小区周边的停车' }
  assert.equal((await on('2026-03-02').post('/api/deliberation-matters', matter)).status, 403)
  const { id } = good(await on('2026-03-02', scene.cast.unitLead).post('/api/deliberation-matters', matter))
  const topic = { area: PLACE, theme: 'traffic', title: '停车', text: '晚上没有位置。', matter: id }
  good(await on('2026-03-02').post(PATH, topic))
  assert.match(
    (await server.get('/open/procedures/deliberation?town=442000001', { accept: 'text/html' })).text,
    /小区周边的停车/,
  )
  good(await on('2026-03-03', scene.cast.unitLead).post(`/api/deliberation-matters/${id}/unlist`, {}))
  assert.deepEqual(tags(await on('2026-03-03').post(PATH, topic)), ['not-on-list'])
  good(await on('2026-03-03').post(PATH, { ...topic, matter: '' }))
  const { items } = good(await on('2026-03-03').get(PATH))
  assert.deepEqual(
    items.map(({ origin }: { origin: string }) => origin),
    ['staff', 'list'],
  )
})

test('the demonstration tells five topics, each further on than the next, through the same commands', async t => {
  const { scene } = await playing(t)
  const { db } = scene.city
  const directory = features.find(({ id }) => id === 'directory')
  await directory?.demo?.(db, instant(at('2026-11-24 09:00')), scene.vault)
  await demo(db, instant(at('2026-11-24 10:00')), scene.vault)
  const rows = await db.rows<{ step: string }>(
    sql('test.steps', 'select step from city.deliberation order by raised_at'),
  )
  assert.deepEqual(
    rows.map(({ step }) => step),
    ['closed', 'completed', 'posted', 'noticed', 'raised'],
  )
})
