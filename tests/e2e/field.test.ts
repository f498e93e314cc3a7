import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import { type Browser, launchBrowser, type Page, settled } from '../../src/platform/testing/browser.ts'
import { assertAccessible, complaintsOf, shoot } from './support/page.ts'
import { call, enterAs } from './support/people.ts'
import { startServer, type TestServer } from './support/server.ts'

const PLACE = '442000001007'

let server: TestServer
let browser: Browser
before(async () => {
  server = await startServer()
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

const photo = async (colour: string) => ({
  name: 'photo.jpg',
  mimeType: 'image/jpeg',
  buffer: await sharp({ create: { width: 320, height: 240, channels: 3, background: colour } })
    .jpeg()
    .toBuffer(),
})

/** Presses a key of the console when the page has come to rest: what is drawn may not listen yet. */
const press = async (page: Page, key: string): Promise<void> => {
  await settled(page)
  await page.keyboard.press(key)
}

/** Presses what has this key in the console and waits until it is said to be done. */
const does = async (page: Page, key: string, said: string): Promise<void> => {
  await press(page, key)
  await page.getByText(`${said}，已完成`).waitFor()
}

test('from the report to the published result: desk, unit, grid worker, unit, desk', async () => {
  const [desk, handler, lead] = [
    await enterAs(browser, server, 'deskOperator'),
    await enterAs(browser, server, 'unitHandler'),
    await enterAs(browser, server, 'unitLead'),
  ]
  const grid = await enterAs(browser, server, 'gridWorker', 390)
  const heard = [desk, handler, lead, grid].map(complaintsOf)
  const report = {
    text: '兴文路口井盖没了,很危险。',
    area: PLACE,
    place: '兴文路口',
    channel: 'phone',
    phone: '13812345678',
    name: '演示来电人',
  }
  const { id } = await call<{ id: string }>(desk, 'POST', '/api/staff/work-orders', report)
  const { items } = await call<{ items: { id: string }[] }>(
    desk,
    'GET',
    '/api/console/organisations?name=石岐街道办事处',
  )
  await call(desk, 'POST', `/api/work-orders/${id}/admit`, {})
  await call(desk, 'POST', `/api/work-orders/${id}/dispatch`, { lead: items[0]?.id })

  await handler.goto(`/console/work-orders/${id}`)
  await handler.getByRole('button', { name: /^签收/ }).waitFor()
  await does(handler, '1', '签收')
  await handler.getByRole('button', { name: /^派到人/ }).waitFor()
  await press(handler, '1')
  await handler.locator('select[name="assignee"] option').nth(1).waitFor({ state: 'attached' })
  const { party } = await call<{ party: string }>(grid, 'GET', '/api/me')
  await handler.locator('select[name="assignee"]').selectOption(party)
  await does(handler, 'Control+Enter', '派到人')

  await grid.goto('/field')
  await grid.getByRole('link', { name: /井盖/ }).first().waitFor()
  await assertAccessible(grid)
  await shoot(grid, 'field-390')
  await grid.goto(`/field/${id}`)
  await assertAccessible(grid)
  await shoot(grid, 'field-order-390')
  assert.ok(!(await grid.content()).includes('13812345678'), 'the number is not there before a reason is given')
  await grid.getByText(/^联系诉求人/).click()
  await grid.getByRole('button', { name: '显示号码' }).click()
  assert.equal(await grid.getByRole('link', { name: /拨打/ }).getAttribute('href'), 'tel:13812345678')
  await grid.getByLabel('联系上了', { exact: true }).check()
  await grid.getByRole('button', { name: '联系群众' }).click()
  await grid.getByRole('heading', { name: '抵达现场' }).waitFor()
  await grid.locator('form[action$="/arrive"] input[type="file"]').setInputFiles(await photo('#884422'))
  await grid.locator('form[action$="/arrive"] .previews img').waitFor()
  await grid.getByRole('button', { name: '抵达现场' }).click()
  await grid.getByRole('heading', { name: '提交结果' }).waitFor()

  await grid.getByRole('button', { name: '提交结果' }).click()
  await grid.locator('.error-summary').waitFor()
  assert.match((await grid.textContent('.error-summary')) ?? '', /没有写办理结果/)
  await grid.locator('form[action$="/submit"] textarea').fill('已更换井盖。')
  await grid
    .locator('form[action$="/submit"] input[type="file"]')
    .setInputFiles([await photo('#228844'), await photo('#224488')])
  await grid.locator('form[action$="/submit"] .previews img').nth(1).waitFor()
  await grid.getByRole('button', { name: '提交结果' }).click()
  await grid.getByText('待审核').first().waitFor()

  await lead.goto(`/console/work-orders/${id}`)
  await lead.getByRole('button', { name: /^审核办结/ }).waitFor()
  await press(lead, '1')
  await lead.waitForSelector('.deed-form')
  await does(lead, 'Control+Enter', '审核办结')

  await desk.goto(`/console/work-orders/${id}`)
  await desk.getByRole('button', { name: /^回访/ }).waitFor()
  await press(desk, '1')
  await desk.waitForSelector('.deed-form')
  await desk.locator('input[name="resolved"][value="true"]').check()
  await desk.locator('select[name="satisfaction"]').selectOption('satisfied')
  await does(desk, 'Control+Enter', '回访')
  await desk.getByRole('button', { name: /^归档/ }).waitFor()
  await does(desk, '1', '归档')
  await desk.getByRole('button', { name: /^公开/ }).waitFor()
  await press(desk, '1')
  await desk.waitForSelector('.deed-form')
  await desk.locator('.deed-form textarea').fill('兴文路口井盖缺失,已更换。')
  await shoot(desk, 'publish-1440')
  await does(desk, 'Control+Enter', '公开')
  const { step, published, publicText } = await call<{ step: string; published: boolean; publicText: string }>(
    desk,
    'GET',
    `/api/work-orders/${id}`,
  )
  assert.deepEqual([step, published, publicText], ['archived', true, '兴文路口井盖缺失,已更换。'])
  // The refused result is the only thing that was not found well.
  assert.deepEqual(
    heard.flat().filter(line => !line.includes('422')),
    [],
  )
  for (const page of [desk, handler, lead, grid]) await page.context().close()
})

test('what a worker saw is reported from the street; without a network what was typed stays', async () => {
  const grid = await enterAs(browser, server, 'gridWorker', 390)
  await grid.goto('/field/new')
  await assertAccessible(grid)
  const small = await grid
    .locator('main :is(button, a.button, input:not([type="hidden"]), select)')
    .evaluateAll(
      all =>
        all
          .map(one => one.getBoundingClientRect())
          .filter(({ width, height }) => width > 0 && height > 0 && height < 44).length,
    )
  assert.equal(small, 0, 'every target is at least 44 px high')
  await grid.locator('textarea[name="text"]').fill('路边大树倒了,压住电线。')
  await grid.context().setOffline(true)
  await grid.getByRole('button', { name: '上报' }).click()
  await grid.locator('.offline').waitFor()
  await grid.context().setOffline(false)
  await grid.waitForTimeout(600)
  await grid.goto('/field/new')
  assert.equal(await grid.locator('textarea[name="text"]').inputValue(), '路边大树倒了,压住电线。')
  await shoot(grid, 'field-new-390')
  await grid.getByRole('button', { name: '上报' }).click()
  await grid.waitForURL(/\/field\/[0-9a-f-]{36}$/)
  assert.match((await grid.textContent('main')) ?? '', /紧急.*树木倒塌/s)
  await grid.context().close()
})

test('without script the street is reported all the same', async () => {
  const grid = await enterAs(browser, server, 'gridWorker', 390, false)
  await grid.goto('/field/new')
  await grid.getByRole('button', { name: '上报' }).click()
  await grid.locator('.error-summary').waitFor()
  await grid.locator('textarea[name="text"]').fill('楼道灯不亮。')
  await grid.getByRole('button', { name: '上报' }).click()
  await grid.waitForURL(/\/field\/[0-9a-f-]{36}$/)
  assert.match((await grid.textContent('main')) ?? '', /楼道灯不亮.*待受理/s)
  await grid.context().close()
})
