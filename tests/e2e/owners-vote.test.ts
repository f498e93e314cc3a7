import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { DEMO_ESTATE_NAME, estateByName } from '../../src/features/estate/index.ts'
import { DAY_MS, dateOf, type Instant, instant, plusDays } from '../../src/kernel/time.ts'
import { openSession } from '../../src/platform/identity/sessions.ts'
import { type Browser, launchBrowser, newPage, type Page } from '../../src/platform/testing/browser.ts'
import { testCity } from '../../src/platform/testing/database.ts'
import { openBehind } from '../chaos/support.ts'
import { type MovedClock, movedClock } from './support/moved-clock.ts'
import { choose, deed, dialog, fill, groupsOf, post, secondClerk } from './support/owners.ts'
import { assertAccessible, complaintsOf, shoot, tooWide, weigh } from './support/page.ts'
import { call, enterAs } from './support/people.ts'
import { ROOT, startServer, type TestServer } from './support/server.ts'

const WEIGHT_MAX = 100 * 1024
const TITLE = '更换消防水泵'
/** Of the demonstration's first resident, who votes at the screen. */
const OWN_UNIT = '1-1-101'

let server: TestServer
let browser: Browser
let clock: MovedClock
let city: Awaited<ReturnType<typeof testCity>>
let ahead = 0
/** Puts the city's clock forward; browsers stay where they are. */
const days = async (count: number): Promise<void> => {
  ahead += count * DAY_MS
  await clock.days(count)
}
const now = (): Instant => instant(Date.now() + ahead)
const LAG_MS = 5_000 // A busy server may be so far behind the database’s clock.
const today = (): string => dateOf(now())

const ends: (() => unknown)[] = []
before(async () => {
  city = await testCity({ after: end => ends.push(end as () => unknown) })
  clock = await movedClock(city.url)
  ;[server, browser] = await Promise.all([startServer({ databaseUrl: clock.url }), launchBrowser()])
})
after(async () => {
  await browser?.close()
  await server?.stop()
  await clock?.drop()
  for (const end of ends.toReversed()) await end()
})

const clerkAt = async (): Promise<Page> => {
  const page = await enterAs(browser, server, 'communityWorker')
  await page.goto('/console/owners-votes')
  await page.locator('.list-table tbody tr', { hasText: TITLE }).first().click()
  await page.locator('.owners-vote').waitFor()
  return page
}

