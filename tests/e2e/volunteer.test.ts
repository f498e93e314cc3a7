import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { dateOf, instant, plusDays } from '../../src/kernel/time.ts'
import { type Browser, launchBrowser, newPage, type Page } from '../../src/platform/testing/browser.ts'
import { choose } from './support/owners.ts'
import { assertAccessible, complaintsOf, scoredFaults, shoot, tooWide } from './support/page.ts'
import { enterAs } from './support/people.ts'
import { startServer, type TestServer } from './support/server.ts'

let server: TestServer
let browser: Browser
before(async () => {
  ;[server, browser] = await Promise.all([startServer(), launchBrowser()])
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

const main = async (page: Page): Promise<string> => (await page.locator('main').textContent()) ?? ''

const look = async (page: Page, name: string): Promise<void> => {
  await assertAccessible(page)
  assert.equal(await tooWide(page), 0, name)
  await shoot(page, `volunteer-${name}`)
}

const dialog = (page: Page) => page.getByRole('dialog')

test('a volunteer’s month: a place given back and taken again, a certificate anybody can check, help asked for and matched', async () => {
  const page = await enterAs(browser, server, 'resident', 390)
  const heard = complaintsOf(page)
  await page.goto('/my/volunteering')
  await look(page, 'mine')
  assert.match(await main(page), /2 小时 30 分/)
  await page.getByRole('button', { name: '取消报名' }).first().click()
  await page.getByText('已取消').first().waitFor()
  await page.goto('/open/volunteering')
  await page.getByRole('link', { name: '每周探访独居老人' }).click()
  await page.waitForURL('**/open/volunteering/*')
  await look(page, 'activity')
  await page.locator('main a[href*="/my/volunteering/shifts/"]').last().click()
  await page.getByRole('button', { name: '报名' }).click()
  await page.getByText('还没有确认看过风险').first().waitFor()
  await look(page, 'shift-refused')
  await page.getByLabel('我看过风险说明，自愿参加').check()
  await page.getByRole('button', { name: '报名' }).click()
  await page.waitForURL('**/my/volunteering')
  await page.getByRole('button', { name: '开具证明' }).click()
  await page
    .getByText(/-ZM\d{4}-000001/)
    .first()
    .waitFor()
  const [, code = ''] = /校验码 ([0-9A-Z]{12})/.exec(await main(page)) ?? []
  const [no = ''] = /\d{6}-ZM\d{4}-000001/.exec(await main(page)) ?? []

  const stranger = await newPage(browser, { base: server.base, width: 1440 })
  await stranger.goto('/open/volunteer-certificates')
  await stranger.getByLabel('证明编号').fill(no)
  await stranger.getByLabel('校验码').fill(code)
  await stranger.getByRole('button', { name: '核对' }).click()
  await stranger.getByText('证明真实').waitFor()
  await look(stranger, 'certificate')
  assert.doesNotMatch(await main(stranger), /演示居民001/)
  await stranger.context().close()

  await page.goto('/my/help/new?town=442000001')
  await page.getByLabel('需要什么帮助').fill('教老人用手机打车')
  await page.getByLabel('去哪里，怎么联系').fill('社区门口见')
  await page.getByLabel('日期').fill(plusDays(dateOf(instant(Date.now())), 5))
  await page.getByLabel('开始时间').fill('14:00')
  await page.getByLabel('结束时间').fill('15:00')
  await page.getByRole('button', { name: '提交' }).click()
  await page.waitForURL('**/my/help')
  assert.match(await main(page), /教老人用手机打车/)
  await look(page, 'help')
  await page.goto('/my/time-bank')
  await look(page, 'time-bank')
  assert.match(await main(page), /演示社区时间银行/)
  // The refused sign-up is heard; nothing else is.
  assert.deepEqual(
    heard.filter(line => !line.includes('422')),
    [],
  )

  const clerk = await enterAs(browser, server, 'communityWorker', 1440)
  const complaints = complaintsOf(clerk)
  await clerk.goto('/console/volunteer-needs')
  await clerk.getByText('教老人用手机打车').first().click()
  await clerk.getByText('住在同一社区').first().waitFor()
  await clerk.getByRole('button', { name: '问他愿不愿意' }).first().click()
  await dialog(clerk).getByRole('button', { name: '问他愿不愿意' }).click()
  await clerk.getByText('待答复').first().waitFor()
  assert.deepEqual(await scoredFaults(clerk), [])
  await shoot(clerk, 'volunteer-console-need')
  for (const [path, row, seen, name] of [
    ['/console/volunteer-activities', '每周探访独居老人', /签到码/, 'activities'],
    ['/console/volunteer-services', '每周探访独居老人', /起可核定|核定/, 'services'],
    ['/console/volunteers', /442000-Z\d+-0001/, /照护老人/, 'register'],
    ['/console/time-banks', '演示社区时间银行', /全部账户合计/, 'time-banks'],
  ] as const) {
    await clerk.goto(path)
    await clerk.locator('main h1').first().waitFor()
    await clerk.getByText(row).first().click()
    await clerk.getByText(seen).first().waitFor()
    assert.deepEqual(await scoredFaults(clerk), [], path)
    await shoot(clerk, `volunteer-console-${name}`)
  }
  // A credit that was wrong is taken back with a reason; then a relative of a member is entered.
  await clerk.getByRole('button', { name: '更正存入' }).click()
  const asked = dialog(clerk)
  await choose(clerk, '服务', '每周探访独居老人')
  await asked.getByLabel('理由').fill('签到后没有参加，已与本人核对')
  await shoot(clerk, 'volunteer-console-take-back')
  await asked.getByRole('button', { name: '更正存入' }).click()
  await asked.waitFor({ state: 'hidden' })
  await clerk.getByRole('link', { name: '成员', exact: true }).click()
  await clerk.locator('tbody tr').first().click()
  await clerk.getByRole('button', { name: '登记亲属' }).click()
  await dialog(clerk).getByLabel('亲属的姓名').fill('演示亲属')
  await dialog(clerk).getByLabel('亲属的手机号').fill('19911112222')
  await dialog(clerk).getByRole('button', { name: '登记亲属' }).click()
  await clerk.getByText('演*** 父母').waitFor()
  assert.deepEqual(await scoredFaults(clerk), [])
  await shoot(clerk, 'volunteer-console-members')
  assert.deepEqual(complaints, [])
})
