import type { Browser, Page } from '../../../src/platform/testing/browser.ts'
import { newPage, settled } from '../../../src/platform/testing/browser.ts'
import type { TestServer } from './server.ts'

type Account = {
  readonly role: string
  readonly organisation: string | null
  readonly area: string
  readonly link: string
}

/** One account of each role of the demonstration city; each link signs in once. */
const demoAccounts = async (server: TestServer): Promise<readonly Account[]> => {
  const last = (await server.cli('demo', 'accounts', '--json')).trim().split('\n').at(-1) ?? ''
  return (JSON.parse(last) as { readonly accounts: readonly Account[] }).accounts
}

/**
 * A browser of its own with this role signed in, as somebody enters the demonstration by hand.
 * @param place what the name of the office's area ends in, where one role has several
 */
export const enterAs = async (
  browser: Browser,
  server: TestServer,
  role: string,
  width = 1440,
  javaScript = true,
  place = '',
): Promise<Page> => {
  const account = (await demoAccounts(server)).find(one => one.role === role && one.area.endsWith(place))
  if (account === undefined) throw new Error(`the demonstration has no ${role}`)
  const page = await newPage(browser, { width, javaScript, base: server.base })
  await page.goto(new URL(account.link).pathname)
  await page.locator('main form button[type="submit"]').first().click()
  await settled(page)
  return page
}

/** A call of the API by whoever is signed in on this page. */
export const call = async <T>(page: Page, method: string, path: string, body?: unknown): Promise<T> => {
  const answer = await page.evaluate(
    async ([verb, url, json]) => {
      const sent = await fetch(url, {
        method: verb,
        headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
        ...(json === '' ? {} : { body: json }),
      })
      return { status: sent.status, text: await sent.text() }
    },
    [method, path, body === undefined ? '' : JSON.stringify(body)] as const,
  )
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
  return JSON.parse(answer.text) as T
}
