import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { dateOf, instant, plusDays } from '../../src/kernel/time.ts'
import { type Browser, launchBrowser, newPage, type Page } from '../../src/platform/testing/browser.ts'
import { assertAccessible, complaintsOf, shoot, tooWide, weigh } from './support/page.ts'
import { enterAs } from './support/people.ts'
import { startServer, type TestServer } from './support/server.ts'

const VILLAGE = '龙石村'
const WEIGHT_MAX = 100 * 1024

let server: TestServer
let browser: Browser
before(async () => {
  ;[server, browser] = await Promise.all([startServer(), launchBrowser()])
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

/** A day so many days ago. */
const ago = (days: number): string => plusDays(dateOf(instant(Date.now())), -days)

const dialog = (page: Page) => page.getByRole('dialog')

/** Chooses in the open dialog, by keyboard as a clerk would. */
const choose = async (page: Page, label: string, option: string): Promise<void> => {
  const box = dialog(page).getByRole('combobox', { name: label })
  await box.click()
  await page.locator('.ant-select-item-option', { hasText: option }).last().click()
}

const fill = async (page: Page, values: Readonly<Record<string, string>>): Promise<void> => {
  for (const [label, value] of Object.entries(values)) await dialog(page).getByLabel(label, { exact: true }).fill(value)
}

const meeting = (on: string, due: number, present: number, agree: number): Readonly<Record<string, string>> => ({
  日期: on,
  应到人数: String(due),
  实到人数: String(present),
  同意: String(agree),
  反对: String(present - agree),
  会议记录: `会议记录 ${on}`,
})

const send = async (page: Page, button: string): Promise<void> => {
  await dialog(page).getByRole('button', { name: button }).click()
}

/** Does one deed of the pane, and waits for the step it leads to. */
const deed = async (
  page: Page,
  name: string,
  values: Readonly<Record<string, string>>,
  step: string,
  choices: Readonly<Record<string, string>> = {},
): Promise<void> => {
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click()
  await dialog(page).waitFor()
  for (const [label, option] of Object.entries(choices)) await choose(page, label, option)
  await fill(page, values)
  await send(page, name)
  await page.locator('.village-decision b', { hasText: step }).first().waitFor()
}

test('a village decision, from the proposal to the archived result', async t => {
  const page = await enterAs(browser, server, 'communityWorker', 1440, true, VILLAGE)
  const heard = complaintsOf(page)
  await page.goto('/console/village-decisions')
  await page.waitForSelector('.list-table tbody tr')
  await assertAccessible(page)
  await shoot(page, 'village-list')

  await t.test('what does not fit is refused beside its field, and what was typed stays', async () => {
    await page.keyboard.press('n')
    await dialog(page).waitFor()
    await choose(page, '事项', '公益事业')
    await fill(page, { 题目: '修整村口的水塘', 内容: '清淤，加护栏，装两盏灯。', ...meeting(ago(60), 5, 4, 2) })
    await send(page, '提议')
    await dialog(page).getByText('同意的人不过半').waitFor()
    await shoot(page, 'village-refused')
    assert.equal(await dialog(page).getByLabel('题目', { exact: true }).inputValue(), '修整村口的水塘')
    await fill(page, { 同意: '4', 反对: '0' })
    await send(page, '提议')
    await page.locator('.list-table tbody tr', { hasText: '修整村口的水塘' }).waitFor()
  })

  await t.test('step by step, as the paper register', async () => {
    await page.locator('.list-table tbody tr', { hasText: '修整村口的水塘' }).click()
    await page.locator('.village-decision').waitFor()
    await deed(page, '商议', meeting(ago(58), 7, 7, 6), '已商议')
    await deed(page, '审议', { ...meeting(ago(50), 46, 38, 30), 党员总数: '48', 方案送达党员的日期: ago(54) }, '已审议')
    await deed(page, '决议', { ...meeting(ago(40), 52, 45, 40), 发出通知的日期: ago(45) }, '已决议', {
      由谁决议: '村民代表会议',
      村民会议已授权: '是',
    })
    await deed(page, '决议公开', { 公布日期: ago(38), 公布到: ago(23), 公布在哪里: '村委会公开栏' }, '决议公示')
    await deed(page, '开始实施', {}, '实施中')
    await deed(page, '记录进展', { 说明: '淤泥已清。' }, '实施中')
    await deed(page, '实施完毕', { 说明: '护栏和灯都装好了。' }, '已办完')
    await deed(page, '结果公开', { 公布日期: ago(20), 公布到: ago(5), 公布在哪里: '村委会公开栏' }, '结果公示')
    await shoot(page, 'village-pane')
    await assertAccessible(page)
    await deed(page, '归档', {}, '已归档')
  })
  // The browser says so itself when a server refuses.
  assert.deepEqual(
    heard.filter(line => !line.includes('status of 422')),
    [],
  )
  await page.context().close()
})

test('a resident reads what is posted and objects; the village answers', async () => {
  const resident = await enterAs(browser, server, 'resident', 390)
  await resident.goto('/open/village-decisions?state=posted')
  await resident.getByRole('link', { name: '确定保洁员误工补贴标准' }).click()
  await assertAccessible(resident)
  assert.equal(await tooWide(resident), 0)
  assert.ok((await weigh(resident)).total <= WEIGHT_MAX)
  await shoot(resident, 'village-posted-390')
  await resident.getByLabel('您认为哪里不对').fill('补贴标准没有写，联系13800138000')
  await resident.getByRole('button', { name: '提交异议' }).click()
  await resident.getByText('里面有个人号码').first().waitFor()
  await resident.getByLabel('您认为哪里不对').fill('补贴标准没有写清楚')
  await resident.getByRole('button', { name: '提交异议' }).click()
  await resident.getByText('补贴标准没有写清楚').waitFor()

  const clerk = await enterAs(browser, server, 'communityWorker', 1440, true, VILLAGE)
  await clerk.goto('/console/village-decisions?step=posted')
  await clerk.locator('.list-table tbody tr', { hasText: '确定保洁员误工补贴标准' }).click()
  await clerk.getByText('补贴标准没有写清楚').waitFor()
  await deed(clerk, '答复异议', { 说明: '标准在附页，已补贴在公开栏。' }, '决议公示')
  await clerk.context().close()

  const stranger = await newPage(browser, { base: server.base, width: 1440 })
  await stranger.goto(new URL(resident.url()).pathname)
  await stranger.getByText('标准在附页').first().waitFor()
  assert.equal(await stranger.getByText('补贴标准没有写清楚').count(), 0)
  await shoot(stranger, 'village-posted-1440')
  await stranger.context().close()
  await resident.context().close()
})
