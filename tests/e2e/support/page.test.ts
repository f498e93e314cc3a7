import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { type Browser, launchBrowser, newPage, type Page } from '../../../src/platform/testing/browser.ts'
import { assertAccessible, axeFaults, complaintsOf, pressByKeyboard, tabTo, weigh } from './page.ts'

const SCRIPT = gzipSync(`document.title = 'loaded'; /* ${'x'.repeat(5000)} */`)
const CSP = "default-src 'self'; script-src 'self'; style-src 'self'"
const html = (body: string): string =>
  `<!doctype html><html lang="zh-Hans"><head><title>t</title><link rel="stylesheet" href="/a.css"><script src="/a.js"></script></head><body><main><h1>t</h1>${body}</main></body></html>`

const PAGES: Readonly<Record<string, string>> = {
  '/good': html('<a href="/good#one">一</a> <a href="/good#two">二</a><label>名<input></label>'),
  '/bad': html('<input><img src="/a.css">'),
  '/hidden-focus': html('<button class="plain">一</button>'),
  '/inline': html('<script>document.title = "inline"</script>'),
}

let [server, browser, base] = [undefined as Server | undefined, undefined as Browser | undefined, '']
before(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? ''
    response.setHeader('content-security-policy', CSP)
    if (path === '/a.js')
      return response.writeHead(200, { 'content-type': 'text/javascript', 'content-encoding': 'gzip' }).end(SCRIPT)
    if (path === '/a.css')
      return response.writeHead(200, { 'content-type': 'text/css' }).end('.plain:focus { outline: none }')
    return response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGES[path] ?? '')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  server?.close()
})

const open = async (path: string): Promise<Page> => {
  assert.ok(browser !== undefined)
  const page = await newPage(browser, { base })
  await page.goto(path)
  return page
}

test('axe runs under a strict policy, passes a sound page and finds the faults of another', async () => {
  await assertAccessible(await open('/good'))
  const faults = (await axeFaults(await open('/bad'))).map(fault => fault.split(' ')[0])
  assert.deepEqual(faults.sort(), ['image-alt', 'label'])
})

test('the weight is what went over the wire', async () => {
  const weight = await weigh(await open('/good'))
  assert.deepEqual([weight.js, weight.css], [SCRIPT.length, '.plain:focus { outline: none }'.length])
})

test('the keyboard reaches what can be reached, and its place must show', async () => {
  const page = await open('/good')
  await pressByKeyboard(page, page.getByRole('link', { name: '二' }))
  assert.match(page.url(), /#two$/)
  await assert.rejects(tabTo(page, page.getByRole('heading'), 5), /not reached by 5 times Tab: .*input/)
  const hidden = await open('/hidden-focus')
  await assert.rejects(tabTo(hidden, hidden.getByRole('button')), /nothing marks the keyboard/)
})

test('what the policy refused is heard', async () => {
  const page = await open('/good')
  const heard = complaintsOf(page)
  await page.goto('/inline')
  assert.match(heard.join(), /Content Security Policy/)
})
