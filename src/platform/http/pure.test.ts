import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { accepts, prefersHtml } from './accept.ts'
import { keyRefusals } from './context.ts'
import { cookieName, schemeOf } from './cookies.ts'
import { fromHere, localPath } from './csrf.ts'
import { maskMessage, refusalOf } from './errors.ts'
import { etagOf, isFresh, versionRefusals } from './etag.ts'
import { pointerOf, refusalsOf } from './issues.ts'
import { chooseLocale } from './locale.ts'
import { methodsOf } from './methods.ts'
import { cursorOf, pageOf, readCursor } from './paging.ts'
import { REFUSALS } from './refusals.ts'
import { withoutPrefix } from './visit.ts'

test('the most specific media range decides', () => {
  assert.equal(accepts(undefined, 'application/json'), true)
  assert.equal(accepts('*/*', 'application/json'), true)
  assert.equal(accepts('application/*;q=0.5', 'application/json'), true)
  assert.equal(accepts('text/html', 'application/json'), false)
  assert.equal(accepts('application/json;q=0, */*', 'application/json'), false)
})

test('browsers get pages, programs get JSON', () => {
  assert.equal(prefersHtml('text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'), true)
  assert.equal(prefersHtml('*/*'), false)
  assert.equal(prefersHtml(undefined), false)
  assert.equal(prefersHtml('application/json, text/html;q=0.5'), false)
})

test('the own choice of language comes before the browser, Chinese before nothing', () => {
  assert.equal(chooseLocale('en', 'zh-CN'), 'en')
  assert.equal(chooseLocale('xx', 'zh-HK,en;q=0.9'), 'zh-Hant')
  assert.equal(chooseLocale(undefined, 'en;q=0.5, zh-TW;q=0.9'), 'zh-Hant')
  assert.equal(chooseLocale(undefined, 'fr, de;q=0.9'), 'zh-Hans')
  assert.equal(chooseLocale(undefined, undefined), 'zh-Hans')
})

test('a write comes from here or from no browser at all', () => {
  const host = 'linli.example:8443'
  assert.equal(fromHere({ host }), true)
  assert.equal(fromHere({ host, origin: 'https://linli.example:8443', fetchSite: 'same-origin' }), true)
  assert.equal(fromHere({ host, origin: 'https://evil.example' }), false)
  assert.equal(fromHere({ host, origin: 'null' }), false)
  assert.equal(fromHere({ host, origin: 'https://linli.example' }), false)
  for (const fetchSite of ['cross-site', 'same-site', 'none']) assert.equal(fromHere({ host, fetchSite }), false)
  assert.equal(fromHere({ host, fetchSite: 'same-origin', origin: 'https://evil.example' }), false)
  assert.equal(fromHere({ host, referer: 'https://evil.example/x' }), false)
  assert.equal(fromHere({ host, referer: 'https://linli.example:8443/x' }), true)
})

test('going on never leaves this site', () => {
  assert.equal(localPath('/orders/7?x=1#y'), '/orders/7?x=1#y')
  for (const bad of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '',
    '/a\r\nSet-Cookie: x',
    '/a\\b',
  ])
    assert.equal(localPath(bad), '/')
  assert.equal(localPath(undefined), '/')
  fc.assert(fc.property(fc.webUrl(), url => localPath(url) === '/'))
  fc.assert(fc.property(fc.string(), text => new URL(localPath(`/${text}`), 'http://here.test').host === 'here.test'))
})

const KEYS = z.object({ at: z.string(), id: z.number().int() })

test('a cursor gives back its keys, for its own list only', () => {
  fc.assert(
    fc.property(fc.record({ at: fc.string(), id: fc.integer() }, { noNullPrototype: true }), keys => {
      assert.deepEqual(readCursor('a.list', KEYS, cursorOf('a.list', keys)), { ok: true, value: keys })
      assert.equal(readCursor('b.list', KEYS, cursorOf('a.list', keys)).ok, false)
    }),
  )
  assert.deepEqual(readCursor('a.list', KEYS, undefined), { ok: true, value: undefined })
})

test('a cursor changed anywhere is refused', () => {
  const good = cursorOf('a.list', { at: '2026-11-22', id: 7 })
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.constantFrom(...'AZaz09-_.'), (at, sign) => {
      const bad = good.slice(0, at) + sign + good.slice(at + 1)
      // The last sign of base64url may carry unused bits: a change there that decodes to the same text changes nothing.
      const same = Buffer.from(bad.split('.')[0] ?? '', 'base64url').equals(
        Buffer.from(good.split('.')[0] ?? '', 'base64url'),
      )
      if (bad !== good && !(same && bad.split('.')[1] === good.split('.')[1]))
        assert.equal(readCursor('a.list', KEYS, bad).ok, false, bad)
    }),
  )
})

test('a page has the next one when there is a row too many', () => {
  const rows = [{ id: 1 }, { id: 2 }, { id: 3 }]
  assert.equal(pageOf('l', rows, 3, row => row).next, null)
  const page = pageOf('l', rows, 2, row => row)
  assert.deepEqual(page.items, [{ id: 1 }, { id: 2 }])
  assert.equal(page.next, cursorOf('l', { id: 2 }))
  assert.deepEqual(
    pageOf('l', [], 2, row => row),
    { items: [], next: null },
  )
})

