import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { signIn, tagOf, worker } from '../../src/features/account/testing.ts'
import { DAY_MS, d, dateOf, instant, MINUTE_MS, plusDays } from '../../src/kernel/time.ts'
import type { Actor } from '../../src/platform/access/types.ts'
import { DatabaseError } from '../../src/platform/db/errors.ts'
import { sql } from '../../src/platform/db/types.ts'
import { purgeSecurityLog } from '../../src/platform/identity/purge.ts'
import { recordSecurity } from '../../src/platform/identity/security-log.ts'
import { actorOf } from '../../src/platform/identity/sessions.ts'
import { testCity } from '../../src/platform/testing/database.ts'
import { testServer } from '../../src/platform/testing/server.ts'

const start = async (t: Parameters<typeof testCity>[0]) => testServer(t, await testCity(t), { modules: features })
const ID = '01939d6e-0000-7000-8000-000000000009'
const actor = (role: string): Actor => ({
  kind: 'staff',
  party: ID,
  session: ID,
  name: '',
  level: 'L1',
  offices: [{ id: ID, organisation: ID, organisationKind: 'cityGovernment', role, area: '4420' }],
})

test('S-27 break-glass: an hour at most, told to all three, in the journal, over by itself', async t => {
  const server = await start(t)
  const { db } = server.city
  const system = await worker(server, 'wang.system', 'systemAdmin', server.now)
  const security = await worker(server, 'su.security', 'securityAdmin', server.now)
  const audit = await worker(server, 'shen.audit', 'auditAdmin', server.now)
  const secret = await signIn(server, system)
  const own = server.as(secret)
  const path = '/api/console/break-glass'
  const reason = '安全管理员全部失联,台风夜需要任命值班长'
  const take = (over: object = {}) => own.post(path, { role: 'securityAdmin', minutes: 30, reason, ...over })

  assert.equal((await own.get('/api/console/security-events')).status, 403)
  const bad = await take({ minutes: 61, reason: '急', role: 'systemAdmin' })
  assert.deepEqual(
    bad.json().errors.map(({ tag }: { tag: string }) => tag),
    ['reason-short', 'glass-minutes', 'glass-role'],
  )
  const [one, again] = await Promise.all([take(), take({ role: 'auditAdmin' })])
  assert.deepEqual([one.status, again.status].toSorted(), [201, 409], 'one at a time')
  const taken = one.status === 201 ? 'securityAdmin' : 'auditAdmin'
  const roles = async (at = server.now) => (await actorOf(db, secret, at)).offices.map(({ role }) => role).toSorted()
  assert.deepEqual(await roles(), [taken, 'systemAdmin'].toSorted())
  const { items } = (await own.get(path)).json()
  assert.deepEqual([items.length, items[0].open, items[0].own, items[0].reason], [1, true, true, reason])

  for (const { party } of [system, security, audit]) {
    const told = await db.rows<{ kind: string }>(
      sql('test.told', 'select kind from city.notification where party = $1'),
      [party],
    )
    assert.deepEqual(
      told.map(({ kind }) => kind),
      ['account:break-glass'],
    )
  }
  const entry = await db.one<{ body: string }>(
    sql('test.glass', `select body from city.journal_entry where body like '%"breakGlass"%'`),
  )
  assert.match(entry.body, new RegExp(`"role":"${taken}"`))
  assert.doesNotMatch(entry.body, /台风/)

  const end = (await own.get(path)).json().items[0].id as string
  assert.equal(
    tagOf(await server.as(await signIn(server, security)).post(`${path}/${end}/end`)),
    'not-found',
    'not another’s',
  )
  assert.deepEqual(await roles(instant(server.now + 30 * MINUTE_MS - 1)), [taken, 'systemAdmin'].toSorted())
  assert.deepEqual(await roles(instant(server.now + 30 * MINUTE_MS)), ['systemAdmin'], 'over by itself')
  assert.equal((await own.post(`${path}/${end}/end`)).status, 200)
  assert.deepEqual(await roles(), ['systemAdmin'], 'or earlier')

  const long = sql('test.long', `update city.break_glass set until_at = from_at + interval '61 minutes' where id = $1`)
  await assert.rejects(db.run(long, [end]), DatabaseError)
  const log = (await server.as(await signIn(server, audit)).get('/api/console/security-events?kind=breakGlass')).json()
    .items
  assert.deepEqual([log.length, log[0].data.role], [1, taken])
})

