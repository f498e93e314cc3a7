import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { dateOf, instant, plusDays } from '../../src/kernel/time.ts'
import { type Browser, launchBrowser, newPage, type Page } from '../../src/platform/testing/browser.ts'
import { assertAccessible, complaintsOf, shoot, tooWide, weigh } from './support/page.ts'
import { call, enterAs } from './support/people.ts'
import { startServer, type TestServer } from './support/server.ts'

const WEIGHT_MAX = 100 * 1024
const TITLE = '兴文里的垃圾桶总是满'

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

const fill = async (page: Page, values: Readonly<Record<string, string>>): Promise<void> => {
  for (const [label, value] of Object.entries(values))
    await dialog(page)
      .getByLabel(new RegExp(`^${label}( |$)`))
      .fill(value)
}

/** Does one deed, and waits for the step it leads to. */
const deed = async (
  page: Page,
  name: string,
  values: Readonly<Record<string, string>>,
  step: string,
): Promise<void> => {
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click()
  await dialog(page).waitFor()
  await fill(page, values)
  await dialog(page).getByRole('button', { name }).click()
  await dialog(page).waitFor({ state: 'hidden' })
  await page.getByText(step, { exact: false }).first().waitFor()
}

const PARTS = {
  议题来源: '一个月里三次热线工单。',
  议事主体: '居委会主持，居民代表和物业公司。',
  议事规则: '每人五分钟，到会过半数同意。',
  议事方式: '居民议事厅开会。',
  议案执行: '物业公司实施，监督委员会查看。',
}

type Me = { readonly offices: readonly { readonly area: string }[] }

