import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, type TestContext, test } from 'node:test'
import sharp from 'sharp'
import { features } from '../../app/features.ts'
import type { Actor } from '../../platform/access/types.ts'
import { sql } from '../../platform/db/types.ts'
import { type Answer, type TestServer, testServer } from '../../platform/testing/server.ts'
import { at, PLACE, type Stage, stage, TOWN } from './testing.ts'

let photo: Buffer
before(async () => {
  photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#766' } })
    .jpeg()
    .toBuffer()
})

const COUNT = sql('test.order-count', 'select count(*) as n from city.work_order')
const GOOD = { text: '兴文路口的井盖没了', town: TOWN, community: PLACE, address: '兴文路口' }

type Sent = {
  readonly fields?: Readonly<Record<string, string>>
  readonly files?: readonly (readonly [string, Buffer])[]
  readonly key?: string
}
type Reply = { readonly status: number; readonly location: string; readonly text: string }

/** Sends the report form as a browser does: multipart, with the key of the page. */
const report = async (
  server: TestServer,
  { fields = GOOD, files = [], key = randomUUID() }: Sent,
  path = '/report',
): Promise<Reply> => {
  const form = new FormData()
  for (const [name, value] of Object.entries({ _key: key, ...fields })) form.append(name, value)
  for (const [name, bytes] of files)
    form.append('photos', new File([new Uint8Array(bytes)], name, { type: 'image/jpeg' }))
  const request = new Request('http://x', { method: 'POST', body: form })
  const payload = Buffer.from(await request.arrayBuffer())
  const headers = { 'content-type': request.headers.get('content-type') ?? '', accept: 'text/html' }
  const answer = await server.app.inject({ method: 'POST', url: path, headers, payload })
  return { status: answer.statusCode, location: String(answer.headers.location ?? ''), text: answer.body }
}

/** What the page was given: the test server writes the props of a view instead of the view. */
const propsOf = (text: string) =>
  JSON.parse(/<body[^>]*>(.*)<\/body>/s.exec(text)?.[1]?.replaceAll('&lt;', '<') ?? '{}')
const fieldsOf = (text: string): readonly string[] =>
  propsOf(text).errors.map((error: { field: string }) => error.field)

type Set = Stage & { readonly server: TestServer; readonly count: () => Promise<number> }
const set = async (t: TestContext): Promise<Set> => {
  const made = await stage(t)
  const server = await testServer(t, made.city, {
    modules: features,
    now: '2026-09-30T17:50:00+08:00',
    services: { vault: made.vault },
  })
  return { ...made, server, count: async () => (await made.city.db.one<{ n: number }>(COUNT)).n }
}

