import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { statutoryHolidays } from '../../kernel/holidays.ts'
import type { Actor } from '../../platform/access/types.ts'
import { testCity } from '../../platform/testing/database.ts'
import { testServer } from '../../platform/testing/server.ts'
import { calendar, loadShippedCalendar } from './index.ts'

const staff = (role: string): Actor => ({
  kind: 'staff',
  party: randomUUID(),
  session: null,
  name: '演示',
  level: 'L1',
  offices: [{ id: randomUUID(), organisation: randomUUID(), organisationKind: 'hotlineDesk', role, area: '4420' }],
})

const body = {
  notices: ['https://www.gov.cn/zhengce/example.htm'],
  days: [...statutoryHolidays(2027)].map(([date, name]) => ({ date, off: '放假', name })),
}

test('the calendar over HTTP', async t => {
  const city = await testCity(t, { features: [{ id: 'calendar', folder: calendar.folder }] })
  const server = await testServer(t, city, { modules: [calendar] })
  await loadShippedCalendar(city.publicDb, server.now)
  const operator = server.as(staff('systemAdmin'))

  await t.test('anyone sees the years and the days, and which notice is missing', async () => {
    const years = await server.get('/api/calendar')
    assert.equal(years.status, 200)
    assert.equal(years.json().years.length, 23)
    assert.equal(years.json().nextNotice, 2027)
    const year = (await server.get('/api/calendar/2026')).json()
    assert.deepEqual([year.daysOff, year.daysWorked, year.origin], [33, 6, 'shipped'])
    assert.deepEqual(year.days[0], { date: '2026-01-01', off: true, name: '元旦' })
  })

  await t.test('the public page works a term out and names what is wrong with the question', async () => {
    const page = await server.get('/open/calendar?year=2026&start=2026-09-30&unit=workingDay&count=3')
    assert.equal(page.status, 200)
    assert.ok(page.text.includes('"due":"2026-10-10"'), page.text.slice(0, 300))
    const wrong = await server.get('/open/calendar?start=2026-02-30&count=0')
    assert.equal(wrong.status, 422)
    assert.match(wrong.text, /"field":"start".*"field":"count"/)
    assert.equal((await server.get('/open/calendar?start=2026-09-30&unit=hour&time=25:00&count=1')).status, 422)
    assert.equal((await server.get('/open/calendar?year=9999')).status, 200)
  })

  await t.test('a year without notice says so and what holds meanwhile', async () => {
    const answer = await server.get('/api/calendar/2027')
    assert.equal(answer.status, 404)
    assert.match(answer.json().detail, /2027 年没有放假安排/)
  })

  await t.test('only the system administrator loads a notice', async () => {
    assert.equal((await server.put('/api/calendar/2027', body)).status, 401)
    for (const role of ['deskLead', 'auditor', 'gridWorker']) {
      assert.equal((await server.as(staff(role)).put('/api/calendar/2027', body)).status, 403, role)
    }
    assert.equal((await server.get('/api/calendar/2027')).status, 404)
  })

  await t.test('every fault is named with its field, and nothing is written', async () => {
    const days = [...body.days.slice(1), { date: '2027-02-30', off: '半天', name: '' }]
    const answer = await operator.put('/api/calendar/2027', { notices: body.notices, days })
    assert.equal(answer.status, 422)
    assert.match(answer.text, /\/body\/days\/12\/date/)
    assert.match(answer.text, /\/body\/days\/12\/off/)
    assert.match(answer.text, /\/body\/days\/12\/name/)
    assert.equal((await server.get('/api/calendar/2027')).status, 404)
  })

  await t.test('a dry run says what would change and writes nothing', async () => {
    const answer = await operator.put('/api/calendar/2027', { ...body, dryRun: true })
    assert.deepEqual([answer.status, answer.json().added.length, answer.json().dryRun], [200, 13, true])
    assert.equal((await server.get('/api/calendar/2027')).status, 404)
  })

  await t.test(
    'the same key gives the first answer again; the same notice under a new key changes nothing',
    async () => {
      const key = randomUUID()
      const first = await operator.put('/api/calendar/2027', body, { key })
      const again = await operator.put('/api/calendar/2027', body, { key })
      assert.deepEqual([first.status, again.status], [200, 200])
      assert.deepEqual(again.json(), first.json())
      const other = await operator.put('/api/calendar/2027', body)
      assert.deepEqual([other.json().added, other.json().version], [[], first.json().version])
      assert.equal((await server.get('/api/calendar/2027')).json().origin, 'import')
      assert.equal((await server.get('/api/calendar')).json().nextNotice, 2028)
    },
  )
})