type Shown = {
  readonly id: string
  readonly no: string
  readonly turnout: { readonly heads: number; readonly paper: number }
}
test('an owners’ vote of 300 units, a third on paper: from the agenda to the proof', { timeout: 400_000 }, async t => {
  let page = await enterAs(browser, server, 'communityWorker')
  const heard = complaintsOf(page)
  let vote = ''

  await t.test('the agenda, the notice, the delivery, the roll', async () => {
    await page.goto('/console/owners-votes')
    await page.waitForSelector('.list-table tbody tr')
    await assertAccessible(page)
    await shoot(page, 'owners-list')
    await page.keyboard.press('n')
    await dialog(page).waitFor()
    await fill(page, {
      题目: TITLE,
      说明: '两台水泵检测不合格，须在汛期前更换。',
      '第 1 个议题': '使用维修资金更换水泵',
      纸质材料: '业主联名提议书',
    })
    await choose(page, '第 1 个议题属于哪一项', '使用维修资金')
    await dialog(page).getByRole('button', { name: '再加一个议题' }).click()
    await dialog(page)
      .getByLabel(/^第 2 个议题(?!属于|的内容)/)
      .fill('地下车库增设充电桩')
    await choose(page, '第 2 个议题属于哪一项', '改变共有部分')
    await shoot(page, 'owners-convene')
    await dialog(page).getByRole('button', { name: '拟定议题' }).click()
    await page.locator('.list-table tbody tr', { hasText: TITLE }).click()
    await page.locator('.owners-vote').waitFor()
    const [opens, closes] = [plusDays(today() as never, 16), plusDays(today() as never, 30)]
    await page.getByRole('button', { name: /^通知业主/ }).click()
    await fill(page, {
      开始时间: `${plusDays(today() as never, 3)}T08:00`,
      截止时间: `${closes}T20:00`,
      纸质材料: '表决公告一号',
    })
    await dialog(page).getByRole('button', { name: '通知业主' }).click()
    await dialog(page).getByText('通知不够早').waitFor()
    await shoot(page, 'owners-refused')
    await fill(page, { 开始时间: `${opens}T08:00` })
    await dialog(page).getByRole('button', { name: '通知业主' }).click()
    await dialog(page).waitFor({ state: 'hidden' })
    await page.locator('.owners-vote b', { hasText: '已通知' }).first().waitFor()
    await deed(page, '登记送达', { 纸质材料: '送达登记表' }, '已通知', { 怎样送达: '当面送达' })
    await deed(page, '核定名册', {}, '名册已定')
    const { items } = await call<{ items: { id: string; title: string }[] }>(page, 'GET', '/api/owners-votes')
    vote = items.find(({ title }) => title === TITLE)?.id ?? ''
    await shoot(page, 'owners-pane')
    await assertAccessible(page)
  })
  await page.context().close()

  const behind = await openBehind(t, server.data, clock.url)
  const groups = await groupsOf(behind, vote)
  const estate = await estateByName(behind.db, DEMO_ESTATE_NAME)
  assert.equal(estate?.units, 300)
  const sessionOf = async (party: string): Promise<string> => {
    const { secret } = await behind.db.tx(tx => openSession(tx, { party, realm: 'resident' }, instant(now() - LAG_MS)))
    return `__Host-linli=${secret}`
  }
  await days(17)

  await t.test('a resident reads what is asked, answers, checks once more, and has a receipt', async () => {
    const resident = await enterAs(browser, server, 'resident', 390)
    await resident.goto('/me/votes')
    await assertAccessible(resident)
    await shoot(resident, 'owners-mine-390')
    await resident.getByRole('link', { name: TITLE }).click()
    await assertAccessible(resident)
    assert.equal(await tooWide(resident), 0)
    assert.ok((await weigh(resident)).total <= WEIGHT_MAX)
    await shoot(resident, 'owners-first-390')
    await resident.getByRole('button', { name: '下一步：核对' }).click()
    await resident.getByText('第 1 个议题还没有选').first().waitFor()
    await shoot(resident, 'owners-ballot-refused-390')
    await resident.locator('#c1').getByLabel('同意').check()
    await resident.locator('#c2').getByLabel('反对').check()
    await shoot(resident, 'owners-ballot-390')
    await resident.getByRole('button', { name: '下一步：核对' }).click()
    await resident.getByRole('heading', { name: '再看一遍，投出后不能改' }).waitFor()
    await shoot(resident, 'owners-sure-390')
    await resident.getByRole('button', { name: '投票', exact: true }).click()
    await resident.getByText('这一户已经投出').waitFor()
    await shoot(resident, 'owners-cast-390')
    await resident.getByRole('button', { name: '查看我的选择' }).click()
    await resident.getByRole('heading', { name: '我的选票' }).waitFor()
    await assertAccessible(resident)
    await shoot(resident, 'owners-receipt-390')
    await resident.context().close()
  })

  await t.test('others vote: a third on paper by two people, the rest at a screen', async () => {
    const first = await clerkAt()
    await first.getByRole('button', { name: /^录入纸质票/ }).click()
    await dialog(first).waitFor()
    // The developer's head, which is large, votes on paper as well.
    const others = groups.filter(({ unit, party }, index) => party === null || (index % 3 === 0 && unit !== OWN_UNIT))
    const paperHeads = others.toSorted((a, b) => Number(a.party !== null) - Number(b.party !== null)).slice(0, 85)
    const received = today()
    await fill(first, { 房号: paperHeads[0]?.unit ?? '', 收到的日期: received, 纸质材料: '纸质票 1 号' })
    await choose(first, '1. 使用维修资金更换水泵', '同意')
    await choose(first, '2. 地下车库增设充电桩', '弃权')
    await shoot(first, 'owners-paper')
    await dialog(first).getByRole('button', { name: '录入纸质票' }).click()
    await dialog(first).waitFor({ state: 'hidden' })
    await first.getByText('由您录入，须由另一人核对').waitFor()
    const paper = (index: number) => ({
      unit: paperHeads[index]?.unit ?? '',
      received,
      record: `纸质票 ${index + 1} 号`,
      choices: [
        { no: 1, choice: 'agree' },
        { no: 2, choice: index % 2 === 0 ? 'abstain' : 'oppose' },
      ],
    })
    for (let index = 1; index < paperHeads.length; index++)
      await call(first, 'POST', `/api/owners-votes/${vote}/papers`, paper(index))
    const second = await secondClerk(behind, estate?.area ?? '', now())
    for (let index = 0; index < paperHeads.length; index++) {
      const answer = await post(server.base, second, `/api/owners-votes/${vote}/papers`, paper(index))
      assert.equal(answer.status, 200, answer.text)
    }
    await first.reload()
    await shoot(first, 'owners-open-1440')
    await first.context().close()
    let cast = 0
    for (const [index, { pseudonym, party }] of groups.entries()) {
      if (party === null || paperHeads.some(head => head.pseudonym === pseudonym)) continue
      const choices = [
        { no: 1, choice: index % 5 === 0 ? 'oppose' : 'agree' },
        { no: 2, choice: index % 2 === 0 ? 'agree' : 'oppose' },
      ]
      const answer = await post(server.base, await sessionOf(party), `/api/owners-votes/${vote}/ballots`, {
        group: pseudonym,
        choices,
      })
      if (answer.status === 201) cast++
      else assert.match(answer.text, /already-cast|real-name-first/)
    }
    t.diagnostic(`${paperHeads.length} on paper, ${cast} at a screen, of ${groups.length} heads`)
  })

  await days(14)
  await t.test('counted, posted, in force; anybody takes the proof and verifies it', async () => {
    page = await clerkAt()
    await deed(page, '计票', {}, '已计票')
    await shoot(page, 'owners-counted')
    await deed(
      page,
      '公示结果',
      { 公布日期: today(), 公布到: plusDays(today() as never, 15), 纸质材料: '小区公告栏' },
      '结果公示',
    )
    const shown = await call<Shown>(page, 'GET', `/api/owners-votes/${vote}`)
    assert.ok(shown.turnout.paper * 2 >= shown.turnout.heads * 0.6, `${shown.turnout.paper} of ${shown.turnout.heads}`)
    await page.context().close()
    const stranger = await newPage(browser, { base: server.base, width: 1440 })
    await stranger.goto(`/open/owners-votes/${shown.no}`)
    await assertAccessible(stranger)
    await shoot(stranger, 'owners-result-1440')
    await stranger.setViewportSize({ width: 390, height: 844 })
    assert.equal(await tooWide(stranger), 0)
    await shoot(stranger, 'owners-result-390')
    await stranger.goto(`/open/owners-votes/${shown.no}/screen`)
    await shoot(stranger, 'owners-screen-390')
    await stranger.context().close()
    let bundle = ''
    for (let tries = 0; tries < 50 && bundle === ''; tries++) {
      const answer = await fetch(`${server.base}/open/owners-votes/${shown.no}/bundle`)
      if (answer.status === 200) bundle = await answer.text()
      else await new Promise(resolve => setTimeout(resolve, 200))
    }
    const file = join(server.data, 'vote.jsonl')
    writeFileSync(file, bundle)
    const { stdout: said } = await promisify(execFile)(join(ROOT, 'linli'), ['verify', file])
    assert.match(said, /验证通过/)
    assert.match(said, /事项 1 .*通过/)
    t.diagnostic(said)
    await days(17)
    page = await clerkAt()
    await deed(page, '生效归档', {}, '已生效归档')
    await page.context().close()
  })
  assert.deepEqual(
    heard.filter(line => !line.includes('status of 422')),
    [],
  )
})
