import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ELDER } from '../../src/platform/http/cookies.ts'
import { type Browser, launchBrowser, newPage, type Page } from '../../src/platform/testing/browser.ts'
import { assertAccessible, complaintsOf, pairsOf, shoot, tooWide, weigh } from './support/page.ts'
import { enterAs } from './support/people.ts'
import { startServer, type TestServer } from './support/server.ts'

/** Script and style of a page for residents, over the wire. */
const WEIGHT_MAX = 100 * 1024
const ANYONE = [
  '/',
  '/accessibility',
  '/report',
  '/track',
  '/sign-in',
  '/journal',
  '/open/calendar',
  '/open/work-orders',
  '/open/deliberations',
  '/open/deliberations?state=meet',
  '/open/procedures/deliberation',
  '/open/deliberation-figures',
  '/open/village-decisions',
  '/open/procedures/village-decision',
  '/open/village-figures',
  '/open/fund-uses',
  '/open/procedures/fund-use',
  '/open/procedures/fund-use?route=assembly',
  '/open/elections',
  '/open/procedures/committee-election',
  '/open/volunteering',
  '/open/volunteering-figures',
  '/open/volunteer-certificates',
  '/open/time-banks',
  '/open/community-budgets',
  '/open/community-budgets/442000006201',
  '/status',
]
const STAFF_DOOR = ['/staff/sign-in']

let [server, browser] = [undefined as TestServer | undefined, undefined as Browser | undefined]
before(async () => {
  ;[server, browser] = await Promise.all([startServer(), launchBrowser()])
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

const setting = (): { readonly server: TestServer; readonly browser: Browser } => {
  if (server === undefined || browser === undefined) throw new Error('the server or the browser did not start')
  return { server, browser }
}

/** Looks at each page: answered, accessible, light, no wider than its window; keeps a picture of it. */
const look = async (page: Page, paths: readonly string[], name: string): Promise<void> => {
  for (const path of paths) {
    assert.equal((await page.goto(path))?.status(), 200, path)
    await assertAccessible(page)
    assert.ok((await weigh(page)).total <= WEIGHT_MAX, path)
    assert.equal(await tooWide(page), 0, `${path} ${name}`)
    await shoot(page, `page${path.replaceAll('/', '-')}-${name}`)
  }
}

const WAYS = [{ width: 390 }, { width: 390, elder: true }, { width: 1440 }, { width: 1440, elder: true }]

test('pages for anyone, at both widths, normal and elder', async () => {
  for (const [options, shown] of pairsOf([...ANYONE, ...STAFF_DOOR], WAYS)) {
    const page = await newPage(setting().browser, { base: setting().server.base, ...options })
    const heard = complaintsOf(page)
    await look(page, shown, `${options.width}${'elder' in options ? '-elder' : ''}`)
    assert.deepEqual(heard, [])
    await page.context().close()
  }
})

const firstLink = async (page: Page, list: string): Promise<string> => {
  await page.goto(list)
  const href = await page.locator(`main a[href^="${list}/"]`).first().getAttribute('href')
  if (href === null) throw new Error(`${list} lists nothing`)
  return href
}

for (const [role, list, more] of [
  [
    'resident',
    '/my/reports',
    [
      '/my/reports',
      '/my/topics',
      '/my/topics/new?town=442000001',
      '/my/volunteering',
      '/my/volunteering/join',
      '/my/help',
      '/my/help/new?town=442000001',
      '/volunteer-in',
      '/my/time-bank',
      '/meet',
      '/inbox',
      '/me/sessions',
      '/me/account',
      '/me/account/real-name',
    ],
  ],
  ['gridWorker', '/field', ['/field', '/field/new']],
] as const) {
  test(`pages of ${role}, on a phone and a desk, normal and elder`, async () => {
    const first = await enterAs(setting().browser, setting().server, role)
    const own = [...more, await firstLink(first, list)]
    for (const [options, shown] of pairsOf(own, WAYS)) {
      if (shown.length === 0) continue
      const page = await newPage(setting().browser, { base: setting().server.base, ...options })
      const kept = await first.context().cookies()
      await page.context().addCookies(kept.filter(({ name }) => name !== ELDER))
      await look(page, shown, `${role}-${options.width}${'elder' in options ? '-elder' : ''}`)
      await page.context().close()
    }
    await first.context().close()
  })
}
