import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../src/app/features.ts'
import {
  cookieOf,
  HALF,
  holding,
  PASSWORD,
  SESSION,
  signIn,
  tagOf,
  worker,
} from '../../src/features/account/testing.ts'
import { HOUR_MS, instant, MINUTE_MS } from '../../src/kernel/time.ts'
import { tokenHash } from '../../src/platform/crypto/uuid.ts'
import { sql } from '../../src/platform/db/types.ts'
import { makeLink, revokeLink } from '../../src/platform/identity/account-links.ts'
import { ensureParty } from '../../src/platform/identity/parties.ts'
import { setPassword } from '../../src/platform/identity/staff.ts'
import { codeAt, stepOf } from '../../src/platform/identity/totp.ts'
import { testCity } from '../../src/platform/testing/database.ts'
import { type TestServer, testServer } from '../../src/platform/testing/server.ts'

/** Two processes on one database: two servers, each with its own pool. */
const two = async (t: Parameters<typeof testCity>[0]) => {
  const city = await testCity(t)
  const first = await testServer(t, city, { modules: features })
  const other = { ...city, database: city.another(), db: city.another().city('442000') }
  const second = await testServer(t, other, { modules: features, services: { vault: first.vault } })
  return { first, second }
}
const kindAt = async (server: TestServer, secret: string) => (await server.as(secret).get('/api/me')).json().kind

test('S-28 sessions of staff: the cookie, half an hour without use, twelve hours in all', async t => {
  const { first: server } = await two(t)
  const desk = await worker(server, 'chen.desk', 'deskLead', server.now)
  const half = await server.post('/api/staff/sign-in', { username: desk.username, password: PASSWORD })
  const headers = holding({ [HALF]: cookieOf(half, HALF) })
  const done = await server.post(
    '/api/staff/sign-in/code',
    { code: codeAt(desk.secret, stepOf(server.now)) },
    { headers },
  )
  const cookies = [done.headers['set-cookie']].flat().map(String)
  assert.match(
    cookies.find(line => line.startsWith(`${SESSION}=`)) ?? '',
    /^__Host-linli=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  )
  assert.match(cookies.find(line => line.startsWith(`${HALF}=`)) ?? '', /^__Host-linli-half=; Max-Age=0/)
  const secret = cookieOf(done, SESSION) ?? ''
  const begun = server.now
  for (let minutes = 0; minutes < 12 * 60 - 29; minutes += 29) {
    server.now = instant(begun + minutes * MINUTE_MS)
    assert.equal(await kindAt(server, secret), 'staff', `${minutes} min, used every 29`)
  }
  server.now = instant(begun + 12 * HOUR_MS)
  assert.equal(await kindAt(server, secret), 'anonymous', 'twelve hours, however busy')
  server.now = instant(begun + 24 * HOUR_MS)
  const idle = await signIn(server, desk)
  server.now = instant(server.now + 30 * MINUTE_MS)
  assert.equal(await kindAt(server, idle), 'anonymous', 'half an hour unused')
})

test('S-28 the list shows the sign-in before, and everywhere can be left at once', async t => {
  const { first: server, second } = await two(t)
  const desk = await worker(server, 'chen.desk', 'deskLead', server.now)
  const [phone, office] = [await signIn(server, desk), await signIn(server, desk, 1)]
  const list = (await server.as(office).get('/api/me/sessions')).json()
  assert.deepEqual([list.items.length, typeof list.before.at], [2, 'string'])
  assert.equal(await kindAt(second, phone), 'staff')
  assert.equal((await server.as(office).post('/api/me/sessions/end-others')).json().ended, 1)
  assert.equal(await kindAt(second, phone), 'anonymous')
  assert.equal((await server.as(office).post('/api/sign-out')).status, 200)
  assert.equal(await kindAt(second, office), 'anonymous')
})

test('S-28 an administrator has one session: a new one ends the old, and the person is told', async t => {
  const { first: server, second } = await two(t)
  const admin = await worker(server, 'wang.system', 'systemAdmin', server.now)
  const desk = await worker(server, 'chen.desk', 'deskLead', server.now)
  const old = await signIn(server, admin)
  const fresh = await signIn(second, admin, 1)
  assert.deepEqual([await kindAt(server, old), await kindAt(server, fresh)], ['anonymous', 'staff'])
  const told = await server.city.db.rows<{ kind: string; values: { count: number } }>(
    sql('test.told', 'select kind, values from city.notification where party = $1'),
    [admin.party],
  )
  assert.deepEqual(
    told.map(({ kind, values }) => [kind, values.count]),
    [['account:replaced', 1]],
  )
  const [one, other] = [await signIn(server, desk), await signIn(server, desk, 1)]
  assert.deepEqual(
    [await kindAt(server, one), await kindAt(server, other)],
    ['staff', 'staff'],
    'others may have several',
  )
})

