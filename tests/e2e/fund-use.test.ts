import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DAY_MS, dateOf, type Instant, instant, isoOf, plusDays } from '../../src/kernel/time.ts'
import { type Browser, launchBrowser, newPage, type Page } from '../../src/platform/testing/browser.ts'
import { testCity } from '../../src/platform/testing/database.ts'
import { openBehind } from '../chaos/support.ts'
import { cookieOf, officesFor, smallEstate, staffOf } from './support/fund.ts'
import { deed, look, pick, write } from './support/fund-pages.ts'
import { type MovedClock, movedClock } from './support/moved-clock.ts'
import { dialog, post, secondClerk } from './support/owners.ts'
import { assertAccessible, complaintsOf, shoot } from './support/page.ts'
import { call, enterAs } from './support/people.ts'
import { startServer, type TestServer } from './support/server.ts'

const NAME = '样例一村'

let server: TestServer
let browser: Browser
let clock: MovedClock
let ahead = 0
const days = async (count: number): Promise<void> => {
  ahead += count * DAY_MS
  await clock.days(count)
}
const now = (): Instant => instant(Date.now() + ahead)
const today = (): string => dateOf(now())
const in_ = (count: number): string => plusDays(today() as never, count)

const ends: (() => unknown)[] = []
before(async () => {
  const city = await testCity({ after: end => ends.push(end as () => unknown) })
  clock = await movedClock(city.url)
  ;[server, browser] = await Promise.all([startServer({ databaseUrl: clock.url }), launchBrowser()])
})
after(async () => {
  await browser?.close()
  await server?.stop()
  await clock?.drop()
  for (const end of ends.toReversed()) await end()
})

type Me = { readonly offices: readonly { readonly area: string }[] }
type Item = { readonly id: string; readonly no: string; readonly title: string }

/** Opens the pane of a use. */
const paneOf = async (title: string): Promise<Page> => {
  const page = await enterAs(browser, server, 'communityWorker')
  await page.goto('/console/fund-uses')
  await page.locator('.list-table tbody tr', { hasText: title }).first().click()
  await page.locator('.fund-use').waitFor()
  return page
}

