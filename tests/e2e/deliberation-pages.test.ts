import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ELDER, LANGUAGE } from '../../src/platform/http/cookies.ts'
import { type Browser, launchBrowser, newPage, type Page, settled } from '../../src/platform/testing/browser.ts'
import { assertAccessible, complaintsOf, pairsOf, scoredFaults, shoot, tooWide, weigh } from './support/page.ts'
import { call, enterAs } from './support/people.ts'
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

type Items = { readonly items: readonly { readonly id: string; readonly no: string; readonly step: string }[] }

const topics = async (): Promise<Items['items']> => {
  const answer = await fetch(new URL('/api/open/deliberations?limit=50', server.base))
  return ((await answer.json()) as Items).items
}

test('a topic at each stage, on a phone and a desk, normal and elder', async () => {
  const shown = await topics()
  assert.deepEqual(
    shown.map(({ step }) => step),
    ['noticed', 'posted', 'completed', 'closed'],
  )
  for (const [options, some] of pairsOf(shown, [
    { width: 390, elder: true },
    { width: 1440 },
    { width: 390 },
    { width: 1440, elder: true },
  ])) {
    const page = await newPage(browser, { base: server.base, ...options })
    const heard = complaintsOf(page)
    for (const { no, step } of some) {
      assert.equal((await page.goto(`/open/deliberations/${no}`))?.status(), 200)
      await assertAccessible(page)
      assert.ok((await weigh(page)).total <= WEIGHT_MAX, step)
      assert.equal(await tooWide(page), 0, `${step} ${options.width}`)
      await shoot(page, `topic-${step}-${options.width}${'elder' in options ? '-elder' : ''}`)
    }
    assert.deepEqual(heard, [])
    await page.context().close()
  }
})

test('without script: a resident votes, says something, and raises a topic', async () => {
  const page = await enterAs(browser, server, 'resident', 390, false)
  await page.goto('/open/deliberations?state=meet')
  await page.getByRole('link', { name: '社区小广场的广场舞时间' }).click()
  await page.getByRole('button', { name: '第 2 条：反对' }).click()
  assert.match(page.url(), /#statement-2$/)
  assert.equal(await page.getByRole('button', { name: '第 2 条：反对' }).getAttribute('aria-pressed'), 'true')
  await page.getByLabel('说一句').fill('请打13800138000商量')
  await page.getByRole('button', { name: '发表' }).click()
  assert.equal(await page.getByLabel('说一句').inputValue(), '请打13800138000商量')
  await page.getByLabel('说一句').fill('下雨天可以到架空层跳')
  await page.getByRole('button', { name: '发表' }).click()
  await page.getByText('下雨天可以到架空层跳').waitFor()
  await page.goto('/my/topics/new')
  await page.getByLabel('镇街').selectOption({ index: 0 })
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByLabel('议题').fill('楼道里的共享书架')
  await page.getByLabel('情况和想法').fill('放在哪一层，谁来整理。')
  await page.getByRole('button', { name: '提出' }).click()
  await page.getByText('列入协商以前，只有您和工作人员能看到。').waitFor()
  await shoot(page, 'topic-raised-390')
  await page.context().close()
})

const WAYS = [
  { width: 1440, elder: '0', language: 'zh-Hans' },
  { width: 390, elder: '0', language: 'zh-Hans' },
  { width: 1440, elder: '1', language: 'zh-Hans' },
  { width: 390, elder: '1', language: 'en' },
] as const

const again = async (signedIn: Page, { width, elder, language }: (typeof WAYS)[number]): Promise<Page> => {
  const page = await newPage(browser, { base: server.base, width })
  await page.context().addCookies(await signedIn.context().cookies())
  await page.context().addCookies([
    { name: ELDER, value: elder, url: server.base },
    { name: LANGUAGE, value: language, url: server.base },
  ])
  return page
}

test('the desk of a community: topics, a meeting, the wall, the bodies, at both widths', async () => {
  const clerk = await enterAs(browser, server, 'communityWorker', 1440)
  const { items } = await call<Items>(clerk, 'GET', '/api/deliberations?step=noticed')
  const [meeting] = items
  const paths = [
    ['topics', `/console/deliberations?row=${meeting?.id}`],
    ['meeting', `/console/deliberations/${meeting?.id}/meeting`],
    ['screen', `/console/deliberations/${meeting?.id}/screen`],
    ['bodies', '/console/deliberation-bodies'],
  ] as const
  const found: string[] = []
  for (const [way, some] of pairsOf(paths, WAYS)) {
    const page = await again(clerk, way)
    for (const [name, path] of some) {
      await page.goto(path)
      await page.locator('main h1').first().waitFor()
      await settled(page)
      const over = await tooWide(page)
      if (over > 0) found.push(`${path} ${way.width}: ${over} px too wide`)
      for (const fault of await scoredFaults(page)) found.push(`${path} ${way.width}: ${fault}`)
      await shoot(page, `console-deliberation-${name}-${way.width}${way.elder === '1' ? '-elder' : ''}`)
    }
    await page.context().close()
  }
  assert.deepEqual(found, [])
  await clerk.context().close()
})