test('from a group of reports to a rated result', async t => {
  const clerk = await enterAs(browser, server, 'communityWorker', 1440)
  const area = (await call<Me>(clerk, 'GET', '/api/me')).offices[0]?.area ?? ''
  const resident = await enterAs(browser, server, 'resident', 390)
  const heard = complaintsOf(clerk)

  await t.test('residents report the same thing; the desk hands the reports on as one topic', async () => {
    const desk = await enterAs(browser, server, 'deskLead', 1440)
    // As the callers said, weeks ago: a deliberation takes its time.
    const saidAt = `${ago(70)}T09:00:00+08:00`
    for (const text of ['兴文里垃圾桶满了没人收', '兴文里的垃圾桶又满了', '兴文里垃圾桶满，异味大'])
      await call(desk, 'POST', '/api/staff/work-orders', { text, area, place: '兴文里', channel: 'phone', saidAt })
    await desk.goto(`/console/work-orders?area=${area}&q=${encodeURIComponent('兴文里')}`)
    await desk.locator('.list-table tbody tr', { hasText: '兴文里' }).nth(2).waitFor()
    await desk.locator('.list-table thead input[type="checkbox"]').first().check()
    await desk.getByRole('button', { name: /^转为协商议题/ }).click()
    await dialog(desk).waitFor()
    await fill(desk, { 议题: TITLE, 要商量什么: '反复有人反映，打13800138000的也有。' })
    await dialog(desk).getByRole('button', { name: '转为协商议题' }).click()
    await dialog(desk).getByText('个人').first().waitFor()
    await shoot(desk, 'deliberation-hand-on')
    await fill(desk, { 要商量什么: '反复有人反映，大家商量清运的次数和桶的位置。' })
    await dialog(desk).getByRole('button', { name: '转为协商议题' }).click()
    await desk
      .getByText('已转为协商议题')
      .first()
      .waitFor({ timeout: 15_000 })
      .catch(() => undefined)
    const { items } = await call<{ items: { id: string }[] }>(
      desk,
      'GET',
      `/api/work-orders?area=${area}&q=${encodeURIComponent('兴文里')}`,
    )
    await desk.goto(`/console/work-orders/${items[0]?.id}`)
    await desk.getByText(`${TITLE}（已提出）`).waitFor()
    await desk.getByRole('link', { name: '看议题' }).waitFor()
    await shoot(desk, 'deliberation-order')
    await desk.context().close()
  })

  await t.test('the community lists and prepares it: all five parts, or it says which are missing', async () => {
    await clerk.goto('/console/deliberations?origin=orders')
    await clerk.locator('.list-table tbody tr', { hasText: TITLE }).waitFor({ timeout: 20_000 })
    await assertAccessible(clerk)
    await shoot(clerk, 'deliberation-list')
    await clerk.locator('.list-table tbody tr', { hasText: TITLE }).click()
    await clerk.locator('.deliberation').waitFor()
    await deed(clerk, '列入协商', {}, '已列入')
    await clerk.getByRole('button', { name: /^备好五项/ }).click()
    await fill(clerk, { 议题来源: PARTS.议题来源 })
    await dialog(clerk).getByRole('button', { name: '备好五项' }).click()
    await dialog(clerk).getByText('五项没有写全').first().waitFor()
    await shoot(clerk, 'deliberation-refused')
    await fill(clerk, PARTS)
    for (const [index, who] of ['居委会', '各楼居民代表', '物业公司', '市人大代表', '监督委员会'].entries())
      await dialog(clerk)
        .getByLabel(`是谁 ${index + 1}`)
        .fill(who)
    await shoot(clerk, 'deliberation-prepare')
    await assertAccessible(clerk)
    await dialog(clerk).getByRole('button', { name: '备好五项' }).click()
    await dialog(clerk).waitFor({ state: 'hidden' })
    await clerk.getByText('已备好').first().waitFor()
    const notice = {
      公告日期: ago(60),
      会议日期: ago(57),
      地点: '居民议事厅',
      议程: '说明情况\n表决',
      公布在哪里: '公开栏',
    }
    await deed(clerk, '公告开会', notice, '已公告')
    await shoot(clerk, 'deliberation-pane')
    await assertAccessible(clerk)
  })

  await t.test('a resident says something and votes, on a phone', async () => {
    await resident.goto('/open/deliberations?state=meet')
    await resident.getByRole('link', { name: TITLE }).click()
    await resident.getByLabel('说一句').fill('每天清运两次，早晚各一次')
    await resident.getByRole('button', { name: '发表' }).click()
    await resident.getByText('每天清运两次，早晚各一次').waitFor()
    await resident.getByRole('button', { name: '第 1 条：赞成' }).click()
    await resident.getByText('赞成 1，反对 0，跳过 0').waitFor()
    await assertAccessible(resident)
    assert.equal(await tooWide(resident), 0)
    assert.ok((await weigh(resident)).total <= WEIGHT_MAX)
    await shoot(resident, 'deliberation-topic-390')
  })

  await t.test('the meeting: sign-in by code, the floor, minutes that save themselves, counted to an end', async () => {
    await clerk.getByRole('link', { name: '主持页' }).click()
    await deed(clerk, '宣布开会', {}, '会议中')
    const code = (await clerk.locator('.sign-in-code b').textContent()) ?? ''
    await resident.goto('/meet')
    await resident.getByLabel('签到码').fill(code.toLowerCase())
    await resident.getByRole('button', { name: '下一步' }).click()
    await shoot(resident, 'deliberation-hall-390')
    await resident.getByLabel('各楼居民代表').check()
    await resident.getByRole('button', { name: '签到' }).click()
    await resident.getByRole('button', { name: '申请发言' }).click()
    await resident.getByText('已排队，第 1 位').waitFor()
    await assertAccessible(resident)
    await clerk.getByLabel('纸上签到 各楼居民代表').fill('5')
    await clerk.getByRole('button', { name: '登记 各楼居民代表' }).click()
    // One line after the other, as a person would: the first is there before the second is typed.
    await clerk
      .getByText(/到 6 \//)
      .first()
      .waitFor()
    await clerk.getByLabel('纸上签到 物业公司').fill('1')
    await clerk.getByRole('button', { name: '登记 物业公司' }).click()
    await clerk.getByText('到 1 / 1').first().waitFor()
    await clerk.getByRole('button', { name: '请下一位' }).click()
    await clerk.getByText('正在发言').waitFor()
    await clerk.getByLabel('会议记录').fill('物业说明现在一天一次。居民要求早晚各一次。表决通过。')
    await clerk.getByText(/^已保存/).waitFor()
    await shoot(clerk, 'deliberation-chair-1440')
    await assertAccessible(clerk)
    const wall = await clerk.context().newPage()
    await wall.goto(clerk.url().replace('/meeting', '/screen'))
    await wall.getByText(code).waitFor()
    await assertAccessible(wall)
    await shoot(wall, 'deliberation-screen-1440')
    await wall.close()
    const end = {
      同意: '6',
      反对: '1',
      形成的意见: '每天清运两次，早七点、晚八点。',
      由谁落实: '物业公司',
      落实期限: ago(20),
    }
    await deed(clerk, '形成意见', end, '已达成意见')
    await clerk.getByRole('link', { name: '回到议题' }).click()
  })

  await t.test('posted, carried out, rated by who was there, closed', async () => {
    await clerk.locator('.deliberation').waitFor()
    await deed(clerk, '公示结果', { 日期: ago(56), 公布到: ago(41), 公布在哪里: '公开栏' }, '结果公示')
    await deed(clerk, '开始落实', {}, '落实中')
    await deed(clerk, '记录进展', { 说明: '已签补充协议。' }, '落实中')
    await deed(clerk, '办完', { 办完的日期: ago(30), 说明: '已按早晚两次清运。' }, '已办完')
    await resident.goto('/open/deliberations?state=doing')
    await resident.getByRole('link', { name: TITLE }).click()
    await resident.getByLabel('满意', { exact: true }).check()
    await resident.getByRole('button', { name: '评价' }).click()
    await resident.locator('#rating').getByText('1', { exact: false }).first().waitFor()
    await deed(clerk, '公示落实情况', { 日期: ago(25), 公布到: ago(10), 公布在哪里: '公开栏' }, '落实公示')
    await deed(clerk, '归档', {}, '已归档')
    await shoot(clerk, 'deliberation-closed')
  })

  const stranger = await newPage(browser, { base: server.base, width: 1440 })
  await stranger.goto(new URL(resident.url()).pathname)
  await stranger.getByText('每天清运两次，早七点、晚八点。').waitFor()
  await stranger.getByText('来自 3 件热线工单').waitFor()
  await stranger.getByText('13 天后').waitFor()
  await stranger.getByText('民事民管').waitFor()
  await assertAccessible(stranger)
  assert.equal(await tooWide(stranger), 0)
  await shoot(stranger, 'deliberation-topic-1440')
  await stranger.context().close()
  // The browser says so itself when a server refuses.
  assert.deepEqual(
    heard.filter(line => !line.includes('status of 422') && !line.includes('status of 409')),
    [],
  )
  await Promise.all([clerk.context().close(), resident.context().close()])
})

test('bodies of a place: a small committee is saved with a warning', async () => {
  const clerk = await enterAs(browser, server, 'communityWorker', 1440)
  await clerk.goto('/console/deliberation-bodies')
  await clerk.getByLabel('村（居）干部').fill('6')
  await clerk.locator('.body-form', { hasText: '社区建设协调委员会' }).getByRole('button', { name: '保存' }).click()
  await clerk.getByText('人数不在常见范围').waitFor()
  await assertAccessible(clerk)
  await shoot(clerk, 'deliberation-bodies')
  await clerk.context().close()
})
