import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Browser, launchBrowser, newPage, type Page, settled } from '../../src/platform/testing/browser.ts'
import { loadRenderer } from '../../src/platform/ui/render.ts'
import { type Attacked, attackedCity, DEEP, ROUTES, shotAt, wired } from './city.ts'
import { placesOf, put } from './places.ts'
import { plantBudget } from './xss-budget.ts'
import { plantTopic } from './xss-deliberation.ts'
import { plantElection } from './xss-election.ts'
import { plantEstate } from './xss-estate.ts'
import { plantFund } from './xss-fund.ts'
import { plantUse } from './xss-fund-use.ts'
import { type PlantedAll, pagesOf } from './xss-pages.ts'
import { XSS } from './xss-payloads.ts'
import { plant } from './xss-plant.ts'
import { plantVillage } from './xss-village.ts'
import { plantVolunteer } from './xss-volunteer.ts'
import { plantVote } from './xss-vote.ts'
import { madeOf, watched } from './xss-watch.ts'

/** The fast form takes another part of the list each day, so that a week of runs has used all of it. */
const PARTS = DEEP ? 1 : 10
const PART = Number(process.env.LINLI_PART ?? new Date().getUTCDate()) % PARTS
const PAYLOADS = XSS.filter((_, index) => index % PARTS === PART)
const ADDRESS_PARTS = DEEP ? 1 : 3
/** Pages of a list that are turned. */
const PAGES_MAX = DEEP ? 6 : 1

type Looking = PlantedAll & { readonly base: string; readonly browser: Browser }
type Found = { readonly faults: string[]; pages: number }

const shown = async (page: Page, path: string, found: Found): Promise<void> => {
  await page.goto(path, { waitUntil: 'load' }).catch((error: unknown) => {
    // A table is a download: nothing of it is shown at all.
    if (!String(error).includes('Download is starting')) throw error
  })
  if (new URL(page.url()).pathname.startsWith('/console')) {
    await page.locator('main').first().waitFor()
    await settled(page)
  }
  found.pages++
  found.faults.push(...(await madeOf(page)).map(made => `${path}: ${made}`))
}

const as = async ({ base, browser, attacked }: Looking, who: keyof Attacked['cookies'], width = 390): Promise<Page> => {
  const page = await newPage(browser, { base, width })
  const [name = '', value = ''] = attacked.cookies[who].split('=')
  if (value !== '')
    await page
      .context()
      .addCookies([{ name, value, domain: '127.0.0.1', path: '/', secure: true, httpOnly: true, sameSite: 'Lax' }])
  return page
}

const turned = async (page: Page, path: string, found: Found): Promise<void> => {
  await shown(page, path, found)
  for (let turns = 1; turns < PAGES_MAX; turns++) {
    const next = await page
      .locator('a[rel="next"], nav a[href*="cursor="]')
      .last()
      .getAttribute('href', { timeout: 200 })
      .catch(() => null)
    if (next === null) return
    await shown(page, next, found)
  }
}

/** Addresses with a payload in them: each parameter of each page in turn, and addresses that do not exist. */
const addresses = ({ attacked: { known } }: Looking): readonly (readonly [string, string])[] => {
  let turn = 0
  const next = (): string => PAYLOADS[turn++ % PAYLOADS.length] ?? ''
  const pages = ROUTES.filter(route => route.kind === 'page')
  const places = pages.flatMap(route => {
    const shot = shotAt(route, known)
    return placesOf(route).map((place): [string, string] => {
      const aimed = { ...shot, [place.where]: put(shot[place.where as 'query'], place.at, next()) }
      return [route.path, wired(aimed as typeof shot).url]
    })
  })
  const lost = PAYLOADS.slice(0, DEEP ? 12 : 3).flatMap((text): [string, string][] => [
    ['none', `/${encodeURIComponent(text)}`],
    ['problem', `/problems/${encodeURIComponent(text)}`],
    ['console', `/console/work-orders?${new URLSearchParams({ q: text, source: text, row: text, page: text })}`],
    ['console none', `/console/${encodeURIComponent(text)}`],
  ])
  // The fast form takes another part of the addresses each day, as of the payloads.
  const day = PART % ADDRESS_PARTS
  return [...places.filter((_, at) => at % ADDRESS_PARTS === day), ...lost]
}

const personFor = (path: string): keyof Attacked['cookies'] =>
  path.startsWith('/field')
    ? 'gridWorker'
    : /^\/(my|me|inbox|claim)/.test(path)
      ? 'resident'
      : path.startsWith('console')
        ? 'deskLead'
        : 'stranger'

