import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../app/features.ts'
import { type Answer, testServer } from '../../platform/testing/server.ts'
import { PLACE, stage } from './testing.ts'

const propsOf = (text: string) =>
  JSON.parse(/<body[^>]*>(.*)<\/body>/s.exec(text)?.[1]?.replaceAll('&lt;', '<') ?? '{}')

test('what is public, and nothing else', async t => {
  const { city, vault, cast } = await stage(t)
  const server = await testServer(t, city, { modules: features, now: '2026-10-20T10:00:00+08:00', services: { vault } })
  const [resident, desk] = [server.as(cast.resident), server.as(cast.deskOperator)]
  const good = async (answer: Promise<Answer>) => {
    assert.ok((await answer).status < 300, (await answer).text)
    return (await answer).json()
  }
  const secret = {
    text: '我家楼下黄老板的铺子夜里装修，我住 5 栋六〇二',
    area: PLACE,
    place: '5 栋楼下',
    category: 'construction',
  }
  const made = await good(resident.post('/api/work-orders', secret))
  const path = `/api/work-orders/${made.id}`
  await good(desk.post(`${path}/admit`, {}))

  await t.test('an order that was not published is not found, in the list, by number or in the feed', async () => {
    assert.equal((await server.get(`/open/work-orders/${made.no}`)).status, 404)
    assert.deepEqual(propsOf((await server.get('/open/work-orders')).text).items, [])
    assert.ok(!(await server.get('/open/work-orders.rss')).text.includes(made.no))
  })

  await good(desk.post(`${path}/publish`, { title: '鄰里<夜间>施工', text: '核实施工时间，责令整改。', photos: [] }))

  await t.test('its page shows the words of the desk, never those of the requester', async () => {
    const { text } = await server.get(`/open/work-orders/${made.no}`)
    assert.match(text, /责令整改/)
    for (const words of ['黄老板', '六〇二', '5 栋']) assert.ok(!text.includes(words), words)
    const { order, bundle } = propsOf(text)
    assert.equal(order.where, '石岐街道桂园社区')
    assert.match(order.leaf, /^[0-9a-f]{64}$/)
    assert.match(bundle, /^\/journal\/export\?stream=work-order%2F/)
  })

  await t.test('the search finds public words in either script, and tells nothing about the others', async () => {
    const found = async (q: string) =>
      propsOf((await server.get(`/open/work-orders?q=${encodeURIComponent(q)}`)).text).items.length
    assert.deepEqual(
      [await found('邻里'), await found('鄰里'), await found('夜间施工'), await found(made.no)],
      [1, 1, 0, 1],
    )
    assert.deepEqual([await found('黄老板'), await found('六〇二'), await found('铺子')], [0, 0, 0])
    const byApi = (await server.get(`/api/open/work-orders?q=${encodeURIComponent('黄老板')}`)).json()
    assert.equal(byApi.items.length, 0)
  })

  await t.test('filters count by town and are kept in the address', async () => {
    const all = propsOf((await server.get('/open/work-orders?category=construction')).text)
    assert.equal(all.towns.find((town: { name: string }) => town.name === '石岐街道').count, 1)
    assert.equal(all.tiles.tiles.length, all.towns.length)
    assert.equal(propsOf((await server.get('/open/work-orders?town=442000002')).text).items.length, 0)
    assert.equal(propsOf((await server.get('/open/work-orders?category=nonsense&state=x')).text).items.length, 1)
  })

  await t.test('the feed is XML and holds the title as text', async () => {
    const feed = await server.get('/open/work-orders.rss')
    assert.match(String(feed.headers['content-type']), /application\/rss\+xml/)
    assert.ok(feed.text.includes('<title>鄰里&lt;夜间&gt;施工</title>'), feed.text)
  })

  await t.test('figures of a month, and as many rows behind each as it counts', async () => {
    const { figures } = propsOf((await server.get('/open/figures?month=2026-10')).text)
    const rows = propsOf((await server.get('/open/figures/rows?month=2026-10&rate=onTime')).text)
    assert.equal(figures.all.rates.rounds, 1)
    assert.deepEqual([rows.met, rows.total], [figures.all.rates.onTime.part, figures.all.rates.onTime.whole])
    const csv = (await server.get('/open/figures/rows.csv?month=2026-10')).text.trim().split('\r\n')
    assert.equal(csv.length, 2)
    assert.ok(!csv[1]?.includes(made.no) && csv[1]?.includes('442000001'))
    assert.equal((await server.get('/open/figures?month=2026-13')).status, 404)
  })

  await t.test(
    'the procedure: every step, 21 urgent rows of which 15 are not given, every rule with a basis',
    async () => {
      const { procedure, urgent, limits } = propsOf((await server.get('/open/procedures/work-order')).text)
      const { steps, diagram } = procedure
      assert.equal(urgent.length, 21)
      assert.equal(urgent.filter((row: { zh: string | null }) => row.zh === null).length, 15)
      assert.ok(limits.every((limit: { basis: unknown[] }) => limit.basis.length > 0))
      for (const step of steps) for (const line of step.actions) assert.ok(line.basis.length > 0, line.zh)
      assert.equal(diagram.spine.length + diagram.beside.length, steps.length - 1)
      const text = JSON.stringify({ steps, limits })
      assert.ok(!/(gate|by|step|action|limit)\.[a-z]/i.test(text), 'a message is missing')
      const models = steps.flatMap((step: { actions: { basis: { model?: boolean; title?: string }[] }[] }) =>
        step.actions.flatMap(line => line.basis),
      )
      assert.ok(
        models.some(
          (basis: { model?: boolean; title?: string }) => basis.title?.includes('北京') && basis.model === true,
        ),
      )
      assert.ok(
        !models.some(
          (basis: { model?: boolean; title?: string }) => basis.title?.includes('125100') && basis.model === true,
        ),
      )
    },
  )

  await t.test('each source has a page with its clauses, its correction and its digest', async () => {
    const { source, binds, sha256 } = propsOf((await server.get('/open/law/letter-zhongshan-125100')).text)
    assert.ok(binds && source.clauses.some((clause: { correction?: unknown }) => clause.correction !== undefined))
    assert.match(sha256, /^[0-9a-f]{64}$/)
    assert.equal(propsOf((await server.get('/open/law/beijing-request-response')).text).binds, false)
    assert.equal((await server.get('/open/law/no-such')).status, 404)
  })
})
