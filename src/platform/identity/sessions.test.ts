import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY_MS, d, dateOf, HOUR_MS, type Instant, instant, MINUTE_MS, plusDays } from '../../kernel/time.ts'
import { freshVault } from '../crypto/vault.ts'
import { type CityDb, sql } from '../db/types.ts'
import { testCity } from '../testing/database.ts'
import { agentOf } from './agent.ts'
import { endOffice, grantOffice, holders, officesOf } from './offices.ts'
import { addOrganisation, organisationCovering, organisationsWithin } from './organisations.ts'
import { ensureParty, eraseParty } from './parties.ts'
import { ANONYMOUS, actorOf, endSession, endSessions, openSession, sessionsOf } from './sessions.ts'
import { sweepIdentity } from './sweep.ts'
import type { Realm } from './types.ts'

const NOW = instant(1_790_000_000_000)
const TODAY = dateOf(NOW)
const vault = freshVault()

const person = (db: CityDb, name: string) => db.tx(tx => ensureParty(tx, vault, { name, level: 'L0' }, NOW))
const open = (db: CityDb, party: string, realm: Realm, now: Instant = NOW, replaces: string | null = null) =>
  db.tx(tx => openSession(tx, { party, realm, replaces }, now))

const office = async (db: CityDb, party: string, role: string, area: string, from = TODAY) => {
  const [community] = await organisationsWithin(db, '442000', NOW)
  const organisation = community?.id ?? assert.fail('no organisation')
  return db.tx(tx => grantOffice(tx, { party, organisation, role, area, from }, NOW, null))
}

