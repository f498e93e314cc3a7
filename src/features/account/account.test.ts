import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { HOUR_MS, instant, MINUTE_MS } from '../../kernel/time.ts'
import { citiesOf } from '../../platform/http/cities.ts'
import { createStaff } from '../../platform/identity/new-staff.ts'
import { grantOffice } from '../../platform/identity/offices.ts'
import { addOrganisation } from '../../platform/identity/organisations.ts'
import { createSignInLink } from '../../platform/identity/sign-in.ts'
import { codeAt, stepOf } from '../../platform/identity/totp.ts'
import { testCity } from '../../platform/testing/database.ts'
import { type Answer, testServer } from '../../platform/testing/server.ts'
import { account } from './index.ts'
import { secondFactor } from './testing.ts'

const GOOD = '南头河边的三棵榕树下再见'
const NOW = instant(1_790_000_000_000)

const start = async (t: TestContext, demo = false) => {
  const city = await testCity(t)
  const services = {
    cities: citiesOf(city.database, {
      defaultCode: '442000',
      settings: () => ({ phone: '12345', demo }),
      now: () => NOW,
    }),
  }
  const server = await testServer(t, city, { modules: [account], services })
  server.now = NOW
  return server
}

/** The secret an answer put into the cookie; empty when it took it away. */
const secretOf = (answer: Answer): string | undefined =>
  [answer.headers['set-cookie'] ?? []]
    .flat()
    .map(String)
    .flatMap(cookie => /^__Host-linli=([^;]*)/.exec(cookie)?.[1] ?? [])[0]

/** The secret of a half session that an answer put into its cookie. */
const halfOf = (answer: Answer): string | undefined =>
  [answer.headers['set-cookie'] ?? []]
    .flat()
    .map(String)
    .flatMap(cookie => /^__Host-linli-half=([^;]*)/.exec(cookie)?.[1] ?? [])[0]

