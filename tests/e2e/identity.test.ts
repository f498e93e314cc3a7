import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { instant } from '../../src/kernel/time.ts'
import { sql } from '../../src/platform/db/types.ts'
import { codeAt, stepOf } from '../../src/platform/identity/totp.ts'
import { type Browser, launchBrowser, newPage, type Page } from '../../src/platform/testing/browser.ts'
import { openBehind } from '../chaos/support.ts'
import { assertAccessible, complaintsOf, shoot, tooWide } from './support/page.ts'
import { startServer, type TestServer } from './support/server.ts'

let [server, browser] = [undefined as TestServer | undefined, undefined as Browser | undefined]
before(async () => {
  ;[server, browser] = await Promise.all([startServer({ demo: false }), launchBrowser()])
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

const setting = (): { readonly server: TestServer; readonly browser: Browser } => {
  if (server === undefined || browser === undefined) throw new Error('the server or the browser did not start')
  return { server, browser }
}

type Made = { readonly username: string; readonly password: string; readonly role: string }

/** Makes an administrator at the server's console, as an operator does. */
const administrator = async (username: string): Promise<Made> => {
  const out = await setting().server.cli('admin', 'create', '--username', username, '--json')
  return JSON.parse(out.trim().split('\n').at(-1) ?? '') as Made
}

const open = (width: number, javaScript = true): Promise<Page> =>
  newPage(setting().browser, { width, javaScript, base: setting().server.base })

const typePassword = async (page: Page, { username, password }: Made): Promise<void> => {
  await page.goto('/staff/sign-in?next=%2Fme%2Fsessions')
  await page.locator('[name="username"]').fill(username)
  await page.locator('[name="password"]').fill(password)
  await page.locator('main form button[type="submit"]').first().click()
}

const typeCode = async (page: Page, code: string, field = 'code'): Promise<void> => {
  await page.locator(`[name="${field}"]`).fill(code)
  await page.locator('main form button[type="submit"]').first().click()
}

const STEP_MS = 30_000
const ROOM_MS = 6_000

/** A code of this step, or of one before, typed with time to spare: at the end of a step it would come in after the next. */
const codeOf = async (secret: string, back = 0): Promise<string> => {
  const left = STEP_MS - (Date.now() % STEP_MS)
  if (left < ROOM_MS) await setTimeout(left)
  return codeAt(secret, stepOf(instant(Date.now())) - back)
}

/** Axe, width and a picture of the page as it stands. */
const look = async (page: Page, name: string): Promise<void> => {
  await assertAccessible(page)
  assert.equal(await tooWide(page), 0, name)
  await shoot(page, `identity-${name}-${page.viewportSize()?.width}`)
}

/** Sets the second factor up on the page that asks for it. @returns its secret and the recovery codes */
const enrol = async (page: Page): Promise<{ readonly secret: string; readonly codes: readonly string[] }> => {
  await page.waitForURL(/\/staff\/sign-in\/enrol/)
  await look(page, 'enrol')
  const secret = ((await page.locator('.qr-line code').textContent()) ?? '').replaceAll(' ', '')
  assert.match(secret, /^[A-Z2-7]{32}$/)
  await typeCode(page, '000000')
  await page.getByRole('alert').filter({ hasText: '动态验证码不对' }).waitFor()
  await typeCode(page, await codeOf(secret, 1))
  await page.getByRole('heading', { name: '请收好恢复码' }).waitFor()
  await look(page, 'recovery')
  const codes = await page.locator('main ol li').allTextContents()
  assert.equal(codes.length, 10)
  await page.getByRole('link', { name: '收好了，继续' }).click()
  await page.waitForURL(/\/me\/sessions/)
  return { secret, codes }
}

const AGE = sql(
  'test.age',
  `update city.session set proved_at = proved_at - interval '16 minutes' where revoked_at is null`,
)

test('S-27 S-28 administrators come in: set up, code, recovery code, asked again, shown out', async t => {
  const [system, security, audit] = [
    await administrator('wang.system'),
    await administrator('su.security'),
    await administrator('shen.audit'),
  ]
  assert.deepEqual([system.role, security.role, audit.role], ['systemAdmin', 'securityAdmin', 'auditAdmin'])
  const heard: (readonly string[])[] = []

  const phone = await open(390)
  await typePassword(phone, system)
  const mine = await enrol(phone)
  await look(phone, 'sessions')

  const desk = await open(1440)
  await typePassword(desk, system)
  await desk.waitForURL(/\/staff\/sign-in\/code/)
  await look(desk, 'code')
  await typeCode(desk, await codeOf(mine.secret))
  await desk.waitForURL(/\/me\/sessions/)
  await desk.getByText('上一次登录').waitFor()
  await look(desk, 'sessions')
  await phone.goto('/me/factor')
  await phone.waitForURL(/\/staff\/sign-in/)
  await desk.context().close()

  const plain = await open(390, false)
  await typePassword(plain, system)
  await typeCode(plain, mine.codes[2] ?? '')
  await plain.waitForURL(/\/me\/sessions/)
  await plain.goto('/me/factor')
  await plain.getByRole('button', { name: '换一组恢复码' }).waitFor()
  await plain.context().close()

  await typePassword(phone, system)
  await look(phone, 'code')
  await typeCode(phone, mine.codes[0] ?? '')
  await phone.waitForURL(/\/me\/sessions/)
  await phone.goto('/me/factor')
  await phone.getByText('8', { exact: true }).waitFor()
  await look(phone, 'factor')

  const { db } = await openBehind(t, setting().server.data)
  await db.run(AGE)
  await phone.getByRole('button', { name: '换一组恢复码' }).click()
  await phone.getByRole('heading', { name: '请再验证一次' }).waitFor()
  await look(phone, 'prove')
  await typeCode(phone, '000000', '_code')
  await phone.getByRole('alert').filter({ hasText: '动态验证码不对' }).waitFor()
  await typeCode(phone, mine.codes[1] ?? '', '_code')
  await phone.getByRole('heading', { name: '请收好恢复码' }).waitFor()
  const fresh = await phone.locator('main ol li').allTextContents()
  assert.equal(new Set([...fresh, ...mine.codes]).size, 20, 'ten new codes, the answer to what had been asked')

  const guard = await open(1440)
  heard.push(complaintsOf(guard))
  await typePassword(guard, security)
  const theirs = await enrol(guard)
  await guard.goto('/console/accounts?username=wang.system')
  await guard.getByRole('cell', { name: 'wang.system', exact: true }).click()
  await db.run(AGE)
  await guard.getByRole('button', { name: '全部退出' }).click()
  await guard.getByRole('dialog').getByLabel(/原因/).fill('离职,当天办完交接手续')
  await guard.getByRole('dialog').getByRole('button', { name: '全部退出' }).click()
  const again = guard.getByRole('dialog').filter({ hasText: '请再验证一次' })
  await again.getByLabel('动态验证码').waitFor()
  await assertAccessible(guard)
  await shoot(guard, 'identity-console-prove-1440')
  await again.getByLabel('动态验证码').fill(theirs.codes[0] ?? '')
  // The dialogs close before the server has answered what they asked for.
  const kicked = guard.waitForResponse(answer => answer.url().endsWith('/end-sessions') && answer.ok())
  await again.getByRole('button', { name: '确认，接着办' }).click()
  await again.waitFor({ state: 'detached' })
  await guard.getByRole('dialog').waitFor({ state: 'detached' })
  await kicked
  await phone.goto('/me/factor')
  await phone.waitForURL(/\/staff\/sign-in/)
  // What was refused on purpose is told to the browser's console too; nothing else may be.
  const complaints = heard.flat().filter(line => !/401|422/.test(line))
  assert.deepEqual(complaints, [])
})
