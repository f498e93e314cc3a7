import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Browser, launchBrowser, newPage, type Page, settled } from '../../src/platform/testing/browser.ts'
import { assertAccessible, pairsOf, shoot, tooWide, weigh } from './support/page.ts'
import { enterAs } from './support/people.ts'
import { startServer, type TestServer } from './support/server.ts'

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

const look = async (page: Page, path: string, name: string): Promise<void> => {
  assert.equal((await page.goto(path))?.status(), 200, path)
  assert.equal(await page.locator('.ballot-kind.named').count(), 1, path)
  assert.equal(await page.locator('.ballot-kind.secret').count(), 0, path)
  await assertAccessible(page)
  assert.ok((await weigh(page)).total <= WEIGHT_MAX, path)
  assert.equal(await tooWide(page), 0, `${path} ${name}`)
  await shoot(page, `owners-${name}`)
}

const press = async (page: Page, name: string): Promise<void> => {
  await page.goto('/')
  await page.getByRole('button', { name }).click()
  await settled(page)
}

const numberOf = async (page: Page, title: string): Promise<string> => {
  await page.goto('/open/owners-votes')
  const href = (await page.getByRole('link', { name: title }).getAttribute('href')) ?? ''
  return href.split('/').at(-1) ?? ''
}

const WAYS = [
  [390, 'elder'],
  [1440, 'normal'],
  [390, 'english'],
  [390, 'normal'],
  [1440, 'elder'],
  [1440, 'english'],
] as const
const PAGES = ['list', 'over', 'open', 'roll', 'screen', 'procedure', 'mine', 'ballot'] as const

for (const [[width, mode], shown] of pairsOf(PAGES, WAYS))
  test(`pages of owners’ votes, ${width} px, ${mode}`, async () => {
    const page = await enterAs(browser, server, 'resident', width)
    const [over, open] = [await numberOf(page, '电梯大修使用维修资金'), await numberOf(page, '选聘物业服务企业')]
    if (mode === 'elder') await press(page, '长辈版')
    if (mode === 'english') await press(page, 'English')
    const pages = {
      list: '/open/owners-votes',
      over: `/open/owners-votes/${over}`,
      open: `/open/owners-votes/${open}`,
      roll: `/open/owners-votes/${over}/roll`,
      screen: `/open/owners-votes/${over}/screen`,
      procedure: '/open/procedures/owners-vote',
      mine: '/me/votes',
      ballot: `/me/votes/${open}`,
    }
    for (const name of shown) await look(page, pages[name], `${name}-${width}-${mode}`)
    await page.context().close()
  })

test('the ballot of one’s home works without script', async () => {
  const page = await enterAs(browser, server, 'resident', 390, false)
  const open = await numberOf(page, '选聘物业服务企业')
  await page.goto(`/me/votes/${open}`)
  if ((await page.getByText('这一户已经投出').count()) === 0) {
    await page.locator('#c1').getByLabel('同意').check()
    await page.locator('#c2').getByLabel('弃权').check()
    await page.getByRole('button', { name: '下一步：核对' }).click()
    await page.getByRole('button', { name: '投票', exact: true }).click()
  }
  await page.getByText('这一户已经投出').waitFor()
  await page.context().close()
  const stranger = await newPage(browser, { base: server.base, width: 390 })
  await stranger.goto(`/open/owners-votes/${open}`)
  await stranger.getByRole('link', { name: '我要投票' }).waitFor()
  await stranger.context().close()
})
