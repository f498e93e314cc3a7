import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import {
  type Browser,
  launchBrowser,
  newPage,
  type Page,
  type PageOptions,
} from '../../src/platform/testing/browser.ts'
import { assertAccessible, complaintsOf, pressByKeyboard, shoot, tabTo, weigh } from './support/page.ts'
import { startServer, type TestServer } from './support/server.ts'

const WEIGHT_MAX = 100 * 1024
const TOWN = '442000001'
const PLACE = '442000001007'

let [server, browser, photo] = [undefined as TestServer | undefined, undefined as Browser | undefined, Buffer.alloc(0)]
before(async () => {
  photo = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#887766' } })
    .jpeg()
    .toBuffer()
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

/** Signs in with the code the demonstration shows. */
const signIn = async (page: Page, phone: string): Promise<void> => {
  await page.getByLabel('手机号').fill(phone)
  await page.getByRole('button', { name: '发验证码' }).or(page.locator('main form button.primary')).first().click()
  const code = await page.locator('.demo-code b').textContent()
  await page.locator('input[name="digits"]').fill(code?.trim() ?? '')
  await page.locator('main form button.primary').click()
}

const choosePlace = async (page: Page): Promise<void> => {
  await page.locator('select[name="town"]').selectOption(TOWN)
  await page.locator(`select[name="community"] option[value="${PLACE}"]`).waitFor({ state: 'attached' })
  await page.locator('select[name="community"]').selectOption(PLACE)
}

/** One of the roles of the demonstration, signed in through its link. */
const staff = async (role: string): Promise<Page> => {
  assert.ok(server !== undefined)
  const text = await server.cli('demo', 'accounts', '--json')
  const { accounts } = JSON.parse(text.trim().split('\n').at(-1) ?? '{}') as {
    readonly accounts: readonly { role: string; link: string }[]
  }
  const link = accounts.find(account => account.role === role)?.link
  assert.ok(link !== undefined, role)
  const page = await open(new URL(link).pathname, { width: 1366 })
  await page.locator('main form button.primary').click()
  await page.waitForLoadState()
  return page
}

/** Does a verb over the API as whoever is signed in on that page. */
const act = async (page: Page, path: string, body: object): Promise<void> => {
  assert.ok(server !== undefined)
  const headers = { 'idempotency-key': crypto.randomUUID(), origin: server.base }
  const answer = await page.request.post(`${server.base}${path}`, { data: body, headers })
  assert.equal(answer.status(), 200, `${path}: ${await answer.text()}`)
}

test('report with a photo in six taps, receipt, sign in, claimed, under mine', async () => {
  const page = await open('/')
  const heard = complaintsOf(page)
  let taps = 0
  const tap = async (deed: Promise<unknown>): Promise<void> => {
    taps += 1
    await deed
  }
  await tap(page.getByRole('link', { name: /我要反映/ }).click())
  await tap(page.getByLabel('发生了什么').fill('兴文路口的井盖没了，晚上看不见'))
  await tap(
    page.locator('input[type="file"]').setInputFiles({ name: '井盖.jpg', mimeType: 'image/jpeg', buffer: photo }),
  )
  await page.locator('.previews img').waitFor()
  await tap(page.locator('select[name="town"]').selectOption(TOWN))
  await page.locator(`select[name="community"] option[value="${PLACE}"]`).waitFor({ state: 'attached' })
  await tap(page.locator('select[name="community"]').selectOption(PLACE))
  assert.ok((await weigh(page)).total <= WEIGHT_MAX)
  await assertAccessible(page)
  await shoot(page, 'report')
  await tap(page.getByRole('button', { name: '发出' }).click())
  await page.waitForURL(/\/r\/442000-/)
  assert.ok(taps <= 6, `${taps} taps`)
  const number = await page.locator('.receipt .number b').textContent()
  assert.equal(await page.locator('.qr path').count(), 1)
  await assertAccessible(page)
  await shoot(page, 'receipt')

  await page.getByRole('link', { name: '登录，有进展时通知我' }).click()
  await page.waitForURL(/\/sign-in/)
  await signIn(page, '13900001234')
  await page.waitForURL(/\/claim\//)
  await page.getByRole('button', { name: /放到我的名下/ }).click()
  await page.waitForURL(/\/my\/reports\//)
  assert.equal(
    await page
      .locator('.thumbs img')
      .evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth > 0)),
    true,
  )
  await assertAccessible(page)
  await page.goto('/my/reports')
  assert.ok((await page.locator('.list').textContent())?.includes('井盖没了'))
  assert.ok((await page.goto(`/my/reports?x=${number}`))?.ok())
  assert.deepEqual(heard, [])
})

test('three errors: a summary that has the focus, links to fields, the same words beside them', async () => {
  const page = await open('/report')
  await page.getByLabel('手机号').fill('123')
  await page.getByRole('button', { name: '发出' }).click()
  const summary = page.locator('.error-summary')
  await summary.waitFor()
  assert.match(await page.title(), /^错误：/)
  assert.equal(await summary.evaluate(element => element === document.activeElement), true)
  const links = summary.locator('a')
  assert.equal(await links.count(), 3)
  for (const link of await links.all()) {
    const [href, words] = [await link.getAttribute('href'), await link.textContent()]
    const field = page.locator(href ?? '')
    const described = (await field.getAttribute('aria-describedby')) ?? ''
    const error = page.locator(`#${described.split(' ').find(id => id.endsWith('-error'))}`)
    assert.ok((await error.textContent())?.endsWith(words ?? ' '), `${href}: ${words}`)
    assert.equal(await field.getAttribute('aria-invalid'), 'true')
  }
  assert.equal(await page.getByLabel('手机号').inputValue(), '123')
  await assertAccessible(page)
  await shoot(page, 'report-errors')
})

test('the same by keyboard alone', async () => {
  const page = await open('/', { width: 1366 })
  await pressByKeyboard(page, page.getByRole('link', { name: /我要反映/ }).first())
  await page.waitForURL(/\/report/)
  await tabTo(page, page.getByLabel('发生了什么'))
  await page.keyboard.type('楼道的灯不亮了')
  await tabTo(page, page.locator('select[name="town"]'))
  await page.keyboard.press('ArrowDown')
  await page.locator('select[name="community"] option:nth-child(2)').waitFor({ state: 'attached' })
  await tabTo(page, page.locator('select[name="community"]'))
  await page.keyboard.press('ArrowDown')
  await pressByKeyboard(page, page.getByRole('button', { name: '发出' }))
  await page.waitForURL(/\/r\/442000-/)
  await shoot(page, 'receipt-desk')
})

test('without script: lists by a button, the report, the look-up by receipt', async () => {
  const page = await open('/report', { javaScript: false })
  await page.getByLabel('发生了什么').fill('路边的树倒了')
  await page.locator('select[name="town"]').selectOption(TOWN)
  await page.getByRole('button', { name: '选好了，显示下一级' }).click()
  assert.equal(await page.getByLabel('发生了什么').inputValue(), '路边的树倒了')
  await page.locator('select[name="community"]').selectOption(PLACE)
  await page.locator('input[type="file"]').setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: photo })
  await page.getByRole('button', { name: '发出' }).click()
  await page.waitForURL(/\/r\/442000-/)
  const [number, code] = [
    await page.locator('.receipt .number b').textContent(),
    await page.locator('.query-code').textContent(),
  ]
  await page.goto('/track')
  await page.locator('input[name="no"]').fill(number ?? '')
  await page.locator('input[name="code"]').fill((code ?? '').toLowerCase())
  await page.getByRole('button', { name: '查' }).click()
  await page.waitForURL(/\/r\/442000-/)
  assert.equal(await page.locator('.receipt .number b').textContent(), number)
})

