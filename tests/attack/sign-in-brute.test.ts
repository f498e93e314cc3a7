import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { cookieOf, PASSWORD, signIn, worker } from '../../src/features/account/testing.ts'
import { instant, MINUTE_MS } from '../../src/kernel/time.ts'
import { sql } from '../../src/platform/db/types.ts'
import { countFailure } from '../../src/platform/identity/brake.ts'
import { factorSince } from '../../src/platform/identity/factor.ts'
import { BRAKE } from '../../src/platform/identity/limits.ts'
import { signInStaff } from '../../src/platform/identity/staff.ts'
import { deliver } from '../../src/platform/jobs/deliver.ts'
import { testCity } from '../../src/platform/testing/database.ts'
import { type TestServer, testServer } from '../../src/platform/testing/server.ts'

const DEEP = process.env.LINLI_DEEP === '1'
const TRIES = DEEP ? 10_000 : 300
/** Every try that is looked at costs a derivation, so the fast form begins shortly before the brake takes hold. */
const SPRAYED = DEEP ? 10_000 : 150
const BEFORE = DEEP ? 0 : BRAKE.failuresMax - 20
const DEVICE = 'd'.repeat(22)

const start = async (t: Parameters<typeof testCity>[0]): Promise<TestServer> =>
  testServer(t, await testCity(t), { modules: features, trustedProxies: ['127.0.0.1'] })

/** Sends everything, a hundred at a time, and counts the answers by status and tag. */
const volley = async (
  count: number,
  send: (index: number) => Promise<{ status: number; tag: string }>,
): Promise<Readonly<Record<string, number>>> => {
  const counts: Record<string, number> = {}
  for (let from = 0; from < count; from += 50) {
    const answers = await Promise.all(
      Array.from({ length: Math.min(50, count - from) }, (_, index) => send(from + index)),
    )
    for (const { tag } of answers) counts[tag] = (counts[tag] ?? 0) + 1
  }
  return counts
}

