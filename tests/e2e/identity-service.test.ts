import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { idCheckCharacter } from '../../src/kernel/codes.ts'
import { type Browser, launchBrowser, newPage, type Page, settled } from '../../src/platform/testing/browser.ts'
import {
  allowing,
  identityService,
  settingsText,
  type TestIdentityService,
} from '../../src/platform/testing/identity-service.ts'
import { assertAccessible, complaintsOf, shoot, tooWide } from './support/page.ts'
import { enterAs } from './support/people.ts'
import { dataFolder, startServer, type TestServer } from './support/server.ts'

const PHONE = '13900007788'
const FIRST = '44200019900101123'

const closing: (() => unknown)[] = []
let [server, browser, idp] = [
  undefined as TestServer | undefined,
  undefined as Browser | undefined,
  undefined as TestIdentityService | undefined,
]
before(async () => {
  idp = await identityService({ after: close => void closing.push(close as () => unknown) })
  const file = join(await dataFolder(), 'identity-services.json')
  await writeFile(file, settingsText(idp.issuer, { realms: ['resident'] }))
  const env = {
    LINLI_OUTBOUND: allowing(idp.issuer),
    LINLI_IDENTITY_SERVICES: file,
    LINLI_OIDC_SECRET_YUE: 'a secret of the test',
  }
  ;[server, browser] = await Promise.all([startServer({ env }), launchBrowser()])
})
after(async () => {
  await browser?.close()
  await server?.stop()
  for (const close of closing) await close()
})

const parts = () => {
  assert.ok(server !== undefined && browser !== undefined && idp !== undefined)
  return { server, browser, idp }
}

/** Without script, as most of these pages must work; 390 px wide. */
const open = async (path: string): Promise<Page> => {
  const { browser, server } = parts()
  const page = await newPage(browser, { base: server.base, width: 390, javaScript: false })
  page.setDefaultTimeout(20_000)
  await page.goto(path)
  return page
}

const byPhone = async (phone: string): Promise<Page> => {
  const page = await open('/sign-in')
  await page.getByLabel('手机号').fill(phone)
  await page.getByRole('button', { name: '发验证码' }).click()
  const code = (await page.locator('.demo-code b').textContent()) ?? ''
  await page.getByLabel('验证码').fill(code)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.waitForURL(/\/$/)
  return page
}

/** axe needs script; the debugger runs it on a page that has none of its own. */
const look = async (page: Page, name: string): Promise<void> => {
  assert.equal(await tooWide(page), 0, `${name} is wider than a phone`)
  await shoot(page, name)
}

test('U-C2 U-C5 U-A10 a resident signs in by a service, merges, acts for a company, asks for a level; without script', async () => {
  const { idp } = parts()
  idp.person = { sub: 'zhang', name: '张三' }
  const first = await open('/sign-in')
  await look(first, 'identity-sign-in')
  await first.getByRole('link', { name: '用粤省事登录' }).click()
  await first.waitForURL(/\/$/)
  assert.equal(await first.locator('.person').textContent(), '张*')

  const page = await byPhone(PHONE)
  await page.goto('/me/account')
  await look(page, 'identity-account')
  await page.getByRole('link', { name: '绑定粤省事' }).click()
  await page.waitForURL(/\/me\/account\/confirm/)
  assert.match((await page.locator('main').textContent()) ?? '', /另有一个账号“张\*”/)
  await look(page, 'identity-merge')
  await page.getByRole('button', { name: '是我，合并' }).click()
  await page.waitForURL(/\/me\/account$/)
  assert.equal(await page.getByRole('button', { name: '解除绑定：粤省事' }).count(), 1)

  idp.person = { sub: 'zhang', name: '张三', uscc: '91350100M000100Y43', organisation_name: '演示贸易有限公司' }
  await page.getByRole('link', { name: '用粤省事切换到法人身份' }).click()
  await page.waitForURL(/\/me\/account$/)
  assert.match((await page.locator('.person').textContent()) ?? '', /演示贸易有限公司/)
  await look(page, 'identity-represent')
  await page.getByRole('button', { name: '回到本人身份' }).click()
  assert.doesNotMatch((await page.locator('.person').textContent()) ?? '', /公司/)

  await page.getByRole('link', { name: '填姓名和身份证号' }).click()
  await page.getByRole('button', { name: '提交，等窗口核对' }).click()
  assert.match((await page.locator('.error-summary').textContent()) ?? '', /请填姓名.*身份证号不对/)
  await look(page, 'identity-real-name')
  await page.getByLabel('姓名', { exact: true }).fill('张三')
  await page.getByLabel('身份证号', { exact: true }).fill(FIRST + idCheckCharacter(FIRST))
  await page.getByRole('button', { name: '提交，等窗口核对' }).click()
  await page.waitForURL(/\/me\/account$/)
  assert.match((await page.locator('main').textContent()) ?? '', /等核对/)

  idp.person = { sub: 'another', phone_number: PHONE, phone_number_verified: true }
  const joining = await open('/sign-in')
  await joining.getByRole('link', { name: '用粤省事登录' }).click()
  await joining.waitForURL(/\/sign-in\/join$/)
  await look(joining, 'identity-join')
})

test('the pages of identity are accessible, at a phone’s width and in elder mode', async () => {
  const { browser, server, idp } = parts()
  idp.person = { sub: 'li', name: '李四' }
  for (const elder of [false, true]) {
    const page = await newPage(browser, { base: server.base, width: 390 })
    const complaints = complaintsOf(page)
    await page.goto('/sign-in')
    if (elder) await page.locator('button[name="elder"]').click()
    await settled(page)
    await assertAccessible(page)
    await page.getByRole('link', { name: '用粤省事登录' }).click()
    await page.waitForURL(/\/$/)
    for (const path of ['/me/account', '/me/account/real-name', '/signed-out/yue']) {
      await page.goto(path)
      await assertAccessible(page)
      await look(page, `identity${path.replaceAll('/', '-')}${elder ? '-elder' : ''}`)
    }
    assert.deepEqual(complaints, [])
  }
})

test('U-A10 a clerk at the counter compares and grants; the operator sees merges', async () => {
  const { browser, server } = parts()
  const clerk = await enterAs(browser, server, 'communityWorker')
  await clerk.goto('/console/level-claims')
  await clerk.getByRole('cell', { name: '张*', exact: true }).waitFor()
  await assertAccessible(clerk)
  await clerk.getByRole('cell', { name: '张*', exact: true }).click()
  await clerk.getByRole('button', { name: '看姓名和号码' }).click()
  await clerk.getByText('张三', { exact: true }).waitFor()
  await shoot(clerk, 'identity-claims')
  for (const [role, path] of [
    ['securityAdmin', '/console/merges'],
    ['systemAdmin', '/console/dead-messages'],
  ] as const) {
    const operator = await enterAs(browser, server, role)
    await operator.goto(path)
    await operator.getByRole('heading', { level: 1 }).waitFor()
    await settled(operator)
    await assertAccessible(operator)
    await shoot(operator, `identity${path.replaceAll('/', '-')}`)
  }
})