const tagOf = (answer: Answer): string => String(answer.json().type).replace(/^.*\/problems\//, '')
const requestOf = (answer: Answer): string =>
  new URL(String(answer.headers.location), 'http://x').searchParams.get('request') ?? ''

test('a resident signs in by the API, is known, and signs out', async t => {
  const server = await start(t)
  const asked = await server.post('/api/sign-in/code', { phone: '138 1234 5678' })
  assert.equal(asked.status, 200)
  assert.equal(asked.json().digits, null, 'only a demonstration shows the code')
  const [code] = server.codes
  assert.equal(code?.phone, '13812345678')
  assert.equal(asked.text.includes(code?.digits ?? ''), false)

  const signedIn = await server.post('/api/sign-in', { request: asked.json().request, digits: code?.digits })
  assert.deepEqual(signedIn.json(), {
    kind: 'resident',
    name: '138****5678',
    level: 'L1',
    party: signedIn.json().party,
    offices: [],
  })
  const cookie = String([signedIn.headers['set-cookie']].flat()[0])
  assert.match(cookie, /^__Host-linli=[A-Za-z0-9_-]{43}; Max-Age=15552000; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  const secret = secretOf(signedIn) ?? assert.fail('no cookie')
  assert.equal(signedIn.text.includes(secret), false, 'the secret is in the cookie and nowhere else')

  const person = server.as(secret)
  assert.equal((await person.get('/api/me')).json().kind, 'resident')
  assert.equal((await person.get('/api/me/sessions')).json().items.length, 1)
  const out = await person.post('/api/sign-out')
  assert.equal(secretOf(out), '')
  assert.equal(out.headers['clear-site-data'], '"cache", "storage"')
  assert.equal((await person.get('/api/me')).json().kind, 'anonymous')
  assert.equal((await person.get('/api/me/sessions')).status, 401)
})

test('what is wrong with a number or a code is said, with its status', async t => {
  const server = await start(t)
  const wrong = await server.post('/api/sign-in/code', { phone: '12345' })
  assert.deepEqual([wrong.status, tagOf(wrong), wrong.json().errors[0].pointer], [422, 'phone-wrong', '/body/phone'])
  const asked = await server.post('/api/sign-in/code', { phone: '13812345678' })
  const soon = await server.post('/api/sign-in/code', { phone: '13812345678' })
  assert.deepEqual([soon.status, tagOf(soon)], [429, 'code-too-soon'])
  const { request } = asked.json()
  const digits = server.codes[0]?.digits ?? ''
  const off = await server.post('/api/sign-in', { request, digits: digits === '000000' ? '000001' : '000000' })
  assert.deepEqual([off.status, tagOf(off), secretOf(off)], [422, 'code-wrong', undefined])
  server.now = instant(NOW + 5 * MINUTE_MS)
  const late = await server.post('/api/sign-in', { request, digits })
  assert.deepEqual([late.status, tagOf(late)], [410, 'code-expired'])
})

test('the pages: phone, code, and on to where one was going, but never to another site', async t => {
  const server = await start(t)
  const page = await server.get('/sign-in?next=%2Freport')
  assert.equal(page.status, 200)
  assert.match(page.text, /"next":"\/report"/)
  let phone = 13_900_000_000
  const signIn = async (next: string) => {
    const sent = await server.submit('/sign-in', { phone: String(phone++), next })
    assert.equal(sent.status, 303)
    assert.doesNotMatch(String(sent.headers.location), /139/, 'no phone number in an address')
    return server.submit('/sign-in/code', { request: requestOf(sent), digits: server.codes.at(-1)?.digits ?? '', next })
  }
  const answer = await signIn('/report')
  assert.deepEqual([answer.status, answer.headers.location], [303, '/report'])
  for (const evil of [
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    '\\\\evil',
    'javascript:alert(1)',
    '',
  ])
    assert.equal((await signIn(evil)).headers.location, '/', evil)
  const again = await server.as(secretOf(answer) ?? '').get('/sign-in?next=%2Freport')
  assert.deepEqual([again.status, again.headers.location], [303, '/report'], 'who is signed in goes on')
})

test('a form that was refused comes back with what was typed and the reason in words', async t => {
  const server = await start(t)
  const wrong = await server.submit('/sign-in', { phone: '12 345', next: '/report' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /"phone":"12 345","next":"\/report"/)
  assert.match(wrong.text, /手机号不对。请检查后重新填写/)
  const staff = await server.submit('/staff/sign-in', { username: 'chen', password: 'secret-typed', next: '' })
  assert.equal(staff.status, 401)
  assert.equal(staff.text.includes('secret-typed'), false)
})

test('staff sign in, see their offices, list and end sessions', async t => {
  const server = await start(t)
  const { db } = server.city
  const made = await createStaff(db, server.vault, { username: 'chen.desk', password: GOOD, name: '陈坐席' }, NOW)
  assert.ok(made.ok)
  await db.tx(async tx => {
    const desk = await addOrganisation(
      tx,
      { name: '热线', kind: 'hotlineDesk', area: '442000', from: '2026-01-01' as never },
      NOW,
    )
    assert.ok(desk.ok)
    const office = {
      party: made.value.party,
      organisation: desk.value.organisation,
      role: 'deskOperator',
      area: '442000',
      from: '2026-01-01' as never,
    }
    assert.ok((await grantOffice(tx, office, NOW, null)).ok)
  })
  const factor = await secondFactor(server, made.value.party, instant(NOW - HOUR_MS))
  let step = stepOf(NOW) - 1
  const enter = async () => {
    const agent = { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0' }
    const half = await server.post('/api/staff/sign-in', { username: 'Chen.Desk', password: GOOD }, { headers: agent })
    assert.deepEqual([half.json().step, half.json().kind, secretOf(half)], ['code', 'anonymous', undefined])
    const headers = { ...agent, cookie: `__Host-linli-half=${halfOf(half)}` }
    return server.post('/api/staff/sign-in/code', { code: codeAt(factor, step++) }, { headers })
  }
  const [one, two] = [await enter(), await enter()]
  assert.deepEqual([one.json().kind, one.json().name, one.json().offices[0].role], ['staff', '陈**', 'deskOperator'])
  const [first, second] = [server.as(secretOf(one) ?? ''), server.as(secretOf(two) ?? '')]
  const { items } = (await first.get('/api/me/sessions')).json()
  assert.deepEqual(
    items.map(({ agent }: { agent: string }) => agent),
    ['Firefox · Windows', 'Firefox · Windows'],
  )
  const other = items.find(({ current }: { current: boolean }) => !current).id
  assert.equal((await server.delete(`/api/me/sessions/${other}`)).status, 401)
  assert.equal((await first.delete(`/api/me/sessions/${other}`)).status, 200)
  assert.equal((await second.get('/api/me')).json().kind, 'anonymous')
  assert.deepEqual([(await first.delete(`/api/me/sessions/${other}`)).status], [404])
  const third = await enter()
  assert.deepEqual((await first.submit('/me/sessions/end-others', {})).headers.location, '/me/sessions')
  assert.equal((await server.as(secretOf(third) ?? '').get('/api/me')).json().kind, 'anonymous')
  assert.equal((await first.get('/me/sessions')).status, 200)
  server.now = instant(NOW + HOUR_MS)
  const over = await first.get('/me/sessions')
  assert.deepEqual([over.status, over.headers.location], [303, '/sign-in?next=%2Fme%2Fsessions'], 'half an hour unused')
})

test('signing in again ends the session this browser had', async t => {
  const server = await start(t)
  assert.ok(
    (await createStaff(server.city.db, server.vault, { username: 'chen.desk', password: GOOD, name: '陈坐席' }, NOW))
      .ok,
  )
  const before = secretOf(await server.post('/api/staff/sign-in', { username: 'chen.desk', password: GOOD })) ?? ''
  const after =
    secretOf(await server.as(before).post('/api/staff/sign-in', { username: 'chen.desk', password: GOOD })) ?? ''
  assert.notEqual(after, before)
  assert.equal((await server.as(before).get('/api/me')).json().kind, 'anonymous')
  assert.equal((await server.as(after).get('/api/me')).json().kind, 'staff')
})

test('a demonstration shows the code and takes sign-in links; a real city does neither', async t => {
  const demo = await start(t, true)
  const asked = await demo.post('/api/sign-in/code', { phone: '13812345678' })
  assert.equal(asked.json().digits, demo.codes[0]?.digits)
  const page = await demo.get(`/sign-in/code?request=${asked.json().request}`)
  assert.match(page.text, new RegExp(`"shown":"${demo.codes[0]?.digits}"`))
  const signedIn = await demo.post('/api/sign-in', { request: asked.json().request, digits: asked.json().digits })
  const link = await createSignInLink(demo.city.db, { party: signedIn.json().party, realm: 'resident' }, NOW)
  for (let looks = 0; looks < 3; looks++)
    assert.match((await demo.get(`/demo/enter/${link}`)).text, /"name":"138\*\*\*\*5678"/)
  const entered = await demo.submit(`/demo/enter/${link}`, {})
  assert.deepEqual([entered.status, entered.headers.location], [303, '/'])
  assert.equal((await demo.as(secretOf(entered) ?? '').get('/api/me')).json().kind, 'resident')
  const twice = await demo.submit(`/demo/enter/${link}`, {})
  assert.deepEqual([twice.status, secretOf(twice)], [410, undefined])

  const real = await start(t)
  const before = await real.post('/api/sign-in/code', { phone: '13812345678' })
  assert.match((await real.get(`/sign-in/code?request=${before.json().request}`)).text, /"shown":null/)
  await real.post('/api/sign-in', { request: before.json().request, digits: real.codes[0]?.digits })
  const party = (await real.post('/api/sign-in', {})).status
  assert.equal(party, 400)
  assert.equal((await real.get(`/demo/enter/${link}`)).status, 404)
  const tried = await real.submit(`/demo/enter/${link}`, {})
  assert.deepEqual([tried.status, secretOf(tried)], [404, undefined])
})
