import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant } from '../../src/kernel/time.ts'
import { cookieBrowser, leadsTo, passThrough, signInThere } from '../../src/platform/testing/identity-service.ts'
import type { Answer } from '../../src/platform/testing/server.ts'
import { BEGIN, COUNTS, refusedAs, SESSION, start } from './oidc-support.ts'

test('S-22 the protocol: PKCE S256, state and nonce of their own each time, the browser bound by a cookie', async t => {
  const { idp, server, browser } = await start(t)
  const [one, two] = [await browser.get(BEGIN), await browser.get(BEGIN)]
  const asked = [one, two].map(answer => new URL(leadsTo(answer)))
  for (const url of asked) {
    assert.equal(url.origin, idp.issuer)
    assert.equal(url.searchParams.get('response_type'), 'code')
    assert.equal(url.searchParams.get('code_challenge_method'), 'S256')
    assert.match(url.searchParams.get('redirect_uri') ?? '', /\/sign-in\/back$/)
  }
  for (const name of ['state', 'nonce', 'code_challenge']) {
    const values = asked.map(url => url.searchParams.get(name) ?? '')
    assert.equal(new Set(values).size, 2, name)
    assert.ok(
      values.every(value => value.length >= 43),
      name,
    )
  }
  assert.match(
    String(one.headers['set-cookie']),
    /__Host-linli-journey=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax/,
  )

  const back = await passThrough(browser, BEGIN)
  assert.deepEqual([back.status, leadsTo(back)], [303, '/'], back.text)
  assert.ok(browser.cookies.has(SESSION))
  assert.equal(browser.cookies.has('__Host-linli-journey'), false)
  const me = (await server.as(browser.cookies.get(SESSION) ?? '').get('/api/me')).json()
  assert.deepEqual([me.kind, me.level], ['resident', 'L1'])
})

test('S-22 missing or other state, another browser, a used or late answer: all refused, and nobody is signed in', async t => {
  const { idp, server, browser } = await start(t)
  const good = await signInThere(leadsTo(await browser.get(BEGIN)))
  const query = new URLSearchParams(good.split('?')[1])
  const without = (name: string): string => {
    const left = new URLSearchParams(query)
    left.delete(name)
    return `/sign-in/back?${left}`
  }
  const other = new URLSearchParams(query)
  other.set('state', 'A'.repeat(43))
  const journey = browser.cookies.get('__Host-linli-journey') ?? ''
  const tries: readonly (readonly [string, () => Promise<Answer>])[] = [
    ['no cookie: another browser', () => cookieBrowser(server).get(good)],
    ['no state', () => browser.get(without('state'))],
    ['another state', () => browser.get(`/sign-in/back?${other}`)],
    ['nothing at all', () => browser.get('/sign-in/back')],
  ]
  for (const [name, go] of tries) {
    browser.cookies.set('__Host-linli-journey', journey)
    const answer = await go()
    refusedAs(answer, 'journey-foreign')
    assert.ok(answer.text.length > 0, name)
  }
  assert.equal(idp.redeemed, 0, 'the service was never asked')

  // The victim's browser with a journey of its own is led to the attacker's answer.
  const victim = cookieBrowser(server)
  await victim.get(BEGIN)
  refusedAs(await victim.get(good), 'journey-foreign')

  browser.cookies.set('__Host-linli-journey', journey)
  assert.equal((await browser.get(good)).status, 303)
  browser.cookies.set('__Host-linli-journey', journey)
  refusedAs(await browser.get(good), 'journey-foreign')

  const late = cookieBrowser(server)
  const answer = await signInThere(leadsTo(await late.get(BEGIN)))
  server.now = instant(server.now + 10 * 60_000)
  refusedAs(await late.get(answer), 'journey-foreign')
  assert.deepEqual(await server.city.db.one(COUNTS), { sessions: 1, parties: 1, links: 1 })
})

test('S-22 of twenty that use one answer at the same time one is signed in', async t => {
  const { server, browser } = await start(t)
  const good = await signInThere(leadsTo(await browser.get(BEGIN)))
  const cookie = `__Host-linli-journey=${browser.cookies.get('__Host-linli-journey')}`
  const answers = await Promise.all(Array.from({ length: 20 }, () => server.get(good, { cookie, accept: 'text/html' })))
  assert.equal(answers.filter(({ status }) => status === 303).length, 1)
  assert.deepEqual(await server.city.db.one(COUNTS), { sessions: 1, parties: 1, links: 1 })
})

test('S-22 a code for another journey does not pass: its verifier is not ours; an answer of another issuer neither', async t => {
  const { server, idp, browser } = await start(t)
  const stolen = new URLSearchParams((await signInThere(leadsTo(await cookieBrowser(server).get(BEGIN)))).split('?')[1])
  const own = new URLSearchParams((await signInThere(leadsTo(await browser.get(BEGIN)))).split('?')[1])
  own.set('code', stolen.get('code') ?? '')
  refusedAs(await browser.get(`/sign-in/back?${own}`), 'service-answer-wrong')
  const mixed = new URLSearchParams((await signInThere(leadsTo(await browser.get(BEGIN)))).split('?')[1])
  mixed.set('iss', 'https://evil.example')
  const before = idp.redeemed
  refusedAs(await browser.get(`/sign-in/back?${mixed}`), 'service-answer-wrong')
  assert.equal(idp.redeemed, before, 'the code did not leave')
  const told = new URLSearchParams((await signInThere(leadsTo(await browser.get(BEGIN)))).split('?')[1])
  told.delete('code')
  told.set('error', '<script>alert(1)</script>')
  const refused = await browser.get(`/sign-in/back?${told}`)
  refusedAs(refused, 'service-refused')
  assert.equal(refused.text.includes('alert(1)'), false, 'what the address said is not repeated')
})

test('S-21 S-22 no identity comes from a header, and going on never leads to another site', async t => {
  const { server, browser } = await start(t)
  const names = [
    'x-remote-user',
    'remote-user',
    'x-forwarded-user',
    'x-auth-request-user',
    'x-user',
    'x-ssl-client-s-dn',
    'authorization',
    'x-forwarded-email',
    'oidc_claim_sub',
  ]
  for (const name of names) {
    for (const value of ['admin', 'Bearer eyJhbGciOiJub25lIn0.e30.', 'Basic YWRtaW46YWRtaW4=']) {
      const me = await server.get('/api/me', { [name]: value })
      assert.equal(me.json().kind, 'anonymous', `${name}: ${value}`)
    }
  }
  for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example']) {
    const answer = await passThrough(browser, `${BEGIN}?next=${encodeURIComponent(next)}`)
    assert.equal(leadsTo(answer), '/', next)
  }
})