test('an edit names the version it saw', () => {
  assert.deepEqual(versionRefusals(etagOf(3), 3), [])
  assert.deepEqual(versionRefusals('*', 3), [])
  assert.equal(versionRefusals(undefined, 3)[0]?.tag, 'version-missing')
  assert.deepEqual(versionRefusals('"2"', 3), [{ tag: 'version-stale', values: { current: 3 } }])
  assert.equal(versionRefusals('W/"3"', 3)[0]?.tag, 'version-stale')
  assert.equal(isFresh('W/"3", "4"', '"3"'), true)
  assert.equal(isFresh('"4"', '"3"'), false)
})

test('every mistake of the input is named with its place', () => {
  const schema = z.object({
    title: z.string().min(2),
    note: z.string().max(3),
    kind: z.enum(['a', 'b']),
    rows: z.array(z.object({ n: z.coerce.number().max(5) })).min(1),
    day: z.iso.date(),
    name: z.string(),
    own: z.string().refine(() => false, 'sample:own'),
  })
  const read = schema
    .strict()
    .safeParse(
      { title: 'x', note: 'long text', kind: 'c', rows: [{ n: 9 }], day: 'today', own: '', extra: 1 },
      { reportInput: true },
    )
  assert.deepEqual(
    refusalsOf('body', read.error?.issues ?? []).map(({ tag, pointer, values }) => [tag, pointer, values]),
    [
      ['field-short', '/body/title', { least: 2 }],
      ['field-long', '/body/note', { most: 3 }],
      ['field-choice', '/body/kind', { choices: 'a, b' }],
      ['field-large', '/body/rows/0/n', { most: '5' }],
      ['field-format', '/body/day', { format: 'date' }],
      ['field-missing', '/body/name', undefined],
      ['field-wrong', '/body/own', { message: 'sample:own' }],
      ['field-unknown', '/body', { names: 'extra' }],
    ],
  )
  assert.equal(pointerOf('body', ['a/b', '~', 0]), '/body/a~1b/~0/0')
})

test('an address tells its methods', () => {
  const methods = methodsOf([
    { method: 'GET', path: '/api/notes/:id' },
    { method: 'PATCH', path: '/api/notes/:id' },
    { method: 'GET', path: '/tile/*' },
  ])
  assert.deepEqual(methods('/api/notes/7'), ['GET', 'PATCH'])
  assert.deepEqual(methods('/api/notes/7/more'), [])
  assert.deepEqual(methods('/tile/8/x/1'), ['GET'])
})

test('what a person typed does not get into the log', () => {
  const masked = maskMessage(
    'Unexpected token in "张三 13800138000" at (phone)=(13800138000) 王五 a@b.cn 440101199001011234',
  )
  for (const typed of ['张三', '王五', '13800138000', 'a@b.cn', '440101199001011234'])
    assert.ok(!masked.includes(typed), masked)
})

test('a thrown error that nobody knows is unexpected', () => {
  assert.equal(refusalOf(new Error('x')).tag, 'unexpected')
  assert.equal(refusalOf(Object.assign(new Error('x'), { statusCode: 418 })).tag, 'unexpected')
  assert.equal(refusalOf(Object.assign(new SyntaxError('x'), { statusCode: 400 })).tag, 'body-broken')
})

test('the prefix of a city goes, the rest stays', () => {
  assert.equal(withoutPrefix('/c/440100/orders?x=1'), '/orders?x=1')
  assert.equal(withoutPrefix('/c/440100'), '/')
  assert.equal(withoutPrefix('/c/440100?x=1'), '/?x=1')
  assert.equal(withoutPrefix('/c/4401000/orders'), '/c/4401000/orders')
  assert.equal(withoutPrefix('/orders'), '/orders')
})

test('cookies are __Host- ones unless plain http was asked for beyond this machine', () => {
  assert.equal(cookieName(schemeOf('http', '127.0.0.1:3000', true), '', ''), '__Host-linli')
  assert.equal(cookieName(schemeOf('http', 'localhost', false), '', '440100'), '__Host-linli-440100')
  assert.equal(cookieName(schemeOf('http', '192.168.1.5:3000', false), '', ''), '__Host-linli')
  assert.equal(cookieName(schemeOf('http', '192.168.1.5:3000', true), 'visitor', ''), 'linli-visitor')
  assert.equal(cookieName(schemeOf('https', '192.168.1.5:3000', true), '', ''), '__Host-linli')
})

test('keys are visible ASCII of at most 255 signs', () => {
  assert.deepEqual(keyRefusals('0199a000-0000-7000-8000-000000000001'), [])
  for (const none of [undefined, '']) assert.equal(keyRefusals(none)[0]?.tag, 'key-missing')
  for (const bad of ['a b', '键', 'x'.repeat(256), ['a', 'b']]) assert.equal(keyRefusals(bad)[0]?.tag, 'key-wrong')
})

test('every refusal has words in every language, and every word a refusal', async () => {
  for (const locale of ['zh-Hans', 'zh-Hant', 'en']) {
    const { default: messages } = await import(`./messages/${locale}.json`, { with: { type: 'json' } })
    assert.deepEqual(Object.keys(messages.refusals).toSorted(), Object.keys(REFUSALS).toSorted())
    for (const words of Object.values(messages.refusals))
      assert.deepEqual(Object.keys(words as object), ['title', 'detail', 'next'])
  }
})
