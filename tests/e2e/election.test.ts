import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { demoVoters } from '../../src/features/committee-election/demo.ts'
import { DAY_MS, dateOf, type Instant, instant, plusDays } from '../../src/kernel/time.ts'
import { type Browser, launchBrowser, newPage, type Page, settled } from '../../src/platform/testing/browser.ts'
import { testCity } from '../../src/platform/testing/database.ts'
import { STANDS, TEN } from '../self-government/election-support.ts'
import { type MovedClock, movedClock } from './support/moved-clock.ts'
import { choose, dialog, fill } from './support/owners.ts'
import { assertAccessible, complaintsOf, shoot, tooWide, weigh } from './support/page.ts'
import { call, enterAs } from './support/people.ts'
import { startServer, type TestServer } from './support/server.ts'

const WEIGHT_MAX = 100 * 1024
const VOTERS = 60
/** The first woman was nominated first. */
const VOTES = [29, 30, 18, 28, 20, 40, 33, 12, 19]

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
const inDays = (count: number): string => plusDays(dateOf(now()), count)

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

type Listed = { readonly items: readonly { readonly id: string; readonly no: string; readonly step: string }[] }

/** The console of elections, with the newest one open. */
const consoleOf = async (role: string): Promise<Page> => {
  const page = await enterAs(browser, server, role)
  await page.goto('/console/elections')
  await page.locator('.list-table tbody tr').first().click()
  await page.locator('.committee-election').waitFor()
  return page
}

/** Presses a deed of the pane; the dialog is open. */
const press = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click()
  await dialog(page).waitFor()
}
const send = async (page: Page, name: string): Promise<void> => {
  await dialog(page).getByRole('button', { name, exact: true }).click()
  await dialog(page).waitFor({ state: 'hidden' })
}
const deed = async (
  page: Page,
  name: string,
  values: Readonly<Record<string, string>>,
  step: string,
): Promise<void> => {
  await press(page, name)
  await fill(page, values)
  await send(page, name)
  await page.locator('.committee-election b', { hasText: step }).first().waitFor()
}

/** Types the count as it was read aloud. */
const type = async (page: Page, votes: readonly number[]): Promise<void> => {
  await fill(page, { 发出选票: '51', 收回选票: '50', 其中无效票: '1' })
  for (const [index, count] of votes.entries())
    await dialog(page)
      .locator(`input[id$="-${index + 1}"]`)
      .fill(String(count))
}

