import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { CLIENT, leadsTo, passThrough } from '../../src/platform/testing/identity-service.ts'
import { BEGIN, COUNTS, refusedAs, SESSION, start } from './oidc-support.ts'

const unsigned = (header: object, payload: object): string =>
  [header, payload].map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')

const payloadOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())

const idTokenOf = (response: { readonly body: unknown }): { id_token: string } => response.body as { id_token: string }

test('S-22 an identity token with another nonce, aud, iss, an algorithm of none, a shared secret, out of date: refused', async t => {
  const { idp, server, browser } = await start(t)
  const publicKey = JSON.stringify(idp.server.issuer.keys.toJSON()[0])
  const now = Math.floor(Date.now() / 1000)
  const bent: readonly (readonly [string, () => void])[] = [
    ['other nonce', () => (idp.bend = ({ payload }) => void Object.assign(payload, { nonce: 'x'.repeat(43) }))],
    ['no nonce', () => (idp.bend = ({ payload }) => void delete payload.nonce)],
    ['aud of another client', () => (idp.bend = ({ payload }) => void Object.assign(payload, { aud: 'another' }))],
    [
      'two audiences, ours not the one authorised',
      () => (idp.bend = ({ payload }) => void Object.assign(payload, { aud: [CLIENT, 'another'], azp: 'another' })),
    ],
    ['other iss', () => (idp.bend = ({ payload }) => void Object.assign(payload, { iss: 'https://idp.example' }))],
    ['expired', () => (idp.bend = ({ payload }) => void Object.assign(payload, { iat: now - 7200, exp: now - 3600 }))],
    ['not yet', () => (idp.bend = ({ payload }) => void Object.assign(payload, { nbf: now + 3600 }))],
    ['no subject', () => (idp.bend = ({ payload }) => void delete payload.sub)],
    [
      'alg none',
      () =>
        (idp.answer = response => {
          const body = idTokenOf(response)
          body.id_token = `${unsigned({ alg: 'none' }, payloadOf(body.id_token))}.`
        }),
    ],
    [
      'signature cut off',
      () =>
        (idp.answer = response => {
          const body = idTokenOf(response)
          body.id_token = `${body.id_token.split('.').slice(0, 2).join('.')}.`
        }),
    ],
    [
      'HS256 with the public key as its secret',
      () =>
        (idp.answer = response => {
          const body = idTokenOf(response)
          const head = unsigned({ alg: 'HS256' }, payloadOf(body.id_token))
          body.id_token = `${head}.${createHmac('sha256', publicKey).update(head).digest('base64url')}`
        }),
    ],
    [
      'claims changed after signing',
      () =>
        (idp.answer = response => {
          const body = idTokenOf(response)
          const [head, , signature] = body.id_token.split('.')
          const changed = Buffer.from(JSON.stringify({ ...payloadOf(body.id_token), sub: 'another' })).toString(
            'base64url',
          )
          body.id_token = [head, changed, signature].join('.')
        }),
    ],
    [
      'no identity token',
      () => (idp.answer = response => void delete (response.body as Record<string, unknown>).id_token),
    ],
    [
      'the code is refused',
      () =>
        (idp.answer = response => {
          response.statusCode = 400
          response.body = { error: 'invalid_grant' }
        }),
    ],
  ]
  for (const [name, set] of bent) {
    idp.bend = () => undefined
    idp.answer = () => undefined
    set()
    const answer = await passThrough(browser, BEGIN)
    assert.equal(answer.status, 400, `${name}: ${answer.status} ${leadsTo(answer)}`)
    assert.match(answer.text, /"tag":"service-answer-wrong"/, name)
    assert.equal(browser.cookies.has(SESSION), false, name)
  }
  assert.deepEqual(await server.city.db.one(COUNTS), { sessions: 0, parties: 0, links: 0 })
  idp.bend = () => undefined
  idp.answer = () => undefined
  assert.equal((await passThrough(browser, BEGIN)).status, 303, 'the untouched answer is taken')
})

test('S-22 a service may sign by another algorithm only when the operator said so', async t => {
  const { idp, browser } = await start(t, { alg: 'PS256' })
  const answer = await passThrough(browser, BEGIN)
  refusedAs(answer, 'service-answer-wrong')
  assert.equal(idp.redeemed, 1)
})
