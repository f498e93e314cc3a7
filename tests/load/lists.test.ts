import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Ask } from '../../bench/support/asks.ts'
import type { Work } from '../../bench/support/explain.ts'
import { asked, heard, type Loaded, loadedCity, worstOf } from './support.ts'

const DEEP = process.env.LINLI_DEEP === '1'
/** Ten times as many orders: what a page costs may double at most, or stays under what a page may cost at any size. */
const [FEW, MANY] = DEEP ? [20_000, 200_000] : [2_000, 20_000]
const GROWTH_MAX = 2
const REQUESTS = 3

/**
 * One order in fifty is a unit's, and twenty fill a page: so many pages are gone through at most, however many orders there
 * are. Of a small city the planner rather reads an index of all that is open, which is more rows on fewer pages.
 */
const LIST: Bound = { rows: 7_000, pages: 4_500 }
/** Four thousand orders are looked through, then as many as hold rare words are fetched. */
const SEARCH: Bound = { rows: Number.POSITIVE_INFINITY, pages: DEEP ? 9_000 : 5_200 }
type Bound = { readonly rows: number; readonly pages: number }

const isSearch = ({ name }: Ask): boolean => name.includes('search')

const tooMuch = (ask: Ask, few: Work, many: Work): string | undefined => {
  const bound = isSearch(ask) ? SEARCH : LIST
  const grows = many.rows > GROWTH_MAX * few.rows && many.pages > GROWTH_MAX * few.pages
  const beyond = many.rows > bound.rows || many.pages > bound.pages
  const whole = !isSearch(ask) && many.whole.length > 0
  return (grows && beyond) || whole
    ? `${ask.name}: rows ${few.rows} → ${many.rows}, pages ${few.pages} → ${many.pages}, whole ${many.whole.join(' ')}`
    : undefined
}

/**
 * Statements of one request: the session and the actor are two, the page itself and what stands beside it the rest. A
 * list takes one more where its ids come by the index and its rows as their reader (docs/decisions/0009).
 */
const STATEMENTS_MAX: readonly (readonly [name: RegExp, most: number])[] = [
  [/^count/, 3],
  [/^escalations/, 3],
  [/^(load by unit|figures)/, 5],
  [/search/, 10],
  [/^public (detail|list|figures)/, 10],
  [/^detail/, 11],
  [/./, 9],
]

const statementsMax = (name: string): number => STATEMENTS_MAX.find(([of]) => of.test(name))?.[1] ?? 0

test('R-10 R-16 what lists and searches cost the database does not grow with the city', async t => {
  const few = await loadedCity(t, FEW)
  const many = await loadedCity(t, MANY)
  const opened: Loaded[] = [few, many]
  try {
    await t.test('R-10 R-16 rows and pages read for each list, count and search', async () => {
      const bad: string[] = []
      for (const [index, ask] of few.asks.entries()) {
        const twin = many.asks[index]
        if (ask.sums === true || twin === undefined) continue
        const why = tooMuch(ask, await worstOf(few, ask, REQUESTS), await worstOf(many, twin, REQUESTS))
        if (why !== undefined) bad.push(why)
      }
      assert.deepEqual(bad, [])
    })

    await t.test('R-10 statements of a request are few, and as many for a hundred rows as for five', async () => {
      const bad: string[] = []
      for (const ask of many.asks) {
        const { sent } = await heard(many, ask.by, ask.path(7))
        const count = asked(sent).length
        if (count > statementsMax(ask.name)) bad.push(`${ask.name}: ${count}`)
      }
      assert.deepEqual(bad, [])
      for (const by of ['desk', 'unit', 'resident'] as const) {
        const path = by === 'resident' ? '/api/me/work-orders?' : '/api/work-orders?sort=received&'
        const five = await heard(many, by, `${path}limit=5`)
        const hundred = await heard(many, by, `${path}limit=100`)
        assert.ok(hundred.sent.length <= five.sent.length + 2, `${by}: ${five.sent.length}, ${hundred.sent.length}`)
      }
    })

    await t.test('R-10 nobody gets more than a hundred rows at once, and a count stops at a thousand', async () => {
      const { readers } = many.audience
      const headers = { cookie: readers.desk.cookie }
      assert.equal((await many.server.get('/api/work-orders?limit=101', headers)).status, 400)
      assert.equal((await many.server.get('/api/work-orders?limit=100', headers)).json().items.length, 100)
      assert.deepEqual((await many.server.get('/api/work-orders/count', headers)).json(), {
        count: 1000,
        atLeast: true,
      })
    })

    await t.test('R-11 what is counted over all that is public is counted once for everybody', async () => {
      // Words that nothing above has asked for, so that nothing is kept yet.
      const path = `/open/work-orders?q=${encodeURIComponent('榕树 桥头')}`
      const counts = async (by: Ask['by']): Promise<number> =>
        (await heard(many, by, path)).sent.filter(({ text }) => text.includes('left(area, 9)')).length
      assert.deepEqual([await counts('resident'), await counts('desk')], [1, 0])
    })

    await t.test('R-16 a search finds what reading every order would find, page after page', async () => {
      const headers = { cookie: many.audience.readers.desk.cookie }
      for (const [q, query] of [
        ['老人 晚上', 'sort=received'],
        ['井盖', 'sort=due&open=true'],
        ['消防通道 台风', 'sort=due'],
        ['路灯 兴文路', 'sort=received&open=false'],
      ] as const) {
        const found: string[] = []
        let cursor = ''
        do {
          const path = `/api/work-orders?limit=100&${query}&q=${encodeURIComponent(q)}${cursor}`
          const page = (await many.server.get(path, headers)).json() as { items: { id: string }[]; next: string | null }
          found.push(...page.items.map(({ id }) => id))
          cursor = page.next === null ? '' : `&cursor=${encodeURIComponent(page.next)}`
        } while (cursor !== '' && found.length < 3_000)
        const holds = q.split(' ').map(word => `body like '%${word}%'`)
        const open = query.includes('open=') ? `and ended = ${query.includes('open=false')}` : ''
        const order = query.includes('received') ? 'received_at desc, id desc' : `coalesce(next_due_at, 'infinity'), id`
        const { rows } = await many.client.query<{ id: string }>(
          `select id from c442000.work_order where ${holds.join(' and ')} ${open} order by ${order} limit ${found.length + 1}`,
        )
        assert.ok(found.length > 5, q)
        assert.deepEqual(found.slice(0, 3_000), rows.map(({ id }) => id).slice(0, found.length), q)
        if (cursor === '') assert.equal(rows.length, found.length, q)
      }
    })
  } finally {
    for (const { close } of opened) await close()
  }
})
