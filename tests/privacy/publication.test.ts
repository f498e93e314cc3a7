import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { stage } from '../../src/features/work-order/testing.ts'
import { sql } from '../../src/platform/db/types.ts'
import { type Answer, testServer } from '../../src/platform/testing/server.ts'
import { chanceOf, leakOf } from './seeds.ts'

const DEEP = process.env.LINLI_DEEP === '1'
const LEAKS = DEEP ? 500 : 40

const tagOf = (answer: Answer): string => String(answer.json().type).replace(/^.*\/problems\//, '')

test('P-8 what becomes public is stopped when it holds a person’s number or door; another person may release it, on record', async t => {
  const { city, cast, vault, units } = await stage(t)
  const server = await testServer(t, city, { modules: features, services: { vault }, now: '2026-09-30T10:00:00+08:00' })
  const [desk, lead, auditor, operator, town] = [
    cast.deskOperator,
    cast.deskLead,
    cast.auditor,
    cast.systemAdmin,
    cast.unitLead,
  ].map(actor => server.as(actor)) as [
    ReturnType<typeof server.as>,
    ReturnType<typeof server.as>,
    ReturnType<typeof server.as>,
    ReturnType<typeof server.as>,
    ReturnType<typeof server.as>,
  ]
  const made = await desk.post('/api/staff/work-orders', {
    text: '路灯不亮',
    area: '442000001007',
    place: '兴文路',
    channel: 'phone',
  })
  const path = `/api/work-orders/${made.json().id}`
  for (const [who, verb, body] of [
    [desk, 'admit', {}],
    [desk, 'dispatch', { lead: units.town }],
    [town, 'sign', {}],
  ] as const)
    assert.equal((await who.post(`${path}/${verb}`, body)).status, 200, verb)

  await t.test(`${LEAKS} leaks in public texts: none gets through`, async () => {
    const chance = chanceOf(99)
    for (let count = 0; count < LEAKS; count++) {
      const { text } = leakOf(chance)
      const answer = await desk.post(`${path}/publish`, { title: '路灯已修复', text, photos: [] })
      assert.equal(answer.status, 422, text)
      assert.equal(tagOf(answer), 'public-text-personal')
    }
    const open = await server.get('/api/open/work-orders')
    assert.deepEqual(open.json().items, [])
  })

  const words = { title: '路灯已修复', text: '可向维修队值班手机13912345673反映' }

  await t.test(
    'somebody else decides, never the one who asked; then just these words, for just this matter',
    async () => {
      const asked = await desk.post(`${path}/ask-to-publish`, { ...words, reason: '值班手机由单位公布' })
      assert.equal(asked.status, 201, asked.text)
      assert.equal(tagOf(await desk.post(`${path}/publish`, words)), 'publication-waiting')
      assert.equal(
        tagOf(await desk.post(`${path}/ask-to-publish`, { ...words, reason: '再问一次' })),
        'publication-asked',
      )
      const { id } = asked.json()
      const list = await lead.get('/api/console/publication-holds')
      assert.equal(list.status, 200)
      assert.ok(!list.text.includes('13912345673'))
      const decide = `/api/console/publication-holds/${id}/decide`
      for (const who of [desk, operator])
        assert.equal((await who.post(decide, { release: true, answer: '同意' })).status, 403)
      const seen = await auditor.post(`/api/console/publication-holds/${id}/words`, {
        reason: '核对号码',
        purpose: 'audit',
      })
      assert.ok(seen.text.includes('13912345673'))
      assert.equal((await lead.post(decide, { release: true, answer: '号码已由单位公布' })).status, 200)
      assert.equal(tagOf(await auditor.post(decide, { release: false, answer: '不同意' })), 'hold-decided')
      const other = await desk.post(`${path}/publish`, { ...words, text: `${words.text}。` })
      assert.equal(tagOf(other), 'public-text-personal', 'one character more is another text')
      assert.equal((await desk.post(`${path}/publish`, words)).status, 200)
      const journal = await city.db.rows<{ verb: string; body: string }>(
        sql(
          'test.holds',
          `select body::jsonb ->> 'verb' as verb, body from city.journal_entry where stream like 'publication-hold/%' order by id`,
        ),
      )
      assert.deepEqual(
        journal.map(({ verb }) => verb),
        ['askRelease', 'release'],
      )
      assert.ok(journal.every(({ body }) => !body.includes('13912345673')))
    },
  )

  await t.test('who asked cannot decide, whatever other office they hold', async () => {
    const asked = await lead.post(`${path}/ask-to-publish`, {
      title: '另一条',
      text: '请拨13912345674',
      reason: '自问',
    })
    assert.equal(
      tagOf(
        await lead.post(`/api/console/publication-holds/${asked.json().id}/decide`, { release: true, answer: '自答' }),
      ),
      'same-person',
    )
  })

  await t.test('names and reasons that are public for ever are held back too', async () => {
    const organisation = { name: '王先生13912345675工作室', kind: 'department', area: '442000' }
    assert.match((await operator.post('/api/console/organisations', organisation)).text, /public-text-personal/)
    const value = { value: 5, from: '2026-10-01', basis: '电话通知13912345675', reason: '统一时限' }
    assert.match(
      (await operator.post('/api/console/rule-values/work-order.extensions-max', value)).text,
      /public-text-personal/,
    )
    const view = { name: '某人', query: 'q=13912345675' }
    assert.match((await desk.post('/api/work-order-views', view)).text, /view-personal/)
  })

  await t.test('nothing that anyone can read holds a number', async () => {
    const released = words.text
    for (const route of features.flatMap(({ routes }) => routes)) {
      const anyone = route.access.policy[route.access.verb]?.some(({ who }) => who === 'anyone')
      if (
        route.kind === 'form' ||
        anyone !== true ||
        route.path.includes(':') ||
        (route.kind === 'api' && route.method !== 'GET')
      )
        continue
      const answer = await server.get(route.path, route.kind === 'page' ? { accept: 'text/html' } : {})
      assert.ok(!answer.text.replaceAll(released, '').includes('1391234567'), route.path)
    }
  })
})