test('an elevator repair, from the application to every owner’s account; and a roof that cannot wait', {
  timeout: 400_000,
}, async t => {
  let page = await enterAs(browser, server, 'communityWorker')
  const heard = complaintsOf(page)
  const behind = await openBehind(t, server.data, clock.url)
  const [office] = (await call<Me>(page, 'GET', '/api/me')).offices
  const { clerk, town, authority } = await officesFor(behind, office?.area ?? '', now())
  await smallEstate(behind, staffOf(clerk), staffOf(town), now(), NAME)
  let use: Item | undefined

  await t.test('the application on one page, with what is missing', async () => {
    await page.goto('/console/fund-uses')
    await page.getByRole('button', { name: /^申请使用/ }).click()
    await page.waitForURL('**/console/fund-uses/new')
    await pick(page, '小区', NAME)
    await pick(page, '资金由谁管', '主管部门代管')
    await pick(page, '损坏原因', '人为损坏')
    await write(page, {
      几栋: '1',
      题目: '一栋电梯大修',
      损坏情况和维修方案: '曳引机和控制柜老化，检测建议更换。',
      应急处置办法: '发现危及安全的，立即停梯并告知业主。',
      预算: '12000.00',
      '第 1 份报价：单位': '甲电梯工程公司',
      '第 1 份报价：金额': '11800',
      纸质材料: '使用申请书',
    })
    await page.getByRole('button', { name: '看看还缺什么' }).click()
    await page.getByText('还缺 2 项').waitFor()
    await page.getByText('人为损坏由当事人承担').waitFor()
    await assertAccessible(page)
    await shoot(page, 'fund-apply-missing')
    await pick(page, '损坏原因', '自然损耗')
    await page.getByRole('button', { name: '再加一份报价' }).click()
    await page.getByRole('button', { name: '再加一份报价' }).click()
    await write(page, {
      '第 2 份报价：单位': '乙电梯工程公司',
      '第 2 份报价：金额': '11900.50',
      '第 3 份报价：单位': '丙电梯工程公司',
      '第 3 份报价：金额': '12600',
    })
    await page.getByRole('button', { name: '看看还缺什么' }).click()
    await page.getByText('不缺什么，可以提交').waitFor()
    await shoot(page, 'fund-apply-complete')
    await page.getByRole('button', { name: '申请使用' }).click()
    await page.waitForURL('**/console/fund-uses')
    await page.locator('.list-table tbody tr', { hasText: NAME }).first().click()
    await page.locator('.fund-use').waitFor()
    const { items } = await call<{ items: Item[] }>(page, 'GET', '/api/fund-uses')
    use = items.find(({ title }) => title === '一栋电梯大修')
    await deed(page, '拟定业主表决', { 纸质材料: '业主联名提议书' }, '已申请')
    await page.getByText('已拟定业主表决').waitFor()
    await shoot(page, 'fund-pane-applied')
  })

  assert.ok(use, 'the application was not made')
  const { id, no } = use
  const votes = await call<{ items: Item[] }>(page, 'GET', '/api/owners-votes')
  const vote = votes.items.find(({ title }) => title.includes('一栋电梯大修'))
  const on = `/api/owners-votes/${vote?.id}`
  await t.test('the owners who bear it vote: four homes, on paper by two people', async () => {
    const at = (count: number): string => isoOf(instant(now() + count * DAY_MS))
    await call(page, 'POST', `${on}/notice`, { on: today(), opens: at(15.5), closes: at(29), record: '表决公告' })
    await call(page, 'POST', `${on}/deliver`, { how: 'hand', on: today(), units: '', record: '送达表' })
    await call(page, 'POST', `${on}/register`, {})
    await page.context().close()
    await days(17)
    page = await enterAs(browser, server, 'communityWorker')
    const other = await cookieOf(behind, clerk.party, now())
    const mate = await secondClerk(behind, clerk.area, now())
    for (const unit of ['1-1-101', '1-1-102', '1-1-201']) {
      const paper = { unit, received: today(), choices: [{ no: 1, choice: 'agree' }], record: `纸质票 ${unit}` }
      for (const cookie of [other, mate]) {
        const answer = await post(server.base, cookie, `${on}/papers`, paper)
        assert.equal(answer.status, 200, answer.text)
      }
    }
    await page.context().close()
    await days(14)
    page = await enterAs(browser, server, 'communityWorker')
    await call(page, 'POST', `${on}/count`, {})
    await call(page, 'POST', `${on}/post`, { on: today(), until: in_(15), record: '公告栏' })
    await page.context().close()
    await days(16)
    page = await enterAs(browser, server, 'communityWorker')
    await call(page, 'POST', `${on}/settle`, {})
    await page.context().close()
  })

  const does = async (party: string, verb: string, body: object): Promise<void> => {
    const answer = await post(server.base, await cookieOf(behind, party, now()), `/api/fund-uses/${id}/${verb}`, body)
    assert.equal(answer.status, 200, answer.text)
  }

  await t.test('two people set it aside; works with photos; acceptance, audit, review, payment by two', async () => {
    page = await paneOf('一栋电梯大修')
    await deed(page, '登记表决通过', {}, '已通过')
    await deed(page, '提出冻结', {}, '已通过')
    await page.getByRole('button', { name: /^批准冻结/ }).click()
    await dialog(page).getByRole('button', { name: '批准冻结' }).click()
    await dialog(page).getByText('提出人和批准人不能是同一人').waitFor()
    await page.keyboard.press('Escape')
    await does(town.party, 'hold', {})
    await page.reload()
    await page.locator('.fund-use b', { hasText: '已冻结' }).first().waitFor()
    await deed(page, '开工', { 日期: today() }, '施工中', { photo: 1 })
    await deed(page, '完工', { 日期: today(), 说明: '更换完毕，试运行正常。' }, '已完工', { photo: 2 })
    await deed(page, '验收合格', { 日期: today(), 纸质材料: '验收单' }, '已验收', { choices: { 由谁验收: '相关业主' } })
    await deed(page, '提交决算', { 决算金额: '11800', 纸质材料: '决算书和发票' }, '已决算')
    const audit = { 日期: today(), 审定金额: '11799.99', 审计单位: '演示会计师事务所', 纸质材料: '审计报告' }
    await deed(page, '登记审计', audit, '已审计')
    await deed(page, '申请列支', { 纸质材料: '列支申请' }, '已申请列支')
    await does(authority.party, 'review', { record: '审核意见' })
    await does(authority.party, 'propose-pay', {})
    await page.reload()
    await page.locator('.fund-use b', { hasText: '可以划转' }).first().waitFor()
    await deed(page, '批准划转', {}, '已划转')
    await deed(page, '公布使用结果', { 日期: today(), 公布到: in_(15), 纸质材料: '公告栏' }, '结果公布')
    await assertAccessible(page)
    await shoot(page, 'fund-pane-posted')
    await page.context().close()
  })

  await t.test(
    'an owner sees the account before and after, everybody the sums of the building and the photos',
    async () => {
      const owner = await enterAs(browser, server, 'resident', 390)
      await look(owner, '/me/fund-uses', 'fund-mine-390')
      // 100.00 of 361.00 m² bear 3,268.70 of 11,799.99 yuan.
      await owner.getByText('5,000.00 → 1,731.30').waitFor()
      await look(owner, `/open/fund-uses/${no}`, 'fund-use-own-390')
      await owner.getByText('1,731.30').first().waitFor()
      await owner.context().close()
      const stranger = await newPage(browser, { base: server.base, width: 1440 })
      await look(stranger, `/open/fund-uses/${no}`, 'fund-use-1440')
      assert.equal(await stranger.getByText('1,731.30').count(), 0)
      assert.equal(await stranger.locator('.thumbs img').count(), 2)
      await look(stranger, '/open/fund-uses', 'fund-list-1440')
      await look(stranger, '/open/procedures/fund-use', 'fund-procedure-1440')
      await stranger.context().close()
      const elder = await newPage(browser, { base: server.base, width: 390, elder: true })
      await look(elder, `/open/fund-uses/${no}`, 'fund-use-elder-390')
      await elder.context().close()
    },
  )

  await t.test('an emergency roof: applied for, confirmed by the street, held and under way the same day', async () => {
    page = await enterAs(browser, server, 'communityWorker')
    await page.goto('/console/fund-uses/new')
    await pick(page, '小区', NAME)
    await pick(page, '资金由谁管', '主管部门代管')
    await pick(page, '部位', '屋顶')
    await pick(page, '紧急情况', '屋顶、外墙渗漏')
    await write(page, {
      几栋: '1',
      题目: '顶层漏水应急修缮',
      损坏情况和维修方案: '顶层两户漏水，配电箱进水，须立即抢修。',
      应急处置办法: '断开受潮线路，加盖防水布。',
      预算: '3000',
      '第 1 份报价：单位': '丁防水工程公司',
      '第 1 份报价：金额': '2900',
      纸质材料: '应急使用申请书',
    })
    await page.getByRole('button', { name: '申请使用' }).click()
    await page.waitForURL('**/console/fund-uses')
    await page.locator('.list-table tbody tr', { hasText: '顶层漏水应急修缮' }).click()
    await page.locator('.fund-use').waitFor()
    const { items } = await call<{ items: Item[] }>(page, 'GET', '/api/fund-uses')
    const roof = items.find(({ title }) => title === '顶层漏水应急修缮')
    const cookie = await cookieOf(behind, town.party, now())
    const path = `/api/fund-uses/${roof?.id}`
    const confirmed = await post(server.base, cookie, `${path}/confirm`, {
      record: '街道确认书',
      note: '现场查看，属实',
    })
    assert.equal(confirmed.status, 200, confirmed.text)
    await page.reload()
    await deed(page, '提出冻结', {}, '已通过')
    assert.equal((await post(server.base, cookie, `${path}/hold`, {})).status, 200)
    await page.reload()
    await deed(page, '开工', { 日期: today() }, '施工中', { photo: 3 })
    await shoot(page, 'fund-pane-emergency')
    await page.context().close()
    const stranger = await newPage(browser, { base: server.base, width: 390 })
    await look(stranger, `/open/fund-uses/${roof?.no}`, 'fund-emergency-390')
    await stranger.getByText('由街道、乡镇确认，未经表决').waitFor()
    await stranger.context().close()
  })
  // The browser says so itself when a server refuses.
  assert.deepEqual(
    heard.filter(line => !/status of 4(03|22)/.test(line)),
    [],
  )
})
