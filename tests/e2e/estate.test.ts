import assert from 'node:assert/strict'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { idCheckCharacter } from '../../src/kernel/codes.ts'
import { type Browser, launchBrowser, newPage, type Page, settled } from '../../src/platform/testing/browser.ts'
import { assertAccessible, complaintsOf, shoot, tooWide, waysOf, weigh } from './support/page.ts'
import { enterAs } from './support/people.ts'
import { startServer, type TestServer } from './support/server.ts'

const WEIGHT_MAX = 100 * 1024
const idOf = (n: number): string => {
  const first = `44999919920101${String(n).padStart(3, '0')}`
  return first + idCheckCharacter(first)
}

let server: TestServer
let browser: Browser
before(async () => {
  ;[server, browser] = await Promise.all([startServer(), launchBrowser()])
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

const look = async (page: Page, path: string, name: string): Promise<void> => {
  assert.equal((await page.goto(path))?.status(), 200, path)
  await assertAccessible(page)
  assert.ok((await weigh(page)).total <= WEIGHT_MAX, path)
  assert.equal(await tooWide(page), 0, `${path} ${name}`)
  await shoot(page, name)
}

test('pages of estates for anyone, at both widths, normal and elder', async () => {
  for (const options of waysOf(
    [{ width: 390, elder: true }, { width: 1440 }, { width: 390 }, { width: 1440, elder: true }],
    2,
  )) {
    const page = await newPage(browser, { base: server.base, ...options })
    const heard = complaintsOf(page)
    const name = `${options.width}${'elder' in options ? '-elder' : ''}`
    await look(page, '/open/estates', `estates-${name}`)
    await page.getByRole('link', { name: '演示花园' }).click()
    await page.waitForURL('**/open/estates/*')
    await look(page, new URL(page.url()).pathname, `estate-${name}`)
    assert.match((await page.locator('main').textContent()) ?? '', /演示居民001/)
    assert.doesNotMatch((await page.locator('main').textContent()) ?? '', /1-1-101|4499/)
    await look(page, '/open/estate-figures', `estate-figures-${name}`)
    await look(page, '/open/procedures/estate-formation', `estate-formation-${name}`)
    assert.deepEqual(heard, [])
    await page.context().close()
  }
})

test('an owner’s own page, on a phone and a desk, normal and elder', async () => {
  for (const width of [390, 1440]) {
    const page = await enterAs(browser, server, 'resident', width)
    await look(page, '/my/estates', `my-estates-${width}`)
    const text = (await page.locator('main').textContent()) ?? ''
    assert.match(text, /1-1-101/)
    assert.doesNotMatch(text, /1-1-102/)
    await page.goto('/')
    await page.getByRole('button', { name: '长辈版' }).click()
    await settled(page)
    await look(page, '/my/estates', `my-estates-${width}-elder`)
    await page.context().close()
  }
})

test('without script an owner and a stranger read the same', async () => {
  const page = await enterAs(browser, server, 'resident', 390, false)
  await page.goto('/my/estates')
  assert.match((await page.locator('main').textContent()) ?? '', /1-1-101/)
  await page.getByRole('link', { name: '演示花园：公开的信息' }).click()
  assert.match((await page.locator('main').textContent()) ?? '', /演示居民001/)
  await page.context().close()
})

const dialog = (page: Page) => page.getByRole('dialog')
const fill = async (page: Page, values: Readonly<Record<string, string>>): Promise<void> => {
  for (const [label, value] of Object.entries(values)) await dialog(page).getByLabel(label, { exact: true }).fill(value)
}

test('a clerk enters an estate, imports its register, sells a home, and begins the assembly', async t => {
  const page = await enterAs(browser, server, 'communityWorker', 1440)
  const heard = complaintsOf(page)
  await page.goto('/console/estates')
  await page.waitForSelector('.list-table tbody tr')
  await assertAccessible(page)
  await shoot(page, 'console-estates')

  await t.test('entered by key', async () => {
    await page.keyboard.press('n')
    await dialog(page).waitFor()
    await fill(page, { 小区名称: '样例花园' })
    await dialog(page).getByRole('button', { name: '登记小区' }).click()
    await page.locator('.list-table').getByText('样例花园').click()
    await page.locator('article.estate h2', { hasText: '样例花园' }).waitFor()
  })

  await t.test('a file with a bad line is told line by line, and taken when it is right', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'linli-estate-'))
    const head = '房号,用途,建筑面积,业主,证件号,取得日期,交付日期'
    const good = [1, 2, 3].map(n => `1-1-${n}01,住宅,89.50,样例业主${n},${idOf(n)},2020-03-05,2020-06-01`)
    await writeFile(
      join(folder, 'bad.csv'),
      [head, ...good, `1-1-401,住宅,89.555,样例业主四,${idOf(4)},2020-03-05,`].join('\n'),
    )
    await writeFile(join(folder, 'good.csv'), [head, ...good].join('\n'))
    await page.keyboard.press('i')
    await dialog(page).waitFor()
    await dialog(page).getByLabel('名册文件').setInputFiles(join(folder, 'bad.csv'))
    await dialog(page).getByText('有 1 处不对').waitFor()
    await assertAccessible(page)
    await shoot(page, 'console-estate-import-bad')
    assert.match((await dialog(page).textContent()) ?? '', /5建筑面积/)
    await dialog(page).getByLabel('名册文件').setInputFiles(join(folder, 'good.csv'))
    await dialog(page).getByText('没有问题，可以导入').waitFor()
    await dialog(page).getByRole('button', { name: '确认导入' }).click()
    await dialog(page).getByText('已经导入').waitFor()
    await shoot(page, 'console-estate-import')
    await dialog(page).getByRole('button', { name: '关闭', exact: true }).last().click()
    await page.locator('article.estate').getByText('3 个专有部分').waitFor()
    await shoot(page, 'console-estate')
  })

  await t.test('a home passes to somebody else; a wrong number is told and what was typed stays', async () => {
    await page.keyboard.press('u')
    await page.locator('.list-table').getByText('1-1-101').click()
    await page.locator('article.estate-unit h2', { hasText: '1-1-101' }).waitFor()
    await page.keyboard.press('1')
    await dialog(page).waitFor()
    await dialog(page)
      .getByLabel('业主 （可不填）')
      .fill(`样例买家 ${idOf(9).slice(0, 17)}`)
    await dialog(page).getByRole('button', { name: '转移登记' }).click()
    await dialog(page).getByText('身份证号不对').waitFor()
    await shoot(page, 'console-estate-transfer-refused')
    await dialog(page)
      .getByLabel('业主 （可不填）')
      .fill(`样例买家 ${idOf(9)}`)
    await dialog(page).getByRole('button', { name: '转移登记' }).click()
    await page.locator('article.estate-unit .timeline').getByText('转移登记').waitFor()
    await assertAccessible(page)
    await shoot(page, 'console-estate-unit')
  })

  await t.test('the look at a name is asked for and gone after a while', async () => {
    await page.getByRole('button', { name: '查看姓名和证件号' }).click()
    const reason = page.getByLabel('写明理由后按回车')
    await reason.fill('核对产权证')
    await reason.press('Enter')
    await page.getByText(`样例买家 ${idOf(9)}`).waitFor()
  })

  await t.test('the assembly’s desk: conditions with their numbers, and the first step', async () => {
    await page.goto('/console/estates')
    await page.locator('.list-table').getByText('样例花园').click()
    await page.locator('article.estate h2', { hasText: '样例花园' }).waitFor()
    await page.keyboard.press('b')
    await page.getByText('成立条件').waitFor()
    await assertAccessible(page)
    await shoot(page, 'console-estate-bodies')
    await page.keyboard.press('1')
    await dialog(page).waitFor()
    await fill(page, { 材料: '业主联名申请书' })
    await dialog(page).getByRole('button', { name: '登记申请' }).click()
    await dialog(page).getByText('申请的业主不够').waitFor()
    await dialog(page).getByLabel('申请的业主人数 （可不填）').fill('3')
    await dialog(page).getByRole('button', { name: '登记申请' }).click()
    await page.getByText('有人申请成立业主大会').waitFor()
    await shoot(page, 'console-estate-bodies-applied')
  })
  assert.deepEqual(
    heard.filter(text => !text.includes('422')),
    [],
    'what was refused is what the test meant to be refused',
  )
})
