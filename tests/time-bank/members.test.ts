import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor } from '../../src/platform/access/types.ts'
import { sql } from '../../src/platform/db/types.ts'
import { good, join, playing, TOWN, tags } from '../volunteering/support.ts'
import { balanced, helped, joined, type Member, memberOf, mineOf, PATH, SCHEME } from './support.ts'

test('a relative is entered by name and telephone, where the rules let it, and is paid for; nobody else is', async t => {
  const play = await playing(t)
  const { on, scene, server } = play
  const { id: scheme } = good(await on('2026-03-02 09:30').post(PATH, SCHEME))
  const [ann, ben] = [await play.person(1), await play.person(2)]
  const a = await joined(play, ann, scheme)
  const b = await joined(play, ben, scheme)
  await helped(play, ann, ben, '2026-03-07', 4)
  const forAnn = await helped(play, ben, ann, '2026-03-08', 2)
  const enter = (more: object, who: Actor = scene.cast.communityWorker) =>
    on('2026-03-09 09:00', who).post(`/api/time-bank-members/${b}/relative`, {
      ...{ name: ann.name, phone: '19700000001', relation: 'parent' },
      ...more,
    })
  assert.deepEqual(tags(await enter({ phone: '1', name: ' ' })), ['switch-off', 'phone-wrong', 'name-missing'])
  good(await on('2026-03-08 09:00').post(`${PATH}/${scheme}/rules`, { from: '2026-03-09', family: true }))
  const pay = () => on('2026-03-09 10:00', ben).submit(`/my/time-bank/members/${b}/spend`, { service: forAnn })
  assert.match((await pay()).text, /service-unknown/)
  assert.equal((await enter({}, ann)).status, 403)
  assert.deepEqual(tags(await enter({ phone: '19700000002' })), ['relative-known'], 'oneself')
  good(await enter({}))
  assert.deepEqual(tags(await enter({})), ['relative-known'])
  assert.deepEqual((await memberOf(play, scheme, b)).relatives, [{ who: '志***', relation: 'parent' }])
  assert.equal((await pay()).status, 303)
  const { no } = await memberOf(play, scheme, a)
  const desk = on('2026-03-09 11:00')
  const listed = async (q: string) =>
    good<{ items: Member[] }>(await desk.get(`${PATH}/${scheme}/members?q=${encodeURIComponent(q)}`)).items
  assert.deepEqual(
    (await listed(no.toLowerCase())).map(({ id }) => id),
    [a],
  )
  assert.deepEqual(await listed('442000-Z00000000-0'), [])
  assert.equal((await server.as(scene.cast.gridWorker).get(`${PATH}/${scheme}/members`)).status, 403)
  await balanced(play)
})

