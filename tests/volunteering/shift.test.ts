import assert from 'node:assert/strict'
import { test } from 'node:test'
import { own } from '../../src/features/volunteering/own-parts.ts'
import { takenBy } from '../../src/platform/testing/own.ts'
import { announced, good, join, MINE, playing, runOf, tags } from './support.ts'

test('a volunteer’s day: join, sign up, check in and out by the code, confirmed by the organiser, on record, certified', async t => {
  const play = await playing(t)
  const { on, server, scene } = play
  const ann = await play.person(1)
  await join(play, ann)
  const { id, shift } = await announced(play, 2)
  const unread = await on('2026-03-03 09:00', ann).submit(`${MINE}/shifts/${shift}`, {})
  assert.match(unread.text, /risk-unread/)
  assert.equal((await on('2026-03-03 09:00', ann).submit(`${MINE}/shifts/${shift}`, { risk: 'true' })).status, 303)
  const { code } = await runOf(play, id)
  assert.match(code, /^[0-9A-Z]{8}$/)
  const early = await on('2026-03-07 07:30', ann).submit(`/volunteer-in/${code}/in`, {})
  assert.match(early.text, /too-early/)
  assert.equal((await on('2026-03-07 08:50', ann).submit(`/volunteer-in/${code.toLowerCase()}/in`, {})).status, 303)
  assert.equal((await on('2026-03-07 11:20', ann).submit(`/volunteer-in/${code}/out`, {})).status, 303)
  const desk = on('2026-03-07 12:00')
  const { items } = good<{ items: { id: string; minutes: number; state: string }[] }>(
    await desk.get('/api/volunteer-services'),
  )
  // From the beginning of the shift, not from the check-in ten minutes before.
  assert.deepEqual(
    items.map(({ minutes, state }) => [minutes, state]),
    [[140, 'claimed']],
  )
  const service = items[0]?.id ?? ''
  assert.deepEqual(
    tags(await desk.post(`/api/volunteer-services/${service}/review`, { minutes: 140, note: '核对签到表' })),
    ['still-waiting'],
  )
  good(await desk.post(`/api/volunteer-services/${service}/confirm`, {}))
  assert.deepEqual(tags(await desk.post(`/api/volunteer-services/${service}/confirm`, {})), ['wrong-state'])
  const none = await on('2026-03-08 09:00', ann).submit(`${MINE}/certificates`, {
    from: '2026-01-01',
    to: '2026-02-01',
  })
  assert.match(none.text, /no-services/)
  const issued = await on('2026-03-08 09:00', ann).submit(`${MINE}/certificates`, {
    from: '2026-03-01',
    to: '2026-03-31',
  })
  assert.equal(issued.status, 303, issued.text)
  const page = (await server.as(ann).get(MINE)).text
  const [, no = '', certificate = ''] = /"id":"([^"]+)","no":"(442000-ZM2026-000001)"/.exec(page) ?? []
  const [, secret = ''] = /"code":"([0-9A-Z]{12})"/.exec(page) ?? []
  assert.equal(certificate, '442000-ZM2026-000001')
  const genuine = await server.get(`/open/volunteer-certificates?no=${certificate}&code=${secret}`)
  assert.match(genuine.text, /"minutes":140/)
  assert.match(genuine.text, /志\*/)
  assert.match((await server.get(`/open/volunteer-certificates?no=${certificate}&code=AAAA`)).text, /"found":null/)
  const pdf = await server.as(ann).get(`${MINE}/certificates/${no}`)
  assert.equal(pdf.status, 200)
  assert.match(pdf.text.slice(0, 8), /%PDF-1/)
  assert.equal((await server.as(scene.cast.neighbour).get(`${MINE}/certificates/${no}`)).status, 404)
  // All of it is among one's own data, and nothing of it among somebody else's.
  const at = { db: scene.city.db, vault: scene.vault, now: server.now }
  const taken = await takenBy(at, own, ann.party)
  assert.deepEqual(
    Object.entries(taken).map(([id, { records }]) => [id, records.length]),
    [
      ['volunteer', 1],
      ['records', 0],
      ['signups', 1],
      ['services', 1],
      ['needs', 0],
      ['certificates', 1],
    ],
  )
  assert.match(taken.services?.lines[0] ?? '', /140 分钟 {2}已记录$/)
  const others = await takenBy(at, own, scene.cast.neighbour.party)
  assert.deepEqual(
    Object.values(others).flatMap(({ records }) => records),
    [],
  )
})

