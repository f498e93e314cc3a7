import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../app/features.ts'
import { sql } from '../../platform/db/types.ts'
import { sequence } from '../../platform/journal/sequence.ts'
import { verifyLines } from '../../platform/journal/verifier.ts'
import { type Answer, type Caller, TEST_SIGNER, testServer } from '../../platform/testing/server.ts'
import type { ClockOut } from './api.ts'
import { drawPhoto } from './demo-photo.ts'
import { at, PLACE, stage } from './testing.ts'

const REPORT = {
  text: '兴文路口的井盖没了，晚上看不见，很危险。我的电话 13812345678',
  area: PLACE,
  place: '兴文路与民生路口',
  phone: '13812345678',
}

const LOOKS = sql('test.looks', 'select reason from city.work_order_reveal order by at')

const good = (answer: Answer, status = 200) => {
  assert.equal(answer.status, status, answer.text)
  return answer.json()
}
const refused = (answer: Answer, status: number, tag: string) => {
  assert.equal(answer.status, status, answer.text)
  assert.ok(answer.json().type.endsWith(`/problems/${tag}`), `${answer.json().type} is not ${tag}`)
}
const clockOf = (clocks: readonly ClockOut[], name: string): ClockOut | undefined =>
  clocks.find(clock => clock.name === name)

