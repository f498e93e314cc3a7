import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { expire } from '../../src/features/time-bank/expire.ts'
import { own } from '../../src/features/time-bank/own-parts.ts'
import type { Actor } from '../../src/platform/access/types.ts'
import { sql } from '../../src/platform/db/types.ts'
import { takenBy } from '../../src/platform/testing/own.ts'
import { at, good, join, playing, tags } from '../volunteering/support.ts'
import { balanced, helped, joined, memberOf, mineOf, PATH, SCHEME } from './support.ts'

test('earned, spent once, donated, never below nothing; what stays off stays off; the sum is always 0', async t => {
  const play = await playing(t)
  const { on, scene, server } = play
  const { id: scheme } = good(await on('2026-03-02 09:30').post(PATH, SCHEME))
  assert.deepEqual(tags(await on('2026-03-02 09:30').post(PATH, SCHEME)), ['scheme-known'])
  const [ann, ben] = [await play.person(1), await play.person(2)]
  const [a, b] = [await joined(play, ann, scheme), await joined(play, ben, scheme)]
  const done = await helped(play, ann, ben, '2026-03-07', 4)
  assert.deepEqual(
    (await mineOf(play, ann)).accounts.map(({ redeem, honour }) => [redeem, honour]),
    [[240, 0]],
  )
  const bens = await mineOf(play, ben)
  assert.deepEqual(
    bens.payable.map(one => one.id),
    [done],
  )
  const spending = (who: Actor, member: string, service: string) =>
    server.as(who).submit(`/my/time-bank/members/${member}/spend`, { service })
  assert.match((await spending(ben, b, done)).text, /short-of-time/)
  assert.match((await spending(ann, a, done)).text, /service-unknown/)
  await helped(play, ben, ann, '2026-03-08', 5)
  // 200 at once: the covered number succeeds, which is one, for a service is paid once.
  const tries = await Promise.all(Array.from({ length: 20 }, () => spending(ben, b, done)))
  assert.equal(tries.filter(({ status }) => status === 303).length, 1)
  assert.deepEqual(
    (await mineOf(play, ben)).accounts.map(({ redeem }) => redeem),
    [60],
  )
  const giving = await Promise.all(
    Array.from({ length: 20 }, () => server.as(ben).submit(`/my/time-bank/members/${b}/donate`, { minutes: '20' })),
  )
  assert.equal(giving.filter(({ status }) => status === 303).length, 3)
  const { items: members } = good<{ items: { id: string; no: string; redeem: number }[] }>(
    await server.as(scene.cast.communityWorker).get(`${PATH}/${scheme}/members?limit=1`),
  )
  assert.equal(members.length, 1)
  const bens_ = await memberOf(play, scheme, b)
  assert.deepEqual([bens_.redeem, bens_.relatives], [0, []])
  assert.match(
    (await server.as(ann).submit(`/my/time-bank/members/${a}/give`, { to: b, minutes: '10' })).text,
    /switch-off/,
  )
  assert.deepEqual(
    tags(await server.as(scene.cast.communityWorker).post(`/api/time-bank-members/${a}/inherit`, { heir: bens_.no })),
    ['switch-off'],
  )
  const report = good<{ total: number; outstanding: number; pool: number; ages: unknown[] }>(
    await server.as(scene.cast.communityWorker).get(`${PATH}/${scheme}`),
  )
  assert.deepEqual(
    [report.total, report.outstanding, report.pool, report.ages],
    [0, 240, 60, [{ years: 0, minutes: 240 }]],
  )
  const desk = server.as(scene.cast.communityWorker)
  const rule = { from: '2026-03-09', gift: true }
  assert.deepEqual(tags(await desk.post(`${PATH}/${scheme}/rules`, rule)), ['basis-missing'])
  good(await desk.post(`${PATH}/${scheme}/rules`, { ...rule, basis: '桂园时间银行章程第八条' }))
  assert.equal(
    (await on('2026-03-09 09:00', ann).submit(`/my/time-bank/members/${a}/give`, { to: bens_.no, minutes: '10' }))
      .status,
    303,
  )
  const { moves } = await takenBy({ db: scene.city.db, vault: scene.vault, now: server.now }, own, ann.party)
  assert.deepEqual(
    moves?.records.map(({ kind, minutes }) => [kind, minutes]),
    [
      ['credit', 240],
      ['give', -10],
    ],
  )
  assert.match(moves?.lines[0] ?? '', /可兑换时长 {2}服务存入 {2}240 分钟$/)
  // The pool pays for the second service, with a reason, once.
  await balanced(play)
})

test('a cap sends what is above to honour; expiry does nothing until a rule says so, then becomes honour', async t => {
  const play = await playing(t)
  const { on, scene } = play
  const { id: scheme } = good(await on('2026-03-01 09:30').post(PATH, SCHEME))
  good(await on('2026-03-01 09:30').post(`${PATH}/${scheme}/rules`, { from: '2026-03-02', capHours: 3 }))
  const [ann, ben] = [await play.person(1), await play.person(2)]
  await joined(play, ann, scheme)
  await join(play, ben)
  await helped(play, ann, ben, '2026-03-07', 5)
  assert.deepEqual(
    (await mineOf(play, ann)).accounts.map(({ redeem, honour }) => [redeem, honour]),
    [[180, 120]],
  )
  assert.equal(await expire(scene.city.db, at('2028-03-08 03:00')), 0)
  good(
    await on('2026-03-08 09:30').post(`${PATH}/${scheme}/rules`, {
      from: '2026-03-09',
      expiryMonths: 12,
      basis: '章程第九条',
    }),
  )
  assert.equal(await expire(scene.city.db, at('2027-03-01 03:00')), 0)
  assert.equal(await expire(scene.city.db, at('2027-03-08 03:00')), 1)
  assert.equal(await expire(scene.city.db, at('2027-03-08 03:00')), 0)
  await balanced(play)
  good(await on('2026-03-10 09:30').post(`${PATH}/${scheme}/close`, {}))
  assert.deepEqual(tags(await on('2026-03-10 09:30').post(`${PATH}/${scheme}/close`, {})), ['scheme-closed'])
})

test('D-030, T-18: no route pays time out, and its books have no other unit', async t => {
  const play = await playing(t)
  const slice = features.find(({ id }) => id === 'time-bank')
  assert.ok(slice)
  const words = slice.routes.map(route => `${route.id} ${route.path}`).join('\n')
  assert.doesNotMatch(words, /cash|fen|yuan|withdraw|payout|redeem-money/)
  good(await play.on('2026-03-02 09:30').post(PATH, SCHEME))
  const units = await play.scene.city.db.rows<{ unit: string }>(
    sql('test.units', `select distinct unit from city.ledger_book where kind = 'time-bank'`),
  )
  assert.deepEqual(units, [{ unit: 'minute' }])
})
