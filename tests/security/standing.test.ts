import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '../../src/platform/db/types.ts'
import { createStaff } from '../../src/platform/identity/new-staff.ts'
import { cookieBrowser, leadsTo, passThrough } from '../../src/platform/testing/identity-service.ts'
import { BEGIN, CLERK, GOOD, idNumber, PHONE, SESSION, staffOf, start, tagOf, USCC } from './identity-support.ts'

test('U-C5 自然人 and 法人: the organisation is checked, shown, kept with each fact and in the journal; back to oneself', async t => {
  const { idp, me, report, at, server, db } = await start(t)
  idp.person = { sub: 'a', name: '张三' }
  const browser = cookieBrowser(server)
  await passThrough(browser, BEGIN)
  const before = browser.cookies.get(SESSION)
  const missing = await passThrough(browser, '/me/account/organisation/yue')
  assert.match(missing.text, /organisation-missing/)
  idp.person = { sub: 'a', uscc: '91350100M000100Y44', organisation_name: '演示公司' }
  assert.match((await passThrough(browser, '/me/account/organisation/yue')).text, /organisation-code-wrong/)
  assert.equal(browser.cookies.get(SESSION), before)
  idp.person = { sub: 'a', name: '张三', uscc: USCC, organisation_name: '演示公司' }
  const asked = new URL(leadsTo(await browser.get('/me/account/organisation/yue')))
  assert.equal(asked.searchParams.get('user_type'), 'legal')
  assert.equal(leadsTo(await passThrough(browser, '/me/account/organisation/yue')), '/me/account')
  assert.notEqual(browser.cookies.get(SESSION), before, 'a change of rights is a change of secret')
  assert.equal((await me(browser)).name, '演示公司 · 张*')
  const order = await report(browser, '公司门口积水')
  const detail = (await at(browser).get(`/api/work-orders/${order}`)).json()
  assert.equal(detail.facts[0].onBehalf, '演示公司')
  const entry = await db.one<{ personal: object }>(
    sql(
      'real-name-test.behalf',
      `select body::jsonb -> 'personal' as personal from city.journal_entry where stream = $1`,
    ),
    [`work-order/${order}`],
  )
  assert.ok('onBehalfOf' in entry.personal && 'actor' in entry.personal)
  assert.equal((await browser.submit('/me/account/self')).status, 303)
  assert.equal((await me(browser)).name, '张*')
  const own = (await at(browser).get(`/api/work-orders/${await report(browser, '自家门口积水')}`)).json()
  assert.equal(own.facts[0].onBehalf, null)
  idp.person = { sub: 'other', uscc: USCC, organisation_name: '演示公司' }
  assert.equal(
    (await passThrough(browser, '/me/account/organisation/yue')).status,
    409,
    'another person’s organisation',
  )
})

test('U-C3 staff come in by a service only when tied from a password session, and by more than one factor', async t => {
  const { idp, me, server, db } = await start(t)
  assert.ok(
    (await createStaff(db, server.vault, { username: 'chen.desk', password: GOOD, name: '陈坐席' }, server.now)).ok,
  )
  const browser = cookieBrowser(server)
  idp.person = { sub: 's' }
  const enter = () => passThrough(browser, '/staff/sign-in/by/yue')
  assert.match((await enter()).text, /staff-one-factor/)
  idp.person = { sub: 's', amr: ['pwd', 'mfa'] }
  assert.match((await enter()).text, /staff-unlinked/)
  const resident = cookieBrowser(server)
  await passThrough(resident, BEGIN)
  assert.match((await enter()).text, /staff-unlinked/, 'being known as a resident opens no office')
  idp.person = { sub: 't', amr: ['mfa'] }
  await browser.submit('/staff/sign-in', { username: 'chen.desk', password: GOOD, next: '' })
  await passThrough(browser, '/me/account/link/yue')
  assert.equal((await browser.submit('/me/account/confirm')).status, 303)
  const again = cookieBrowser(server)
  const answer = await passThrough(again, '/staff/sign-in/by/yue')
  assert.equal(leadsTo(answer), '/console', answer.text)
  assert.equal((await me(again)).kind, 'staff')
  const other = cookieBrowser(server)
  idp.person = { sub: 's', amr: ['mfa'] }
  await other.submit('/staff/sign-in', { username: 'chen.desk', password: GOOD, next: '' })
  assert.match(
    (await passThrough(other, '/me/account/link/yue')).text,
    /merge-staff/,
    'a resident’s account is not merged into staff',
  )
})

test('U-C2 signing out leads to signing out there; the last way in cannot be untied', async t => {
  const { idp, server } = await start(t)
  idp.person = { sub: 'a' }
  const browser = cookieBrowser(server)
  await passThrough(browser, BEGIN)
  const link = /"links":\[\{"id":"([^"]+)"/.exec((await browser.get('/me/account')).text)?.[1] ?? ''
  const kept = await browser.submit('/me/account/unlink', { link })
  assert.deepEqual([kept.status, /只|唯一/.test(kept.text)], [409, true])
  assert.equal(leadsTo(await browser.submit('/sign-out')), '/signed-out/yue')
  const there = new URL(leadsTo(await browser.get('/sign-out/by/yue')))
  assert.equal(there.origin, idp.issuer)
  assert.match(there.searchParams.get('post_logout_redirect_uri') ?? '', /\/$/)
})

