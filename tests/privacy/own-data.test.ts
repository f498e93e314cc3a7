import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { PDFDocument } from '@cantoo/pdf-lib'
import { features } from '../../src/app/features.ts'
import { CONSENT_TEXTS } from '../../src/features/privacy/consents.ts'
import { exportSweep, exportTask } from '../../src/features/privacy/export.ts'
import { stage } from '../../src/features/work-order/testing.ts'
import { instant, MINUTE_MS } from '../../src/kernel/time.ts'
import { sql } from '../../src/platform/db/types.ts'
import { translator } from '../../src/platform/i18n/catalog.ts'
import { ensureParty, revealContact } from '../../src/platform/identity/parties.ts'
import { openSession } from '../../src/platform/identity/sessions.ts'
import { notify } from '../../src/platform/notify/notify.ts'
import { sendSweep } from '../../src/platform/notify/sweeps.ts'
import { ownOf } from '../../src/platform/personal/own.ts'
import { leaveOfMachine } from '../../src/platform/personal/purposes.ts'
import { testServer } from '../../src/platform/testing/server.ts'

const PHONE = '13912345671'
const REPORT = {
  text: '桂园小区3栋2单元502房漏水，我的电话是13912345671',
  area: '442000001007',
  place: '桂园小区3栋2单元502房',
}
const EXPORTS = sql('test.exports', 'select id, state from city.personal_export order by asked_at, id')
const SEALED = sql('test.export-parts', 'select data from city.personal_export_part')
const CONSENTS = sql(
  'test.consents',
  'select topic, version, channel, withdrawn_at is not null as over from city.consent order by given_at, id',
)
const MESSAGES = sql('test.messages', 'select state, consent from city.message order by state desc')

const scene = async (t: TestContext) => {
  const { city, cast, vault } = await stage(t)
  const server = await testServer(t, city, { modules: features, services: { vault }, now: '2026-09-30T10:00:00+08:00' })
  const { db } = city
  const party = await db.tx(tx => ensureParty(tx, vault, { phone: PHONE, name: '欧阳小明', level: 'L1' }, server.now))
  const signIn = async (who: string): Promise<string> =>
    (await db.tx(tx => openSession(tx, { party: who, realm: 'resident' }, server.now))).secret
  const mine = server.as(await signIn(party))
  return { server, db, vault, cast, party, signIn, mine }
}

const runExport = async ({ db, server, vault }: Awaited<ReturnType<typeof scene>>): Promise<void> => {
  const made = await db.rows<{ id: string; state: string }>(EXPORTS)
  const id = made.find(({ state }) => state === 'waiting')?.id
  assert.ok(id !== undefined)
  await exportTask.run({ id }, { db, vault, now: server.now, id: 'test', own: ownOf(features) })
}

