import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { FACTOR_ROLES, stepUp } from '../../src/features/account/index.ts'
import {
  cookieOf,
  governmentOf,
  HALF,
  holding,
  PASSWORD,
  SESSION,
  tagOf,
  worker,
} from '../../src/features/account/testing.ts'
import { dateOf, instant, MINUTE_MS } from '../../src/kernel/time.ts'
import { VaultError } from '../../src/platform/crypto/vault.ts'
import { sql } from '../../src/platform/db/types.ts'
import { beginFactor, pendingSecret, redeemFactor } from '../../src/platform/identity/factor.ts'
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

test('S-27 whoever may see personal data or publish must have a second factor', () => {
  const doors = features.flatMap(({ id, routes }) => routes.map(({ access }) => ({ id, ...access })))
  const powers = doors.filter(({ verb }) => /^(seeCaller|publish|publishMonth)$/.test(verb))
  assert.ok(powers.length >= 2, 'the verbs are known by these names')
  const roles = new Set(powers.flatMap(({ policy, verb }) => (policy[verb] ?? []).map(({ who }) => who)))
  for (const role of roles) assert.ok(FACTOR_ROLES.powers.has(role), `${role} signs in with a password alone`)
  for (const role of ['systemAdmin', 'securityAdmin', 'auditAdmin'])
    for (const level of ['administrators', 'powers', 'everyone'] as const) assert.ok(FACTOR_ROLES[level].has(role))
})

test('S-28 a sign-in in two steps', async t => {
  const server = await start(t)
  const desk = await worker(server, 'chen.desk', 'deskLead', server.now)
  const password = () => server.post('/api/staff/sign-in', { username: desk.username, password: PASSWORD })

  await t.test('the password gives a half session, which opens nothing but the second step', async () => {
    const half = await password()
    assert.deepEqual([half.status, half.json().step, half.json().kind], [200, 'code', 'anonymous'])
    assert.equal(cookieOf(half, SESSION), undefined)
    const secret = cookieOf(half, HALF) ?? assert.fail('no half session')
    const cookie = String([half.headers['set-cookie']].flat().find(line => String(line).startsWith(HALF)))
    assert.match(cookie, /Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax/)
    assert.equal(half.text.includes(secret), false)
    for (const name of [HALF, SESSION]) {
      const headers = holding({ [name]: secret })
      assert.equal((await server.get('/api/me', headers)).json().kind, 'anonymous')
      assert.equal((await server.get('/api/work-orders', headers)).status, 401)
      assert.equal((await server.post('/api/me/prove', { code: '000000' }, { headers })).status, 401)
      assert.equal((await server.get('/me/factor', headers)).status, 303)
    }
    for (const step of ['enrol', 'password']) {
      const sent = await server.post(
        `/api/staff/sign-in/${step}`,
        { code: '123456', password: `${PASSWORD}二` },
        { headers: holding({ [HALF]: secret }) },
      )
      assert.equal(sent.status, sent.status === 400 ? 400 : 410, 'no other step is open')
    }
  })

  await t.test('a code works once, also when it comes twenty times at once', async () => {
    const halves = await Promise.all(Array.from({ length: 4 }, password))
    const code = codeAt(desk.secret, stepOf(server.now))
    const answers = await Promise.all(
      halves.map(half =>
        server.post('/api/staff/sign-in/code', { code }, { headers: holding({ [HALF]: cookieOf(half, HALF) }) }),
      ),
    )
    const statuses = answers.map(({ status }) => status).toSorted()
    assert.deepEqual(statuses, [200, 409, 409, 409])
    assert.deepEqual([...new Set(answers.filter(({ status }) => status === 409).map(tagOf))], ['factor-replayed'])
    const { db } = server.city
    const typed = codeAt(desk.secret, stepOf(server.now) + 1)
    const twenty = await Promise.all(
      Array.from({ length: 20 }, () =>
        db.tx(tx => redeemFactor(tx, server.vault, desk.party, typed, server.now)).then(({ ok }) => ok),
      ),
    )
    assert.equal(twenty.filter(Boolean).length, 1)
    const { count } = await db.one<{ count: number }>(
      sql('test.used', 'select count(*)::int as count from city.used_step where party = $1 and step = $2'),
      [desk.party, stepOf(server.now) + 1],
    )
    assert.equal(count, 1, 'the row of the step is what refuses the second')
  })

  await t.test('one step before and after count, two do not', async () => {
    later(server, 30)
    const now = stepOf(server.now)
    for (const [offset, good] of [
      [-2, false],
      [-1, true],
      [1, true],
      [2, false],
    ] as const) {
      const half = await password()
      const headers = holding({ [HALF]: cookieOf(half, HALF) })
      const answer = await server.post(
        '/api/staff/sign-in/code',
        { code: codeAt(desk.secret, now + offset) },
        { headers },
      )
      assert.equal(answer.status, good ? 200 : 422, String(offset))
    }
  })

  await t.test('a half session gives one session, and is over after ten minutes', async () => {
    later(server, 30)
    const half = holding({ [HALF]: cookieOf(await password(), HALF) })
    const now = stepOf(server.now)
    const send = (step: number) =>
      server.post('/api/staff/sign-in/code', { code: codeAt(desk.secret, step) }, { headers: half })
    assert.equal((await send(now)).status, 200)
    assert.deepEqual([(await send(now + 1)).status, tagOf(await send(now + 1))], [410, 'half-over'])
    const old = holding({ [HALF]: cookieOf(await password(), HALF) })
    later(server, 10)
    const late = await server.post(
      '/api/staff/sign-in/code',
      { code: codeAt(desk.secret, stepOf(server.now)) },
      { headers: old },
    )
    assert.equal(late.status, 410)
  })

  await t.test('wrong codes close the second step for a while, as wrong passwords do', async () => {
    later(server, 30)
    const tags: string[] = []
    for (let tries = 0; tries < 7; tries++) {
      const headers = holding({ [HALF]: cookieOf(await password(), HALF) })
      tags.push(tagOf(await server.post('/api/staff/sign-in/code', { code: '000000' }, { headers })))
    }
    assert.deepEqual(tags, [...Array(5).fill('factor-wrong'), 'account-locked', 'account-locked'])
  })
})

