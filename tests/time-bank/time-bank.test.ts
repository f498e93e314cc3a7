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
import { at, good, join, PLACE, type Play, playing, TOWN, tags } from '../volunteering/support.ts'

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
  accounts: {
    id: string
    redeem: number
    honour: number
    scheme: { id: string }
    moves: { kind: string; note: string }[]
  }[]
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
