import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { stepUp } from '../../src/features/account/index.ts'
import {
  cookieOf,
  governmentOf,
  PASSWORD,
  SESSION,
  secondFactor,
  signIn,
  tagOf,
  worker,
} from '../../src/features/account/testing.ts'
import { dateOf, instant, MINUTE_MS } from '../../src/kernel/time.ts'
import { sql } from '../../src/platform/db/types.ts'
import { pendingSecret } from '../../src/platform/identity/factor.ts'
import { createStaff } from '../../src/platform/identity/new-staff.ts'
import { grantOffice } from '../../src/platform/identity/offices.ts'
import { codeAt, stepOf } from '../../src/platform/identity/totp.ts'
import { testCity } from '../../src/platform/testing/database.ts'
import { testServer } from '../../src/platform/testing/server.ts'

const start = async (t: Parameters<typeof testCity>[0]) =>
  testServer(t, await testCity(t), { modules: features, stepUp })
const later = (server: { now: number }, minutes: number) => {
  server.now = instant(server.now + minutes * MINUTE_MS)
  return server.now as ReturnType<typeof instant>
}

test('S-27 a second factor is reset by another person, with a reason, in the journal', async t => {
  const server = await start(t)
  const { db } = server.city
  const lead = await worker(server, 'chen.lead', 'deskLead', server.now)
  const security = await worker(server, 'su.security', 'securityAdmin', server.now)
  const theirs = server.as(await signIn(server, lead))
  const admin = server.as(await signIn(server, security))
  const path = (party: string) => `/api/console/accounts/${party}/reset-factor`
  const faults = await admin.post(path(security.party), { reason: '丢了' })
  assert.deepEqual(
    faults.json().errors.map(({ tag }: { tag: string }) => tag),
    ['reason-short', 'factor-own'],
    'all reasons at once',
  )
  assert.equal((await theirs.get('/api/me')).json().kind, 'staff')
  const reason = '手机掉进岐江,已当面核对身份证'
  assert.equal((await admin.post(path(lead.party), { reason })).status, 200)
  assert.equal(tagOf(await admin.post(path(lead.party), { reason })), 'factor-none')
  assert.equal((await theirs.get('/api/me')).json().kind, 'anonymous', 'the sessions ended')
  const half = await server.post('/api/staff/sign-in', { username: lead.username, password: PASSWORD })
  assert.equal(half.json().step, 'enrol')
  const entries = await db.rows<{ body: string }>(
    sql('test.journal', `select body from city.journal_entry where stream like 'security/%'`),
  )
  assert.equal(entries.length, 1)
  assert.match(entries[0]?.body ?? '', /"verb":"resetFactor"/)
  assert.doesNotMatch(entries[0]?.body ?? '', /岐江/, 'a reason may name people: it enters as a commitment')
  const told = await db.rows<{ kind: string }>(
    sql('test.told', 'select kind from city.notification where party = $1'),
    [lead.party],
  )
  assert.deepEqual(
    told.map(({ kind }) => kind),
    ['account:factor-reset'],
  )
})

