import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY_MS, instant } from '../../src/kernel/time.ts'
import { sql } from '../../src/platform/db/types.ts'
import { cookieBrowser, leadsTo, passThrough } from '../../src/platform/testing/identity-service.ts'
import { BEGIN, OPERATOR, PHONE, SESSION, start, tagOf } from './identity-support.ts'

test('U-C2 a stranger to the city becomes known by a service, with the phone it verified, and comes back as the same', async t => {
  const { idp, me, server } = await start(t)
  idp.person = { sub: 'a', name: '张三', phone_number: '+86 138-1234-5678', phone_number_verified: true }
  const [one, two] = [cookieBrowser(server), cookieBrowser(server)]
  assert.equal(leadsTo(await passThrough(one, `${BEGIN}?next=%2Freport`)), '/report')
  assert.equal(leadsTo(await passThrough(two, BEGIN)), '/')
  assert.equal((await me(one)).party, (await me(two)).party)
  assert.deepEqual([(await me(one)).name, (await me(one)).level], ['张*', 'L1'])
  idp.person = { sub: 'b', phone_number: '13900000000', phone_number_verified: false }
  const three = cookieBrowser(server)
  await passThrough(three, BEGIN)
  const page = await three.get('/me/account')
  assert.match(page.text, /"phone":""/, 'a phone nobody vouches for is not taken')
})

test('U-C2 a phone with an account is joined only with a code to it; who says no has an account of their own', async t => {
  const { idp, byPhone, report, me, mine, server } = await start(t)
  const known = await byPhone()
  const order = await report(known, '路灯坏了三天')
  idp.person = { sub: 'a', phone_number: PHONE, phone_number_verified: true }
  const browser = cookieBrowser(server)
  assert.equal(leadsTo(await passThrough(browser, BEGIN)), '/sign-in/join')
  assert.equal(browser.cookies.has(SESSION), false, 'the word of a service alone opens no account of another proof')
  assert.match((await browser.get('/sign-in/join')).text, /138\*\*\*\*5678/)
  server.now = instant(server.now + 61_000)
  const request =
    new URL(leadsTo(await browser.submit('/sign-in/join/code')), 'http://x').searchParams.get('request') ?? ''
  const digits = server.codes.at(-1)?.digits ?? ''
  const wrong = await browser.submit('/sign-in/join', { request, digits: digits === '000000' ? '000001' : '000000' })
  assert.deepEqual([wrong.status, browser.cookies.has(SESSION)], [422, false])
  const joined = await browser.submit('/sign-in/join', { request, digits })
  assert.deepEqual([joined.status, leadsTo(joined)], [303, '/'], joined.text)
  assert.equal((await me(browser)).party, (await me(known)).party)
  assert.match(await mine(browser), new RegExp(order))

  idp.person = { sub: 'b', phone_number: PHONE, phone_number_verified: true }
  const apart = cookieBrowser(server)
  await passThrough(apart, BEGIN)
  assert.equal((await apart.submit('/sign-in/join/apart')).status, 303)
  assert.notEqual((await me(apart)).party, (await me(known)).party)
  assert.doesNotMatch(await mine(apart), new RegExp(order))
  assert.equal((await apart.submit('/sign-in/join/apart')).status, 410, 'once')
  // Another browser has nothing that waits.
  assert.equal((await cookieBrowser(server).get('/sign-in/join')).status, 410)
})

test('U-C2 tying a service asks first; two accounts of one person are merged after both were shown, and an operator undoes it', async t => {
  const { idp, byPhone, report, me, mine, server, db } = await start(t)
  idp.person = { sub: 'a', name: '张三' }
  const first = cookieBrowser(server)
  await passThrough(first, BEGIN)
  const [old, before] = [await me(first), await report(first, '从前用身份认证反映的事')]

  const phone = await byPhone()
  const now = await me(phone)
  const own = await report(phone, '用手机号反映的事')
  assert.doesNotMatch(await mine(phone), new RegExp(before))
  assert.equal(leadsTo(await passThrough(phone, '/me/account/link/yue')), '/me/account/confirm')
  assert.match((await phone.get('/me/account/confirm')).text, /"other":"张\*"/)
  assert.doesNotMatch(await mine(phone), new RegExp(before), 'nothing happens before the yes')
  const merged = await phone.submit('/me/account/confirm')
  assert.deepEqual([merged.status, leadsTo(merged)], [303, '/me/account'], merged.text)
  for (const order of [before, own]) assert.match(await mine(phone), new RegExp(order))
  const rated = await server.as(phone.cookies.get(SESSION) ?? '').post(`/api/work-orders/${before}/remind`, {})
  assert.notEqual(rated.status, 404, 'what belonged to the other account belongs to this one')
  assert.equal((await me(first)).kind, 'anonymous', 'the sessions of the absorbed account ended')
  await passThrough(first, BEGIN)
  assert.equal((await me(first)).party, now.party, 'the service now leads to the account that stayed')

  const list = (await server.as(OPERATOR).get('/api/console/merges')).json().items
  assert.equal(list.length, 1)
  const [{ id }] = list
  const undone = await server.as(OPERATOR).post(`/api/console/merges/${id}/undo`)
  assert.equal(undone.status, 200, undone.text)
  assert.equal(tagOf(await server.as(OPERATOR).post(`/api/console/merges/${id}/undo`)), 'merge-undone')
  await passThrough(first, BEGIN)
  assert.equal((await me(first)).party, old.party)
  assert.doesNotMatch(await mine(first), new RegExp(own))
  assert.match(await mine(first), new RegExp(before))

  const again = await byPhone()
  await passThrough(again, '/me/account/link/yue')
  assert.equal((await again.submit('/me/account/confirm')).status, 303)
  const [latest] = (await server.as(OPERATOR).get('/api/console/merges')).json().items
  server.now = instant(server.now + 30 * DAY_MS)
  assert.equal(tagOf(await server.as(OPERATOR).post(`/api/console/merges/${latest.id}/undo`)), 'merge-late')
  const streams = await db.rows<{ verb: string }>(
    sql(
      'real-name-test.journal',
      `select body::jsonb ->> 'verb' as verb from city.journal_entry where stream like 'party-merge/%' order by at, stream, seq`,
    ),
  )
  assert.deepEqual(
    streams.map(({ verb }) => verb),
    ['merge', 'undoMerge', 'merge'],
  )
})

test('U-C2 of many yeses at once one ties; one subject has one party', async t => {
  const { idp, byPhone, db } = await start(t)
  idp.person = { sub: 'a' }
  const people = [await byPhone('13800000001'), await byPhone('13800000002'), await byPhone('13800000003')]
  for (const browser of people) await passThrough(browser, '/me/account/link/yue')
  const answers = await Promise.all(people.map(browser => browser.submit('/me/account/confirm')))
  assert.equal(answers.filter(({ status }) => status === 303).length, 1)
  assert.equal(answers.filter(({ status }) => status === 409).length, 2)
  assert.deepEqual(await db.one(sql('real-name-test.links', 'select count(*)::int as n from city.identity_link')), {
    n: 1,
  })
})
