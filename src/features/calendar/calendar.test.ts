import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addMonths, addWorkdays, isWorkday } from '../../kernel/calendar.ts'
import { statutoryHolidays } from '../../kernel/holidays.ts'
import { atMinute, d, plusDays } from '../../kernel/time.ts'
import { type CityDb, type Queries, sql } from '../../platform/db/types.ts'
import { SYSTEM } from '../../platform/identity/sessions.ts'
import { testCity } from '../../platform/testing/database.ts'
import { followCalendar, importNotice, tryNotice } from './commands.ts'
import { calendarOf } from './current.ts'
import { calendar } from './feature.ts'
import type { NoticeInput } from './rules/notice.ts'
import { readShipped, shippedCalendar } from './shipped.ts'
import { keptYear, seenBy } from './store.ts'
import { calendarVersion, loadShippedCalendar } from './years.ts'

const now = atMinute(d('2026-11-22'), 600)
const options = { features: [{ id: 'calendar', folder: calendar.folder }] }

/** A made-up notice for 2027: the statutory days, a bridging day, a make-up Sunday, and 2026-12-31 off. */
const notice: NoticeInput = {
  year: 2027,
  notices: ['https://www.gov.cn/zhengce/example.htm'],
  days: [
    ...[...statutoryHolidays(2027)].map(([date, name]) => ({ date, off: true, name })),
    { date: '2026-12-31', off: 'off', name: '元旦' },
    { date: '2027-02-28', off: 'work', name: '春节' },
    { date: '2027-02-09', off: '放假', name: '春节' },
  ],
}

const EVENTS = sql('test.events', `select payload from city.outbox where topic = 'calendar.changed' order by id`)
const events = async (db: CityDb) => (await db.rows<{ payload: unknown }>(EVENTS)).map(row => row.payload)
const ENTRIES = sql('test.entries', `select count(*)::int as count from city.journal_entry`)
const entries = async (db: CityDb) => (await db.one<{ count: number }>(ENTRIES)).count
const load = (db: CityDb, input: NoticeInput = notice) => db.tx(tx => importNotice(tx, input, SYSTEM, now))
const versionOf = (db: Queries) => calendarVersion(db)

test('the calendar in the database', async t => {
  const { db, publicDb, another, addCity } = await testCity(t, options)
  const other = await addCity('440100', '广州市')

  await t.test('before anything is loaded it is the shipped one', async () => {
    assert.equal((await calendarOf(db)).version, (await shippedCalendar()).version)
  })

  await t.test('the shipped years are loaded once', async () => {
    assert.equal(await loadShippedCalendar(publicDb, now), 23)
    assert.equal(await loadShippedCalendar(publicDb, now), 0)
    assert.equal(await versionOf(publicDb), 1)
    const [fromDatabase, shipped] = [await calendarOf(db), await shippedCalendar()]
    for (let day = d('2004-01-01'); day <= '2026-12-31'; day = plusDays(day, 1)) {
      assert.equal(isWorkday(fromDatabase, day), isWorkday(shipped, day), day)
    }
    assert.notEqual(fromDatabase.version, shipped.version)
  })

  await t.test('a city new to the calendar has nothing to compute again', async () => {
    assert.equal(await followCalendar(db, now), 0)
    assert.equal(await followCalendar(other, now), 0)
    assert.deepEqual([await events(db), await events(other)], [[], []])
    assert.equal((await seenBy(db)).version, 1)
  })

  await t.test('a dry run says what it would change and writes nothing', async () => {
    const before = [await versionOf(db), await entries(db)]
    const tried = await tryNotice(db, notice, SYSTEM, now)
    assert.ok(tried.ok)
    assert.equal(tried.value.change?.added.length, notice.days.length)
    assert.deepEqual([await versionOf(db), await entries(db)], before)
    assert.equal(await keptYear(db, 2027), undefined)
  })

  await t.test('loading a notice settles what was provisional, and tells the city once', async () => {
    const before = await calendarOf(db)
    assert.deepEqual(addMonths(before, d('2026-08-31'), 6).provisional, true)
    const written = await entries(db)
    assert.ok((await load(db)).ok)
    const after = await calendarOf(db)
    assert.notEqual(after.version, before.version)
    assert.deepEqual(addMonths(after, d('2026-08-31'), 6), { due: '2027-02-28', raw: '2027-02-28', provisional: false })
    assert.equal(addWorkdays(after, d('2026-12-30'), 1).due, '2027-01-04')
    assert.deepEqual(await events(db), [{ version: 2, years: [2027], from: '2026-12-31', to: '2027-12-31' }])
    assert.equal(await entries(db), written + 1)
    assert.equal(await followCalendar(db, now), 0)
  })

  await t.test('the same notice again changes nothing', async () => {
    const again = await load(db)
    assert.ok(again.ok)
    assert.equal(again.value.change, undefined)
    assert.equal((await events(db)).length, 1)
    assert.equal(await versionOf(db), 2)
  })

  await t.test('every other city is told once by its sweep, by whichever process comes first', async () => {
    const twin = another().city('440100')
    const told = await Promise.all([followCalendar(other, now), followCalendar(twin, now)])
    assert.deepEqual(told.toSorted(), [0, 1])
    assert.deepEqual(await events(other), [{ version: 2, years: [2027], from: '2026-12-31', to: '2027-12-31' }])
  })

  await t.test('a second notice replaces the first', async () => {
    const days = notice.days.filter(day => day.date !== '2027-02-28')
    const done = await load(db, { ...notice, days })
    assert.ok(done.ok)
    assert.deepEqual(done.value.change?.removed, [{ date: '2027-02-28', off: false, name: '春节' }])
    assert.equal(addMonths(await calendarOf(db), d('2026-08-31'), 6).due, '2027-03-01')
  })

  await t.test('two operators at once: one after the other, nothing lost', async () => {
    const before = await versionOf(db)
    const renamed = notice.days.map(day => ({ ...day, name: '假' }))
    const done = await Promise.all([load(db, { ...notice, days: renamed }), load(other)])
    assert.ok(done.every(each => each.ok))
    assert.equal(await versionOf(db), before + 2)
  })

  await t.test('what contradicts another year is refused and leaves no trace', async () => {
    const before = [await versionOf(db), await events(db)]
    const wrong = {
      ...notice,
      year: 2028,
      days: [...statutoryHolidays(2028)].map(([date, name]) => ({ date, off: true, name })),
    }
    const turned = [...wrong.days, { date: '2027-12-31', off: 'off', name: '元旦' }]
    await load(db, { ...notice, days: [...notice.days, { date: '2027-12-31', off: 'work', name: '元旦' }] })
    const refused = await tryNotice(db, { ...wrong, days: turned }, SYSTEM, now)
    assert.ok(!refused.ok)
    assert.deepEqual(
      refused.error.map(({ tag }) => tag),
      ['day-conflict'],
    )
    assert.equal(await keptYear(db, 2028), undefined)
    assert.notDeepEqual([await versionOf(db), await events(db)], before, 'the year itself may be corrected')
  })

  await t.test('a year entered by hand is not overwritten by a release', async () => {
    const year2026 = (await readShipped()).years.find(({ year }) => year === 2026)
    assert.ok(year2026)
    const days = year2026.days.map(day => ({ ...day, name: `${day.name}假` }))
    assert.ok((await load(db, { ...year2026, days })).ok)
    assert.equal(await loadShippedCalendar(publicDb, now), 0)
    assert.equal((await keptYear(db, 2026))?.origin, 'import')
  })
})