const trying =
  (server: TestServer, usernameOf: (index: number) => string) =>
  async (index: number): Promise<{ status: number; tag: string }> => {
    const answer = await server.post(
      '/api/staff/sign-in',
      { username: usernameOf(index), password: `guess-${index}` },
      { headers: { 'x-forwarded-for': `203.0.113.${index % 100}` } },
    )
    return { status: answer.status, tag: String(answer.json().type).replace(/^.*\/problems\//, '') }
  }

const EVENTS = sql('test.events', 'select count(*)::int as count from city.security_event where kind = $1')
const TOLD = sql('test.told', 'select kind, values from city.notification where party = $1')
const countOf = async ({ city: { db } }: TestServer, kind: string): Promise<number> =>
  (await db.one<{ count: number }>(EVENTS, [kind])).count

/** What the worker of a running server does with the events. */
const tellOwners = ({ city: { db }, now }: TestServer): Promise<number> =>
  deliver(
    db,
    features.flatMap(feature => feature.consumers ?? []).filter(({ id }) => id === 'account.tell-owner'),
    now,
    ({ error }) => assert.fail(String(error)),
  )

test(`S-24 ${TRIES} passwords from a hundred addresses at one account`, async t => {
  const server = await start(t)
  const owner = await worker(server, 'chen.desk', 'deskLead', server.now)
  const page = await server.get('/staff/sign-in', { cookie: `__Host-linli-visitor=${DEVICE}` })
  assert.equal(page.status, 200)
  const first = await signIn(server, owner)
  const own = server.as(first)
  const counts = await volley(
    TRIES,
    trying(server, () => 'chen.desk'),
  )
  t.diagnostic(JSON.stringify(counts))
  assert.equal(counts['sign-in-wrong'], 5, 'five are looked at')
  assert.equal((counts['account-locked'] ?? 0) + (counts['too-many'] ?? 0) + 5, TRIES)
  assert.equal(await countOf(server, 'signInWrong'), 5)
  assert.equal(await countOf(server, 'signInLocked'), 1, 'the log is not flooded by what was refused at the door')

  await t.test('who is signed in stays so, and hears of it', async () => {
    assert.equal((await own.get('/api/me')).json().kind, 'staff')
    assert.equal(await tellOwners(server), 1)
    const told = await server.city.db.rows<{ kind: string; values: { count: number } }>(TOLD, [owner.party])
    assert.deepEqual(
      told.map(({ kind, values }) => [kind, values.count]),
      [['account:locked', 5]],
    )
  })

  await t.test(
    'from a browser used before the owner gets in; from a strange one the right password waits',
    async () => {
      const { db } = server.city
      const attempt = (device: string | undefined) =>
        signInStaff(db, server.vault, { username: 'chen.desk', password: PASSWORD, device }, server.now)
      assert.equal((await attempt(undefined)).ok, false)
      assert.equal((await attempt(DEVICE)).ok, false, 'the browser is not known before it signed in')
      server.now = instant(server.now + 30_000)
      const second = await server.post(
        '/api/staff/sign-in',
        { username: 'chen.desk', password: PASSWORD },
        { headers: { cookie: `__Host-linli-visitor=${DEVICE}` } },
      )
      assert.equal(second.json().step, 'code')
      const remember = sql(
        'test.device',
        'insert into city.known_device (device_blind, party, seen_at) values ($1, $2, now())',
      )
      await db.run(remember, [server.vault.blind(DEVICE, 'known-device'), owner.party])
      await volley(
        200,
        trying(server, () => 'chen.desk'),
      )
      assert.equal((await attempt('e'.repeat(22))).ok, false)
      assert.equal((await attempt(DEVICE)).ok, true)
    },
  )

  await t.test('the wait ends by itself', async () => {
    server.now = instant(server.now + 15 * MINUTE_MS)
    const again = await server.post('/api/staff/sign-in', { username: 'chen.desk', password: PASSWORD })
    assert.equal(again.json().step, 'code')
    assert.notEqual(await factorSince(server.city.db, owner.party), undefined)
  })
})

test(`S-24 one password at ${SPRAYED} accounts: the city's brake`, async t => {
  const server = await start(t)
  const owner = await worker(server, 'chen.desk', 'deskLead', server.now)
  const session = server.as(await signIn(server, owner))
  for (let count = 0; count < BEFORE; count++)
    assert.equal(await countFailure(server.city.db, server.vault, server.now), false)
  const counts = await volley(
    SPRAYED,
    trying(server, index => `staff.${index}`),
  )
  t.diagnostic(JSON.stringify(counts))
  const looked = BEFORE + (counts['sign-in-wrong'] ?? 0)
  assert.ok(looked >= BRAKE.failuresMax && looked <= BRAKE.failuresMax + 50, `${looked} were looked at`)
  assert.equal(
    looked - BEFORE + (counts['sign-in-braked'] ?? 0) + (counts['sign-in-busy'] ?? 0) + (counts['too-many'] ?? 0),
    SPRAYED,
  )
  assert.ok((counts['sign-in-braked'] ?? 0) > 0)
  assert.equal(await countOf(server, 'signInBraked'), 1)
  assert.equal((await session.get('/api/me')).json().kind, 'staff', 'whoever is in stays in')
  const strange = await server.post('/api/staff/sign-in', { username: 'chen.desk', password: PASSWORD })
  assert.equal(strange.status, 429)
  assert.equal(Number(strange.headers['retry-after']), BRAKE.heldMs / 1000)
  const remember = sql(
    'test.device',
    'insert into city.known_device (device_blind, party, seen_at) values ($1, $2, now())',
  )
  await server.city.db.run(remember, [server.vault.blind(DEVICE, 'known-device'), owner.party])
  const known = await server.post(
    '/api/staff/sign-in',
    { username: 'chen.desk', password: PASSWORD },
    { headers: { cookie: `__Host-linli-visitor=${DEVICE}` } },
  )
  assert.equal(known.json().step, 'code', 'a browser used before is not braked')
  server.now = instant(server.now + BRAKE.heldMs)
  const after = await server.post('/api/staff/sign-in', { username: 'chen.desk', password: PASSWORD })
  assert.equal(after.json().step, 'code', 'and the brake ends by itself')
  assert.equal(cookieOf(after, '__Host-linli'), undefined)
})
