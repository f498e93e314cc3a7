import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../app/features.ts'
import { d } from '../../kernel/time.ts'
import { testServer } from '../../platform/testing/server.ts'
import { paramsOf, shippedParams } from './params.ts'
import { URGENT_LIST } from './rules/categories.ts'
import { at, PLACE, stage } from './testing.ts'

const REPORT = { text: '路口一直有人乱停车', area: PLACE, place: '兴文路', category: 'parking', kind: 'help' }
const basis = { basis: '中府办〔2026〕1号', reason: '统一全市时限' }

type Caller = ReturnType<Awaited<ReturnType<typeof testServer>>['as']>
type Clock = {
  readonly name: string
  readonly state: string
  readonly due: { readonly dueAt: string; readonly limit?: unknown } | null
}

test('what a city has before anybody entered anything', () => {
  const zhongshan = shippedParams('442000')
  const day = d('2026-11-22')
  assert.deepEqual(zhongshan(day).urgentList, URGENT_LIST)
  assert.equal(zhongshan(day).urgentList.filter(row => row.zh === null).length, 15)
  assert.equal(zhongshan(day).basis.urgentList.kind, 'cite')
  assert.equal(zhongshan(d('2021-08-08')).extensionsMax, 2)
  assert.equal(zhongshan(d('2021-08-09')).extensionsMax, 1)
  const elsewhere = shippedParams('370100')(day)
  assert.deepEqual(elsewhere.provinceTerms, {})
  assert.ok(Object.values(elsewhere.basis).every(each => each.kind === 'local'))
  assert.equal(shippedParams('440100')(day).provinceTerms.enquiry?.days, 2)
})

test("an operator's values", async t => {
  const { city, vault, cast, units } = await stage(t)
  const server = await testServer(t, city, { modules: features, now: '2026-11-16T09:00:00+08:00', services: { vault } })
  const [resident, desk, operator] = [cast.resident, cast.deskOperator, cast.systemAdmin].map(actor =>
    server.as(actor),
  ) as [Caller, Caller, Caller]
  const made = async () => (await resident.post('/api/work-orders', REPORT)).json().id as string
  const dispatched = async () => {
    const id = await made()
    await desk.post(`/api/work-orders/${id}/admit`, {})
    assert.equal((await desk.post(`/api/work-orders/${id}/dispatch`, { lead: units.town })).status, 200)
    return id
  }
  const shown = async (id: string) => (await desk.get(`/api/work-orders/${id}`)).json()
  const contactDue = async (id: string) =>
    (await shown(id)).clocks.find((clock: Clock) => clock.name === 'contact' && clock.state !== 'cancelled')?.due?.dueAt
  const enter = (key: string, value: unknown, from: string) =>
    operator.post(`/api/console/rule-values/work-order.${key}`, { value, from, ...basis })

  const before = await dispatched()

  await t.test('only the operator enters them', async () => {
    const body = { value: 2, from: '2026-11-18', ...basis }
    assert.equal((await desk.post('/api/console/rule-values/work-order.contact-workdays', body)).status, 403)
  })

  await t.test('a value holds from its day, for what is sent out from then on; older orders keep theirs', async () => {
    assert.equal(await contactDue(before), '2026-11-17T17:30:00+08:00')
    assert.equal((await enter('contact-workdays', 3, '2026-11-18')).status, 201)
    server.now = at('2026-11-17 10:00')
    assert.equal(await contactDue(await dispatched()), '2026-11-18T17:30:00+08:00')
    server.now = at('2026-11-18 10:00')
    assert.equal(await contactDue(await dispatched()), '2026-11-23T17:30:00+08:00')
    // Whatever happens to the older order, it is counted as on the day it was sent out.
    assert.equal((await desk.post(`/api/work-orders/${before}/remind`, {})).status, 200)
    assert.equal(await contactDue(before), '2026-11-17T17:30:00+08:00')
  })

  await t.test('the clock says where its value comes from', async () => {
    const params = (await paramsOf(city.db))(d('2026-11-18'))
    assert.deepEqual(params.basis.contact, { kind: 'local', rule: 'X-008', note: basis.basis })
    const text = JSON.stringify((await shown(await dispatched())).clocks)
    assert.ok(text.includes(basis.basis), text)
  })

  await t.test('a value that is weaker than its source gives way to it, and the conflict is written down', async () => {
    const answer = await enter('receipt-workdays.enquiry', 5, '2026-11-01')
    assert.equal(answer.status, 201)
    assert.deepEqual(
      answer
        .json()
        .conflicts.map((each: { day: string; stricter: { value: number; layer: string } }) => [
          each.day,
          each.stricter.value,
          each.stricter.layer,
        ]),
      [['2026-11-01', 2, 'province']],
    )
    assert.equal((await paramsOf(city.db))(d('2026-11-18')).provinceTerms.enquiry?.days, 2)
    await enter('receipt-workdays.enquiry', 1, '2026-12-01')
    assert.equal((await paramsOf(city.db))(d('2026-12-01')).provinceTerms.enquiry?.days, 1)
    const lines = (await operator.get('/api/rule-values')).json().items
    const line = lines.find((each: { key: string }) => each.key === 'work-order.receipt-workdays.enquiry')
    assert.equal(line.conflicts.length, 1)
  })

  await t.test('a row filled in makes what comes in afterwards urgent', async () => {
    const calm = await made()
    assert.equal((await shown(calm)).urgent, false)
    const rows = URGENT_LIST.map(row => (row.no === 7 ? { no: 7, zh: '堵塞消防通道', category: 'parking' } : row))
    assert.equal((await enter('urgent-list', rows.slice(1), '2026-11-18')).status, 422)
    assert.equal((await enter('urgent-list', rows, '2026-11-18')).status, 201)
    server.now = at('2026-11-18 11:00')
    const pressing = await dispatched()
    assert.equal((await shown(pressing)).urgent, true)
    assert.equal(await contactDue(pressing), '2026-11-18T12:00:00+08:00')
    assert.equal((await shown(calm)).urgent, false)
    await enter('urgent-list', URGENT_LIST, '2026-11-19')
    server.now = at('2026-11-19 09:00')
    assert.equal((await shown(await made())).urgent, false)
  })
})
