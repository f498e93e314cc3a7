import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pino } from 'pino'
import { deliverCodeTo } from '../../src/app/codes.ts'
import { features } from '../../src/app/features.ts'
import { PLACE, stage } from '../../src/features/work-order/testing.ts'
import { type Instant, instant, MINUTE_MS } from '../../src/kernel/time.ts'
import { type CityDb, sql } from '../../src/platform/db/types.ts'
import type { Consumer } from '../../src/platform/feature.ts'
import { translator } from '../../src/platform/i18n/catalog.ts'
import { ensureParty } from '../../src/platform/identity/parties.ts'
import { deliver } from '../../src/platform/jobs/deliver.ts'
import { emit } from '../../src/platform/jobs/emit.ts'
import { logAdapter } from '../../src/platform/notify/adapters.ts'
import { deadMessages } from '../../src/platform/notify/dead.ts'
import { notify, sendTo } from '../../src/platform/notify/notify.ts'
import { smsAdapter } from '../../src/platform/notify/sms.ts'
import { sendSweep } from '../../src/platform/notify/sweeps.ts'
import { testCity } from '../../src/platform/testing/database.ts'
import { cookieBrowser, identityService, passThrough } from '../../src/platform/testing/identity-service.ts'
import { score } from '../../src/platform/testing/score.ts'
import { testServer } from '../../src/platform/testing/server.ts'
import { gateway, mailServer } from './providers.ts'

const STEP_MS = 10_000
const OUTAGE_MS = 10 * MINUTE_MS
const PEOPLE = 25
const WAITING = sql('outage-test.waiting', `select count(*)::int as n from city.message where state = 'waiting'`)
const waiting = async (db: CityDb): Promise<number> => (await db.one<{ n: number }>(WAITING)).n

test('R-21 ten minutes without texts and mail: fuses open, WeChat goes on, and everything goes out once afterwards', async t => {
  const { city, vault } = await stage(t)
  const { db } = city
  const [texts, mails] = [await gateway(t), await mailServer(t)]
  let wechats = 0
  const adapters = [mails.mail, smsAdapter(texts.sms), logAdapter('wechat', () => wechats++)]
  const sweep = sendSweep({ vault, adapters, translate: translator, origin: () => 'https://linli.example' })
  const begun = instant(1_795_000_000_000)
  const at = (ms: number): Instant => instant(begun + ms)
  for (let n = 0; n < PEOPLE; n++) {
    await db.tx(async tx => {
      const party = await ensureParty(tx, vault, { phone: String(13_800_000_000 + n), level: 'L1' }, begun)
      const told = {
        kind: 'work-order:admit',
        values: { number: `X-${n}` },
        link: '/my/reports',
        dedupe: `x-${n}`,
        at: begun,
      }
      await notify(tx, { ...told, party, by: ['sms', 'wechat'] })
      await sendTo(tx, vault, { ...told, channel: 'email', address: `unit-${n}@example.org` })
    })
  }
  texts.down = true
  mails.down = true
  for (let ms = 0; ms < OUTAGE_MS; ms += STEP_MS) await sweep.run(db, at(ms))
  assert.equal(wechats, PEOPLE, 'another provider is not held up')
  assert.deepEqual([texts.taken.length, mails.taken.length], [0, 0])
  // Three failures open the fuse, then one try a minute.
  const most = 3 + OUTAGE_MS / MINUTE_MS
  t.diagnostic(
    `tries in ten minutes: texts ${texts.tries}, mail ${mails.tries} (at most ${most} each; without a fuse ${PEOPLE * 3} and more)`,
  )
  assert.ok(texts.tries <= most && mails.tries <= most, `${texts.tries} ${mails.tries}`)
  assert.equal(await waiting(db), 2 * PEOPLE, 'nothing was given up')

  texts.down = false
  mails.down = false
  let back = OUTAGE_MS
  for (; (await waiting(db)) > 0 && back < 10 * OUTAGE_MS; back += STEP_MS) await sweep.run(db, at(back))
  t.diagnostic(`all out ${(back - OUTAGE_MS) / 1000} s after the providers came back`)
  assert.equal(await waiting(db), 0)
  const doubled =
    texts.taken.length - new Set(texts.taken.map(({ id }) => id)).size + mails.taken.length - new Set(mails.taken).size
  score('effects doubled', doubled, texts.taken.length + mails.taken.length)
  assert.deepEqual([texts.taken.length, mails.taken.length, doubled], [PEOPLE, PEOPLE, 0])
  assert.deepEqual(Object.keys(texts.taken[0]?.body ?? {}), ['mobile', 'content'])
  assert.deepEqual(await deadMessages(db, 10), [])
})

