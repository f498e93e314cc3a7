import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor } from '../access/types.ts'
import { plainPage } from './plain-page.ts'
import { countNotes, resident, sampleServer } from './sample.ts'

const cookiesOf = (header: unknown): readonly string[] => [header ?? []].flat().map(String)

test('pages carry a policy for their scripts, a key for their forms, and are never kept', async t => {
  const server = await sampleServer(t, {
    render: (view, { nonce }) => plainPage({ title: view.title, locale: 'zh-Hans', nonce, body: '' }),
  })
  const { status, headers, text } = await server.get('/notes')
  assert.equal(status, 200)
  const nonce = /nonce-([\w-]{22})/.exec(String(headers['content-security-policy']))?.[1]
  assert.ok(nonce !== undefined && text.includes(`nonce="${nonce}"`))
  for (const part of [
    "default-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "img-src 'self' data: blob:",
  ])
    assert.ok(String(headers['content-security-policy']).includes(part), part)
  assert.doesNotMatch(String(headers['content-security-policy']), /unsafe/)
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.equal(headers['referrer-policy'], 'same-origin')
  assert.equal(headers['cross-origin-opener-policy'], 'same-origin')
  assert.equal(headers['strict-transport-security'], undefined)
  assert.equal(headers['cache-control'], 'no-store')
  const other = /nonce-([\w-]{22})/.exec(String((await server.get('/notes')).headers['content-security-policy']))?.[1]
  assert.notEqual(nonce, other)
})

test('our own pages have no inline style or handler and no script from elsewhere', async t => {
  const server = await sampleServer(t)
  for (const path of ['/api', '/problems', '/problems/key-reused']) {
    const { status, text } = await server.get(path, { accept: 'text/html' })
    assert.equal(status, 200, path)
    assert.doesNotMatch(text, / style=| on\w+=|<script|https?:\/\//, path)
  }
})

test('HSTS goes out over https only, and only a trusted proxy may say that it is https', async t => {
  const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.9' }
  const trusting = await sampleServer(t, { trustedProxies: ['127.0.0.1'] })
  assert.match(
    String((await trusting.get('/notes', forwarded)).headers['strict-transport-security']),
    /max-age=31536000/,
  )
  const wary = await sampleServer(t)
  assert.equal((await wary.get('/notes', forwarded)).headers['strict-transport-security'], undefined)
})

test('a write from another site changes nothing', async t => {
  const server = await sampleServer(t)
  const from = (headers: Readonly<Record<string, string>>) => ({ headers: { host: 'linli.test', ...headers } })
  for (const headers of [
    { origin: 'https://evil.test' },
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'null' },
    { referer: 'https://evil.test/' },
  ]) {
    const answer = await server.post('/api/notes', { title: '坏心眼' }, from(headers))
    assert.deepEqual([answer.status, answer.json().type], [403, '/problems/cross-site'])
    assert.equal((await server.submit('/notes', { title: '坏心眼' }, from(headers))).status, 403)
  }
  assert.equal(await countNotes(server), 0)
  const own = from({ origin: 'https://linli.test', 'sec-fetch-site': 'same-origin' })
  assert.equal((await server.post('/api/notes', { title: '自己写' }, own)).status, 201)
})

test('a form that does not work comes again with what was typed and every reason', async t => {
  const server = await sampleServer(t)
  const short = await server.submit('/notes', { title: 'x', kind: 'roof' })
  assert.equal(short.status, 400)
  assert.match(short.text, /data-view="form"/)
  assert.match(short.text, /"typed":\{"title":"x","kind":"roof"\}/)
  assert.match(short.text, /field-short.*field-choice/)
  assert.doesNotMatch(short.text, /invalid-input|_key/)
  const taken = await server.submit('/notes', { title: 'taken' })
  assert.equal(taken.status, 409)
  assert.match(taken.text, /"tag":"taken".*"tag":"late"/)
  assert.match((await server.submit('/notes', { title: '好的' }, { key: null })).text, /key-missing/)
})

test('strangers are taken to the right sign-in and come back afterwards', async t => {
  const server = await sampleServer(t)
  const mine = await server.get('/mine?tab=2')
  assert.deepEqual([mine.status, mine.headers.location], [303, '/sign-in?next=%2Fmine%3Ftab%3D2'])
  assert.equal((await server.get('/desk')).headers.location, '/staff/sign-in?next=%2Fdesk')
  assert.equal((await server.as(resident()).get('/mine')).status, 200)
  assert.equal((await server.as(resident()).get('/desk', { accept: 'text/html' })).status, 403)
  const lead: Actor = {
    ...resident(),
    kind: 'staff',
    offices: [{ id: 'o', organisation: 'x', organisationKind: 'centre', role: 'grid-lead', area: '442000' }],
  }
  assert.equal((await server.as(lead).get('/desk')).status, 200)
})

test('another city has the same pages under its prefix, with its own session', async t => {
  const server = await sampleServer(t)
  await server.city.addCity('440100', '广州市')
  server.now = (server.now + 61_000) as typeof server.now
  assert.match((await server.get('/c/440100/notes')).text, /data-base="\/c\/440100"/)
  assert.match((await server.get('/notes')).text, /data-base=""/)
  assert.equal((await server.get('/c/440100/on')).headers.location, '/c/440100/notes')
  assert.equal((await server.get('/c/440100/away')).headers.location, '/c/440100/')
  assert.equal((await server.get('/c/440100/mine')).headers.location, '/c/440100/sign-in?next=%2Fmine')
  const entered = await server.submit('/c/440100/enter', {})
  assert.match(
    cookiesOf(entered.headers['set-cookie']).join(),
    /__Host-linli-440100=s{43}; Max-Age=3600; Path=\/; HttpOnly; Secure; SameSite=Lax/,
  )
  assert.equal((await server.get('/c/440100', { accept: 'text/html' })).status, 404)
})

test('a stranger gets a visitor cookie from a page, and from nothing else', async t => {
  const server = await sampleServer(t)
  assert.match(
    cookiesOf((await server.get('/notes')).headers['set-cookie']).join(),
    /^__Host-linli-visitor=[\w-]{22};.*HttpOnly; Secure; SameSite=Lax/,
  )
  assert.equal((await server.get('/api/notes')).headers['set-cookie'], undefined)
  assert.equal((await server.as(resident()).get('/notes')).headers['set-cookie'], undefined)
  assert.equal((await server.post('/api/notes', { title: '没有脚本' })).headers['set-cookie'], undefined)
})

test('elder mode and language are set by a form and go back where they came from', async t => {
  const server = await sampleServer(t)
  const headers = { referer: 'http://localhost:80/notes?x=1', host: 'localhost:80' }
  const set = await server.submit('/prefs', { elder: '1', lang: 'zh-Hant' }, { headers })
  assert.deepEqual([set.status, set.headers.location], [303, '/notes?x=1'])
  const cookies = cookiesOf(set.headers['set-cookie']).map(cookie => cookie.split(';')[0])
  assert.deepEqual(cookies, ['linli_elder=1', 'linli_lang=zh-Hant'])
  const page = await server.get('/notes', { cookie: cookies.join('; ') })
  assert.match(page.text, /lang="zh-Hant".*data-elder="true"/)
  assert.equal((await server.submit('/prefs', { elder: '0', return: '//evil.test' })).headers.location, '/')
  assert.equal((await server.submit('/prefs', { lang: 'xx' })).status, 400)
})