test('sessions and offices', async t => {
  const { db } = await testCity(t)
  const made = await db.tx(tx =>
    addOrganisation(
      tx,
      { name: '花苑社区居委会', kind: 'residentsCommittee', area: '442000001010', from: d('2020-01-01') },
      NOW,
    ),
  )
  assert.ok(made.ok)

  await t.test('whoever brings no secret, a wrong one or a monstrous one is anonymous', async () => {
    for (const secret of [undefined, '', 'x', 'x'.repeat(100_000)])
      assert.deepEqual(await actorOf(db, secret, NOW), ANONYMOUS)
  })

  await t.test('offices count in a staff session only, and only while they are held', async () => {
    const party = await person(db, '李网格')
    const granted = await office(db, party, 'gridWorker', '442000001010A01')
    assert.ok(granted.ok)
    const staff = await actorOf(db, (await open(db, party, 'staff')).secret, NOW)
    assert.equal(staff.kind, 'staff')
    assert.equal(staff.name, '李**')
    assert.deepEqual(staff.offices, [
      {
        id: granted.value.office,
        organisation: made.value.organisation,
        organisationKind: 'residentsCommittee',
        role: 'gridWorker',
        area: '442000001010A01',
      },
    ])
    assert.deepEqual(await officesOf(db, party, NOW), staff.offices)
    const resident = await actorOf(db, (await open(db, party, 'resident')).secret, NOW)
    assert.deepEqual([resident.kind, resident.offices], ['resident', []])

    const { secret } = await open(db, party, 'staff')
    assert.equal(await db.tx(tx => endOffice(tx, granted.value.office, TODAY)), true)
    assert.equal((await actorOf(db, secret, NOW)).offices.length, 1, 'the last day counts')
    assert.equal(
      (await actorOf(db, (await open(db, party, 'staff', instant(NOW + DAY_MS))).secret, instant(NOW + DAY_MS))).offices
        .length,
      0,
    )
    assert.equal(await db.tx(tx => endOffice(tx, granted.value.office, TODAY)), false)
  })

  await t.test('the same office is not held twice on one day, however many grant it at once', async () => {
    const party = await person(db, '王坐席')
    const answers = await Promise.all(Array.from({ length: 10 }, () => office(db, party, 'deskOperator', '442000')))
    assert.equal(answers.filter(answer => answer.ok).length, 1)
    assert.deepEqual(
      new Set(answers.flatMap(answer => (answer.ok ? [] : answer.error.map(({ tag }) => tag)))),
      new Set(['office-held']),
    )
    assert.equal((await office(db, party, 'deskLead', '442000')).ok, true)
    const [first] = await holders(db, { role: 'deskOperator' }, NOW)
    assert.equal(first?.party, party)
    await db.tx(tx => endOffice(tx, first?.id ?? '', plusDays(TODAY, 3)))
    assert.equal((await office(db, party, 'deskOperator', '442000', plusDays(TODAY, 3))).ok, false)
    assert.equal((await office(db, party, 'deskOperator', '442000', plusDays(TODAY, 4))).ok, true)
    assert.equal(
      (await holders(db, { within: '442000001' }, NOW)).some(({ party: one }) => one === party),
      false,
    )
  })

  await t.test(
    'overlapping offices with an end are not granted at once either, where no unique key helps',
    async () => {
      const party = await person(db, '林坐席')
      const [grid] = await organisationsWithin(db, '442000', NOW)
      const grant = (day: number) =>
        db.tx(tx =>
          grantOffice(
            tx,
            {
              party,
              organisation: grid?.id ?? '',
              role: 'deskLead',
              area: '442000',
              from: plusDays(TODAY, day),
              to: plusDays(TODAY, day + 30),
            },
            NOW,
            null,
          ),
        )
      const answers = await Promise.all(Array.from({ length: 20 }, (_, day) => grant(day)))
      assert.equal(answers.filter(answer => answer.ok).length, 1)
      assert.deepEqual((await grant(90)).ok, true)
    },
  )

  await t.test('an organisation is found for the places it covers', async () => {
    assert.equal(
      (await organisationCovering(db, '442000001010A01', 'residentsCommittee', NOW))?.id,
      made.value.organisation,
    )
    assert.equal(await organisationCovering(db, '442000001020A01', 'residentsCommittee', NOW), undefined)
    const again = await db.tx(tx =>
      addOrganisation(
        tx,
        { name: '花苑社区居委会', kind: 'residentsCommittee', area: '442000001010', from: TODAY },
        NOW,
      ),
    )
    assert.equal(again.ok, false)
  })

  await t.test('a staff session is over after half an hour unused, a used one after twelve hours', async () => {
    const party = await person(db, '陈班长')
    const idle = await open(db, party, 'staff')
    assert.equal((await actorOf(db, idle.secret, instant(NOW + 30 * MINUTE_MS))).kind, 'anonymous')
    const used = await open(db, party, 'staff')
    assert.equal(used.until, NOW + 12 * HOUR_MS)
    for (let at = 20; at < 12 * 60; at += 20)
      assert.equal((await actorOf(db, used.secret, instant(NOW + at * MINUTE_MS))).kind, 'staff', `${at} min`)
    assert.equal((await actorOf(db, used.secret, instant(NOW + 12 * HOUR_MS))).kind, 'anonymous')
  })

  await t.test('use is written down at most once a minute', async () => {
    const party = await person(db, '周居民')
    const { secret } = await open(db, party, 'resident')
    const seen = async (at: number) => {
      await actorOf(db, secret, instant(NOW + at))
      return (await sessionsOf(db, party, NOW))[0]?.seenAt
    }
    assert.equal(await seen(59_999), NOW)
    assert.equal(await seen(60_000), NOW + 60_000)
    assert.equal(await seen(119_999), NOW + 60_000)
  })

  await t.test('an ended session is gone at the next request; others end theirs only', async () => {
    const [party, stranger] = [await person(db, '赵居民'), await person(db, '钱居民')]
    const [one, two] = [await open(db, party, 'resident'), await open(db, party, 'resident')]
    const id = (await actorOf(db, one.secret, NOW)).session ?? ''
    assert.equal(await endSession(db, stranger, id, NOW), false)
    assert.equal((await actorOf(db, one.secret, NOW)).party, party)
    assert.equal(await endSession(db, party, id, NOW), true)
    assert.deepEqual(await actorOf(db, one.secret, NOW), ANONYMOUS)
    assert.equal((await actorOf(db, two.secret, NOW)).party, party)
    const three = await open(db, party, 'resident', NOW, (await actorOf(db, two.secret, NOW)).session)
    assert.deepEqual(await actorOf(db, two.secret, NOW), ANONYMOUS, 'signing in again ends the session before')
    const kept = (await actorOf(db, three.secret, NOW)).session
    await open(db, party, 'resident')
    assert.equal(await endSessions(db, party, NOW, kept), 1)
    assert.deepEqual(
      (await sessionsOf(db, party, NOW)).map(line => line.id),
      [kept],
    )
  })

  await t.test('erasing a person ends the sessions and leaves nothing of them', async () => {
    const party = await db.tx(tx => ensureParty(tx, vault, { name: '孙居民', phone: '13700000001', level: 'L1' }, NOW))
    const { secret } = await open(db, party, 'resident')
    assert.equal(await db.tx(tx => eraseParty(tx, party, NOW)), true)
    assert.deepEqual(await actorOf(db, secret, NOW), ANONYMOUS)
    const row = await db.one(sql('test.party', 'select * from city.party where id = $1'), [party])
    const { id, kind, created_at, erased_at, level, ...rest } = row
    assert.deepEqual([id, kind, created_at, erased_at, level], [party, 'person', NOW, NOW, 'L0'])
    assert.ok(Object.values(rest).every(value => value === null || value === ''))
    assert.notEqual(await db.tx(tx => ensureParty(tx, vault, { phone: '13700000001', level: 'L1' }, NOW)), party)
  })

  await t.test('what has been over for a day is swept, open sessions stay', async () => {
    const party = await person(db, '吴居民')
    const { secret } = await open(db, party, 'resident', instant(NOW + 2 * DAY_MS))
    assert.ok((await sweepIdentity(db, instant(NOW + 2 * DAY_MS))) > 0)
    assert.equal((await actorOf(db, secret, instant(NOW + 2 * DAY_MS))).party, party)
  })
})

test('a browser is named so that its owner knows it, and no more', () => {
  const wechat =
    'Mozilla/5.0 (Linux; Android 14; V2301A) AppleWebKit/537.36 Chrome/122 Mobile Safari/537.36 MicroMessenger/8.0.49'
  assert.equal(agentOf(wechat), 'WeChat · Android')
  assert.equal(
    agentOf('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1'),
    'Safari · iPhone',
  )
  assert.equal(agentOf('<script>'), '')
})