test('R-21 a provider that never comes back: messages are given up visibly, and the operator sends them again', async t => {
  const { city, vault, cast } = await stage(t)
  const { db } = city
  const texts = await gateway(t)
  texts.down = true
  const server = await testServer(t, city, { modules: features, services: { vault } })
  const sweep = sendSweep({
    vault,
    adapters: [smsAdapter(texts.sms)],
    translate: translator,
    origin: () => 'https://linli.example',
  })
  let now = server.now
  await db.tx(async tx => {
    const party = await ensureParty(tx, vault, { phone: '13800000001', level: 'L1' }, now)
    const told = { kind: 'work-order:admit', values: { number: 'X-1' }, link: '/my/reports', dedupe: 'x', at: now }
    await notify(tx, { ...told, party, by: ['sms'] })
  })
  for (let n = 0; n < 400 && (await waiting(db)) > 0; n++) {
    await sweep.run(db, now)
    now = instant(now + 10 * MINUTE_MS)
  }
  const operator = server.as(cast.systemAdmin)
  const listed = await operator.get('/api/console/dead-messages')
  const [line] = listed.json().items
  assert.deepEqual([line.channel, line.number, line.attempts, line.error], ['sms', 'X-1', 8, 'GatewayAnswer 503'])
  assert.doesNotMatch(listed.text, /13800000001|138\*/, 'to whom is not told')
  assert.equal((await server.as(cast.deskLead).get('/api/console/dead-messages')).status, 403)
  texts.down = false
  assert.equal((await operator.post(`/api/console/dead-messages/${line.id}/resend`)).status, 200)
  assert.equal((await operator.post(`/api/console/dead-messages/${line.id}/resend`)).status, 404)
  await sweep.run(db, instant(now + MINUTE_MS))
  assert.equal(texts.taken.length, 1)
})

test('R-21 codes and identity service down for ten minutes: people are told at once and in words, and go on by other ways', async t => {
  const { city, vault, cast } = await stage(t)
  const [texts, idp] = [await gateway(t), await identityService(t)]
  const deliverCode = deliverCodeTo(pino({ level: 'silent' }), false, texts.sms, translator)
  const server = await testServer(t, city, {
    modules: features,
    services: { vault, deliverCode, identityServices: idp.services },
  })
  const begun = server.now
  let broken = true
  let asked = 0
  idp.server.service.on('beforeWellKnownOpenIdConfiguration', response => {
    asked++
    if (broken) response.statusCode = 503
  })
  texts.down = true
  const [statuses, fallbacks] = [new Set<number>(), new Set<string>()]
  for (let ms = 0; ms < OUTAGE_MS; ms += STEP_MS) {
    server.now = instant(begun + ms)
    const code = await server.post('/api/sign-in/code', { phone: '13812345678' })
    statuses.add(code.status)
    if (code.status === 503) fallbacks.add(code.json().next)
    const journey = await server.get('/sign-in/by/yue', { accept: 'text/html' })
    assert.equal(journey.status, 503, journey.text)
    assert.match(journey.text, /手机号登录.*不登录也可以反映问题.*12345/)
    if (ms % MINUTE_MS === 0) {
      const report = { text: '短信坏了也能反映', area: PLACE, place: '兴文路' }
      assert.equal((await server.post('/api/work-orders', report, { headers: { 'x-n': String(ms) } })).status, 201)
      assert.equal((await server.as(cast.deskOperator).get('/api/work-orders')).status, 200)
    }
  }
  t.diagnostic(`tries in ten minutes: codes ${texts.tries}, identity service ${asked}; statuses ${[...statuses]}`)
  assert.ok(texts.tries <= 3 + OUTAGE_MS / MINUTE_MS, `${texts.tries} tries`)
  assert.ok(asked <= 3 + OUTAGE_MS / MINUTE_MS, `${asked} asked`)
  assert.match([...fallbacks].join(), /不登录也可以反映问题.*12345.*窗口/)

  texts.down = false
  broken = false
  server.now = instant(begun + OUTAGE_MS + MINUTE_MS)
  const code = await server.post('/api/sign-in/code', { phone: '13900000000' })
  assert.equal(code.status, 200, code.text)
  assert.match(texts.taken.at(-1)?.body.content ?? '', /验证码 \d{6}/)
  const browser = cookieBrowser(server)
  assert.equal((await passThrough(browser, '/sign-in/by/yue')).status, 303)
})

