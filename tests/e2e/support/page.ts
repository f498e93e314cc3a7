import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { AxeResults } from 'axe-core'
import type { Locator, Page } from 'playwright-core'
import { DAY_MS } from '../../../src/kernel/time.ts'
import { settled } from '../../../src/platform/testing/browser.ts'
import { score } from '../../../src/platform/testing/score.ts'
import { ROOT } from './server.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8')

declare const axe: { run: (context: object, options: object) => Promise<AxeResults> }

/** Faults that keep somebody out, one line each: rule, how many places, the first of them. */
export const axeFaults = async (page: Page): Promise<readonly string[]> => {
  // Evaluated through the debugger, so the page's own policy against foreign script stays as it is.
  await page.evaluate(AXE)
  const { violations } = await page.evaluate(() =>
    axe.run(document, {
      resultTypes: ['violations'],
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  )
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id} ×${nodes.length}: ${nodes[0]?.target.join(' ')} — ${nodes[0]?.failureSummary?.replace(/\s+/g, ' ')}`,
    )
}

/** The same of a page of the product: counted on the score card of the run. */
export const scoredFaults = async (page: Page): Promise<readonly string[]> => {
  const faults = await axeFaults(page)
  score('axe serious', faults.length, 1)
  return faults
}

/** Fails when axe finds anything serious or critical on the page as it stands. */
export const assertAccessible = async (page: Page): Promise<void> =>
  assert.deepEqual(await scoredFaults(page), [], page.url())

export type Weight = { readonly js: number; readonly css: number; readonly total: number }

/** Bytes of script and style on the wire (as compressed) that the present page asked for. */
export const weigh = async (page: Page): Promise<Weight> => {
  await settled(page)
  const loaded = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(entry => {
      const { name, encodedBodySize } = entry as PerformanceResourceTiming
      return { path: new URL(name).pathname, bytes: encodedBodySize }
    }),
  )
  const sum = (ending: RegExp): number =>
    loaded.filter(({ path }) => ending.test(path)).reduce((bytes, entry) => bytes + entry.bytes, 0)
  const [js, css] = [sum(/\.m?js$/), sum(/\.css$/)]
  return { js, css, total: js + css }
}

/** Wherever the keyboard is: role or tag, and its words, for the message of a failing test. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement: at } = document
    return `${at?.getAttribute('role') ?? at?.tagName.toLowerCase()} “${(at?.getAttribute('aria-label') ?? at?.textContent ?? '').trim().slice(0, 30)}”`
  })

/** Whether something marks the place of the keyboard: an outline or a shadow. */
const isMarked = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    if (document.activeElement === null) return false
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(document.activeElement)
    return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
  })

/**
 * Goes to an element by Tab alone and leaves the keyboard there.
 * @throws when it is not reached in `most` steps, or nothing shows where the keyboard is
 */
export const tabTo = async (page: Page, target: Locator, most = 80): Promise<void> => {
  const trail: string[] = []
  for (let steps = 0; steps < most; steps++) {
    if (await target.evaluate(element => element === document.activeElement)) {
      assert.ok(await isMarked(page), `nothing marks the keyboard’s place on ${await focused(page)}`)
      return
    }
    await page.keyboard.press('Tab')
    trail.push(await focused(page))
  }
  assert.fail(`not reached by ${most} times Tab: ${trail.join(' → ')}`)
}

/** Reaches an element by Tab and presses it by Enter. */
export const pressByKeyboard = async (page: Page, target: Locator): Promise<void> => {
  await tabTo(page, target)
  await page.keyboard.press('Enter')
}

/**
 * Ways to look at pages (width, mode, language): every combination when deep, the first so many in every run. Put those
 * first in which each width, mode and language comes once.
 */
export const waysOf = <T>(all: readonly T[], always: number): readonly T[] =>
  process.env.LINLI_DEEP === '1' ? all : all.slice(0, always)

const WAYS_OF_A_DAY = 3

/**
 * What of a list of pages is looked at in which way: every page in every way when deep, else each page in one way of at
 * most three of that day, so that a run has every page, and some weeks of runs every page in every way.
 */
export const pairsOf = <P, W>(pages: readonly P[], ways: readonly W[]): readonly (readonly [W, readonly P[]])[] => {
  if (process.env.LINLI_DEEP === '1') return ways.map(way => [way, pages])
  const day = Number(process.env.LINLI_PART ?? Math.floor(Date.now() / DAY_MS))
  const turns = Math.ceil(ways.length / WAYS_OF_A_DAY)
  const some = ways.filter((_, at) => at % turns === day % turns)
  return some.map((way, turn) => [way, pages.filter((_, at) => (at + day) % some.length === turn)])
}

/** Keeps a picture for looking at, as var/shots/<name>.png; in a whole run only with LINLI_SHOTS=1. */
export const shoot = async (page: Page, name: string): Promise<void> => {
  if (!process.env.LINLI_SHOTS) return
  const folder = join(ROOT, 'var/shots')
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}

/** By how many pixels the page is wider than its window. A phone widens its own idea of the window, so the real one counts. */
export const tooWide = async (page: Page): Promise<number> => {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth)
  return Math.max(0, wide - (page.viewportSize()?.width ?? wide))
}

/** Listens to a page from now on: what it complained about, refused by its policy, or failed to load. */
export const complaintsOf = (page: Page): readonly string[] => {
  const heard: string[] = []
  page.on('console', message => message.type() === 'error' && heard.push(message.text()))
  page.on('pageerror', error => heard.push(error.message))
  page.on('requestfailed', request => {
    // A request that the page itself gave up by moving on is no fault.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED')
      heard.push(`${request.url()}: ${request.failure()?.errorText}`)
  })
  page.on('response', response => response.status() >= 500 && heard.push(`${response.url()}: ${response.status()}`))
  return heard
}