test('S-26 what signs in is hashed at rest, shown once, and over at once in every process', async t => {
  const { first: server, second } = await two(t)
  const { db } = server.city
  const desk = await worker(server, 'chen.desk', 'deskLead', server.now)
  const session = await signIn(server, desk)
  const half =
    cookieOf(await server.post('/api/staff/sign-in', { username: desk.username, password: PASSWORD }), HALF) ?? ''
  const party = await db.tx(tx => ensureParty(tx, server.vault, { name: '新人', level: 'L0' }, server.now))
  const link = await db.tx(tx => makeLink(tx, { party, username: 'new.one', by: null }, server.now))
  assert.ok(link.ok)
  const secrets = [session, half, link.value.secret]

  await t.test('a stolen table has the hashes and not the secrets', async () => {
    for (const [table, secret] of [
      ['session', session],
      ['half_session', half],
      ['account_link', link.value.secret],
    ] as const) {
      const rows = await db.rows<{ line: string }>(
        sql(`test.${table}`, `select r::text as line from city.${table} as r`),
      )
      const text = rows.map(({ line }) => line).join('\n')
      for (const each of secrets) assert.equal(text.includes(each), false)
      assert.ok(text.includes(tokenHash(secret).toString('hex')), table)
    }
  })

  await t.test('each opens its own thing and no other', async () => {
    for (const secret of secrets.slice(1)) assert.equal(await kindAt(server, secret), 'anonymous')
    for (const secret of secrets.slice(0, 2))
      assert.match((await server.get(`/staff/link/${secret}`)).text, /"username":null/)
    const headers = holding({ [HALF]: session })
    assert.equal(tagOf(await server.post('/api/staff/sign-in/code', { code: '000000' }, { headers })), 'half-over')
  })

  await t.test('made void in one process it is void at the next request to the other', async () => {
    assert.match((await second.get(`/staff/link/${link.value.secret}`)).text, /"username":"new.one"/)
    await db.tx(tx => revokeLink(tx, party, null, server.now))
    assert.match((await second.get(`/staff/link/${link.value.secret}`)).text, /"username":null/)
    assert.equal((await server.as(session).post('/api/me/sessions/end-others')).status, 200)
    assert.equal(await kindAt(second, session), 'staff')
    assert.ok((await setPassword(db, desk.party, '岐江夜游的第七班船晚八点开', server.now)).ok)
    assert.equal(await kindAt(second, session), 'anonymous')
    const late = await second.post(
      '/api/staff/sign-in/code',
      { code: codeAt(desk.secret, stepOf(server.now) + 1) },
      { headers: holding({ [HALF]: half }) },
    )
    assert.equal(tagOf(late), 'half-over', 'a new password ends the half session too')
  })

  await t.test('an invitation is taken up once, within a day', async () => {
    const fresh = await db.tx(tx => makeLink(tx, { party, username: 'new.one', by: null }, server.now))
    assert.ok(fresh.ok)
    const path = `/staff/link/${fresh.value.secret}`
    const weak = await server.submit(path, { password: 'password1234' })
    assert.deepEqual([weak.status, weak.text.includes('password1234')], [422, false])
    const answers = await Promise.all([1, 2, 3].map(() => server.submit(path, { password: PASSWORD })))
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [303, 410, 410])
    assert.equal(
      (await server.post('/api/staff/sign-in', { username: 'new.one', password: PASSWORD })).json().step,
      'in',
    )
    const reset = await db.tx(tx => makeLink(tx, { party, by: null }, server.now))
    assert.ok(reset.ok)
    assert.equal(reset.value.purpose, 'reset')
    server.now = instant(server.now + 24 * HOUR_MS)
    assert.match((await server.get(`/staff/link/${reset.value.secret}`)).text, /"username":null/)
    assert.equal((await server.submit(`/staff/link/${reset.value.secret}`, { password: PASSWORD })).status, 410)
  })
})