test('elder mode: one column, large targets, a call button on every page', async () => {
  const page = await open('/', { elder: true })
  for (const path of ['/', '/report', '/track', '/open/work-orders', '/open/procedures/work-order']) {
    await page.goto(path)
    await page.locator('.call a[href^="tel:"]').waitFor()
    await assertAccessible(page)
    const { wide, text, small } = await page.evaluate(() => {
      const targets = [
        ...document.querySelectorAll(
          'main :is(.button, select, input:not([type=hidden], [type=radio], [type=checkbox], [type=file]), .door)',
        ),
      ]
      const shown = targets.filter(element => element.getBoundingClientRect().height > 0)
      return {
        wide: document.documentElement.scrollWidth > innerWidth,
        text: Number.parseFloat(getComputedStyle(document.body).fontSize),
        small: shown
          .filter(element => element.getBoundingClientRect().height < 60)
          .map(element => element.outerHTML.slice(0, 80)),
      }
    })
    assert.deepEqual([wide, text >= 24, small], [false, true, []], path)
  }
  await page.goto('/report')
  await page.getByLabel('发生了什么').fill('小区门口的路灯坏了')
  await choosePlace(page)
  await shoot(page, 'report-elder')
  await page.getByRole('button', { name: '发出' }).click()
  await page.waitForURL(/\/r\/442000-/)
  await assertAccessible(page)
  await shoot(page, 'receipt-elder')
})

test('handled, closed, rated: the resident sees it and says how it went', async () => {
  const page = await open('/sign-in?next=/report')
  await signIn(page, '13900005678')
  await page.waitForURL(/\/report/)
  await page.getByLabel('发生了什么').fill('请问老人证怎么办理')
  await choosePlace(page)
  await page.getByRole('button', { name: '发出' }).click()
  await page.getByRole('link', { name: '到“我的”里看' }).click()
  await page.waitForURL(/\/my\/reports\//)
  const path = new URL(page.url()).pathname
  const desk = await staff('deskOperator')
  await act(desk, `/api/work-orders/${path.split('/').at(-1)}/answer`, {
    note: '带身份证到社区服务窗口即可，当场办好。',
  })
  await page.reload()
  assert.ok((await page.locator('.timeline').textContent())?.includes('当场办好'))
  await page.getByLabel('解决了', { exact: true }).check()
  await page.getByLabel('非常满意').check()
  await assertAccessible(page)
  await shoot(page, 'rate')
  await page.getByRole('button', { name: '提交评价' }).click()
  await page.waitForURL(url => url.pathname === path)
  assert.ok((await page.locator('.timeline').textContent())?.includes('评价：非常满意，已解决'))
  assert.equal(await page.getByRole('button', { name: '提交评价' }).count(), 0)
  await page.getByText('没有解决，要求重办').click()
  await page.getByRole('button', { name: '要求重办' }).click()
  await page.locator('.error-summary').waitFor()
  await page.getByLabel('哪里没有解决').fill('窗口说还要居住证')
  await page.getByRole('button', { name: '要求重办' }).click()
  await page.waitForURL(url => url.pathname === path)
  assert.ok((await page.locator('.timeline li.now').textContent())?.includes('待派单'))
})
