import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { build } from 'vite'
import type { Browser, Page } from '../../testing/browser.ts'
import { launchBrowser, newPage } from '../../testing/browser.ts'
import { loadRenderer } from '../render.ts'
import { EXAMPLE_NOW, exampleSurroundings } from '../testing.ts'
import { clientConfig } from '../vite.ts'
import type { Row } from './list-page.fixture.tsx'

const ROOT = join(import.meta.dirname, '../../../..')
const POLICY =
  "default-src 'self'; script-src 'self' 'nonce-example'; style-src 'self' 'nonce-example'; img-src 'self' data:"
const ALL = 120
const rows: readonly Row[] = Array.from({ length: ALL }, (_, index) => ({
  id: `0${200 - index}`,
  what: index === 0 ? '兴文路口井盖缺失，晚上看不见' : '搅拌站夜里噪音大',
  where: index % 2 === 0 ? '东区 花苑社区' : '石岐 莲新社区',
  urgent: index === 0,
  due: EXAMPLE_NOW + 38 * 60_000,
}))

let folder = ''
let browser: Browser
let url = ''
let stop = (): void => undefined
const sent: { readonly path: string; readonly key: string }[] = []

const answer = (path: string, search: URLSearchParams): { readonly status: number; readonly body: unknown } => {
  if (path.endsWith('/send')) {
    const id = path.split('/')[3] ?? ''
    if (id.endsWith('7'))
      return {
        status: 409,
        body: {
          type: 'x',
          title: '已经派过',
          detail: `${id} 已经派给别的单位。`,
          next: '刷新后再看。',
          status: 409,
          errors: [],
        },
      }
    return { status: 200, body: { id } }
  }
  const found = rows.filter(
    row => !search.has('town') || row.where.startsWith(search.get('town') === 'east' ? '东区' : '石岐'),
  )
  const from = Number(search.get('cursor') ?? '0')
  const to = from + Number(search.get('limit') ?? '20')
  return { status: 200, body: { items: found.slice(from, to), next: to < found.length ? String(to) : null } }
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linli-console-'))
  const config = clientConfig(ROOT, folder)
  const input = 'src/platform/ui/console/list-page.fixture.tsx'
  await build({
    ...config,
    build: { ...config.build, manifest: false, rolldownOptions: { ...config.build?.rolldownOptions, input } },
  })
  const assets = await readdir(join(folder, 'assets'))
  const { render } = await loadRenderer()
  const page = render(
    { view: 'console', props: {}, title: '工作台' },
    exampleSurroundings({ person: { name: '派单员 3 号', staff: true } }),
  )
  const own = (ending: string): string =>
    `/assets/${assets.find(name => name.startsWith('list-page') && name.endsWith(ending)) ?? ''}`
  const html = page
    .replace(/<link[^>]*modulepreload[^>]*>/g, '')
    .replace(/href="\/assets\/[^"]*\.css"/, `href="${own('.css')}"`)
    .replace(/src="\/assets\/[^"]*\.js"/, `src="${own('.js')}"`)
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://x')
    response.setHeader('content-security-policy', POLICY)
    if (pathname.startsWith('/assets/')) {
      response.setHeader('content-type', pathname.endsWith('.css') ? 'text/css' : 'text/javascript')
      response.end(await readFile(join(folder, pathname)))
    } else if (pathname.startsWith('/api/')) {
      if (request.method === 'POST') sent.push({ path: pathname, key: String(request.headers['idempotency-key']) })
      const { status, body } = answer(pathname, searchParams)
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    } else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  stop = () => {
    server.closeAllConnections()
    server.close()
  }
  browser = await launchBrowser()
})

after(async () => {
  await browser?.close()
  stop()
  await rm(folder, { recursive: true, force: true })
})

const openList = async (path = '/console/rows'): Promise<{ page: Page; complaints: string[] }> => {
  const page = await newPage(browser, { width: 1366, base: url })
  const complaints: string[] = []
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', error => complaints.push(error.message))
  await page.goto(path)
  await page.waitForSelector('.list-table tbody tr')
  return { page, complaints }
}

test('keys move the cursor, open the row below the table and say what they do', async () => {
  const { page, complaints } = await openList()
  await page.keyboard.press('j')
  await page.waitForSelector('.list-pane')
  assert.match(page.url(), /row=0200/)
  assert.match((await page.textContent('.list-pane')) ?? '', /兴文路口井盖缺失/)
  assert.match((await page.textContent('.list-pane')) ?? '', /还剩 38 分/)
  await page.keyboard.press('j')
  assert.match(page.url(), /row=0199/)
  await page.keyboard.press('k')
  assert.match(page.url(), /row=0200/)
  await page.keyboard.press('o')
  assert.equal(await page.locator('.list-pane').count(), 0)
  await page.keyboard.press('?')
  await page.waitForSelector('.keys-help')
  assert.match((await page.textContent('.keys-help >> nth=-1')) ?? '', /派给东区街道/)
  assert.deepEqual(complaints, [], 'the content security policy and the console are silent')
  await page.context().close()
})

test('the address keeps filters and row; reload and a shared link show the same', async () => {
  const { page } = await openList('/console/rows?town=shiqi&row=0197')
  assert.equal(await page.getAttribute('tr[aria-current="true"] td:nth-child(2)', 'class'), 'n')
  assert.match((await page.textContent('tr[aria-current="true"]')) ?? '', /0197/)
  assert.doesNotMatch((await page.textContent('.list-table tbody')) ?? '', /东区 /)
  await page.reload()
  await page.waitForSelector('tr[aria-current="true"]')
  assert.match((await page.textContent('tr[aria-current="true"]')) ?? '', /0197/)
  await page.context().close()
})

test('a batch does what can be done, says why the rest was not, and sends a key of its own for each', async () => {
  const { page } = await openList()
  sent.length = 0
  await page.click('thead input[type="checkbox"]')
  await page.waitForSelector('.batch-bar')
  await page.keyboard.press('Escape')
  assert.equal(await page.locator('.batch-bar').count(), 0)
  await page.click('thead input[type="checkbox"]')
  await page.keyboard.press('1')
  await page.waitForSelector('.batch-failures')
  const sheet = (await page.textContent('[role="dialog"]')) ?? ''
  assert.match(sheet, /成功 45 条/)
  assert.match(sheet, /没有成功 5 条/)
  assert.match(sheet, /已经派给别的单位/)
  assert.equal(sent.length, 50)
  assert.equal(new Set(sent.map(({ key }) => key)).size, 50)
  await page.context().close()
})

test('an action the answer does not allow has no button and no key', async () => {
  const { page } = await openList('/console/rows?row=0200')
  sent.length = 0
  await page.waitForSelector('.list-pane')
  assert.doesNotMatch((await page.textContent('.list-pane')) ?? '', /并入/)
  await page.keyboard.press('m')
  await page.keyboard.press('j')
  assert.match((await page.textContent('.list-pane')) ?? '', /并入/)
  assert.equal(sent.length, 0)
  await page.context().close()
})
