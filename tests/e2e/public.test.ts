import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  type Browser,
  launchBrowser,
  newPage,
  type Page,
  type PageOptions,
} from '../../src/platform/testing/browser.ts'
import { assertAccessible, complaintsOf, pairsOf, pressByKeyboard, shoot, tooWide, weigh } from './support/page.ts'
import { startServer, type TestServer } from './support/server.ts'

const WEIGHT_MAX = 100 * 1024
const PAGES = [
  ['open', '/open/work-orders'],
  ['figures', '/open/figures'],
  ['figure-rows', '/open/figures/rows?rate=onTime'],
  ['procedure', '/open/procedures/work-order'],
  ['law', '/open/law'],
  ['letter', '/open/law/letter-zhongshan-125100'],
] as const

let [server, browser] = [undefined as TestServer | undefined, undefined as Browser | undefined]
before(async () => {
  ;[server, browser] = await Promise.all([startServer(), launchBrowser()])
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

const open = async (path: string, options: PageOptions = {}): Promise<Page> => {
  assert.ok(browser !== undefined && server !== undefined)
  const page = await newPage(browser, { base: server.base, ...options })
  page.setDefaultTimeout(20_000)
  await page.goto(path)
  return page
}

test('every public page: no complaint, nothing serious for axe, light, no wider than its window', async () => {
  for (const [options, some] of pairsOf(PAGES, [
    { width: 390 },
    { width: 390, elder: true },
    { width: 1440 },
    { width: 1440, elder: true },
  ])) {
    const page = await open('/', options)
    const heard = complaintsOf(page)
    for (const [name, path] of some) {
      assert.equal((await page.goto(path))?.status(), 200, path)
      await assertAccessible(page)
      assert.ok((await weigh(page)).total <= WEIGHT_MAX, path)
      assert.equal(await tooWide(page), 0, `${path} at ${options.width}`)
      await shoot(page, `${name}-${options.width}${'elder' in options ? '-elder' : ''}`)
    }
    assert.deepEqual(heard, [])
    await page.context().close()
  }
})

test('from the list by a filter and by the picture of the towns to one order, and its proof', async () => {
  const page = await open('/open/work-orders', { width: 1440 })
  await page.getByLabel('进展').selectOption('done')
  await page.getByRole('button', { name: '筛选' }).click()
  await page.waitForURL(/state=done/)
  const first = page.locator('.list .row-head a').first()
  const title = await first.textContent()
  await first.click()
  await page.waitForURL(/\/open\/work-orders\/442000-/)
  assert.equal(await page.locator('h1').textContent(), title)
  await assertAccessible(page)
  await shoot(page, 'open-order')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '下载并验证' }).click(),
  ])
  assert.match(download.suggestedFilename(), /^journal-.*stream.*\.jsonl$/)
  await page.getByRole('link', { name: '在日志里查最后一步' }).click()
  await page.getByRole('heading', { name: /在日志里|已经收到/ }).waitFor()

  await page.goto('/open/work-orders')
  const tile = page
    .locator('.tile-map a')
    .filter({ has: page.locator('text.count', { hasNotText: /^0$/ }) })
    .first()
  const [label, count] = [await tile.textContent(), Number(await tile.locator('text.count').textContent())]
  await tile.click()
  await page.waitForURL(/town=/)
  assert.equal(await page.locator('.list .row').count(), Math.min(20, count), label ?? '')
})

test('the list is paged by keyboard, on and back to its beginning', async () => {
  const page = await open('/open/work-orders', { width: 1440 })
  const top = await page.locator('.list .row-head a').first().getAttribute('href')
  await pressByKeyboard(page, page.getByRole('link', { name: '后面的' }))
  await page.waitForURL(/cursor=/)
  assert.notEqual(await page.locator('.list .row-head a').first().getAttribute('href'), top)
  await page.getByRole('link', { name: '回到开头' }).click()
  await page.waitForURL(url => !url.search.includes('cursor'))
  assert.equal(await page.locator('.list .row-head a').first().getAttribute('href'), top)
})

test('a figure and the rows behind it agree', async () => {
  const page = await open('/open/figures', { width: 1440 })
  const rate = page.locator('.rate').filter({ hasText: '按时办结率' })
  const [, part, whole] = /(\d+) \/ (\d+)/.exec((await rate.locator('.rule').textContent()) ?? '') ?? []
  await rate.getByRole('link', { name: '看明细' }).click()
  await page.waitForURL(/rate=onTime/)
  const said = await page.locator('main').textContent()
  assert.ok(said?.includes(`计入 ${whole} 轮，其中达到 ${part} 轮`), said?.slice(0, 200))
  assert.equal(await page.locator('tbody tr').count(), Math.min(300, Number(whole)))
})

test('the procedure leads to the law it rests on; what is of other places says so', async () => {
  const page = await open('/open/procedures/work-order', { javaScript: false })
  await page.locator('details summary').filter({ hasText: '待派单' }).first().click()
  const model = page
    .locator('.basis li')
    .filter({ hasText: '参照：' })

    .filter({ hasText: '北京市接诉即办工作条例' })
    .filter({ visible: true })
    .first()
  await model.getByRole('link').click()
  await page.waitForURL(/\/open\/law\/beijing-request-response/)
  assert.ok((await page.locator('main').textContent())?.includes('在本地没有约束力'))
  await page.goto('/open/law/letter-zhongshan-125100')
  assert.ok((await page.locator('main').textContent())?.includes('3個工作日內完成處置'))
})