test('R-20 a poison event is tried five times with growing pauses, then shown to the operator; all others go through at once', async t => {
  const city = await testCity(t)
  const { db } = city
  const server = await testServer(t, city, { modules: features })
  const begun = server.now
  const handled: string[] = []
  const tried: number[] = []
  const consumer: Consumer = {
    id: 'outage-test.reader',
    topic: 'outage-test.happened',
    handle: async (_tx, { key }, now) => {
      if (key === 'poison') {
        tried.push((now - begun) / 1000)
        throw new Error('cannot be read')
      }
      handled.push(key)
    },
  }
  const OTHERS = 200
  await db.tx(async tx => {
    for (let n = 0; n < OTHERS; n++) {
      if (n === OTHERS / 2) await emit(tx, { topic: consumer.topic, key: 'poison', payload: {}, at: begun })
      await emit(tx, { topic: consumer.topic, key: `good-${n}`, payload: {}, at: begun })
    }
  })
  const outcomes: string[] = []
  await deliver(db, [consumer], begun, ({ outcome }) => outcomes.push(outcome))
  assert.equal(handled.length, OTHERS, 'the others are not held up')
  for (let seconds = 1; seconds <= 400; seconds++)
    await deliver(db, [consumer], instant(begun + seconds * 1000), ({ outcome }) => outcomes.push(outcome))
  score('effects doubled', handled.length - new Set(handled).size, OTHERS)
  t.diagnostic(`tried after ${tried.join(', ')} s`)
  assert.deepEqual(tried, [0, 1, 6, 31, 156])
  assert.deepEqual(outcomes, ['again', 'again', 'again', 'again', 'given-up'])
  assert.equal(new Set(handled).size, OTHERS)
  const operator = {
    kind: 'staff',
    party: '01939d6e-0000-7000-8000-000000000001',
    session: null,
    name: '',
    level: 'L1',
    offices: [
      {
        id: '01939d6e-0000-7000-8000-000000000002',
        organisation: '01939d6e-0000-7000-8000-000000000003',
        organisationKind: 'cityGovernment',
        role: 'systemAdmin',
        area: '4420',
      },
    ],
  } as const
  const [dead] = (await server.as(operator).get('/api/console/dead-deliveries')).json().items
  assert.deepEqual(
    [dead.consumer, dead.key, dead.attempts, dead.error],
    [consumer.id, 'poison', 5, 'Error: cannot be read'],
  )
  await db.tx(tx => emit(tx, { topic: consumer.topic, key: 'good-after', payload: {}, at: begun }))
  await deliver(db, [consumer], instant(begun + 401_000), () => undefined)
  assert.equal(handled.at(-1), 'good-after')
})
