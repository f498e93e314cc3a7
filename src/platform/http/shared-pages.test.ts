import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { brotliDecompressSync } from 'node:zlib'
import { ok, refuse } from '../../kernel/result.ts'
import { type Instant, instant } from '../../kernel/time.ts'
import type { Policy } from '../access/types.ts'
import { testCity } from '../testing/database.ts'
import { type TestServer, testServer } from '../testing/server.ts'
import type { View } from '../ui/types.ts'
import { resident } from './sample.ts'
import type { Module } from './services.ts'
import { codingFor, packed, SHARED_BYTES_MAX, SHARED_MS, SharedPages } from './shared-pages.ts'
import { page } from './types.ts'

const policy: Policy<'look'> = { look: [{ who: 'anyone', area: 'any', relation: 'any' }] }
const access = { policy, verb: 'look' }
const LONG = '公开'.repeat(2000)

/** A board that anyone may read, and how often it was read from where it is kept. */
const boardServer = async (
  t: TestContext,
  render: (view: View, around: { formKey: string; locale: string; elder: boolean; nonce: string }) => string = (
    view,
    { locale, elder, nonce },
  ) => `<p lang="${locale}" data-elder="${elder}" data-nonce="${nonce}">${JSON.stringify(view.props)}</p>`,
): Promise<TestServer & { readonly board: { text: string; reads: number; gone: boolean } }> => {
  const board = { text: '一', reads: 0, gone: false }
  const module: Module = {
    id: 'board',
    refusals: {},
    routes: [
      page({
        id: 'board.page',
        path: '/board',
        access,
        shared: true,
        load: async ctx => {
          board.reads += 1
          const { text, gone } = board
          await new Promise(resolve => setTimeout(resolve, 20))
          if (gone) return refuse([{ tag: 'not-found' }])
          return ok({ view: 'board', props: { text, origin: ctx.origin, LONG }, title: '公告' })
        },
      }),
    ],
  }
  return Object.assign(await testServer(t, await testCity(t), { modules: [module], render }), { board })
}

test('R-11 however many strangers ask at once, a public page is made once and each gets it', async t => {
  const server = await boardServer(t)
  const answers = await Promise.all(Array.from({ length: 50 }, () => server.get('/board')))
  assert.equal(server.board.reads, 1)
  for (const { status, text } of answers) assert.ok(status === 200 && text.includes('"text":"一"'))
  assert.equal(answers[0]?.headers['set-cookie'], undefined)
  await server.get('/board?from=somewhere&v=2')
  assert.equal(server.board.reads, 1)
})

test('R-11 what is published is seen within two seconds, and what is taken down is gone within two', async t => {
  const server = await boardServer(t)
  await server.get('/board')
  server.board.text = '二'
  server.now = instant(server.now + SHARED_MS - 1)
  assert.match((await server.get('/board')).text, /"text":"一"/)
  server.now = instant(server.now + 1)
  assert.match((await server.get('/board')).text, /"text":"二"/)
  server.board.gone = true
  server.now = instant(server.now + SHARED_MS)
  assert.equal((await server.get('/board')).status, 404)
  // A refusal is not kept: what comes back is seen at once.
  server.board.gone = false
  assert.equal((await server.get('/board')).status, 200)
})

test('R-11 who is signed in, reads another language, larger, or at another address gets a page of their own', async t => {
  const server = await boardServer(t)
  const first = await server.get('/board')
  const signedIn = await server.as(resident()).get('/board')
  assert.equal(signedIn.headers['cache-control'], 'no-store')
  assert.match(signedIn.text, /data-nonce="[\w-]{22}"/)
  const others = [
    { 'accept-language': 'en' },
    { cookie: 'linli_elder=1' },
    { host: 'evil.test' },
    { cookie: 'linli_lang=zh-Hant' },
  ]
  for (const headers of others) {
    const { text } = await server.get('/board', headers as unknown as Record<string, string>)
    assert.notEqual(text, first.text, JSON.stringify(headers))
  }
  assert.equal((await server.get('/board')).text, first.text)
  assert.doesNotMatch(first.text, /evil/)
})

test('a page is packed once, and a reader who has it is told so', async t => {
  const server = await boardServer(t)
  const { headers, text } = await server.get('/board')
  assert.equal(headers['cache-control'], 'private, no-cache')
  assert.match(String(headers.vary), /Accept-Encoding.*Cookie/)
  const again = await server.get('/board', { 'if-none-match': String(headers.etag) })
  assert.deepEqual([again.status, again.text], [304, ''])
  const answer = await server.app.inject({ url: '/board', headers: { 'accept-encoding': 'gzip, br;q=0.9' } })
  assert.equal(answer.headers['content-encoding'], 'br')
  assert.equal(brotliDecompressSync(answer.rawPayload).toString(), text)
  const kept = await packed(LONG, 200)
  for (const [accepted, coding] of [
    [undefined, 'identity'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['*', 'br'],
    ['identity', 'identity'],
  ] as const)
    assert.equal(codingFor(accepted, kept), coding, accepted)
})

test('a page with a form of its own reader is never kept for others', async t => {
  const server = await boardServer(t, (_, { formKey }) => `<input name="_key" value="${formKey}">`)
  assert.equal((await server.get('/board')).status, 500)
  assert.equal((await server.as(resident()).get('/board')).status, 200)
})

test('R-19 what is kept is bounded, however many addresses are asked for', async () => {
  const pages = new SharedPages<never>()
  const now = (): Instant => instant(0)
  const { bodies } = await packed('x', 200)
  const made = { status: 200, etag: '', bodies: { ...bodies, identity: Buffer.alloc(SHARED_BYTES_MAX / 8) } }
  for (let at = 0; at < 50; at++) await pages.get(String(at), now, async () => made)
  assert.deepEqual(pages.size, { pages: 8, bytes: SHARED_BYTES_MAX })
  await assert.rejects(
    pages.get('broken', now, async () => Promise.reject(new Error('down'))),
    /down/,
  )
  assert.equal(await pages.get('broken', now, async () => made), made)
})