test('S-28 whoever must have a second factor and has none sets it up while signing in', async t => {
  const server = await start(t)
  const { db } = server.city
  const organisation = await governmentOf(db, server.now)
  const make = (username: string, role: string) =>
    createStaff(db, server.vault, { username, password: PASSWORD, name: '演示' }, server.now, (tx, party) =>
      grantOffice(tx, { party, organisation, role, area: '4420', from: dateOf(server.now) }, server.now, null),
    )
  const made = await make('new.lead', 'deskLead')
  assert.ok(made.ok)
  assert.ok((await make('new.social', 'auditor')).ok)
  const free = await server.post('/api/staff/sign-in', { username: 'new.social', password: PASSWORD })
  assert.deepEqual(
    [free.json().step, free.json().kind],
    ['in', 'staff'],
    'a role that sees nothing in clear needs none',
  )

  const half = await server.submit('/staff/sign-in', { username: 'new.lead', password: PASSWORD, next: '/field' })
  assert.deepEqual([half.status, half.headers.location], [303, '/staff/sign-in/enrol?next=%2Ffield'])
  const headers = holding({ [HALF]: cookieOf(half, HALF) })
  const page = await server.get('/staff/sign-in/enrol?next=%2Ffield', headers)
  const secret = (await server.get('/api/staff/sign-in/enrol', headers)).json().secret as string
  assert.match(page.text, new RegExp(secret))
  assert.equal(
    (await server.get('/staff/sign-in/enrol', headers)).text.includes(secret),
    true,
    'looking again changes nothing',
  )
  const wrong = await server.submit('/staff/sign-in/enrol', { code: '000000', next: '' }, { headers })
  assert.equal(wrong.status, 422)
  const code = codeAt(secret, stepOf(server.now))
  const done = await server.submit('/staff/sign-in/enrol', { code, next: '/field' }, { headers })
  assert.equal(done.status, 200)
  const codes = [...done.text.matchAll(/[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}/g)].map(([each]) => each)
  assert.equal(new Set(codes).size, 10)
  const session = cookieOf(done, SESSION) ?? assert.fail('not signed in')
  const own = server.as(session)
  assert.equal((await own.get('/api/me')).json().kind, 'staff')
  assert.equal((await server.get('/staff/sign-in/enrol', headers)).status, 303, 'the secret is not shown again')
  assert.deepEqual(await own.get('/api/me/factor').then(answer => answer.json().recoveryLeft), 10)

  await t.test('a recovery code signs in once, and is stored as a keyed hash', async () => {
    const enter = async () => {
      const again = await server.post('/api/staff/sign-in', { username: 'new.lead', password: PASSWORD })
      const cookie = holding({ [HALF]: cookieOf(again, HALF) })
      return server.post(
        '/api/staff/sign-in/code',
        { code: ` ${(codes[0] ?? '').toLowerCase()} ` },
        { headers: cookie },
      )
    }
    assert.equal((await enter()).json().kind, 'staff')
    assert.equal((await enter()).status, 422)
    const rows = await db.rows<{ line: string }>(
      sql('test.codes', 'select r::text as line from city.recovery_code as r'),
    )
    const text = rows.map(({ line }) => line).join()
    for (const each of codes)
      for (const plain of [each, each.replaceAll('-', '')])
        assert.ok(!text.includes(plain) && !text.includes(Buffer.from(plain).toString('hex')))
  })

  await t.test('the secret is sealed to its row: moved to another person it does not open', async () => {
    const other = await createStaff(
      db,
      server.vault,
      { username: 'other.one', password: PASSWORD, name: '另' },
      server.now,
    )
    assert.ok(other.ok)
    await beginFactor(db, server.vault, other.value.party, server.now)
    const move = sql(
      'test.move',
      'update city.second_factor set secret_sealed = (select secret_sealed from city.second_factor where party = $1) where party = $2',
    )
    await db.run(move, [made.value.party, other.value.party])
    await assert.rejects(pendingSecret(db, server.vault, other.value.party), VaultError)
  })
})
