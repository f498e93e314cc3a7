import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { features } from '../../app/features.ts'
import { instant } from '../../kernel/time.ts'
import { recomputeClocks } from '../../platform/clocks/store.ts'
import { sweepClocks } from '../../platform/clocks/sweep.ts'
import { type Answer, testServer } from '../../platform/testing/server.ts'
import { rulesOf } from './commands.ts'
import { clocksOf } from './rules/clocks.ts'
import { factOf, factRowsOf } from './store/facts.ts'
import { at, PLACE, stage } from './testing.ts'

const HOLE = {
  text: '兴文路口的井盖没了，晚上看不见。',
  area: PLACE,
  place: '兴文路口',
  channel: 'phone',
  phone: '13812345678',
}

const good = (answer: Answer, status = 200) => {
  assert.equal(answer.status, status, answer.text)
  return answer.json()
}
const refused = (answer: Answer, status: number, tag: string) => {
  assert.equal(answer.status, status, answer.text)
  assert.ok(answer.json().type.endsWith(`/problems/${tag}`), `${answer.json().type} is not ${tag}`)
}

test('what the desk sees and decides', async t => {
  const { city, vault, cast, units } = await stage(t)
  const server = await testServer(t, city, { modules: features, now: '2026-09-30T17:50:00+08:00', services: { vault } })
  const [desk, lead, handler, unitLead, operator] = (
    ['deskOperator', 'deskLead', 'unitHandler', 'unitLead', 'systemAdmin'] as const
  ).map(role => server.as(cast[role])) as [
    ReturnType<typeof server.as>,
    ReturnType<typeof server.as>,
    ReturnType<typeof server.as>,
    ReturnType<typeof server.as>,
    ReturnType<typeof server.as>,
  ]
  const entered = async (over = {}) =>
    good(await desk.post('/api/staff/work-orders', { ...HOLE, ...over }), 201).id as string
  const [one, two] = [await entered(), await entered({ text: '兴文路口井盖丢了好几天。' })]

  await t.test('an order nobody has yet comes with who would usually lead it, and why', async () => {
    const { items } = good(await desk.get('/api/work-orders?step=received'))
    assert.equal(items.length, 2)
    assert.equal(items[0].suggested.id, units.town)
    assert.match(items[0].suggested.why, /镇街/)
    good(await desk.post(`/api/work-orders/${one}/link`, { other: two }))
    assert.deepEqual(
      good(await desk.get('/api/work-orders')).items.map((item: { linked: number }) => item.linked),
      [1, 1],
    )
  })

  await t.test('views: own ones, those of a role by the head of the desk only, each name once', async () => {
    const own = good(
      await desk.post('/api/work-order-views', { name: '东区紧急', query: 'area=442000001&urgent=true' }),
      201,
    )
    refused(
      await desk.post('/api/work-order-views', { name: '东区紧急', query: 'urgent=true' }),
      409,
      'view-name-taken',
    )
    refused(
      await desk.post('/api/work-order-views', { name: '共用', query: 'due=late', role: 'deskOperator' }),
      403,
      'view-not-yours',
    )
    const shared = good(
      await lead.post('/api/work-order-views', { name: '全市逾期', query: 'due=late', role: 'deskOperator' }),
      201,
    )
    assert.equal((await desk.post('/api/work-order-views', { name: '乱写', query: 'kind=nothing' })).status, 400)
    const names = async (who: typeof desk) =>
      good(await who.get('/api/work-order-views')).items.map((view: { name: string }) => view.name)
    assert.deepEqual(await names(desk), ['全市逾期', '东区紧急'])
    assert.deepEqual(await names(handler), [])
    refused(await desk.delete(`/api/work-order-views/${shared.id}`), 404, 'not-found')
    refused(await lead.delete(`/api/work-order-views/${own.id}`), 404, 'not-found')
    good(await lead.delete(`/api/work-order-views/${shared.id}`))
    assert.deepEqual(await names(desk), ['东区紧急'])
  })

  await t.test('a batch does what can be done and says in words why the rest was not', async () => {
    good(await desk.post(`/api/work-orders/${one}/admit`, {}))
    const body = { verb: 'admit', ids: [one, two], body: {} }
    const { results } = good(await desk.post('/api/work-orders/batch', body))
    const of = (id: string) => results.find((result: { id: string }) => result.id === id)
    assert.deepEqual([of(two).ok, of(two).why], [true, null])
    assert.equal(of(one).ok, false)
    assert.match(of(one).why.detail, /待派单/)
    const again = good(await desk.post('/api/work-orders/batch', body))
    assert.ok(again.results.every((result: { ok: boolean }) => !result.ok))
  })

  await t.test('two editors: the second is told, and nothing of the first is lost', async () => {
    const seen = good(await desk.get(`/api/work-orders/${one}`))
    const tag = { 'if-match': `"${seen.version}"` }
    good(await lead.post(`/api/work-orders/${one}/dispatch`, { lead: units.town, note: '请尽快' }, { headers: tag }))
    refused(
      await desk.post(
        `/api/work-orders/${one}/dispatch`,
        { lead: units.department, note: '我的意见' },
        { headers: tag },
      ),
      412,
      'version-stale',
    )
    const now = good(await desk.get(`/api/work-orders/${one}`))
    assert.equal(now.lead, units.town)
    assert.deepEqual(
      now.facts.slice(seen.facts.length).map((fact: { action: string; role: string }) => [fact.action, fact.role]),
      [['dispatch', 'deskLead']],
    )
  })

  await t.test('a double tap does it once', async () => {
    const key = randomUUID()
    const [first, second] = await Promise.all(
      [1, 2].map(() => handler.post(`/api/work-orders/${one}/sign`, {}, { key })),
    )
    const done = [first, second].filter(answer => answer?.status === 200)
    assert.ok(done.length >= 1)
    good(await handler.post(`/api/work-orders/${one}/sign`, {}, { key }))
    const { facts } = good(await desk.get(`/api/work-orders/${one}`))
    assert.equal(facts.filter((fact: { action: string }) => fact.action === 'sign').length, 1)
  })

  await t.test('the unit assigns to its own people and the grid workers of its place, by masked names', async () => {
    const { items } = good(await unitLead.get(`/api/work-orders/${one}/people`))
    assert.equal(items[0].party, cast.gridWorker.party)
    assert.ok(items.every((person: { name: string }) => person.name.includes('*')))
    assert.ok(!items.some((person: { party: string }) => person.party === cast.otherUnit.party))
    refused(await server.as(cast.otherUnit).get(`/api/work-orders/${one}/people`), 404, 'not-found')
    assert.equal((await desk.get(`/api/work-orders/${one}/people`)).status, 403)
    good(await unitLead.post(`/api/work-orders/${one}/assign`, { assignee: items[0].party }))
  })

  await t.test('late by unit, with its parts; the escalations that fired', async () => {
    server.now = at('2026-09-30 20:30')
    await sweepClocks(city.db, server.now)
    const { items } = good(await lead.get('/api/work-orders/load'))
    const town = items.find((unit: { lead: string | null }) => unit.lead === units.town)
    assert.deepEqual([town.open, town.late, town.oldest], [1, 1, '2026-09-30T18:50:00+08:00'])
    const fired = good(await lead.get('/api/work-orders/escalations')).items
    assert.ok(
      fired.some(
        (step: { order: string; clock: string; level: string }) =>
          step.order === one && step.clock === 'contact' && step.level === 'late',
      ),
    )
    assert.equal((await handler.get('/api/work-orders/escalations')).status, 403)
    assert.equal(
      good(await desk.get('/api/work-orders?due=late')).items.length,
      good(await desk.get('/api/work-orders/count?due=late')).count,
    )
  })

  await t.test('dues that moved are listed with the reason, to the head of the desk and the operator', async () => {
    await city.db.tx(async tx => {
      const { calendar, paramsOn } = await rulesOf(tx)
      const clocks = clocksOf((await factRowsOf(tx, one)).map(factOf), paramsOn, calendar)
      const moved = clocks.map(clock =>
        clock.due === undefined
          ? clock
          : { ...clock, due: { ...clock.due, dueAt: instant(clock.due.dueAt + 86_400_000) } },
      )
      await recomputeClocks(tx, { id: one, kind: 'work-order' }, calendar.version, moved, {
        why: '日历更新',
        at: server.now,
      })
    })
    for (const who of [lead, operator]) {
      const { items } = good(await who.get('/api/clock-changes?limit=1'))
      assert.deepEqual([items.length, items[0].order, items[0].why], [1, one, '日历更新'])
      assert.ok(items[0].after > items[0].before)
    }
    assert.equal((await desk.get('/api/clock-changes')).status, 403)
  })

  await t.test('each figure leads to exactly its rows', async () => {
    const figures = good(await lead.get('/api/work-orders/figures?from=2026-09-01&to=2026-09-30'))
    const period = 'roundFrom=2026-09-01&roundTo=2026-09-30'
    for (const rate of ['response', 'resolution', 'satisfaction', 'onTime'])
      for (const part of ['whole', 'part'] as const)
        assert.equal(
          good(await lead.get(`/api/work-orders/count?rate=${rate}&part=${part}&${period}`)).count,
          figures.all.rates[rate][part],
          `${rate} ${part}`,
        )
    assert.ok(figures.all.rates.response.whole > 0)
    assert.equal(good(await lead.get(`/api/work-orders/count?rate=response&part=missed&${period}`)).count, 1)
  })
})
