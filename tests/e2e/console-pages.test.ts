import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ELDER, LANGUAGE } from '../../src/platform/http/cookies.ts'
import { type Browser, launchBrowser, newPage, type Page, settled } from '../../src/platform/testing/browser.ts'
import { complaintsOf, pairsOf, scoredFaults, shoot, tooWide } from './support/page.ts'
import { call, enterAs } from './support/people.ts'
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

type Way = { readonly width: number; readonly elder?: boolean; readonly locale?: 'en' | 'zh-Hant' }

const WAYS: readonly Way[] = [
  { width: 1440 },
  { width: 390, elder: true },
  { width: 390, locale: 'en' },
  { width: 390 },
  { width: 1440, elder: true },
  { width: 1440, locale: 'en' },
]

const nameOf = ({ width, elder, locale }: Way): string =>
  [width, elder === true && 'elder', locale].filter(part => part !== false && part !== undefined).join('-')

/** The same person in a window of another width, with another choice of mode and language. */
const again = async (signedIn: Page, way: Way): Promise<Page> => {
  const page = await newPage(browser, { base: server.base, width: way.width })
  await page.context().addCookies(await signedIn.context().cookies())
  await page.context().addCookies([
    { name: ELDER, value: way.elder === true ? '1' : '0', url: server.base },
    { name: LANGUAGE, value: way.locale ?? 'zh-Hans', url: server.base },
  ])
  return page
}

/** What is wrong with a page as it stands: what axe finds, and a page wider than its window. */
const faultsOf = async (page: Page): Promise<readonly string[]> => {
  const over = await tooWide(page)
  const wide = over > 0 ? [`${over} px too wide`] : []
  return [...wide, ...(await scoredFaults(page))]
}

const lookAt = async (signedIn: Page, paths: readonly (readonly [string, string])[]): Promise<void> => {
  const found: string[] = []
  for (const [way, shown] of pairsOf(paths, WAYS)) {
    if (shown.length === 0) continue
    const page = await again(signedIn, way)
    const heard = complaintsOf(page)
    for (const [name, path] of shown) {
      await page.goto(path)
      await page.locator('main h1').first().waitFor()
      await settled(page)
      for (const fault of await faultsOf(page)) found.push(`${path} ${nameOf(way)}: ${fault}`)
      await shoot(page, `console-${name}-${nameOf(way)}`)
    }
    found.push(...heard.map(line => `${nameOf(way)}: ${line}`))
    await page.context().close()
  }
  assert.deepEqual(found, [])
}

test('pages of the desk: both widths, normal, elder and in English', async () => {
  const page = await enterAs(browser, server, 'deskLead')
  const { items } = await call<{ items: { id: string }[] }>(page, 'GET', '/api/work-orders?limit=1')
  await lookAt(page, [
    ['orders', '/console/work-orders'],
    ['order', `/console/work-orders/${items[0]?.id}`],
    ['new', '/console/work-orders/new'],
    ['late', '/console/late'],
    ['figures', '/console/figures'],
    ['moved', '/console/moved'],
  ])
})

test('pages of the system administrator: both widths, normal, elder and in English', async () => {
  await lookAt(await enterAs(browser, server, 'systemAdmin'), [
    ['organisations', '/console/organisations'],
    ['people', '/console/people'],
    ['grids', '/console/grids?area=442000001007'],
    ['hotlines', '/console/hotlines'],
    ['cities', '/console/cities'],
    ['rule-values', '/console/rule-values'],
    ['rule-value', '/console/rule-values/work-order.urgent-list'],
    ['calendar', '/console/calendar'],
    ['calendar-import', '/console/calendar/import'],
    ['alarms', '/console/alarms'],
    ['dead-deliveries', '/console/dead-deliveries'],
    ['accounts', '/console/accounts'],
  ])
})

test('pages of the audit administrator: both widths, normal, elder and in English', async () => {
  await lookAt(await enterAs(browser, server, 'auditAdmin'), [
    ['security-log', '/console/security-log'],
    ['break-glass', '/console/break-glass'],
  ])
})

test('pages of the auditor: both widths, normal, elder and in English', async () => {
  const page = await enterAs(browser, server, 'auditor')
  const firstOf = async (list: string): Promise<string> =>
    (await call<{ items: { id: string }[] }>(page, 'GET', `/api/${list}?limit=1`)).items[0]?.id ?? ''
  const [budget, expense] = [await firstOf('community-budgets'), await firstOf('community-expenses')]
  await lookAt(page, [
    ['processing-records', '/console/processing-records'],
    ['legal-holds', '/console/legal-holds'],
    ['publication-holds', '/console/publication-holds'],
    ['village-decisions', '/console/village-decisions'],
    ['community-budgets', `/console/community-budgets?row=${budget}`],
    ['community-expenses', `/console/community-expenses?row=${expense}`],
    ['deliberations', '/console/deliberations'],
    ['estates', '/console/estates'],
    ['owners-votes', '/console/owners-votes'],
    ['fund-uses', '/console/fund-uses'],
    ['elections', '/console/elections'],
    ['volunteers', '/console/volunteers'],
    ['volunteer-activities', '/console/volunteer-activities'],
    ['volunteer-needs', '/console/volunteer-needs'],
    ['volunteer-services', '/console/volunteer-services'],
    ['time-banks', '/console/time-banks'],
  ])
})
