import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Browser, launchBrowser, newPage, type Page } from '../../src/platform/testing/browser.ts'
import { assertAccessible, shoot } from './support/page.ts'
import { call, enterAs } from './support/people.ts'
import { startServer, type TestServer } from './support/server.ts'

let server: TestServer
let browser: Browser
let page: Page
before(async () => {
  server = await startServer()
  browser = await launchBrowser()
  page = await enterAs(browser, server, 'systemAdmin')
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

const choose = async (label: string, option: string): Promise<void> => {
  const box = page.getByRole('dialog').getByRole('combobox', { name: label })
  await box.click()
  await box.fill(option)
  await page.locator('.ant-select-item-option', { hasText: option }).first().click()
}

const csv = (name: string, lines: readonly string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(`日期,类型,名称\n${lines.join('\n')}\n`),
})

test('an organisation: a code with a wrong digit is refused beside its field, what was typed stays', async () => {
  await page.goto('/console/organisations')
  await page.waitForSelector('.list-table tbody tr')
  await page.keyboard.press('n')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('名称').fill('演示物业服务有限公司')
  await choose('类型', '公共服务企业')
  const code = dialog.getByLabel('统一社会信用代码')
  await code.fill('91350100M000100Y44')
  await dialog.getByRole('button', { name: '新增' }).click()
  const alert = dialog.getByRole('alert')
  await alert.filter({ hasText: '统一社会信用代码不对' }).waitFor()
  assert.equal(await dialog.getByRole('alert').count(), 1)
  assert.equal(await dialog.getByLabel('名称').inputValue(), '演示物业服务有限公司')
  assert.equal(await code.getAttribute('aria-invalid'), 'true')
  await assertAccessible(page)
  await shoot(page, 'operator-organisation-wrong-1440')
  await code.fill('91350100M000100Y43')
  await dialog.getByRole('button', { name: '新增' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.goto('/console/organisations?name=%E6%BC%94%E7%A4%BA%E7%89%A9%E4%B8%9A')
  await page.getByRole('cell', { name: '91350100M000100Y43' }).waitFor()
})

test('a person is appointed there by the security administrator, found again, and stays masked', async () => {
  const systemAdmin = page
  page = await enterAs(browser, server, 'securityAdmin')
  await page.goto('/console/people')
  await page.waitForSelector('.list-table tbody tr')
  await page.keyboard.press('n')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('姓名').fill('欧阳演示')
  await dialog.getByLabel('手机号').fill('154 7000 9999')
  await choose('组织', '演示物业')
  await choose('角色', '承办人')
  await dialog.getByRole('button', { name: '任职' }).click()
  await dialog.waitFor({ state: 'detached' })
  const find = page.getByRole('searchbox', { name: '按姓名或手机号找人' })
  await find.fill('15470009999')
  await find.press('Enter')
  const found = page.getByRole('region', { name: '找到的任职' })
  await found.getByText('演示物业服务有限公司').waitFor()
  const text = (await found.textContent()) ?? ''
  assert.ok(!text.includes('15470009999') && !text.includes('欧阳演示'), text)
  assert.ok(!page.url().includes('1547'))
  await assertAccessible(page)
  await page.context().close()
  page = systemAdmin
})

test('a value of a rule: a new one holds from its day; one weaker than law gives way and says so', async () => {
  await page.goto('/console/rule-values?row=work-order.contact-workdays')
  await page.getByRole('button', { name: '录入新值' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('普通工单联系诉求人').fill('2')
  await dialog.getByLabel('第一天').fill('2027-01-01')
  await dialog.getByLabel('依据的文件').fill('演示文件〔2026〕1号')
  await dialog.getByRole('button', { name: '录入新值' }).click()
  await dialog.getByRole('alert').filter({ hasText: '没有写明原因' }).waitFor()
  await dialog.getByLabel('原因').fill('统一全市时限')
  await dialog.getByRole('button', { name: '录入新值' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('演示文件〔2026〕1号').waitFor()
  const onDay = async (date: string) => {
    const { items } = await call<{ items: { key: string; held: { value: unknown; layer: string } | null }[] }>(
      page,
      'GET',
      `/api/rule-values?date=${date}`,
    )
    const held = items.find(({ key }) => key === 'work-order.contact-workdays')?.held
    return [held?.value, held?.layer]
  }
  assert.deepEqual(await onDay('2026-12-31'), [1, 'national'])
  assert.deepEqual(await onDay('2027-01-01'), [2, 'operator'])

  await page.goto('/console/rule-values?row=work-order.receipt-workdays.enquiry')
  await page.getByRole('button', { name: '录入新值' }).click()
  await dialog.getByRole('spinbutton').fill('5')
  await dialog.getByLabel('第一天').fill('2027-01-01')
  await dialog.getByLabel('依据的文件').fill('演示文件〔2026〕2号')
  await dialog.getByLabel('原因').fill('人手不足')
  await dialog.getByRole('button', { name: '录入新值' }).click()
  await page.getByText('上位规定更严').waitFor()
  await page.getByText('自 2027-01-01 起').waitFor()
  await shoot(page, 'operator-conflict-1440')
})

test('a notice: a broken file tells every reason and writes nothing; the good one is tried, then loaded', async () => {
  await page.goto('/console/calendar/import')
  const file = page.getByLabel('文件')
  const broken = ['2027-01-01,放假,元旦', '2027-13-01,放假,元旦', '2027-01-02,不知道,元旦', '2027-01-01,放假,元旦']
  await file.setInputFiles(csv('broken.csv', broken))
  await page.getByText('读到 4 天').waitFor()
  await page.getByLabel('年份').fill('2027')
  await page.getByRole('button', { name: '预检' }).click()
  for (const reason of ['请写明通知的网址', '日期不对', '看不出是放假还是上班'])
    await page.getByRole('heading', { name: reason }).waitFor()
  assert.equal(await page.getByRole('button', { name: '载入', exact: true }).isEnabled(), false)
  await assertAccessible(page)
  await shoot(page, 'operator-notice-broken-1440')

  const { days } = await call<{ days: { date: string; off: boolean; name: string }[] }>(
    page,
    'GET',
    '/api/calendar/2026',
  )
  const good = days.map(({ date, off, name }) => `${date},${off ? '放假' : '上班'},${name}`)
  await file.setInputFiles(csv('good.csv', [...good, '2026-12-26,上班,元旦']))
  await page.getByText(`读到 ${good.length + 1} 天`).waitFor()
  await page.getByLabel('年份').fill('2026')
  await page.getByLabel('通知的网址').fill('https://www.gov.cn/demo')
  await page.getByRole('button', { name: '预检' }).click()
  await page.getByText('预检通过').waitFor()
  await page.getByRole('cell', { name: '新增' }).waitFor()
  await page.getByRole('button', { name: '载入', exact: true }).click()
  await page.getByText('已载入:2026 年改动 1 天').waitFor()
})

test('the public calendar works a term out without script', async () => {
  const reader = await newPage(browser, { base: server.base, javaScript: false })
  await reader.goto('/open/calendar?year=2026')
  await reader.getByLabel('从哪一天起算').fill('2026-09-30')
  await reader.getByLabel('多少').fill('3')
  await reader.getByRole('button', { name: '算一算' }).click()
  await reader.getByText('2026-10-10 到期').waitFor()
  await reader.getByText('跳过 7 天').waitFor()
  await reader.goto('/open/calendar?start=2026-02-30&count=0')
  assert.equal(await reader.locator('.field.wrong').count(), 2)
  await reader.context().close()
})
