import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at } from '../../src/features/work-order/testing.ts'
import type { Actor } from '../../src/platform/access/types.ts'
import { sql } from '../../src/platform/db/types.ts'
import { assertBooksRight, BUDGETS, budgetScene, EXPENSES, expense, good, PLACE, tags } from './support.ts'

const PAGE = `/open/community-budgets/${PLACE}`

test('two budgets of a community: from the grant to the published quarter and the end of the year', async t => {
  const made = await budgetScene(t)
  const { scene, server, clerk, colleague, town, department, elsewhere } = made
  const { cast, city } = scene
  const grant = (kind: string, more: object = {}) => ({ area: PLACE, kind, ...more })
  const ids: Record<string, string> = {}
  const on = (day: string): void => {
    server.now = at(`${day} 10:00`)
  }
  const as = (who: Actor) => server.as(who)
  const shown = async (kind: string) => good(await as(clerk).get(`${BUDGETS}/${ids[kind]}`))
  const does = (who: Actor, id: string, deed: string, body: object = {}) =>
    as(who).post(`${EXPENSES}/${id}/${deed}`, body)

  await t.test('E-051 the town grants the city’s amount, another with a reason, each kind once a year', async () => {
    for (const who of [clerk, cast.resident])
      assert.equal((await as(who).post(`${BUDGETS}/allocate`, grant('office'))).status, 403)
    assert.deepEqual(tags(await as(department).post(`${BUDGETS}/allocate`, grant('office'))), ['not-yours'])
    assert.deepEqual(tags(await as(town).post(`${BUDGETS}/allocate`, grant('office', { amount: '99999.99' }))), [
      'reason-wanted',
    ])
    assert.deepEqual(tags(await as(town).post(`${BUDGETS}/allocate`, { ...grant('office'), area: '442000105202' })), [
      'not-yours',
    ])
    assert.deepEqual(tags(await as(town).post(`${BUDGETS}/allocate`, { ...grant('office'), area: '442000001' })), [
      'place-unknown',
    ])
    const answers = await Promise.all(
      ['office', 'office', 'service', 'office'].map(kind => as(town).post(`${BUDGETS}/allocate`, grant(kind))),
    )
    assert.equal(answers.filter(({ status }) => status === 200).length, 2)
    for (const answer of answers) if (answer.status !== 200) assert.deepEqual(tags(answer), ['granted-before'])
    const { items } = good(await as(clerk).get(BUDGETS))
    for (const { kind, id } of items) ids[kind] = id
    assert.deepEqual(
      items.map(({ kind, grantedFen, freeFen }: Record<string, unknown>) => [kind, grantedFen, freeFen]),
      [
        ['office', 10_000_000, 10_000_000],
        ['service', 6_000_000, 6_000_000],
      ],
    )
  })

  let paid = ''
  await t.test('an expense is set aside, approved by another, paid at most as planned', async () => {
    assert.equal((await as(elsewhere).post(`${BUDGETS}/${ids.office}/plan`, expense('5'))).status, 403)
    assert.deepEqual(tags(await as(clerk).post(`${BUDGETS}/${ids.office}/plan`, expense('5', 'care'))), [
      'other-budget',
    ])
    assert.deepEqual(tags(await as(clerk).post(`${BUDGETS}/${ids.service}/plan`, expense('5'))), ['other-budget'])
    const short = await as(clerk).post(`${BUDGETS}/${ids.office}/plan`, expense('100000.01'))
    assert.deepEqual(tags(short), ['budget-short'])
    assert.match(short.text, /可用 100,000.00 元，还差 0.01 元/)
    const planned = good(await as(clerk).post(`${BUDGETS}/${ids.office}/plan`, expense('1200.50')))
    paid = planned.id
    assert.deepEqual(tags(await does(clerk, paid, 'pay')), ['wrong-step'])
    assert.deepEqual(tags(await does(clerk, paid, 'approve')), ['same-person'])
    assert.equal((await does(elsewhere, paid, 'approve')).status, 404, 'who sees nothing of it is not told')
    assert.equal((await as(elsewhere).get(`${EXPENSES}/${paid}`)).status, 404)
    assert.equal(good(await does(colleague, paid, 'approve')).step, 'approved')
    const stale = { headers: { 'if-match': `"${planned.version}"` } }
    assert.deepEqual(tags(await as(clerk).post(`${EXPENSES}/${paid}/pay`, {}, stale)), ['version-stale'])
    assert.deepEqual(tags(await does(clerk, paid, 'pay', { amount: '1200.51' })), ['above-plan'])
    on('2026-03-20')
    assert.equal(good(await does(clerk, paid, 'pay', { amount: '1150' })).step, 'paid')
    const [year] = (await shown('office')).years
    assert.deepEqual(
      [year.spentFen, year.heldFen, year.freeFen, year.spent],
      [115_000, 0, 9_885_000, [{ category: 'supplies', fen: 115_000 }]],
    )
  })

  await t.test(
    'a payment is taken back by another, with a reason that stays; what is not paid is withdrawn',
    async () => {
      assert.deepEqual(tags(await does(clerk, paid, 'reverse', { note: '货不对，已退款' })), ['same-person'])
      assert.equal((await does(colleague, paid, 'reverse')).status, 400)
      assert.equal(good(await does(colleague, paid, 'reverse', { note: '货不对，已退款' })).step, 'reversed')
      const { id } = good(await as(clerk).post(`${BUDGETS}/${ids.service}/plan`, expense('800', 'care')))
      good(await does(clerk, id, 'withdraw', { note: '改由志愿者办' }))
      assert.deepEqual(tags(await does(clerk, id, 'withdraw', { note: '再撤一次' })), ['wrong-step'])
      assert.equal((await shown('service')).years[0].freeFen, 6_000_000)
      assert.deepEqual(
        good(await as(clerk).get(`${EXPENSES}/${paid}`)).events.map(({ action }: { action: string }) => action),
        ['plan', 'approve', 'pay', 'reverse'],
      )
    },
  )

  await t.test(
    'fifty plans of one balance at once: exactly those it covers, and the other book is not touched',
    async () => {
      const { id } = good(await as(clerk).post(`${BUDGETS}/${ids.service}/plan`, expense('50000', 'culture')))
      good(await does(town, id, 'approve'))
      const answers = await Promise.all(
        Array.from({ length: 50 }, () => as(clerk).post(`${BUDGETS}/${ids.service}/plan`, expense('300', 'safety'))),
      )
      assert.equal(answers.filter(({ status }) => status === 201).length, 33)
      for (const answer of answers) if (answer.status !== 201) assert.deepEqual(tags(answer), ['budget-short'])
      const pays = await Promise.all(Array.from({ length: 5 }, () => does(clerk, id, 'pay', { amount: '50000' })))
      assert.equal(pays.filter(({ status }) => status === 200).length, 1)
      assert.equal((await shown('office')).years[0].freeFen, 10_000_000)
      assert.deepEqual(
        await city.db.rows(
          sql(
            't.crossing',
            `select t.id from city.ledger_transfer t join city.ledger_account f on f.id = t.from_account
           join city.ledger_account o on o.id = t.to_account where f.book <> o.book`,
          ),
        ),
        [],
      )
    },
  )

  await t.test('C-035 a quarter is published once, as the ledger has it, and everybody reads it', async () => {
    const publish = (kind: string, body: object) =>
      as(clerk).post(`${BUDGETS}/${ids[kind]}/publish`, { place: '居务公开栏', ...body })
    const first = { year: 2026, quarter: 1 }
    assert.deepEqual(tags(await publish('service', { ...first, until: '2026-04-10' })), ['quarter-not-over'])
    on('2026-04-02')
    assert.deepEqual(tags(await publish('service', { ...first, until: '2026-04-16' })), ['posting-short'])
    const both = await Promise.all([1, 2].map(() => publish('service', { ...first, until: '2026-04-17' })))
    assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 409])
    const [report] = (await shown('service')).reports
    assert.deepEqual(
      [report.openingFen, report.grantedFen, report.returnedFen, report.spent, report.closingFen],
      [0, 6_000_000, 0, [{ category: 'culture', fen: 5_000_000 }], 1_000_000],
    )
    const html = (await server.get(PAGE, { accept: 'text/html' })).text
    for (const words of ['"fen":5000000', '居务公开栏', '"owed":{']) assert.ok(html.includes(words), words)
    for (const hidden of ['演示文具店', '采购档案盒', '277 个', '277个']) assert.ok(!html.includes(hidden), hidden)
    assert.ok((await server.get('/open/community-budgets', { accept: 'text/html' })).text.includes(`"area":"${PLACE}"`))
    assert.equal((await server.get('/open/community-budgets/442000105202', { accept: 'text/html' })).status, 404)
  })

  await t.test('what is left stays until the town carries or returns it, and is not planned any more', async () => {
    on('2027-01-04')
    assert.deepEqual(tags(await as(clerk).post(`${BUDGETS}/${ids.office}/plan`, expense('5'))), ['no-grant'])
    const end = (who: Actor, body: object) =>
      as(who).post(`${BUDGETS}/${ids.office}/year-end`, { reason: '按规定处理', ...body })
    assert.equal((await end(clerk, { year: 2026, to: 'carry' })).status, 403)
    assert.deepEqual(tags(await end(town, { year: 2027, to: 'carry' })), ['year-not-over', 'nothing-left'])
    good(await end(town, { year: 2026, to: 'carry' }))
    assert.deepEqual(tags(await end(town, { year: 2026, to: 'return' })), ['nothing-left'])
    good(await as(town).post(`${BUDGETS}/allocate`, grant('office')))
    const [now, before] = (await shown('office')).years
    assert.deepEqual(
      [now.grantedFen, now.movedFen, now.freeFen, before.movedFen, before.freeFen],
      [10_000_000, 10_000_000, 20_000_000, -10_000_000, 0],
    )
    const service = await as(town).post(`${BUDGETS}/${ids.service}/year-end`, {
      year: 2026,
      to: 'return',
      reason: '收回',
    })
    good(service)
    const [year] = (await shown('service')).years
    assert.deepEqual([year.movedFen, year.heldFen, year.freeFen], [-10_000, 990_000, 0], 'what is set aside stays')
  })

  await t.test('the tables refuse by themselves who approves what they planned, and the books are right', async () => {
    const plannedBy = sql('t.planner', 'update city.community_expense set approved_by = planned_by')
    await assert.rejects(city.db.run(plannedBy), /check/)
    await assertBooksRight(made)
  })
})