test('a committee is elected: from the announcement to the posted result, the count by two people', {
  timeout: 400_000,
}, async t => {
  let page = await consoleOf('communityWorker')
  const heard = complaintsOf(page)
  let [id, no] = ['', '']

  await t.test('announced, and the list entered and published', async () => {
    await assertAccessible(page)
    await page.locator('.ballot-kind.secret').first().waitFor()
    await shoot(page, 'election-console')
    await deed(page, '中止', { 说明: '选举委员会改期。' }, '已中止')
    await page.keyboard.press('n')
    await dialog(page).waitFor()
    await fill(page, { 选举日: inDays(10), 选举委员会成员: '选委甲\n选委乙\n选委丙', 纸质材料: '选举公告第一号' })
    await dialog(page).getByRole('button', { name: '公告选举' }).click()
    await dialog(page).getByText('选举日太近').waitFor()
    await shoot(page, 'election-refused')
    await fill(page, { 选举日: inDays(33) })
    await send(page, '公告选举')
    const { items } = await call<Listed>(page, 'GET', '/api/elections')
    ;({ id, no } = items.find(({ step }) => step === 'announced') ?? assert.fail('not announced'))
    await page.locator('.list-table tbody tr', { hasText: no }).click()
    await page.locator('.committee-election .meta', { hasText: no }).waitFor()
    await press(page, '登记选民')
    const lines = demoVoters(VOTERS).map(voter => `${voter.name},${voter.number}`)
    const file = (rows: readonly string[]) => ({
      name: '选民.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(['姓名,证件号', ...rows].join('\n')),
    })
    await dialog(page)
      .getByLabel('选民名单文件')
      .setInputFiles(file([...lines, '小明,441900201501011234']))
    await dialog(page).getByText('有 1 处不对').waitFor()
    await shoot(page, 'election-enrol')
    await dialog(page).getByLabel('选民名单文件').setInputFiles(file(lines))
    await dialog(page).getByRole('button', { name: '登记', exact: true }).click()
    await dialog(page).getByText('已登记。').waitFor()
    await dialog(page).getByRole('button', { name: '关闭', exact: true }).last().click()
    await deed(page, '公布选民名单', { 纸质材料: '选民名单公告' }, '名单已公布')
  })

  await t.test('nominated, reviewed by the town, published, and met', async () => {
    await press(page, '登记提名')
    await fill(page, { 选民编号: '1', 纸质材料: '联名推荐表' })
    await dialog(page)
      .getByLabel(/^联名人的编号/)
      .fill(TEN)
    await choose(page, '职务', '女委员')
    await shoot(page, 'election-nominate')
    await send(page, '登记提名')
    for (const [voter, post] of STANDS.filter(([each]) => each !== 1)) {
      const body = { voter, post, proposer: 'voters', nominators: TEN, record: '联名推荐表' }
      await call(page, 'POST', `/api/elections/${id}/nominate`, body)
    }
    const town = await enterAs(browser, server, 'unitLead')
    for (const index of STANDS.keys())
      await call(town, 'POST', `/api/elections/${id}/pass`, { candidate: index + 1, record: '联审意见' })
    await town.context().close()
    await page.context().close()
    await days(8)
    page = await consoleOf('communityWorker')
    await deed(page, '公布候选人', { 日期: today(), 纸质材料: '候选人公告' }, '候选人已公布')
    await deed(page, '候选人见面', { 日期: today(), 纸质材料: '见面会记录' }, '候选人已公布')
    await shoot(page, 'election-pane')
    await assertAccessible(page)
    await page.context().close()
  })

  await t.test('polled on paper; two people enter the count, and the second is told where he differs', async () => {
    await days(25)
    const [first, second] = [await consoleOf('communityWorker'), await consoleOf('unitLead')]
    await deed(first, '开始投票', { 秘密写票处: '2', 纸质材料: '投票站登记表' }, '投票和计票')
    await press(first, '首次录入计票')
    await type(first, VOTES)
    await shoot(first, 'election-count')
    await send(first, '首次录入计票')
    await first.getByText('等另一人再录一遍').waitFor()
    assert.equal(await first.getByRole('button', { name: '复核录入计票' }).count(), 0)
    await second.reload()
    await second.getByText('请照唱票记录再录一遍').waitFor()
    await press(second, '复核录入计票')
    await type(second, [28, ...VOTES.slice(1)])
    await dialog(second).getByRole('button', { name: '复核录入计票' }).click()
    await dialog(second).getByText('与第一次录入不一致').waitFor()
    await shoot(second, 'election-differs')
    await type(second, VOTES)
    await send(second, '复核录入计票')
    await second.locator('.committee-election b', { hasText: '计票完毕' }).waitFor()
    await first.reload()
    await deed(first, '公布结果', { 公布到: inDays(15), 纸质材料: '选举结果公告' }, '结果公布')
    await deed(first, '就任', {}, '已就任')
    await first.context().close()
    await second.context().close()
  })

  await t.test('everybody reads the sums; nobody finds a ballot to fill in', async () => {
    for (const [width, elder] of [
      [390, false],
      [1440, true],
    ] as const) {
      const reader = await enterAs(browser, server, 'resident', width)
      if (elder) {
        await reader.goto('/')
        await reader.getByRole('button', { name: '长辈版' }).click()
        await settled(reader)
      }
      for (const path of ['', '/voters', '/proxies']) {
        await reader.goto(`/open/elections/${no}${path}`)
        await assertAccessible(reader)
        assert.equal(await tooWide(reader), 0, path)
        assert.ok((await weigh(reader)).total <= WEIGHT_MAX)
        assert.equal(await reader.locator('.ballot-kind.secret').count(), 1)
        assert.equal(await reader.locator('main form input[type=radio], main form [name^=c1]').count(), 0)
        await shoot(reader, `election-public${path.replace('/', '-')}-${width}`)
      }
      await reader.context().close()
    }
    const stranger = await newPage(browser, { base: server.base, width: 1440, javaScript: false })
    for (const [name, path] of [
      ['list', '/open/elections'],
      ['procedure', '/open/procedures/committee-election?body=villagers'],
    ] as const) {
      await stranger.goto(path)
      await stranger.locator('.ballot-kind.secret').waitFor()
      await shoot(stranger, `election-${name}-1440`)
    }
    await stranger.goto(`/open/elections/${no}`)
    await stranger.getByText('30（60%）').waitFor()
    await stranger.getByText('当选', { exact: true }).first().waitFor()
    await stranger.context().close()
  })
  assert.deepEqual(
    heard.filter(line => !line.includes('status of 4')),
    [],
  )
})