test('reporting by the page', async t => {
  const { server, count } = await set(t)

  await t.test('a sentence and a place are enough; the receipt opens without signing in', async () => {
    const sent = await report(server, { files: [['a.jpg', photo]] })
    assert.equal(sent.status, 303, sent.text)
    assert.match(sent.location, /^\/r\/442000-20260930-\d{4,}\/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    const receipt = await server.get(sent.location)
    assert.equal(receipt.status, 200)
    const { order, code, claimable, qr } = propsOf(receipt.text)
    assert.equal(order.category, '井盖缺失')
    assert.equal(sent.location.endsWith(code), true)
    assert.equal(claimable, true)
    assert.ok(qr.size > 20 && qr.path.startsWith('M0 0h1v1h-1z'))
    assert.equal(order.facts[0].photos.length, 0, 'photos need a sign-in')
  })

  await t.test('everything wrong is said at once, by field, and what was typed comes back', async () => {
    const before = await count()
    const sent = await report(server, {
      fields: { text: ' ', town: '', phone: '123', address: '我写的地方' },
      files: [['洞.jpg', photo]],
    })
    assert.equal(sent.status, 422)
    assert.deepEqual(fieldsOf(sent.text).toSorted(), ['phone', 'photos', 'text', 'town'])
    assert.equal(propsOf(sent.text).place.address, '我写的地方')
    assert.equal(propsOf(sent.text).typed.phone, '123')
    assert.match(sent.text, /洞\.jpg/)
    assert.equal(await count(), before)
  })

  await t.test('a photo that is none is named, and nothing is written', async () => {
    const before = await count()
    const sent = await report(server, { files: [['a.jpg', Buffer.from('<svg onload=alert(1)>')]] })
    assert.equal(sent.status, 415, sent.text)
    assert.deepEqual(fieldsOf(sent.text), ['photos'])
    assert.equal(await count(), before)
  })

  await t.test('a place elsewhere is refused', async () => {
    const sent = await report(server, { fields: { ...GOOD, town: '440104001', community: '' } })
    assert.deepEqual([sent.status, fieldsOf(sent.text)], [422, ['town']])
  })

  await t.test('a double tap makes one order', async () => {
    const [before, key] = [await count(), randomUUID()]
    const page = await server.get('/report')
    const cookie = String(page.headers['set-cookie']).split(';')[0] ?? ''
    assert.match(cookie, /visitor/)
    const [one, two] = await Promise.all([report(server, { key }), report(server, { key })])
    assert.deepEqual([one.status, two.status], [303, 303], one.text + two.text)
    assert.equal(one.location, two.location)
    assert.equal(await count(), before + 1)
  })

  await t.test('without script a button brings the lists below, and sends nothing', async () => {
    const before = await count()
    const shown = await report(server, { fields: { ...GOOD, community: '' } }, '/report/place')
    assert.equal(shown.status, 200)
    assert.ok(propsOf(shown.text).lists.communities.some((area: { code: string }) => area.code === PLACE))
    assert.equal(propsOf(shown.text).typed.text, GOOD.text)
    assert.equal(await count(), before)
  })

  await t.test('a community left over from another town does not count', async () => {
    const sent = await report(server, { fields: { ...GOOD, town: '442000002' } })
    assert.match(propsOf((await server.get(sent.location)).text).order.where, /^东区街道 /)
  })

  await t.test('the twenty-first report in an hour is asked to wait', async () => {
    for (let n = 0; n < 20; n++) await report(server, {})
    assert.equal((await report(server, {})).status, 429)
  })
})

test('a receipt', async t => {
  const { server, cast } = await set(t)
  const { location } = await report(server, {})
  const [, , no = '', code = ''] = location.split('/')

  await t.test('is found by number and code as people type them', async () => {
    const found = await server.submit('/track', { no: ` ${no} `, code: code.toLowerCase().replaceAll('-', ' ') })
    assert.deepEqual([found.status, found.headers.location], [303, location])
  })

  await t.test('a wrong code is said beside the field; after thirty of them the address waits', async () => {
    const wrong = await server.submit('/track', { no, code: 'AAAA-AAAA-AAAA' })
    assert.deepEqual([wrong.status, fieldsOf(wrong.text)], [404, ['no']])
    let last: Answer = wrong
    for (let n = 0; n < 30; n++) last = await server.get(`/r/${no}/AAAA-AAAA-AAA${n % 10}`)
    assert.equal(last.status, 429)
    assert.equal((await server.get(location)).status, 200, 'the right one still opens')
  })

  await t.test('whoever holds it ties the order to themselves, once', async () => {
    const claim = `/claim/${no}/${code}`
    const away = await server.get(claim)
    assert.match(String(away.headers.location), /^\/sign-in\?next=/)
    const [resident, neighbour] = [server.as(cast.resident), server.as(cast.neighbour)]
    const done = await resident.submit(claim, {})
    assert.equal(done.status, 303, done.text)
    assert.equal((await resident.get(String(done.headers.location))).status, 200)
    assert.equal((await neighbour.get(String(done.headers.location))).status, 404)
    assert.equal((await neighbour.submit(claim, {})).status, 409)
    const mine = propsOf((await resident.get('/my/reports')).text)
    assert.deepEqual(
      mine.items.map((item: { no: string }) => item.no),
      [no],
    )
  })
})

test('what a resident can do to their own order', async t => {
  const { server, cast, units } = await set(t)
  const as = (actor: Actor) => server.as(actor)
  const resident = as(cast.resident)
  const made = (await resident.post('/api/work-orders', { text: '楼道灯不亮', area: PLACE, category: 'light' })).json()
  const path = `/my/reports/${made.id}`
  const api = `/api/work-orders/${made.id}`
  const good = async (answer: Promise<Answer>) => assert.equal((await answer).status, 200, (await answer).text)

  await t.test('remind, and the page says so', async () => {
    assert.equal((await resident.submit(`${path}/remind`, {})).status, 303)
    assert.ok(
      propsOf((await resident.get(path)).text).order.facts.some((fact: { title: string }) => fact.title === '催办'),
    )
  })

  await t.test('a rating before it is closed is refused with the reason, where it was tried', async () => {
    const early = await resident.submit(`${path}/rate`, { satisfaction: 'satisfied', resolved: 'true' })
    assert.equal(early.status, 409)
    assert.deepEqual([propsOf(early.text).tried.verb, propsOf(early.text).tried.said[0].tag], ['rate', 'wrong-step'])
  })

  await good(as(cast.deskOperator).post(`${api}/admit`, {}))
  await good(as(cast.deskOperator).post(`${api}/dispatch`, { lead: units.town }))
  await good(as(cast.unitHandler).post(`${api}/sign`, {}))
  server.now = at('2026-10-08 10:00')
  await good(as(cast.unitHandler).post(`${api}/contact`, { reached: true }))

  await t.test('the clock says which days were counted and which were not', async () => {
    const { clocks } = propsOf((await resident.get(path)).text).order
    const close = clocks.find((clock: { name: string }) => clock.name === '完成处置')
    assert.ok(
      close.why.some((line: string) => /放假不算：10 月 1 日至10 月 7 日/.test(line)),
      close.why.join('\n'),
    )
    assert.ok(
      close.why.some((line: string) => /调休上班，算工作日：10 月 10 日/.test(line)),
      close.why.join('\n'),
    )
    assert.ok(close.basis.length > 0)
  })

  await t.test('withdraw ends it, and then nothing more can be done', async () => {
    assert.equal((await resident.submit(`${path}/withdraw`, {})).status, 303)
    const { order } = propsOf((await resident.get(path)).text)
    assert.equal(order.ended, true)
    assert.ok(!order.may.includes('remind') && !order.may.includes('withdraw'))
  })
})
