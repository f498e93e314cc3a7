import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { tagOf } from '../../src/features/account/testing.ts'
import { HOUR_MS, instant, MINUTE_MS } from '../../src/kernel/time.ts'
import { redeemCode, requestCode } from '../../src/platform/identity/codes.ts'
import { testCity } from '../../src/platform/testing/database.ts'
import { type TestServer, testServer } from '../../src/platform/testing/server.ts'

const start = async (t: Parameters<typeof testCity>[0]): Promise<TestServer> =>
  testServer(t, await testCity(t), { modules: features })
const pass = (server: TestServer, ms: number): void => {
  server.now = instant(server.now + ms)
}
const PHONE = '13812345678'

test('S-20 U-C1 codes: one in a minute, five in an hour, ten in a day, for one phone', async t => {
  const server = await start(t)
  const ask = async () => tagOf(await server.post('/api/sign-in/code', { phone: PHONE }))
  assert.equal(await ask(), '')
  assert.equal(await ask(), 'code-too-soon')
  pass(server, MINUTE_MS - 1)
  assert.equal(await ask(), 'code-too-soon')
  pass(server, 1)
  for (let sent = 1; sent < 5; sent++) {
    assert.equal(await ask(), '')
    pass(server, MINUTE_MS)
  }
  assert.equal(await ask(), 'code-too-many-hour')
  pass(server, HOUR_MS)
  for (let sent = 5; sent < 10; sent++) {
    assert.equal(await ask(), '')
    pass(server, MINUTE_MS)
  }
  pass(server, HOUR_MS)
  assert.equal(await ask(), 'code-too-many-day')
  assert.equal(server.codes.length, 10)
  const many = await Promise.all(
    Array.from({ length: 20 }, () => server.post('/api/sign-in/code', { phone: '13987654321' })),
  )
  assert.equal(many.filter(({ status }) => status === 200).length, 1, 'also when asked for twenty times at once')
})

test('S-20 a thousand guesses: five are looked at, in turn and at once', async t => {
  const server = await start(t)
  const { request } = (await server.post('/api/sign-in/code', { phone: PHONE })).json()
  const digits = server.codes[0]?.digits ?? ''
  const guesses = Array.from({ length: 1_000 }, (_, index) => String(index).padStart(6, '0')).filter(
    each => each !== digits,
  )
  const { db, vault } = { db: server.city.db, vault: server.vault }
  const looked: string[] = []
  for (let from = 0; from < guesses.length; from += 100) {
    const answers = await Promise.all(
      guesses
        .slice(from, from + 100)
        .map(guess => db.tx(tx => redeemCode(tx, vault, { request, digits: guess, purpose: 'sign-in' }, server.now))),
    )
    looked.push(...answers.flatMap(answer => (answer.ok ? ['ok'] : answer.error.map(({ tag }) => tag))))
  }
  assert.equal(looked.filter(tag => tag === 'code-wrong').length, 4)
  assert.equal(looked.filter(tag => tag === 'code-dead').length, guesses.length - 4, 'the fifth kills it')
  const right = await server.post('/api/sign-in', { request, digits })
  assert.deepEqual([right.status, tagOf(right)], [410, 'code-dead'], 'then the right one does not help either')
})

test('S-20 a code is bound to its request and purpose, lives five minutes, and works once', async t => {
  const server = await start(t)
  const { db } = server.city
  const [one, other] = await Promise.all(
    [PHONE, '13987654321'].map(
      async phone => (await server.post('/api/sign-in/code', { phone })).json().request as string,
    ),
  )
  const digitsOf = (phone: string) => server.codes.find(code => code.phone === phone)?.digits
  assert.match(digitsOf(PHONE) ?? '', /^\d{6}$/)
  const crossed = await server.post('/api/sign-in', { request: other, digits: digitsOf(PHONE) })
  assert.equal(digitsOf(PHONE) === digitsOf('13987654321') ? 422 : crossed.status, 422, 'another page’s code')
  const confirm = await requestCode(
    db,
    server.vault,
    { phone: '13700000000', purpose: 'confirm' },
    server.now,
    async code => {
      server.codes.push(code)
    },
  )
  assert.ok(confirm.ok)
  const misused = await server.post('/api/sign-in', { request: confirm.value.request, digits: digitsOf('13700000000') })
  assert.equal(tagOf(misused), 'code-expired', 'a code for something else is none')
  const twice = await Promise.all(
    Array.from({ length: 10 }, () => server.post('/api/sign-in', { request: one, digits: digitsOf(PHONE) })),
  )
  assert.deepEqual(
    twice
      .map(({ status }) => status)
      .toSorted()
      .slice(0, 2),
    [200, 409],
  )
  assert.equal(twice.filter(({ status }) => status === 200).length, 1)
  pass(server, 5 * MINUTE_MS)
  const late = await server.post('/api/sign-in', { request: other, digits: digitsOf('13987654321') })
  assert.equal(tagOf(late), 'code-expired')
})

test('S-20 one address and one browser get no more codes by changing the number', async t => {
  const server = await start(t)
  const from = async (phone: number, headers: Readonly<Record<string, string>> = {}) =>
    tagOf(await server.post('/api/sign-in/code', { phone: String(phone) }, { headers }))
  const browser = { cookie: `__Host-linli-visitor=${'b'.repeat(22)}` }
  const sent: string[] = []
  for (let index = 0; index < 21; index++) sent.push(await from(13_500_000_000 + index, browser))
  assert.deepEqual(
    [sent.slice(0, 20).every(tag => tag === ''), sent[20]],
    [true, 'too-many'],
    'one browser: 20 an hour',
  )
  assert.equal(await from(13_500_001_000), '', 'another browser at the same address goes on')
  const answers: string[] = []
  for (let index = 0; index < 300; index++) answers.push(await from(13_600_000_000 + index))
  assert.equal(
    answers.filter(tag => tag === '').length,
    300 - 22,
    'one address: 300 an hour, whatever was refused counted',
  )
  assert.equal(answers.at(-1), 'too-many')
  pass(server, HOUR_MS)
  assert.equal(await from(13_700_000_000), '')
})