test('S-28 what is sensitive asks again after fifteen minutes, loses nothing that was typed, and changes the secret', async t => {
  const server = await start(t)
  const admin = await worker(server, 'wang.system', 'systemAdmin', server.now)
  const old = await signIn(server, admin)
  const value = { value: 3, from: '2027-01-01', basis: '市政府文件', reason: '统一时限' }
  const enter = (secret: string, key?: string) =>
    server
      .as(secret)
      .post('/api/console/rule-values/work-order.contact-workdays', value, key === undefined ? {} : { key })
  assert.equal((await enter(old)).status, 201)
  later(server, 16)
  const key = 'b7c0f3c2-0000-4000-8000-000000000001'
  const asked = await enter(old, key)
  assert.deepEqual([asked.status, tagOf(asked)], [401, 'proof-old'])
  assert.match(asked.json().next, /动态验证码/)
  assert.equal((await server.as(old).get('/api/me')).json().kind, 'staff', 'what is not sensitive goes on')
  assert.equal(tagOf(await server.as(old).post('/api/me/prove', { code: '000000' })), 'factor-wrong')
  const proved = await server.as(old).post('/api/me/prove', { code: codeAt(admin.secret, stepOf(server.now)) })
  const fresh = cookieOf(proved, SESSION) ?? assert.fail('the secret did not change')
  assert.notEqual(fresh, old)
  assert.equal((await server.as(old).get('/api/me')).json().kind, 'anonymous', 'the old secret is nobody’s')
  assert.equal((await enter(fresh, key)).status, 201, 'the same action goes on with the same key')

  later(server, 16)
  const codes = sql(
    'test.codes',
    `select coalesce(string_agg(encode(code_blind, 'hex'), ' ' order by code_blind), '') as all from city.recovery_code`,
  )
  const before = (await server.city.db.one<{ all: string }>(codes)).all
  const form = await server.as(fresh).submit('/me/factor/recovery', { note: '一&二' })
  assert.equal(form.status, 401)
  assert.match(form.text, /data-view="account.prove"/)
  assert.match(form.text, /"action":"\/me\/factor\/recovery"/)
  assert.match(form.text, /\["note","一&二"\]/)
  const wrong = await server.as(fresh).submit('/me/factor/recovery', { note: '一&二', _code: '000000' })
  assert.equal(wrong.status, 401)
  assert.match(wrong.text, /"field":"_code"/)
  assert.equal(
    (await server.city.db.one<{ all: string }>(codes)).all,
    before,
    'nothing was done before the code was right',
  )
  const typed = { note: '一&二', _code: codeAt(admin.secret, stepOf(server.now)) }
  const done = await server.as(fresh).submit('/me/factor/recovery', typed)
  assert.equal(done.status, 200)
  assert.match(done.text, /data-view="account.recovery"/)
  assert.notEqual((await server.city.db.one<{ all: string }>(codes)).all, before, 'and it was done then')
  const [, spare = ''] = [...done.text.matchAll(/[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}/g)].map(([each]) => each)
  assert.notEqual(cookieOf(done, SESSION), undefined)
  const moved = await server.as(cookieOf(done, SESSION) ?? '').get('/staff/prove?next=%2Fconsole')
  assert.equal(moved.status, 200)
  later(server, 16)
  const now = cookieOf(done, SESSION) ?? ''
  const missed = await server.as(now).submit('/me/factor/recovery', { _code: '000000' })
  assert.equal(missed.status, 401)
  const spared = await server.as(now).submit('/me/factor/recovery', { _code: spare })
  assert.match(spared.text, /data-view="account.recovery"/, 'a recovery code proves as well')
  const evil = await server.as(cookieOf(spared, SESSION) ?? '').submit('/staff/prove', { next: '//evil.example' })
  assert.equal(evil.headers.location, '/')
})

test('S-28 a second factor set up within a session needs the password, and replaces nothing by itself', async t => {
  const server = await start(t)
  const { db } = server.city
  const organisation = await governmentOf(db, server.now)
  const made = await createStaff(
    db,
    server.vault,
    { username: 'li.social', password: PASSWORD, name: '李' },
    server.now,
    (tx, party) =>
      grantOffice(
        tx,
        { party, organisation, role: 'auditor', area: '4420', from: dateOf(server.now) },
        server.now,
        null,
      ),
  )
  assert.ok(made.ok)
  const signed = await server.post('/api/staff/sign-in', { username: 'li.social', password: PASSWORD })
  const own = server.as(cookieOf(signed, SESSION) ?? '')
  assert.equal((await own.submit('/me/factor/begin', {})).headers.location, '/me/factor/enrol')
  const secret = (await pendingSecret(db, server.vault, made.value.party)) ?? ''
  const code = codeAt(secret, stepOf(server.now))
  const wrong = await own.submit('/me/factor/enrol', { code, password: 'x' })
  assert.equal(wrong.status, 422)
  assert.equal(wrong.text.includes(PASSWORD), false)
  assert.equal((await own.submit('/me/factor/enrol', { code, password: PASSWORD })).status, 200)
  await assert.rejects(secondFactor(server, made.value.party, server.now), /not confirmed/, 'a confirmed one stays')
})
