import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { PASSWORD, tagOf, worker } from '../../src/features/account/testing.ts'
import { sql } from '../../src/platform/db/types.ts'
import { testCity } from '../../src/platform/testing/database.ts'
import { type Answer, testServer } from '../../src/platform/testing/server.ts'

/** What gateways of other systems put a name into. None of them means anything here. */
const IDENTITIES = [
  'x-remote-user',
  'remote-user',
  'x-forwarded-user',
  'x-forwarded-email',
  'x-forwarded-preferred-username',
  'x-auth-request-user',
  'x-authenticated-user',
  'x-user',
  'x-user-id',
  'x-webauth-user',
  'x-ssl-client-s-dn',
  'x-client-cert',
  'x-original-user',
  'oidc_claim_sub',
  'x-linli-party',
  'authorization',
]

test('S-21 a name in a header signs nobody in', async t => {
  for (const proxies of [[], ['127.0.0.1']]) {
    const server = await testServer(t, await testCity(t), { modules: features, trustedProxies: proxies })
    const admin = await worker(server, 'wang.system', 'systemAdmin', server.now)
    for (const header of IDENTITIES)
      for (const value of ['wang.system', admin.party, `Bearer ${admin.party}`, 'Basic d2FuZy5zeXN0ZW06eA==']) {
        const me = await server.get('/api/me', { [header]: value })
        assert.equal(me.json().kind, 'anonymous', header)
        assert.equal((await server.get('/api/console/accounts', { [header]: value })).status, 401, header)
      }
  }
})

const PLACES = sql(
  'test.places',
  `select distinct encode(address_blind, 'hex') as place from city.security_event where kind = 'signInWrong'`,
)

test('S-21 an address in a header is believed of a trusted proxy only', async t => {
  const wrong = async (proxies: readonly string[], forwarded: (index: number) => string) => {
    const server = await testServer(t, await testCity(t), { modules: features, trustedProxies: proxies })
    for (let index = 0; index < 6; index++)
      await server.post(
        '/api/staff/sign-in',
        { username: `nobody.${index}`, password: 'x' },
        {
          headers: {
            'x-forwarded-for': forwarded(index),
            'x-real-ip': `203.0.113.${index}`,
            forwarded: `for=203.0.113.${index}`,
          },
        },
      )
    return (await server.city.db.rows(PLACES)).length
  }
  assert.equal(await wrong([], index => `203.0.113.${index}`), 1, 'nobody is trusted: one address')
  assert.equal(await wrong(['10.0.0.1'], index => `203.0.113.${index}`), 1, 'another proxy is trusted, not this one')
  assert.equal(await wrong(['127.0.0.1'], index => `203.0.113.${index}`), 6, 'the trusted proxy says who asks')
  assert.equal(
    await wrong(['127.0.0.1'], index => `203.0.113.${index}, 198.51.100.7`),
    1,
    'and only its own word counts, not what the caller sent along',
  )
})

test('S-21 limits of an address cannot be left by naming another', async t => {
  const server = await testServer(t, await testCity(t), { modules: features })
  let refused = 0
  for (let index = 0; index < 305; index++) {
    const headers = { 'x-forwarded-for': `203.0.113.${index % 250}`, 'cf-connecting-ip': `203.0.113.${index % 250}` }
    const answer = await server.post('/api/sign-in/code', { phone: String(13_500_000_000 + index) }, { headers })
    if (tagOf(answer) === 'too-many') refused++
  }
  assert.equal(refused, 5)
})

test('S-21 a forged Host or X-Forwarded-Host appears in no answer and opens nothing', async t => {
  const server = await testServer(t, await testCity(t), {
    modules: features,
    services: { origin: 'https://linli.example' },
  })
  await worker(server, 'wang.system', 'systemAdmin', server.now)
  const evil = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }
  const answers: Answer[] = [
    await server.get('/sign-in', evil),
    await server.get('/console', { ...evil, accept: 'text/html' }),
    await server.post('/api/sign-in/code', { phone: '13812345678' }, { headers: evil }),
    await server.post('/api/staff/sign-in', { username: 'wang.system', password: PASSWORD }, { headers: evil }),
    await server.get('/api/openapi.json', evil),
  ]
  for (const answer of answers) {
    assert.doesNotMatch(answer.text, /evil\.example/)
    assert.doesNotMatch(JSON.stringify(answer.headers), /evil\.example/)
  }
  const crossed = await server.post(
    '/api/staff/sign-in',
    { username: 'x', password: 'x' },
    {
      headers: { 'x-forwarded-host': 'evil.example', origin: 'https://evil.example' },
    },
  )
  assert.deepEqual([crossed.status, tagOf(crossed)], [403, 'cross-site'], 'the origin is compared with the real host')
})
