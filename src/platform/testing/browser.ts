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

/** Starts the browser of the tests; close it when done. See `installChromium` for where it comes from. */
export const launchBrowser = async (): Promise<Browser> => {
  const { executable, env } = await installChromium()
  return chromium.launch({
    executablePath: executable,
    args: ARGS,
    env: { ...process.env, ...env },
    timeout: 60_000,
  })
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
  return context.newPage()
}
