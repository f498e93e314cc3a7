import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { ELDER, LANGUAGE } from '../http/cookies.ts'
import type { Locale } from '../i18n/types.ts'
import { installChromium } from './chromium.ts'

export type { Browser, BrowserContext, Page } from 'playwright-core'

/**
 * The package's own arguments are not used: they hold --single-process, with which the browser dies when a
 * context closes, and --disable-web-security, which would hide what a real browser refuses.
 */
const ARGS = [
  '--headless=shell',
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--font-render-hinting=none',
]

const START_MS_MAX = 45_000
const STARTS_MAX = 3
const CLOSE_MS_MAX = 10_000
/** Above the longest file of browser tests; what a page does has no limit of its own, and a stuck one waits for ever. */
const LIFE_MS_MAX = process.env.LINLI_DEEP === '1' ? 40 * 60_000 : 8 * 60_000

const within = async <T>(promise: Promise<T>, ms: number, what: string): Promise<T> => {
  const limit = Promise.withResolvers<never>()
  const timer = setTimeout(() => limit.reject(new Error(`the browser ${what} for ${ms / 1000} s`)), ms)
  try {
    return await Promise.race([promise, limit.promise])
  } finally {
    clearTimeout(timer)
  }
}

/** Whether it draws a page: one that has started may still be unable to start what draws. */
const draws = async (browser: Browser): Promise<void> => {
  const page = await browser.newPage()
  await page.setContent('<p>1</p>')
  await page.evaluate(() => document.body.textContent)
  await page.context().close()
}

/** The process goes by its own command line: the library that started it tells no number. */
const kill = (mark: string): void => {
  for (const pid of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
    try {
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(mark)) process.kill(Number(pid), 'SIGKILL')
    } catch {
      // Gone meanwhile, or another account's.
    }
  }
}

/** A browser that is asked to end and does not would hold its file up for as long as it may live. */
const closingInTime = (browser: Browser, mark: string): Browser => {
  const close = browser.close.bind(browser)
  browser.close = async options => {
    const late = setTimeout(() => kill(mark), CLOSE_MS_MAX)
    await close(options).finally(() => clearTimeout(late))
  }
  return browser
}

/**
 * Starts the browser of the tests; close it when done. See `installChromium` for where it comes from. One that does
 * not draw soon after its start is killed and started again; one that outlives every test is killed, which fails what
 * waits for it instead of holding up the run.
 */
export const launchBrowser = async (lifeMs = LIFE_MS_MAX): Promise<Browser> => {
  const { executable, env } = await installChromium()
  for (let start = 1; ; start++) {
    const mark = `--linli-test=${randomUUID()}`
    try {
      const browser = await chromium.launch({
        executablePath: executable,
        args: [...ARGS, mark],
        env: { ...process.env, ...env },
        timeout: START_MS_MAX,
      })
      await within(draws(browser), START_MS_MAX, 'has drawn nothing')
      const life = setTimeout(() => kill(mark), lifeMs)
      life.unref()
      browser.once('disconnected', () => clearTimeout(life))
      return closingInTime(browser, mark)
    } catch (cause) {
      kill(mark)
      if (start === STARTS_MAX) throw cause
      process.stderr.write(`the browser is started again: ${String(cause)}\n`)
    }
  }
}

/** Requests of a page: how many are on their way, and how many there have been; and whether it may do anything by itself. */
type Traffic = { open: number; all: number; readonly acts: boolean }
const trafficOf = new WeakMap<Page, Traffic>()

const counted = (page: Page, acts: boolean): Page => {
  const traffic: Traffic = { open: 0, all: 0, acts }
  trafficOf.set(page, traffic)
  const done = (): void => void traffic.open--
  page
    .on('request', () => {
      traffic.open++
      traffic.all++
    })
    .on('requestfinished', done)
    .on('requestfailed', done)
  return page
}

const SETTLED_MS_MAX = 30_000
const LOOK_MS = 20
/** A page that nobody looks at may never be told that it is idle. */
const IDLE_MS_MAX = 500

/** Waits until a page has nothing to do. @returns false when it went on to another page meanwhile */
const isIdle = (page: Page): Promise<boolean> =>
  page
    .evaluate(
      timeout =>
        new Promise<boolean>(resolve =>
          requestIdleCallback(() => requestIdleCallback(() => resolve(true), { timeout }), { timeout }),
        ),
      IDLE_MS_MAX,
    )
    .catch((error: unknown) => {
      if (!String(error).includes('context was destroyed')) throw error
      return false
    })

/**
 * Waits until a page has all it asked for and nothing more to do: sooner than half a second without requests, which is what
 * the library can wait for. @throws when it does not come to rest in half a minute
 */
export const settled = async (page: Page): Promise<void> => {
  await page.waitForLoadState('load')
  const traffic = trafficOf.get(page)
  if (traffic === undefined) return page.waitForLoadState('networkidle')
  for (const until = performance.now() + SETTLED_MS_MAX; performance.now() < until; ) {
    const { all } = traffic
    if (traffic.open <= 0) {
      // Without script nothing is called back, and nothing is to be waited for.
      if (traffic.acts && !(await within(isIdle(page), SETTLED_MS_MAX, 'has not come to rest'))) continue
      if (traffic.open <= 0 && traffic.all === all) return
    }
    await new Promise(resolve => setTimeout(resolve, LOOK_MS))
  }
  throw new Error(`${page.url()} waits for ${traffic.open} answers after ${SETTLED_MS_MAX / 1000} s`)
}

export type PageOptions = {
  /** Width of the window in CSS pixels: 390 is a phone, 1366 a desk. */
  readonly width?: number
  readonly height?: number
  readonly elder?: boolean
  readonly locale?: Locale
  /** Origin of the server, such as `http://127.0.0.1:4321`; relative addresses and the choices above need it. */
  readonly base?: string
  readonly javaScript?: boolean
}

/** A page that does not close when asked is left to the end of its browser: it would hold its file up until that is killed. */
const leaving = (page: Page): Page => {
  const [one, context] = [page.close.bind(page), page.context()]
  const all = context.close.bind(context)
  const inTime = (closing: Promise<void>): Promise<void> =>
    within(closing, CLOSE_MS_MAX, 'has not closed a page').catch((error: unknown) => {
      process.stderr.write(`${String(error)}\n`)
    })
  page.close = options => inTime(one(options))
  context.close = options => inTime(all(options))
  return page
}

/** A page in a context (cookies, storage) of its own. Below 600 px it is a phone: touch, a mobile viewport. */
export const newPage = async (browser: Browser, options: PageOptions = {}): Promise<Page> => {
  const { width = 390, height = width < 600 ? 844 : 900, elder = false, locale = 'zh-Hans', base } = options
  const phone = width < 600
  const context = await browser.newContext({
    viewport: { width, height },
    isMobile: phone,
    hasTouch: phone,
    locale: { 'zh-Hans': 'zh-CN', 'zh-Hant': 'zh-HK', en: 'en-GB' }[locale],
    timezoneId: 'Asia/Shanghai',
    javaScriptEnabled: options.javaScript ?? true,
    reducedMotion: 'reduce',
    ...(base === undefined ? {} : { baseURL: base }),
  })
  if (base !== undefined) {
    const choices = [{ name: LANGUAGE, value: locale }, ...(elder ? [{ name: ELDER, value: '1' }] : [])]
    await context.addCookies(choices.map(choice => ({ ...choice, url: base })))
  }
  return leaving(counted(await context.newPage(), options.javaScript ?? true))
}