/** Types the payloads into the forms of the door and sends them: each comes back with what was typed. */
const typeInto = async (page: Page, path: string, found: Found): Promise<void> => {
  for (const text of DEEP ? PAYLOADS : PAYLOADS.slice(0, 2)) {
    await page.goto(path)
    const form = page.locator('main form').last()
    for (const field of await form
      .locator('input[type=text], input[type=tel], input:not([type]), input[type=password], textarea')
      .all())
      if (await field.isVisible()) await field.fill(text)
    await Promise.all([
      page.waitForNavigation(),
      form.evaluate((element: HTMLFormElement) => {
        element.noValidate = true
        element.submit()
      }),
    ])
    await page.waitForLoadState('load')
    found.pages++
    found.faults.push(...(await madeOf(page)).map(made => `${path} typed: ${made}`))
  }
}

test('S-41 payloads in everything a person can write run on no page, for nobody', async t => {
  assert.ok(XSS.length >= 60)
  const { assetsFolder, render } = await loadRenderer()
  const attacked = await attackedCity(t, { assets: assetsFolder, services: { render } })
  const planted = await plant(attacked, PAYLOADS)
  const village = await plantVillage(attacked, PAYLOADS)
  const budget = await plantBudget(attacked, PAYLOADS)
  const topic = await plantTopic(attacked, PAYLOADS)
  const estate = await plantEstate(attacked, PAYLOADS)
  const vote = await plantVote(attacked, PAYLOADS, estate.id)
  const fund = await plantFund(attacked, PAYLOADS, estate.id)
  const volunteer = await plantVolunteer(attacked, PAYLOADS)
  const election = await plantElection(attacked, PAYLOADS)
  const use = await plantUse(attacked, PAYLOADS, estate.id)
  const all = [planted, village, budget, topic, estate, vote, election, volunteer, fund, use]
  assert.deepEqual(
    all.flatMap(({ refused }) => refused),
    [],
  )
  const base = await attacked.server.app.listen({ port: 0, host: '127.0.0.1' })
  const browser = await launchBrowser()
  t.after(() => browser.close())
  const looking: Looking = {
    base,
    browser,
    attacked,
    planted,
    village,
    budget,
    topic,
    estate,
    vote,
    election,
    volunteer,
    use,
  }
  const found: Found = { faults: [], pages: 0 }
  const heard: string[] = []
  const open = async (who: keyof Attacked['cookies'], width: number): Promise<Page> => {
    const page = await as(looking, who, width)
    const watching = await watched(page)
    page.on('close', () => heard.push(...watching.heard))
    return page
  }
  for (const [who, paths] of Object.entries(pagesOf(looking)) as [keyof Attacked['cookies'], readonly string[]][]) {
    const page = await open(who, ['deskLead', 'systemAdmin', 'communityWorker'].includes(who) ? 1440 : 390)
    for (const path of paths) await turned(page, path, found)
    await page.close()
  }
  const visitors = new Map<string, Page>()
  for (const [route, address] of addresses(looking)) {
    const who = personFor(route)
    const page = visitors.get(who) ?? (await open(who, 1440))
    visitors.set(who, page)
    await shown(page, address, found)
  }
  const typing = await open('stranger', 390)
  for (const path of ['/track', '/sign-in', '/staff/sign-in', '/report']) await typeInto(typing, path, found)
  await Promise.all([typing, ...visitors.values()].map(page => page.close()))
  t.diagnostic(
    `${PAYLOADS.length} payloads (part ${PART + 1} of ${PARTS}) in ${planted.taken} of ${planted.asked} writes, ${village.asked} of a village, ${budget.asked} of a budget, ${topic.asked} of a topic, ${estate.asked} of an estate, ${vote.asked} of a vote, ${election.asked} of elections and ${volunteer.asked} of volunteering, ${found.pages} pages looked at`,
  )
  assert.deepEqual([...new Set([...heard, ...found.faults])].slice(0, 20), [])
})

test('S-41 the watch sees a payload that runs, one the policy stops, and one that is only there', async t => {
  const browser = await launchBrowser()
  t.after(() => browser.close())
  const page = await newPage(browser, { width: 1440 })
  const { heard } = await watched(page)
  await page.route('http://watch.test/**', route => {
    const policy: Record<string, string> = route.request().url().endsWith('free')
      ? {}
      : { 'content-security-policy': "script-src 'self'" }
    return route.fulfill({ contentType: 'text/html', headers: policy, body: XSS.slice(0, 30).join('') })
  })
  await page.goto('http://watch.test/free')
  await page.waitForTimeout(300)
  assert.ok(
    heard.some(line => line.includes('XSS-RAN')),
    heard.join('\n'),
  )
  const ran = heard.length
  await page.goto('http://watch.test/stopped')
  await page.waitForTimeout(300)
  assert.ok(heard.slice(ran).some(line => line.includes('XSS-STOPPED')))
  assert.ok((await madeOf(page)).length > 3)
})