test('S-27 the security log: read by the audit administrator only, in pages, and changed by nobody', async t => {
  const server = await start(t)
  const { db } = server.city
  const audit = await worker(server, 'shen.audit', 'auditAdmin', server.now)
  const reader = server.as(await signIn(server, audit))
  const path = '/api/console/security-events'
  for (const role of ['systemAdmin', 'securityAdmin', 'auditor', 'deskLead'])
    assert.equal((await server.as(actor(role)).get(path)).status, 403, role)
  for (let count = 0; count < 30; count++)
    await recordSecurity(db, { kind: 'exported', party: audit.party, data: { count } }, instant(server.now + count))
  const seen: number[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const answer = await reader.get(`${path}?kind=exported&limit=7${cursor === '' ? '' : `&cursor=${cursor}`}`)
    assert.equal(answer.status, 200, answer.text)
    seen.push(...answer.json().items.map(({ data }: { data: { count: number } }) => data.count))
    cursor = answer.json().next as string | null
  }
  assert.deepEqual(
    seen,
    Array.from({ length: 30 }, (_, index) => 29 - index),
  )
  const day = dateOf(server.now)
  assert.equal((await reader.get(`${path}?fromDay=${plusDays(day, 1)}`)).json().items.length, 0)
  assert.ok((await reader.get(`${path}?fromDay=${day}&toDay=${day}&limit=100`)).json().items.length >= 32)
  // Days of no century that anything here is about: the day after the last of them can be written nowhere.
  for (const wrong of ['0000-01-01', '9999-12-31', '2026-02-30'])
    assert.equal((await reader.get(`${path}?fromDay=${wrong}&toDay=${wrong}`)).status, 400, wrong)
  const everything = (await reader.get(`${path}?limit=100`)).text
  assert.match(everything, /"kind":"signedIn"/)
  assert.doesNotMatch(everything, /演示人员|127\.0\.0\.1/)

  const old = instant(Date.UTC(2020, 0, 1))
  await recordSecurity(db, { kind: 'signedIn', party: audit.party }, old)
  const refused = (error: unknown): boolean => error instanceof DatabaseError && /only grows/.test(error.message)
  for (const [index, text] of [
    `update city.security_event set data = '{}'`,
    'delete from city.security_event',
    `delete from city.security_event where at < '2021-01-01'`,
    'truncate city.security_event',
    'truncate city.security_purge',
  ].entries())
    await assert.rejects(db.run(sql(`test.change-${index}`, text)), refused, text)
  const allow = (before: string, days: number) =>
    db.run(
      sql(
        'test.allow',
        `insert into city.security_purge (id, before_at, days, rule_from, rule_basis)
        values (gen_random_uuid(), $1::timestamptz, $2, '2020-01-01', '{}')`,
      ),
      [before, days],
    )
  await assert.rejects(allow('2030-01-01', 184), DatabaseError, 'nothing younger than six months')
  await assert.rejects(allow('2021-01-01', 30), DatabaseError, 'no rule shorter than six months')
  await allow('2021-01-01', 184)
  await assert.rejects(
    db.run(sql('test.late', `delete from city.security_event where at < '2021-01-01'`)),
    refused,
    'a permit of another transaction',
  )
  const count = sql('test.count', 'select count(*)::int as count from city.security_event')
  const before = (await db.one<{ count: number }>(count)).count
  const keeping = { days: 366, from: d('2020-01-01'), basis: { kind: 'local', rule: 'X-061', note: '一年' } as const }
  assert.equal(await purgeSecurityLog(db, keeping, server.now), 1)
  assert.equal((await db.one<{ count: number }>(count)).count, before, 'one went, and that it went is a line')
  assert.equal(await purgeSecurityLog(db, keeping, instant(server.now + DAY_MS)), 0)
})
