import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ELDER, LANGUAGE } from '../../src/platform/http/cookies.ts'
import { type Browser, launchBrowser, newPage, type Page, settled } from '../../src/platform/testing/browser.ts'
import { assertAccessible, complaintsOf, pairsOf, shoot, tooWide, weigh } from '../e2e/support/page.ts'
import { call, enterAs } from '../e2e/support/people.ts'
import { startServer, type TestServer } from '../e2e/support/server.ts'

const WEIGHT_MAX = 100 * 1024
const DEEP = process.env.LINLI_DEEP === '1'
const ALL = [
  { width: 390, elder: false, locale: 'zh-Hans' },
  { width: 1440, elder: false, locale: 'zh-Hans' },
  { width: 390, elder: true, locale: 'zh-Hans' },
  { width: 1440, elder: true, locale: 'zh-Hant' },
  { width: 390, elder: false, locale: 'en' },
] as const
type Way = (typeof ALL)[number]
/** Every width, mode and language when there is time; a phone, a desk and a phone in large text always. */
const WAYS = ALL.filter((_way, index) => DEEP || index < 3)

let server: TestServer
let browser: Browser
before(async () => {
  ;[server, browser] = await Promise.all([startServer(), launchBrowser()])
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

const windowOf = async (way: Way, signedIn?: Page): Promise<Page> => {
  const page = await newPage(browser, { base: server.base, width: way.width })
  if (signedIn !== undefined) await page.context().addCookies(await signedIn.context().cookies())
  await page.context().addCookies([
    { name: ELDER, value: way.elder ? '1' : '0', url: server.base },
    { name: LANGUAGE, value: way.locale, url: server.base },
  ])
  return page
}

const nameOf = ({ width, elder, locale }: Way): string => `${width}${elder ? '-elder' : ''}-${locale}`

test('U-K2 what the operator sees and sets, and what the public sees of it, in every width, mode and language', async () => {
  const operator = await enterAs(browser, server, 'systemAdmin')
  await operator.goto('/console/maintenance')
  await operator.getByRole('button', { name: '预告维护' }).click()
  const dialog = operator.getByRole('dialog')
  await dialog.getByLabel('做什么').fill('更换数据库磁盘，期间只能查询，不能提交')
  await dialog.getByLabel('开始').fill('2999-12-01 22:00')
  await dialog.getByLabel('结束').fill('2999-12-01 21:00')
  await dialog.getByRole('button', { name: '预告维护' }).click()
  await dialog.getByText('结束时间不晚于开始时间').waitFor()
  await dialog.getByLabel('结束').fill('2999-12-01 23:00')
  await dialog.getByRole('button', { name: '预告维护' }).click()
  await operator.getByRole('cell', { name: '2999 年 12 月 1 日 22:00' }).waitFor()
  const { findings } = await call<{ findings: readonly { health: string }[] }>(
    operator,
    'GET',
    '/api/console/operation',
  )
  assert.ok(findings.length > 10)

  const paths = ['/console/operation', '/console/maintenance', '/console/dead-deliveries']
  for (const [way, some] of pairsOf(paths, ALL)) {
    const page = await windowOf(way, operator)
    const heard = complaintsOf(page)
    for (const path of some) {
      await page.goto(path)
      await page.locator('main h1').first().waitFor()
      await settled(page)
      assert.equal(await tooWide(page), 0, `${path} ${nameOf(way)}`)
      await assertAccessible(page)
      await shoot(page, `operator${path.replaceAll('/', '-')}-${nameOf(way)}`)
    }
    assert.deepEqual(heard, [], nameOf(way))
    await page.context().close()
  }

  // Each process learns of an announcement within seconds.
  await new Promise(resolve => setTimeout(resolve, 6_000))
  for (const way of WAYS) {
    const page = await windowOf(way)
    const heard = complaintsOf(page)
    assert.equal((await page.goto('/status'))?.status(), 200)
    assert.match((await page.textContent('main')) ?? '', /更换数据库磁盘/)
    assert.doesNotMatch((await page.textContent('main')) ?? '', /备份|備份|backup/i, 'backups are for the operator')
    assert.equal(await tooWide(page), 0, nameOf(way))
    assert.ok((await weigh(page)).total <= WEIGHT_MAX)
    await assertAccessible(page)
    await shoot(page, `status-${nameOf(way)}`)
    assert.deepEqual(heard, [], nameOf(way))
    await page.context().close()
  }
  await operator.goto('/status')
  assert.match((await operator.textContent('main')) ?? '', /本机没有做过备份/)
  const plain = await newPage(browser, { base: server.base, width: 390, javaScript: false })
  await plain.goto('/status')
  assert.match((await plain.textContent('main')) ?? '', /一切正常[\s\S]*自 /, 'without script')
})