test('U-A10 L2 by name and number compared at a counter: all faults at once, nobody for himself, the number destroyed', async t => {
  const { byPhone, me, at, server, db } = await start(t)
  const browser = await byPhone()
  const wrong = await browser.submit('/me/account/real-name', { name: '', idNumber: '999999199913450000' })
  assert.equal(wrong.status, 422)
  for (const words of ['请填姓名', '身份证号的生日不对', '身份证号的校验不对'])
    assert.match(wrong.text, new RegExp(words))
  assert.doesNotMatch(wrong.text, /999999199913450000/, 'a number is not sent back')
  const typed = { name: '张三丰', idNumber: idNumber(1) }
  assert.equal((await browser.submit('/me/account/real-name', typed)).status, 303)
  assert.equal((await browser.submit('/me/account/real-name', typed)).status, 409, 'one at a time')
  assert.equal((await me(browser)).level, 'L1', 'asking raises nothing')
  const [claim] = (await server.as(CLERK).get('/api/console/level-claims')).json().items
  assert.deepEqual([claim.name, claim.phone], ['张**', '138****5678'])
  const opened = await server.as(CLERK).post(`/api/console/level-claims/${claim.id}/open`)
  assert.deepEqual(opened.json(), { name: '张三丰', idNumber: typed.idNumber })
  const self = staffOf((await me(browser)).party, 'communityWorker')
  assert.equal(
    tagOf(await server.as(self).post(`/api/console/level-claims/${claim.id}/grant`, { document: 'id-card' })),
    'level-own',
  )
  const granted = await server.as(CLERK).post(`/api/console/level-claims/${claim.id}/grant`, { document: 'id-card' })
  assert.equal(granted.status, 200, granted.text)
  assert.deepEqual([(await me(browser)).level, (await me(browser)).name], ['L2', '张**'])
  const left = sql(
    'real-name-test.sealed',
    'select count(*)::int as n from city.level_claim where name_sealed is not null or id_sealed is not null',
  )
  assert.deepEqual(await db.one(left), { n: 0 })

  const second = await byPhone('13900000009')
  await second.submit('/me/account/real-name', { ...typed, name: '李四' })
  const [same] = (await server.as(CLERK).get('/api/console/level-claims')).json().items
  assert.equal(
    tagOf(await server.as(CLERK).post(`/api/console/level-claims/${same.id}/grant`, { document: 'id-card' })),
    'id-taken',
  )
  const refused = await server
    .as(CLERK)
    .post(`/api/console/level-claims/${same.id}/refuse`, { reason: 'number-differs' })
  assert.equal(refused.status, 200)
  assert.match((await second.get('/me/account')).text, /"state":"refused"/)
  assert.equal((await at(second).get('/api/console/level-claims')).status, 403)
})

test('U-A10 L3 in person or by a service; a level never falls', async t => {
  const { idp, byPhone, me, server, db } = await start(t)
  const browser = await byPhone()
  const body = { phone: PHONE, name: '张三丰', idNumber: idNumber(2), document: 'id-card' }
  assert.equal((await server.as(CLERK).post('/api/console/levels', { ...body, phone: '13900000000' })).status, 404)
  assert.equal((await server.as(CLERK).post('/api/console/levels', body)).status, 200)
  assert.equal((await me(browser)).level, 'L3')
  assert.equal(tagOf(await server.as(CLERK).post('/api/console/levels', body)), 'level-reached')

  idp.person = { sub: 'a', name: '李四', id_number: idNumber(3), acr: 'face' }
  const vouched = cookieBrowser(server)
  await passThrough(vouched, BEGIN)
  assert.equal((await me(vouched)).level, 'L3')
  idp.person = { ...idp.person, acr: 'id-card' }
  await passThrough(vouched, BEGIN)
  assert.equal((await me(vouched)).level, 'L3', 'a weaker word later takes nothing away')
  for (const [sub, person] of Object.entries({
    'no number': { name: '王五', acr: 'face' },
    'a number that does not hold': { name: '王五', id_number: '442000199001100011', acr: 'face' },
    'somebody else’s number': { name: '王五', id_number: idNumber(2), acr: 'face' },
    'an assurance nobody knows': { name: '王五', id_number: idNumber(4), acr: 'selfie' },
  })) {
    idp.person = { sub, ...person }
    const another = cookieBrowser(server)
    assert.equal((await passThrough(another, BEGIN)).status, 303, sub)
    assert.equal((await me(another)).level, 'L1', sub)
  }
  const changes = sql('real-name-test.changes', 'select from_level, to_level, how from city.level_change order by how')
  assert.deepEqual(await db.rows(changes), [
    { from_level: 'L1', to_level: 'L3', how: 'in-person' },
    { from_level: 'L1', to_level: 'L3', how: 'service' },
  ])
})
