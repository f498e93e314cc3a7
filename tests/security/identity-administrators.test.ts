import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { cookieOf, governmentOf, SESSION, tagOf, worker } from '../../src/features/account/testing.ts'
import { endOffice } from '../../src/features/directory/people.ts'
import { type d, dateOf, plusDays } from '../../src/kernel/time.ts'
import { couldEver } from '../../src/platform/access/access.ts'
import type { Actor } from '../../src/platform/access/types.ts'
import { DatabaseError } from '../../src/platform/db/errors.ts'
import { sql } from '../../src/platform/db/types.ts'
import { ADMINISTRATORS } from '../../src/platform/identity/administrator-roles.ts'
import { grantOffice } from '../../src/platform/identity/offices.ts'
import { ensureParty } from '../../src/platform/identity/parties.ts'
import { testCity } from '../../src/platform/testing/database.ts'
import { score } from '../../src/platform/testing/score.ts'
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

/** What each of the three may do, and nobody else of them: written down here anew, not read off the tables. */
const MAY: readonly (readonly [feature: string, verb: string, ...roles: string[]])[] = [
  ['directory', 'createOrganisation', 'systemAdmin'],
  ['directory', 'endOrganisation', 'systemAdmin'],
  ['directory', 'editHotlines', 'systemAdmin'],
  ['directory', 'editGrids', 'systemAdmin'],
  ['directory', 'appoint', 'securityAdmin'],
  ['directory', 'endOffice', 'securityAdmin'],
  ['directory', 'seePeople', 'systemAdmin', 'securityAdmin', 'auditAdmin'],
  ['account', 'makeAccount', 'systemAdmin'],
  ['account', 'seeAccounts', 'systemAdmin', 'securityAdmin'],
  ['account', 'resetFactor', 'securityAdmin'],
  ['account', 'endSessionsOf', 'securityAdmin'],
  ['account', 'seeSecurityLog', 'auditAdmin'],
  ['account', 'breakGlass', 'systemAdmin', 'securityAdmin', 'auditAdmin'],
  ['locality', 'enter', 'systemAdmin', 'securityAdmin'],
  ['calendar', 'importNotice', 'systemAdmin'],
  ['operations', 'seeDead', 'systemAdmin'],
  ['operations', 'revive', 'systemAdmin'],
  ['work-order', 'import', 'systemAdmin'],
  ['work-order', 'seeCaller'],
  ['work-order', 'export'],
  ['work-order', 'publish'],
  ['work-order', 'publishMonth'],
]

test('S-27 what each of the three administrators may do, and what none of them may', () => {
  const wrong: string[] = []
  let asked = 0
  for (const [id, verb, ...roles] of MAY) {
    const policies = features.find(feature => feature.id === id)?.routes.map(({ access }) => access.policy) ?? []
    const policy = policies.find(table => Object.hasOwn(table, verb)) ?? assert.fail(`${id} has no ${verb}`)
    for (const role of ADMINISTRATORS) {
      asked++
      if (couldEver(policy, verb, actor(role)) !== roles.includes(role)) wrong.push(`${id}.${verb} as ${role}`)
    }
  }
  score('matrix mismatches', wrong.length, asked)
  assert.deepEqual(wrong, [])
})

test('S-27 nobody is two of the three on one day: the table of offices refuses it', async t => {
  const server = await start(t)
  const { db } = server.city
  const now = server.now
  const organisation = await governmentOf(db, now)
  const today = dateOf(now)
  const person = () => db.tx(tx => ensureParty(tx, server.vault, { name: '演示', level: 'L0' }, now))
  const give = (party: string, role: string, from = today, to?: ReturnType<typeof d>) =>
    db.tx(async tx => {
      const office = { party, organisation, role, area: '4420', from, ...(to === undefined ? {} : { to }) }
      const granted = await grantOffice(tx, office, now, null)
      return granted.ok ? 'ok' : granted.error[0]?.tag
    })
  for (const first of ADMINISTRATORS)
    for (const second of ADMINISTRATORS) {
      const party = await person()
      assert.equal(await give(party, first), 'ok')
      assert.equal(
        await give(party, second),
        first === second ? 'office-held' : 'administrator-two',
        `${first} ${second}`,
      )
      assert.equal(await give(party, 'auditor'), 'ok', 'other roles are no matter')
    }

  const atOnce = await person()
  const answers = await Promise.all(ADMINISTRATORS.map(role => give(atOnce, role)))
  assert.deepEqual(answers.toSorted(), ['administrator-two', 'administrator-two', 'ok'], 'also when asked for at once')

  const inTurn = await person()
  assert.equal(await give(inTurn, 'systemAdmin', today, plusDays(today, 9)), 'ok')
  assert.equal(await give(inTurn, 'auditAdmin', plusDays(today, 9)), 'administrator-two')
  assert.equal(await give(inTurn, 'auditAdmin', plusDays(today, 10)), 'ok', 'one after the other')

  const raw = sql(
    'test.raw-office',
    `insert into city.office (id, party, organisation, role, area, from_date, granted_at)
     values (gen_random_uuid(), $1, $2, $3, '442000101', $4, now())`,
  )
  const past = await person()
  await db.run(raw, [past, organisation, 'securityAdmin', '2020-01-01'])
  await assert.rejects(
    db.run(raw, [past, organisation, 'auditAdmin', '2020-01-01']),
    (error: unknown) => error instanceof DatabaseError && error.code === '23P01',
    'whoever writes past the code meets the table',
  )
})