test('never over capacity: 12 sign up at once for 5 places, seven wait in order, and a freed place goes to the first', async t => {
  const play = await playing(t)
  const { on, server, scene } = play
  const people = []
  for (let n = 1; n <= 12; n++) {
    const who = await play.person(n)
    await join(play, who)
    people.push(who)
  }
  const { id, shift } = await announced(play, 5)
  server.now = play.scene && server.now
  const answers = await Promise.all(
    people.map(who => server.as(who).submit(`${MINE}/shifts/${shift}`, { risk: 'true' })),
  )
  assert.deepEqual(
    answers.map(({ status }) => status),
    people.map(() => 303),
  )
  const before = await runOf(play, id)
  assert.equal(before.taken, 5)
  assert.equal(before.signups.filter(({ state }) => state === 'taken').length, 5)
  const waiting = before.signups.filter(({ state }) => state === 'waiting')
  assert.deepEqual(
    waiting.map(({ place }) => place),
    waiting.map(({ place }) => place).toSorted((a, b) => a - b),
  )
  const gone = before.signups.find(({ state }) => state === 'taken')
  good(await on('2026-03-03 09:00').post(`/api/volunteer-signups/${gone?.id}/leave`, {}))
  const after = await runOf(play, id)
  assert.equal(after.taken, 5)
  assert.equal(after.signups.find(one => one.id === waiting[0]?.id)?.state, 'taken')
  assert.equal(after.signups.find(one => one.id === waiting[1]?.id)?.state, 'waiting')
  good(await on('2026-03-03 09:00').post(`/api/volunteer-shifts/${shift}/capacity`, { capacity: 7 }))
  assert.equal((await runOf(play, id)).taken, 7)
  assert.deepEqual(
    tags(await on('2026-03-03 09:00').post(`/api/volunteer-shifts/${shift}/capacity`, { capacity: 6 })),
    ['capacity-below'],
  )
  // Another shift at the same time is refused to whoever has a place, by the constraint.
  const other = await announced(play, 5)
  const holder = people.find((_, index) => answers[index]) ?? scene.cast.resident
  const again = await Promise.all(
    [1, 2].map(() => server.as(holder).submit(`${MINE}/shifts/${other.shift}`, { risk: 'true' })),
  )
  const texts = again.map(({ text }) => text).join()
  assert.match(texts, /elsewhere-then|signed-up/)
})

test('without a telephone: the organiser checks in and out, the volunteer is silent for 72 hours, somebody else reviews', async t => {
  const play = await playing(t)
  const { on, scene } = play
  const ben = await play.person(3)
  await join(play, ben)
  const { id, shift } = await announced(play, 2)
  assert.equal((await on('2026-03-03 09:00', ben).submit(`${MINE}/shifts/${shift}`, { risk: 'true' })).status, 303)
  const [one] = (await runOf(play, id)).signups
  good(await on('2026-03-07 09:10').post(`/api/volunteer-signups/${one?.id}/check-in`, {}))
  const { id: service } = good(
    await on('2026-03-07 13:00').post(`/api/volunteer-signups/${one?.id}/check-out`, { time: '11:00' }),
  )
  const review = { minutes: 110, note: '本人电话打不通，核对签到表' }
  assert.deepEqual(tags(await on('2026-03-10 12:00').post(`/api/volunteer-services/${service}/review`, review)), [
    'still-waiting',
    'own-review',
  ])
  assert.deepEqual(tags(await on('2026-03-10 13:00').post(`/api/volunteer-services/${service}/review`, review)), [
    'own-review',
  ])
  const lead = {
    ...scene.cast.unitLead,
    offices: scene.cast.unitLead.offices.map(office => ({ ...office, organisationKind: 'townGovernment' })),
  }
  assert.deepEqual(
    tags(
      await on('2026-03-10 13:00', lead).post(`/api/volunteer-services/${service}/review`, { ...review, minutes: 111 }),
    ),
    ['time-wrong'],
  )
  good(await on('2026-03-10 13:00', lead).post(`/api/volunteer-services/${service}/review`, review))
  const { items } = good<{ items: { minutes: number; services: number }[] }>(
    await on('2026-03-10 14:00').get('/api/volunteers'),
  )
  assert.deepEqual(
    items.map(({ minutes, services }) => [minutes, services]),
    [[110, 1]],
  )
})
