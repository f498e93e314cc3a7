import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Browser, launchBrowser, settled } from '../../src/platform/testing/browser.ts'
import { assertAccessible, complaintsOf, shoot, weigh } from './support/page.ts'
import { call, enterAs } from './support/people.ts'
import { startServer, type TestServer } from './support/server.ts'

const CONSOLE_BYTES_MAX = 450 * 1024
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

const report = (text: string) => ({ text, area: PLACE, place: '兴文路口', channel: 'phone', phone: '13812345678' })

test('the desk takes down, admits and dispatches by the keyboard alone', async () => {
  const page = await enterAs(browser, server, 'deskOperator')
  const heard = complaintsOf(page)
  await page.goto('/console/work-orders?step=received')
  await page.waitForSelector('.list-table tbody tr')
  await page.keyboard.press('n')
  await page.waitForSelector('input[name="phone"]:focus')
  await page.keyboard.type('13812345678')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.type('兴文路口井盖没了,晚上看不见。')
  await page.keyboard.press('Tab')
  await page.keyboard.type('桂园')
  await page.waitForSelector('.ant-select-item-option')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { name: '已登记' }).waitFor()
  assert.match((await page.textContent('main')) ?? '', /442000-\d{8}-\d{4}.*[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/s)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /^受理/ }).waitFor()
  const order = new URL(page.url()).searchParams.get('row')
  await page.keyboard.press('1')
  await page.getByText('受理，已完成').waitFor()
  await page.goto(`/console/work-orders?step=queued&row=${order}`)
  await page.getByRole('button', { name: /派给石岐街道办事处/ }).waitFor()
  await shoot(page, 'desk-1440')
  await page.keyboard.press('1')
  await page.getByText('派单，已完成').waitFor()
  const { step, leadName } = await call<{ step: string; leadName: string }>(page, 'GET', `/api/work-orders/${order}`)
  assert.deepEqual([step, leadName], ['dispatched', '石岐街道办事处'])
  assert.deepEqual(heard, [])
  await page.context().close()
})

test('many at once: what another did meanwhile is told row by row', async () => {
  const [desk, other] = [await enterAs(browser, server, 'deskOperator'), await enterAs(browser, server, 'deskLead')]
  const made: string[] = []
  for (const text of ['路灯不亮一。', '路灯不亮二。', '路灯不亮三。']) {
    const { id } = await call<{ id: string }>(desk, 'POST', '/api/staff/work-orders', report(text))
    await call(desk, 'POST', `/api/work-orders/${id}/admit`, {})
    made.push(id)
  }
  await desk.goto(`/console/work-orders?step=queued&area=${PLACE}&category=light&sort=received`)
  await desk.waitForSelector('.list-table tbody tr')
  for (let row = 0; row < made.length; row++) {
    await desk.keyboard.press('j')
    await desk.keyboard.press('x')
  }
  const { items } = await call<{ items: { id: string }[] }>(
    other,
    'GET',
    '/api/console/organisations?name=石岐街道办事处',
  )
  await call(other, 'POST', `/api/work-orders/${made[1]}/dispatch`, { lead: items[0]?.id })
  await desk.keyboard.press('d')
  await desk.getByRole('dialog').waitFor()
  await desk.waitForFunction(() => document.activeElement?.closest('[role="dialog"] form') !== null)
  await desk.keyboard.press('Control+Enter')
  await desk.waitForSelector('.batch-failures')
  const sheet = (await desk.textContent('[role="dialog"]:has(.batch-failures)')) ?? ''
  assert.match(sheet, /成功 2 条/)
  assert.match(sheet, /没有成功 1 条/)
  assert.match(sheet, /待签收/)
  await desk.context().close()
  await other.context().close()
})

test('two at one order: the second is told who did what, and keeps what was typed', async () => {
  const [desk, other] = [await enterAs(browser, server, 'deskOperator'), await enterAs(browser, server, 'deskLead')]
  const { id } = await call<{ id: string }>(desk, 'POST', '/api/staff/work-orders', report('垃圾没人收。'))
  await desk.goto(`/console/work-orders/${id}`)
  await desk
    .getByRole('button', { name: /^不予受理/ })
    .first()
    .waitFor()
  await desk.keyboard.press('2')
  await desk.waitForSelector('.deed-form')
  await desk.locator('.deed-form input[type="radio"]').first().check()
  await desk.locator('.deed-form textarea').fill('请拨打紧急电话')
  await call(other, 'POST', `/api/work-orders/${id}/amend`, { kind: 'help', category: 'litter', area: PLACE })
  await desk.keyboard.press('Control+Enter')
  const told = desk.locator('.deed-form [role="alert"]')
  await told.waitFor()
  assert.match((await told.textContent()) ?? '', /热线班长.*更正/s)
  assert.equal(await desk.locator('.deed-form textarea').inputValue(), '请拨打紧急电话')
  await desk.keyboard.press('Control+Enter')
  await desk.getByText('不予受理，已完成').waitFor()
  await desk.context().close()
  await other.context().close()
})

test('every page of the console: nothing that keeps anybody out, light, quiet', async () => {
  const page = await enterAs(browser, server, 'deskLead')
  const heard = complaintsOf(page)
  for (const [name, path] of [
    ['queue', '/console/work-orders?step=queued'],
    ['late', '/console/late'],
    ['figures', '/console/figures'],
    ['moved', '/console/moved'],
    ['new', '/console/work-orders/new'],
  ] as const) {
    await page.goto(path)
    await settled(page)
    if (name === 'queue') {
      // A key does nothing before there are rows.
      await page.waitForSelector('.list-table tbody tr')
      await page.keyboard.press('j')
      await page.waitForSelector('.order')
      assert.ok((await weigh(page)).total <= CONSOLE_BYTES_MAX)
    }
    await assertAccessible(page)
    await shoot(page, `console-${name}`)
  }
  assert.deepEqual(heard, [])
  await page.context().close()
})

test('what is late, by unit: each number leads to its rows', async () => {
  const page = await enterAs(browser, server, 'deskLead')
  await page.goto('/console/late')
  const first = page.locator('.late-page tbody tr td a').first()
  await first.waitFor()
  const count = await first.textContent()
  await first.click()
  await page.waitForSelector('.list-table tbody tr')
  assert.match((await page.textContent('.list-head')) ?? '', new RegExp(`共 ${count} 条`))
  await page.context().close()
})
