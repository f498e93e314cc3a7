import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { expire } from '../../src/features/time-bank/expire.ts'
import { own } from '../../src/features/time-bank/own-parts.ts'
import type { Actor } from '../../src/platform/access/types.ts'
import { sql } from '../../src/platform/db/types.ts'
import { deliver } from '../../src/platform/jobs/deliver.ts'
import { auditLedger } from '../../src/platform/ledger/audit.ts'
import { takenBy } from '../../src/platform/testing/own.ts'
import { at, good, join, PLACE, type Play, playing, tags } from '../volunteering/support.ts'

const PATH = '/api/time-banks'
const SCHEME = { area: PLACE, name: '桂园时间银行', ruleSet: 'local', guarantee: '由街道公益项目优先安排' }

const SUMS = sql(
  'test.sums',
  `select s.id, sum(a.balance)::bigint as total, min(a.balance) filter (where a.path ^@ 'member/' or a.path = 'pool')::bigint as least
   from city.time_bank_scheme s join city.ledger_account a on a.book = s.book group by s.id`,
)

/** T-18: whatever happened, all accounts add up to nothing and nobody is below it; and the books stand the audit. */
const balanced = async ({ scene }: Play): Promise<void> => {
  for (const { total, least } of await scene.city.db.rows<{ total: number; least: number }>(SUMS)) {
    assert.equal(total, 0)
    assert.ok(least >= 0)
  }
  for (const [kind, faults] of Object.entries(await auditLedger(scene.city.db))) assert.deepEqual(faults, [], kind)
}

const delivered = async ({ scene, server }: Play): Promise<void> => {
  const failures: unknown[] = []
  const consumers = features.flatMap(({ consumers: some = [] }) => some)
  await deliver(scene.city.db, consumers, server.now, failure => failures.push(failure.error))
  assert.deepEqual(failures, [])
}

const NEED = { area: PLACE, topic: 'elder-care', text: '陪诊', where: '门口等', risk: 'none' }

/** Somebody helps somebody for so many hours on a day, both say so, and the worker has heard. @returns the service */
const helped = async (play: Play, helper: Actor, asker: Actor, day: string, hours: number): Promise<string> => {
  const { on } = play
  const before = '2026-03-03'
  const times = { on: day, from: '08:00', to: `${String(8 + hours).padStart(2, '0')}:00` }
  const asked = await on(`${before} 09:00`, asker).submit('/my/help/new', { ...NEED, ...times })
  assert.equal(asked.status, 303, asked.text)
  const desk = on(`${before} 10:00`)
  const list = good<{ items: { id: string; state: string }[] }>(await desk.get('/api/volunteer-needs?state=open')).items
  const need = list[0]?.id ?? ''
  const { candidates } = good<{ candidates: { volunteer: string; who: string }[] }>(
    await desk.get(`/api/volunteer-needs/${need}`),
  )
  const { items } = good<{ items: { id: string }[] }>(
    await desk.get(`/api/volunteers?q=${encodeURIComponent(helper.name)}`),
  )
  assert.ok(candidates.some(({ volunteer }) => volunteer === items[0]?.id))
  const { id: match } = good(await desk.post(`/api/volunteer-needs/${need}/ask`, { volunteer: items[0]?.id }))
  good(await desk.post(`/api/volunteer-matches/${match}/answer`, { accept: true, risk: true }))
  const { id } = good(await on(`${day} 20:00`).post(`/api/volunteer-matches/${match}/finish`, times))
  assert.equal((await on(`${day} 20:00`, helper).submit(`/my/volunteering/services/${id}/confirm`, {})).status, 303)
  await delivered(play)
  await delivered(play)
  return id
}

type Mine = {
  accounts: { id: string; redeem: number; honour: number; scheme: { id: string } }[]
  payable: { id: string }[]
}
const mineOf = async (play: Play, who: Actor): Promise<Mine> => {
  const { text } = await play.server.as(who).get('/my/time-bank')
  const [, props = '{}'] = /<body[^>]*>([\s\S]*)<\/body>/.exec(text) ?? []
  return JSON.parse(props.replaceAll('&lt;', '<')) as Mine
}

const joined = async (play: Play, who: Actor, scheme: string): Promise<string> => {
  await join(play, who)
  const form = `/my/time-bank/schemes/${scheme}/join`
  assert.match((await play.on('2026-03-02 10:00', who).submit(form, {})).text, /guarantee-unread/)
  assert.equal((await play.on('2026-03-02 10:00', who).submit(form, { read: 'true' })).status, 303)
  return (await mineOf(play, who)).accounts[0]?.id ?? ''
}

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
  assert.match(
    (await server.as(ann).submit(`/my/time-bank/members/${a}/give`, { to: b, minutes: '10' })).text,
    /switch-off/,
  )
  assert.deepEqual(
    tags(await server.as(scene.cast.communityWorker).post(`/api/time-bank-members/${a}/inherit`, { heir: b })),
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
    (await on('2026-03-09 09:00', ann).submit(`/my/time-bank/members/${a}/give`, { to: b, minutes: '10' })).status,
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