test('P-6 one takes one’s own data away: JSON and PDF, by a link that works once, for fifteen minutes, after a fresh sign-in', async t => {
  const stageOf = await scene(t)
  const { server, db, mine, cast, signIn, party } = stageOf
  assert.equal((await mine.post('/api/work-orders', REPORT)).status, 201)

  await t.test('a sign-in of eleven minutes ago is not enough; a code to one’s own phone is', async () => {
    server.now = instant(server.now + 11 * MINUTE_MS)
    const turned = await mine.submit('/me/data/export', {})
    assert.equal(turned.headers.location, '/me/confirm')
    assert.deepEqual(await db.rows(EXPORTS), [])
    const asked = await mine.submit('/me/confirm', {})
    assert.match(String(asked.headers.location), /^\/me\/confirm\/code\?request=/)
    const code = server.codes.at(-1)
    assert.equal(code?.phone, PHONE)
    const request = new URL(String(asked.headers.location), 'http://x').searchParams.get('request') ?? ''
    const wrong = await mine.submit('/me/confirm/code', { request, digits: '000000' === code?.digits ? '1' : '000000' })
    assert.notEqual(wrong.status, 303)
    const other = server.as(await signIn(cast.neighbour.party ?? ''))
    assert.notEqual((await other.submit('/me/confirm/code', { request, digits: '123456' })).status, 303)
    const done = await mine.submit('/me/confirm/code', { request, digits: code?.digits ?? '' })
    assert.equal(done.headers.location, '/me/data')
  })

  await t.test('it is made in the background, one at a time, and lies sealed', async () => {
    assert.equal((await mine.submit('/me/data/export', {})).headers.location, '/me/data')
    assert.notEqual((await mine.submit('/me/data/export', {})).status, 303)
    const began = performance.now()
    const cpu = process.cpuUsage()
    let longest = 0
    let last = performance.now()
    const beat = setInterval(() => {
      longest = Math.max(longest, performance.now() - last - 5)
      last = performance.now()
    }, 5)
    await runExport(stageOf).finally(() => clearInterval(beat))
    const used = process.cpuUsage(cpu)
    t.diagnostic(
      `made in ${Math.round(performance.now() - began)} ms, ${Math.round((used.user + used.system) / 1000)} ms of CPU on a thread of its own; this one stood still for ${Math.round(longest)} ms at most`,
    )
    for (const { data } of await db.rows<{ data: Buffer }>(SEALED)) {
      assert.ok(!data.includes(Buffer.from(PHONE)) && !data.includes(Buffer.from('%PDF')))
    }
  })

  const linkOf = async (kind: string): Promise<string> => {
    const answer = await mine.submit('/me/data/link', { kind })
    assert.match(String(answer.headers.location), /^\/me\/data\/file\/[\w-]{43}$/)
    return String(answer.headers.location)
  }

  await t.test('JSON: everything, unmasked, and who looked at it', async () => {
    const file = await linkOf('json')
    const answer = await mine.get(file)
    assert.equal(answer.status, 200, answer.text)
    assert.match(String(answer.headers['content-disposition']), /attachment; filename="my-data.json"/)
    const data = answer.json()
    assert.equal(data.phone, PHONE)
    assert.equal(data.name, '欧阳小明')
    assert.deepEqual([data.orders[0].text, data.orders[0].place], [REPORT.text, REPORT.place])
    const again = await mine.get(file)
    assert.equal(again.status, 410)
    assert.match(again.text, /export-over/)
  })

  await t.test('nobody else can use the link, signed in or not', async () => {
    const file = await linkOf('json')
    const neighbour = server.as(await signIn(cast.neighbour.party ?? ''))
    assert.equal((await neighbour.get(file)).status, 410)
    assert.equal((await server.get(file)).status, 401)
    const elsewhere = server.as(await signIn(party))
    assert.equal((await elsewhere.get(file)).status, 200)
  })

  await t.test('PDF: a real one, small, with the characters it needs', async () => {
    const response = await server.app.inject({
      method: 'GET',
      url: await linkOf('pdf'),
      headers: { cookie: await cookieOf(stageOf) },
    })
    assert.equal(response.statusCode, 200)
    const bytes = response.rawPayload
    const pdf = await PDFDocument.load(bytes)
    assert.ok(pdf.getPageCount() >= 1)
    assert.equal(pdf.getTitle(), '我的个人信息')
    t.diagnostic(`PDF of ${bytes.length} bytes`)
    assert.ok(bytes.length < 400_000)
  })

  await t.test('after fifteen minutes it is over, and nothing of it is left', async () => {
    const file = await linkOf('json')
    server.now = instant(server.now + 15 * MINUTE_MS)
    const later = server.as(await signIn(party))
    assert.equal((await later.get(file)).status, 410)
    await exportSweep.run(db, server.now)
    assert.deepEqual(await db.rows(SEALED), [])
    assert.notEqual((await later.submit('/me/data/link', { kind: 'json' })).status, 303)
  })
})

