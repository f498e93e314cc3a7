import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../app/features.ts'
import { instant } from '../../kernel/time.ts'
import { clockChanges } from '../../platform/clocks/store.ts'
import { sweepClocks } from '../../platform/clocks/sweep.ts'
import { sql } from '../../platform/db/types.ts'
import { SYSTEM } from '../../platform/identity/sessions.ts'
import { deliver } from '../../platform/jobs/deliver.ts'
import { inbox } from '../../platform/notify/notify.ts'
import { testServer } from '../../platform/testing/server.ts'
import { importNotice } from '../calendar/index.ts'
import type { ClockOut } from './api.ts'
import { consumers } from './reactions.ts'
import { at, PLACE, stage } from './testing.ts'

const STEPS = sql('test.steps', 'select name, level from city.clock_step order by fired_at, name, level')
const fail = (failure: { error: unknown }): never => {
  throw failure.error
}

test('clocks escalate once, and move with the calendar', async t => {
  const { city, vault, cast, units } = await stage(t)
  const server = await testServer(t, city, { modules: features, now: '2026-12-30T09:00:00+08:00', services: { vault } })
  const [resident, desk] = [server.as(cast.resident), server.as(cast.deskOperator)]
  const made = (await resident.post('/api/work-orders', { text: '路口的井盖没了', area: PLACE })).json()
  const path = `/api/work-orders/${made.id}`
  await desk.post(`${path}/admit`, {})
  assert.equal((await desk.post(`${path}/dispatch`, { lead: units.town })).status, 200)
  const close = async (): Promise<ClockOut> =>
    (await resident.get(path)).json().clocks.find((clock: ClockOut) => clock.name === 'close')
  const told = async (party: string | null) => (await inbox(city.db, party ?? '')).map(line => line.kind)

  await t.test('a due beyond the published calendar is provisional (X-026)', async () => {
    assert.deepEqual([(await close()).due?.dueAt, (await close()).provisional], ['2027-01-05T17:30:00+08:00', true])
  })

  await t.test('two sweeps at once fire each step once, and tell the right people', async () => {
    const late = at('2026-12-30 10:30')
    await Promise.all([sweepClocks(city.db, late), sweepClocks(city.another().city('442000'), late)])
    assert.deepEqual(
      (await city.db.rows<{ name: string; level: string }>(STEPS))
        .map(({ name, level }) => `${name} ${level}`)
        .toSorted(),
      ['contact late', 'contact remind'],
    )
    await deliver(city.db, consumers, late, fail)
    assert.ok((await told(cast.unitHandler.party)).includes('work-order:clock-remind'))
    assert.ok((await told(cast.unitLead.party)).includes('work-order:clock-late'))
    assert.ok((await told(cast.resident.party)).includes('work-order:dispatch'))
    assert.ok(!(await told(cast.unitHandler.party)).includes('work-order:clock-late'))
    assert.equal(await sweepClocks(city.db, late), 0)
  })

  await t.test('a working day late is supervised by the system, once', async () => {
    const later = at('2026-12-31 17:31')
    await sweepClocks(city.db, later)
    await deliver(city.db, consumers, later, fail)
    const facts: readonly { action: string; role: string }[] = (await resident.get(path)).json().facts
    assert.deepEqual(
      facts.filter(fact => fact.action === 'supervise').map(fact => fact.role),
      ['system'],
    )
  })

  await t.test('loading the notice computes the due again and lists what moved (Z-12)', async () => {
    const off = (name: string, ...dates: readonly string[]) =>
      dates.map(date => ({ date: `2027-${date}`, off: true, name }))
    const days = [
      ...off('元旦', '01-01', '01-02', '01-03', '01-04', '01-05'),
      ...off('春节', '02-05', '02-06', '02-07', '02-08'),
      ...off('清明节', '04-05'),
      ...off('劳动节', '05-01', '05-02'),
      ...off('端午节', '06-09'),
      ...off('中秋节', '09-15'),
      ...off('国庆节', '10-01', '10-02', '10-03'),
    ]
    const now = at('2026-12-31 18:00')
    const imported = await city.db.tx(tx =>
      importNotice(tx, { year: 2027, days, notices: ['https://www.gov.cn/notice'] }, SYSTEM, now),
    )
    assert.ok(imported.ok, JSON.stringify(imported))
    await deliver(city.db, consumers, now, fail)
    const due = await close()
    assert.deepEqual([due.due?.dueAt, due.provisional], ['2027-01-07T17:30:00+08:00', false])
    const [change] = await clockChanges(city.db, Number.MAX_SAFE_INTEGER, 10)
    assert.deepEqual(
      [change?.name, change?.due_before, change?.due_after],
      ['close', at('2027-01-05 17:30'), at('2027-01-07 17:30')],
    )
    assert.equal(instant(change?.at ?? 0), now)
  })
})