test('a wrong credit is undone by an entry of its own, once, with a reason its volunteer reads; spent hours are not there', async t => {
  const play = await playing(t)
  const { on, scene, server } = play
  const { id: scheme } = good(await on('2026-03-02 09:30').post(PATH, SCHEME))
  const [ann, ben] = [await play.person(1), await play.person(2)]
  await joined(play, ann, scheme)
  const b = await joined(play, ben, scheme)
  const done = await helped(play, ann, ben, '2026-03-07', 4)
  const back = await helped(play, ben, ann, '2026-03-08', 2)
  const desk = on('2026-03-09 09:00')
  const take = (service: string, note = '那天实际没有去') => desk.post(`${PATH}/${scheme}/take-back`, { service, note })
  assert.deepEqual(tags(await take(scheme)), ['credit-unknown'])
  assert.deepEqual(tags(await take(done, '打13800138000问的')), ['public-text-personal'])
  assert.equal((await server.as(ann).post(`${PATH}/${scheme}/take-back`, { service: done, note: '试试' })).status, 403)
  type Report = { credited: { service: string; taken: boolean }[]; payable: { service: string }[] }
  const before = good<Report>(await desk.get(`${PATH}/${scheme}`))
  assert.deepEqual(
    before.credited.map(one => [one.service, one.taken]),
    [
      [back, false],
      [done, false],
    ],
  )
  assert.deepEqual(before.payable.map(one => one.service).toSorted(), [done, back].toSorted())
  const sent = await Promise.all(Array.from({ length: 10 }, () => take(done)))
  assert.deepEqual(sent.map(({ status }) => status).toSorted(), [200, ...Array.from({ length: 9 }, () => 409)])
  const mine = await mineOf(play, ann)
  assert.deepEqual(
    mine.accounts.map(({ redeem, moves }) => [redeem, moves[0]?.kind, moves[0]?.note]),
    [[0, 'take-back', '那天实际没有去']],
  )
  const after = good<Report>(await desk.get(`${PATH}/${scheme}`))
  assert.deepEqual(
    after.credited.map(({ taken }) => taken),
    [false, true],
  )
  const told = await scene.city.db.rows(
    sql('test.told', `select party from city.notification where kind = 'time-bank:taken-back'`),
  )
  assert.deepEqual(told, [{ party: ann.party }])
  // Ben spends an hour of his two on the care pool: all of it can no longer be taken.
  assert.equal((await server.as(ben).submit(`/my/time-bank/members/${b}/donate`, { minutes: '60' })).status, 303)
  const short = await take(back)
  assert.deepEqual([short.status, tags(short)], [409, ['short-of-time']])
  assert.match(short.text, /60/)
  await balanced(play)
})

test('hours taken along to another time bank are owed by the first, and settled by whoever runs both', async t => {
  const play = await playing(t)
  const { on, server, scene } = play
  const lead = scene.cast.unitLead
  const { id: here } = good(await on('2026-03-02 09:30').post(PATH, SCHEME))
  const town = { ...SCHEME, area: TOWN, name: '石岐时间银行' }
  const { id: there } = good(await on('2026-03-02 09:30', lead).post(PATH, town))
  for (const id of [here, there])
    good(await on('2026-03-02 09:40', lead).post(`${PATH}/${id}/rules`, { from: '2026-03-03', clearingHours: 3 }))
  const [ann, ben] = [await play.person(1), await play.person(2)]
  const a = await joined(play, ann, here)
  await join(play, ben)
  assert.equal((await server.as(ann).submit(`/my/time-bank/schemes/${there}/join`, { read: 'true' })).status, 303)
  await helped(play, ann, ben, '2026-03-07', 4)
  const settle = (who: Actor, note = '双方结算单第 1 号') =>
    on('2026-03-09 09:00', who).post(`${PATH}/${here}/settle`, { with: there, note })
  assert.deepEqual(tags(await settle(lead)), ['nothing-to-settle'])
  const along = (minutes: string) =>
    on('2026-03-09 10:00', ann).submit(`/my/time-bank/members/${a}/transfer`, { to: there, minutes })
  assert.match((await along('181')).text, /clearing-full/)
  assert.equal((await along('180')).status, 303)
  assert.match((await along('1')).text, /clearing-full/, 'the cap is reached')
  type Report = { outstanding: number; issued: number; total: number; clearing: { minutes: number }[] }
  const reports = async () => {
    const made = []
    for (const id of [here, there]) made.push(good<Report>(await on('2026-03-09 11:00', lead).get(`${PATH}/${id}`)))
    return made.map(({ outstanding, issued, total, clearing }) => [
      ...[outstanding, issued, total, ...clearing.map(({ minutes }) => minutes)],
    ])
  }
  assert.deepEqual(await reports(), [
    [60, 240, 0, 180],
    [180, 0, 0, -180],
  ])
  assert.equal((await settle(scene.cast.communityWorker)).status, 403, 'the other one is not theirs')
  const sent = await Promise.all([settle(lead), settle(lead), settle(lead)])
  assert.deepEqual(sent.map(({ status }) => status).toSorted(), [200, 409, 409])
  assert.deepEqual(await reports(), [
    [60, 60, 0, 0],
    [180, 180, 0, 0],
  ])
  assert.equal((await along('30')).status, 303, 'there is room again')
  await balanced(play)
})