test('a missing manhole cover, from the report to the published result', async t => {
  const { city, vault, cast, units } = await stage(t)
  const server = await testServer(t, city, { modules: features, now: '2026-09-30T17:50:00+08:00', services: { vault } })
  const [resident, desk, lead, handler, grid] = [
    cast.resident,
    cast.deskOperator,
    cast.deskLead,
    cast.unitHandler,
    cast.gridWorker,
  ].map(actor => server.as(actor)) as [Caller, Caller, Caller, Caller, Caller]

  const made = good(await resident.post('/api/work-orders', REPORT), 201)
  const path = `/api/work-orders/${made.id}`
  const clocks = async (): Promise<readonly ClockOut[]> => good(await resident.get(path)).clocks

  await t.test('the receipt has a number and a query code, and the text shows no full phone number', async () => {
    assert.match(made.no, /^442000-20260930-\d{4,}$/)
    assert.match(made.track, /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    const detail = good(await resident.get(path))
    assert.ok(!detail.body.includes('13812345678'))
    assert.equal(detail.category, 'manhole')
    assert.equal(detail.urgent, true)
    for (const verb of ['remind', 'withdraw', 'view']) assert.ok(detail.may.includes(verb), verb)
    for (const verb of ['dispatch', 'admit', 'rate', 'publish', 'seeCaller'])
      assert.ok(!detail.may.includes(verb), verb)
  })

  await t.test('a stranger and another unit find nothing', async () => {
    for (const who of [cast.neighbour, cast.otherUnit]) assert.equal((await server.as(who).get(path)).status, 404)
    assert.equal((await server.get(path)).status, 401)
  })

  await t.test('steps cannot be skipped', async () => {
    refused(await desk.post(`${path}/dispatch`, { lead: units.town }), 409, 'wrong-step')
    refused(await handler.post(`${path}/sign`, {}), 404, 'not-found')
  })

  good(await desk.post(`${path}/admit`, {}))
  server.now = at('2026-09-30 18:00')

  await t.test('never past what a community may be asked', async () => {
    refused(await desk.post(`${path}/dispatch`, { lead: units.committee }), 422, 'community-cannot-lead')
    refused(
      await desk.post(`${path}/dispatch`, { lead: units.town, assists: [units.committee] }),
      422,
      'not-on-community-list',
    )
  })

  good(await desk.post(`${path}/dispatch`, { lead: units.town }))

  await t.test('three clocks run: 19:00, 20:00 and the end of business on 10 October (T-05)', async () => {
    const running = await clocks()
    assert.equal(clockOf(running, 'contact')?.due?.dueAt, '2026-09-30T19:00:00+08:00')
    assert.equal(clockOf(running, 'arrive')?.due?.dueAt, '2026-09-30T20:00:00+08:00')
    assert.equal(clockOf(running, 'close')?.due?.dueAt, '2026-10-10T17:30:00+08:00')
    assert.deepEqual(
      running.map(clock => clock.state),
      ['running', 'running', 'running'],
    )
  })

  good(await handler.post(`${path}/sign`, {}))
  good(await handler.post(`${path}/assign`, { assignee: cast.gridWorker.party }))

  await t.test('a result without contact, arrival, photo and words is refused with all reasons', async () => {
    const answer = await grid.post(`${path}/submit`, { note: '' })
    assert.equal(answer.status, 409)
    assert.deepEqual(
      answer.json().errors.map((error: { tag: string }) => error.tag),
      ['no-contact', 'no-arrival', 'no-evidence', 'no-result'],
    )
  })

  server.now = at('2026-09-30 18:22')
  good(await grid.post(`${path}/contact`, { reached: true, note: '已电话联系，马上到。' }))
  server.now = at('2026-09-30 19:31')
  good(await grid.post(`${path}/arrive`, { note: '已围挡。' }))

  await t.test('met clocks say what they took', async () => {
    const [contact, arrive] = [clockOf(await clocks(), 'contact'), clockOf(await clocks(), 'arrive')]
    assert.deepEqual([contact?.state, contact?.used], ['met', 22])
    assert.deepEqual([arrive?.state, arrive?.used], ['met', 91])
  })

  await t.test('urgent orders never pause', async () => {
    refused(
      await handler.post(`${path}/ask-pause`, { reason: 'force-majeure', note: '下雨' }),
      409,
      'urgent-never-pauses',
    )
  })

  await t.test('one extension, granted by somebody else; a second needs a special reason (B-033)', async () => {
    good(await handler.post(`${path}/ask-extension`, { workdays: 2, note: '要订制井盖' }))
    refused(await handler.post(`${path}/ask-extension`, { workdays: 1, note: '再要一次' }), 409, 'already-pending')
    good(await lead.post(`${path}/grant-extension`, {}))
    assert.equal(clockOf(await clocks(), 'close')?.due?.dueAt, '2026-10-13T17:30:00+08:00')
    refused(await handler.post(`${path}/ask-extension`, { workdays: 1, note: '还要' }), 409, 'extension-needs-special')
  })

  await t.test('closing without evidence is refused', async () => {
    refused(await grid.post(`${path}/submit`, { note: '已更换井盖。' }), 409, 'no-evidence')
  })

  await t.test('a photo that is not one is refused by name, and nothing is written', async () => {
    const answer = await grid.send(`${path}/submit`, { note: '已更换井盖。' }, [
      Buffer.from('<html>not a photo</html>'),
    ])
    refused(answer, 415, 'photo-kind')
    assert.equal(good(await resident.get(path)).step, 'handling')
  })

  server.now = at('2026-10-09 16:00')
  good(await grid.send(`${path}/submit`, { note: '已更换新井盖并加装防坠网。' }, [await drawPhoto(1)]))

  await t.test('nobody reviews their own work; the unit lead closes it', async () => {
    refused(await grid.post(`${path}/close`, {}), 403, 'forbidden')
    good(await server.as(cast.unitLead).post(`${path}/close`, {}))
    assert.equal(clockOf(await clocks(), 'close')?.state, 'met')
  })

  await t.test('the photo is for those who may see the order, until it is published', async () => {
    const { photos } = good(await resident.get(path))
    const photo = `${path}/photos/${photos[0].id}`
    assert.equal((await resident.get(photo)).status, 200)
    assert.equal((await server.as(cast.neighbour).get(photo)).status, 404)
    assert.equal((await server.get(photo)).status, 404)
  })

  server.now = at('2026-10-10 10:00')
  good(await desk.post(`${path}/follow-up`, { reached: true, resolved: true, satisfaction: 'satisfied' }))
  good(await resident.post(`${path}/rate`, { satisfaction: 'very-satisfied', resolved: true, note: '很快。' }))

  await t.test('what is published names no number, and shows only the photos chosen', async () => {
    refused(
      await desk.post(`${path}/publish`, { title: '井盖缺失', text: '来电 13812345678 反映井盖缺失。' }),
      422,
      'public-text-personal',
    )
    const { photos } = good(await desk.get(path))
    good(
      await desk.post(`${path}/publish`, { title: '兴文路口井盖缺失', text: '已更换新井盖。', photos: [photos[0].id] }),
    )
    const open = good(await server.get('/api/open/work-orders')).items
    assert.deepEqual(
      open.map((item: { no: string; title: string }) => [item.no, item.title]),
      [[made.no, '兴文路口井盖缺失']],
    )
    assert.equal((await server.get(`${path}/photos/${photos[0].id}`)).status, 200)
    assert.equal((await server.get(`${path}/photos/${photos[0].id}?variant=original`)).status, 404)
  })

  await t.test('the figures count it with its parts', async () => {
    const { all } = good(await server.get('/api/open/figures?month=2026-09'))
    assert.deepEqual(
      [all.response, all.resolution, all.satisfaction, all.onTime],
      Array.from({ length: 4 }, () => ({ part: 1, whole: 1 })),
    )
  })

  await t.test('looking at the number of the caller asks for a reason and leaves a record', async () => {
    refused(await server.as(cast.auditor).post(`${path}/caller`, { reason: '核查' }), 403, 'forbidden')
    assert.equal((await desk.post(`${path}/caller`, {})).status, 400)
    const seen = good(await desk.post(`${path}/caller`, { reason: '回访核实' }))
    assert.equal(seen.phone, '13812345678')
    const looks = await city.db.rows<{ reason: string }>(LOOKS)
    assert.deepEqual(
      looks.map(look => look.reason),
      ['回访核实'],
    )
  })

  await t.test(
    'anyone can check that nothing was altered: the exported log verifies, and a changed word does not',
    async () => {
      await sequence(city.db, server.now, TEST_SIGNER)
      const answer = await server.get(`/journal/export?stream=work-order/${made.id}`)
      assert.equal(answer.status, 200)
      assert.ok(!answer.text.includes('13812345678') && !answer.text.includes('兴文路'))
      const lines = answer.text.trim().split('\n')
      assert.equal(verifyLines(lines).verified, true)
      const changed = lines.map(line => line.replace('2026-09-30T18:22', '2026-09-30T18:02'))
      assert.notDeepEqual(changed, lines)
      assert.equal(verifyLines(changed).verified, false)
    },
  )
})