const cookieOf = async ({ party, signIn }: Awaited<ReturnType<typeof scene>>): Promise<string> =>
  `__Host-linli=${await signIn(party)}`

test('P-7 a consent has a text, a version, a time and a channel; taken back, what still waits is not sent', async t => {
  const stageOf = await scene(t)
  const { server, db, mine, party, vault } = stageOf
  const sent: string[] = []
  const sweep = sendSweep({
    vault,
    adapters: [{ channel: 'sms', send: async ({ address }) => void sent.push(address) }],
    translate: translator,
    origin: () => '',
  })
  const tell = (dedupe: string): Promise<boolean> =>
    db.tx(tx =>
      notify(tx, {
        party,
        kind: 'work-order:close',
        values: { number: '1' },
        link: '',
        dedupe,
        at: server.now,
        onConsent: ['sms'],
      }),
    )
  await tell('before')
  assert.deepEqual(await db.rows(MESSAGES), [], 'without consent there is no text message')

  await mine.submit('/me/data/consent', { topic: 'sms', answer: 'yes' })
  await mine.submit('/me/data/consent', { topic: 'sms', answer: 'yes' })
  assert.deepEqual(await db.rows(CONSENTS), [
    { topic: 'sms', version: CONSENT_TEXTS.sms.version, channel: 'web', over: false },
  ])
  await tell('one')
  await sweep.run(db, server.now)
  assert.deepEqual(sent, [PHONE])

  await tell('two')
  await mine.submit('/me/data/consent', { topic: 'sms', answer: 'no' })
  server.now = instant(server.now + MINUTE_MS)
  await sweep.run(db, server.now)
  await tell('three')
  await sweep.run(db, server.now)
  assert.deepEqual(sent, [PHONE], 'within a minute of the withdrawal nothing is sent any more')
  assert.deepEqual(await db.rows(MESSAGES), [
    { state: 'sent', consent: 'sms' },
    { state: 'dead', consent: 'sms' },
  ])
  assert.deepEqual(
    (await db.rows<{ over: boolean }>(CONSENTS)).map(({ over }) => over),
    [true],
  )
  const page = await mine.get('/me/data', { accept: 'text/html' })
  assert.match(page.text, /"withdrawnAt":/)
})

test('P-7 other words are another version: the text and its version belong together', () => {
  const folder = join(import.meta.dirname, '../../src/features/privacy/messages/zh-Hans.json')
  const texts = JSON.parse(readFileSync(folder, 'utf8')).consent as Record<string, string>
  for (const [topic, { sha256 }] of Object.entries(CONSENT_TEXTS))
    assert.equal(
      createHash('sha256')
        .update(texts[topic] ?? '')
        .digest('hex'),
      sha256,
      `${topic}: give it a new version`,
    )
})

test('P-5 a person goes at their own wish: at once, or when the last open matter has ended; what stays is told', async t => {
  const stageOf = await scene(t)
  const { server, db, mine, party, vault, cast, signIn } = stageOf
  const leave = leaveOfMachine('export')

  const idle = cast.neighbour.party ?? ''
  const neighbour = server.as(await signIn(idle))
  assert.notEqual((await neighbour.submit('/me/data/erase', {})).status, 303, 'not without a tick')
  assert.equal((await neighbour.submit('/me/data/erase', { sure: 'yes' })).headers.location, '/')
  assert.deepEqual(await revealContact(db, vault, idle, leave), { name: '', phone: '' })

  assert.equal((await mine.post('/api/work-orders', REPORT)).status, 201)
  const shown = await mine.get('/me/data', { accept: 'text/html' })
  assert.match(shown.text, /"plan":\{"open":1,"ended":0,"held":0\}/)
  assert.equal((await mine.submit('/me/data/erase', { sure: 'yes' })).headers.location, '/me/data')
  assert.equal((await revealContact(db, vault, party, leave))?.phone, PHONE, 'the desk still has to reach them')
})
