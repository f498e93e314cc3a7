import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { calendarVersion, calendarYears, importNotice } from '../../src/features/calendar/index.ts'
import { recompute, workOrderFeature } from '../../src/features/work-order/index.ts'
import { at, PLACE, stage } from '../../src/features/work-order/testing.ts'
import type { Instant } from '../../src/kernel/time.ts'
import { clockChanges } from '../../src/platform/clocks/store.ts'
import { sweepClocks } from '../../src/platform/clocks/sweep.ts'
import { sql } from '../../src/platform/db/types.ts'
import { SYSTEM } from '../../src/platform/identity/sessions.ts'
import { deliver } from '../../src/platform/jobs/deliver.ts'
import { testServer } from '../../src/platform/testing/server.ts'

type Clock = {
  readonly name: string
  readonly provisional: boolean
  readonly due: { readonly dueAt: string } | null
  readonly state: string
}

const off = (name: string, ...dates: readonly string[]) =>
  dates.map(date => ({ date: `2027-${date}`, off: true, name }))

/** A made-up notice: 4 and 5 January off too, the statutory days, and a Sunday that is worked. */
const NOTICE = {
  year: 2027,
  notices: ['https://www.gov.cn/notice'],
  days: [
    ...off('元旦', '01-01', '01-02', '01-03', '01-04', '01-05'),
    { date: '2027-01-10', off: false, name: '元旦' },
    ...off('春节', '02-05', '02-06', '02-07', '02-08'),
    ...off('清明节', '04-05'),
    ...off('劳动节', '05-01', '05-02'),
    ...off('端午节', '06-09'),
    ...off('中秋节', '09-15'),
    ...off('国庆节', '10-01', '10-02', '10-03'),
  ],
}

const fail = ({ error }: { readonly error: unknown }): never => {
  throw error
}

test('R-23 the year turns without a calendar for the next: dues are provisional, then settled, and what moved is listed', async t => {
  const { city, vault, cast, units } = await stage(t)
  const { db } = city
  const server = await testServer(t, city, { modules: features, services: { vault } })
  const [resident, desk] = [server.as(cast.resident), server.as(cast.deskOperator)]
  const pass = async (to: string): Promise<Instant> => {
    server.now = at(to)
    await sweepClocks(db, server.now)
    await deliver(db, workOrderFeature.consumers ?? [], server.now, fail)
    return server.now
  }
  const dispatched = async (text: string, when: string): Promise<string> => {
    await pass(when)
    const { id } = (await resident.post('/api/work-orders', { text, area: PLACE })).json()
    assert.equal((await desk.post(`/api/work-orders/${id}/admit`, {})).status, 200)
    assert.equal((await desk.post(`/api/work-orders/${id}/dispatch`, { lead: units.town })).status, 200)
    return id
  }
  const close = async (id: string): Promise<Clock | undefined> =>
    (await resident.get(`/api/work-orders/${id}`)).json().clocks.find(({ name }: Clock) => name === 'close')

  const before = await dispatched('路口的井盖没了', '2026-12-25 09:00')
  const last = await dispatched('楼下的井盖没了', '2026-12-31 16:00')

  await t.test(
    'on the last day: what falls due this year is certain, what looks into the next is provisional',
    async () => {
      const [early, late] = [await close(before), await close(last)]
      assert.deepEqual([early?.due?.dueAt, early?.provisional], ['2026-12-30T17:30:00+08:00', false])
      assert.deepEqual([late?.due?.dueAt, late?.provisional], ['2027-01-06T17:30:00+08:00', true])
      assert.ok(!(await calendarYears(db)).includes(2027))
    },
  )

  const first = await dispatched('巷口的井盖没了', '2027-01-04 09:00')

  await t.test('on the first working day orders go on being taken, provisionally', async () => {
    const fresh = await close(first)
    assert.deepEqual([fresh?.due?.dueAt, fresh?.provisional], ['2027-01-07T17:30:00+08:00', true])
  })

  const imported = at('2027-01-04 10:00')
  await t.test('the notice is loaded: computed again, settled, each change listed once with its reason', async () => {
    server.now = imported
    const done = await db.tx(tx => importNotice(tx, NOTICE, SYSTEM, imported))
    assert.ok(done.ok, JSON.stringify(done))
    await deliver(db, workOrderFeature.consumers ?? [], imported, fail)
    const [early, late, fresh] = [await close(before), await close(last), await close(first)]
    assert.equal(early?.due?.dueAt, '2026-12-30T17:30:00+08:00', 'what was due last year stands')
    assert.deepEqual([late?.due?.dueAt, late?.provisional], ['2027-01-08T17:30:00+08:00', false])
    assert.deepEqual([fresh?.due?.dueAt, fresh?.provisional], ['2027-01-08T17:30:00+08:00', false])
    const changes = await clockChanges(db, Number.MAX_SAFE_INTEGER, 100)
    const closes = changes.filter(({ name }) => name === 'close')
    assert.deepEqual(
      closes.map(({ subject, due_before, due_after, why }) => [subject, due_before, due_after, why]).toSorted(),
      [
        [last, at('2027-01-06 17:30'), at('2027-01-08 17:30'), `calendar/${await calendarVersion(db)}`],
        [first, at('2027-01-07 17:30'), at('2027-01-08 17:30'), `calendar/${await calendarVersion(db)}`],
      ].toSorted(),
    )
  })

  await t.test('the same notice again moves nothing, and stored is what the facts give', async () => {
    const listed = (await clockChanges(db, Number.MAX_SAFE_INTEGER, 100)).length
    assert.ok((await db.tx(tx => importNotice(tx, NOTICE, SYSTEM, imported))).ok)
    await deliver(db, workOrderFeature.consumers ?? [], imported, fail)
    assert.equal((await clockChanges(db, Number.MAX_SAFE_INTEGER, 100)).length, listed)
    const { differences, shown } = await recompute(db, imported)
    assert.deepEqual([differences, shown], [0, []])
  })

  await t.test('an escalation that had fired over the turn of the year does not fire again', async () => {
    const steps = sql(
      'test.steps',
      'select count(*) as n, count(distinct (subject, round, turn, name, level)) as different from city.clock_step',
    )
    await pass('2027-01-04 10:01')
    const fired = await db.one<{ n: number; different: number }>(steps)
    assert.ok(fired.n > 0)
    assert.equal(fired.n, fired.different)
    await pass('2027-01-04 10:01')
    assert.deepEqual(await db.one(steps), fired)
  })
})