test('S-27 the last administrator of a kind stays, also when two remove each other', async t => {
  const server = await start(t)
  const { db } = server.city
  const one = await worker(server, 'su.one', 'securityAdmin', server.now)
  const two = await worker(server, 'su.two', 'securityAdmin', server.now)
  const office = sql('test.office-of', 'select id from city.office where party = $1')
  const [first, second] = await Promise.all(
    [one, two].map(async ({ party }) => (await db.one<{ id: string }>(office, [party])).id),
  )
  const acting = (party: string): Actor => ({ ...actor('securityAdmin'), party })
  const end = (by: string, of: string | undefined) =>
    db.tx(async tx => {
      const ended = await endOffice(tx, acting(by), { office: of ?? '', lastDay: dateOf(server.now) }, server.now)
      return ended.ok ? 'ok' : ended.error[0]?.tag
    })
  const answers = await Promise.all([end(one.party, second), end(two.party, first)])
  assert.deepEqual(answers.toSorted(), ['administrator-last', 'ok'])
  const [gone, left] = answers[0] === 'ok' ? [two, first] : [one, second]
  assert.equal(await end(gone.party, left), 'administrator-last', 'and the one left stays')
  const admin = server.as({ ...actor('systemAdmin'), party: ID })
  const government = await governmentOf(db, server.now)
  const whole = await admin.post(`/api/console/organisations/${government}/end`, { lastDay: dateOf(server.now) })
  assert.equal(tagOf(whole), 'administrator-last', 'nor with the body the office is in')
})

test('S-27 the audit administrator gives no account and no office, the system administrator no office', async t => {
  const server = await start(t)
  const { db } = server.city
  const organisation = await governmentOf(db, server.now)
  const party = await db.tx(tx => ensureParty(tx, server.vault, { name: '新人', level: 'L0' }, server.now))
  const office = { person: { party }, organisation, role: 'auditor' }
  for (const role of ['systemAdmin', 'auditAdmin'])
    assert.equal((await server.as(actor(role)).post('/api/console/offices', office)).status, 403)
  for (const role of ['securityAdmin', 'auditAdmin'])
    assert.equal(
      (await server.as(actor(role)).post(`/api/console/accounts/${party}/link`, { username: 'new.one' })).status,
      403,
    )
  const self = { ...actor('securityAdmin'), party }
  assert.equal(tagOf(await server.as(self).post('/api/console/offices', office)), 'office-own')
  assert.equal((await server.as(actor('securityAdmin')).post('/api/console/offices', office)).status, 201)
  const made = await server
    .as(actor('systemAdmin'))
    .post(`/api/console/accounts/${party}/link`, { username: 'new.one' })
  assert.equal(made.status, 201, made.text)
  const line = await db.rows<{ line: string }>(sql('test.links', 'select l::text as line from city.account_link as l'))
  const secret = String(made.json().path).split('/').at(-1) ?? ''
  assert.ok(
    !line
      .map(each => each.line)
      .join()
      .includes(secret),
    'only its hash is kept',
  )
  const security = { rule: 'account.second-factor', value: 'everyone' }
  const enter = (role: string, key: string, value: unknown) =>
    server
      .as(actor(role))
      .post(`/api/console/rule-values/${key}`, { value, from: '2027-01-01', basis: '文件', reason: '加强' })
  assert.equal(
    (await enter('systemAdmin', security.rule, security.value)).status,
    403,
    'values of safety are not the system’s',
  )
  assert.equal((await enter('securityAdmin', security.rule, security.value)).status, 201)
  assert.equal((await enter('securityAdmin', 'work-order.contact-workdays', 2)).status, 403)
  assert.equal((await enter('systemAdmin', 'work-order.contact-workdays', 2)).status, 201)
  assert.equal(cookieOf(made, SESSION), undefined)
})
