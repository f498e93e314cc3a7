import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { workOf } from '../../bench/support/explain.ts'
import { listening, type Sent } from '../../bench/support/record.ts'
import { importHistory } from '../../src/features/work-order/import/run.ts'
import {
  type After,
  conditions,
  type Filter,
  NOTHING,
  type Scope,
  type Sort,
} from '../../src/features/work-order/store/lists.ts'
import { orders, rowsOf } from '../../src/features/work-order/store/paging.ts'
import { searchOrders } from '../../src/features/work-order/store/search.ts'
import { at, stage } from '../../src/features/work-order/testing.ts'
import type { CityDb } from '../../src/platform/db/types.ts'
import { ts, types } from '../../src/platform/db/values.ts'
import { translator } from '../../src/platform/i18n/catalog.ts'
import { bytesSource } from '../../src/platform/tables/tables.ts'

const NOW = at('2026-11-24 10:00')
const HEADER = '编号,诉求类型,渠道,标题,内容,日期,答复,答复天数,地点'
const ROW = '1,投诉,电话,路灯,路灯不亮,2019-08-05,已修,2,兴文路'

/**
 * Copies of the one imported order, with other places, times and courses. All but the newest hold its words; a third of
 * those that are not the newest are of one day.
 */
const COPIES = `insert into c442000.work_order select r.* from (select w from c442000.work_order as w limit 1) as b
   cross join (select array_agg(id) as units from (select id from c442000.organisation order by id limit 4) as picked) as o
   cross join (select id from c442000.party limit 1) as p cross join generate_series(1, $2::int) as n
   cross join lateral jsonb_populate_record(b.w, jsonb_build_object(
     'id', gen_random_uuid(), 'no', 'X' || n, 'external_id', 'x' || n, 'source', (array['old', 'older'])[1 + n % 2],
     'area', (array['442000001007', '442000001008', '442000100001', '442000001007003'])[1 + n % 4],
     'category', (array['light', 'road', 'noise'])[1 + n % 3], 'kind', (array['complaint', 'help'])[1 + n % 2],
     'channel', (array['hotline', 'app'])[1 + n % 7 / 6], 'step', (array['handling', 'queued', 'closed'])[1 + n % 3],
     'urgent', n % 11 = 0, 'ended', n % 3 = 2, 'published', n % 5 = 0, 'confidential', n % 5 = 1,
     'lead', case when n % 2 = 0 then o.units[1 + n % 3] end, 'units', to_jsonb(o.units[1 + n % 3 : 2 + n % 3]),
     'assignee', case when n % 13 = 0 then p.id end,
     'received_at', to_jsonb($1::timestamptz - case when n <= $3::int then make_interval(mins => n)
       when n % 3 = 0 then interval '900 days' else make_interval(days => 30 + n % 2500, mins => n % 700) end),
     'next_due_at', to_jsonb(case when n % 4 <> 1 and n % 3 <> 2 then $1::timestamptz + make_interval(hours => n % 9000 - 300) end),
     'search', case when n <= $3::int then '''井盖'''::tsvector else (b.w).search end,
     'public_search', case when n <= $3::int then '''井盖'''::tsvector else (b.w).search end)) as r`

const idsBy = async (db: CityDb, scope: Scope, filter: Filter, sort: Sort) => {
  const where = conditions(scope, filter)
  return rowsOf({ db, columns: ['id', 'received_at', 'next_due_at'] }, orders(), where, { sort, limit: 100_000 })
}

/** Every so many pages of a search, each begun where a whole list of the same says. */
const differences = async (db: CityDb, scope: Scope, filter: Filter, sort: Sort): Promise<readonly string[]> => {
  const whole = await idsBy(db, scope, filter, sort)
  const bad: string[] = []
  const limit = 21
  for (const from of [0, Math.floor(whole.length / 3), Math.max(0, whole.length - 5)]) {
    const last = whole[from - 1]
    const after: After | undefined = last && {
      at: sort === 'due' ? last.next_due_at : last.received_at,
      id: last.id,
    }
    const found = await searchOrders(db, scope, filter, { sort, after, limit })
    const wanted = whole.slice(from, from + limit).map(({ id }) => id)
    if (found.join() !== wanted.join())
      bad.push(`${JSON.stringify({ filter, sort, from })}: ${found.length} of ${wanted.length}`)
  }
  return bad
}

const DESK: Scope = { ...NOTHING, areas: ['4420'] }

test('R-16 a word that is common, but long ago, is found without fetching all that holds it', async t => {
  const { city, vault } = await stage(t)
  const { db } = city
  const [copies, newest] = [20_000, 700]
  const file = bytesSource('a.csv', Buffer.from(`${HEADER}\n${ROW}`))
  const options = { dryRun: false, source: 'old' }
  assert.ok((await importHistory(db, vault, file, NOW, translator('zh-Hans'), options)).ok)
  const client = new pg.Client({ connectionString: city.url, types })
  await client.connect()
  try {
    await client.query(COPIES, [ts(NOW), copies, newest])
    await client.query('analyze')
    const { rows } = await client.query<{ unit: string; spread: string; party: string; pages: number }>(
      `select (select units[1] from c442000.work_order where no = 'X6') as unit,
         (select units[2] from c442000.work_order where no = 'X8') as spread,
         (select assignee from c442000.work_order where assignee is not null limit 1) as party,
         pg_relation_size('c442000.work_order') / 8192 as pages`,
    )
    const [known] = rows
    assert.ok(known !== undefined && known.pages > 3_000, `${known?.pages} pages of orders`)
    const q = '路灯'

    await t.test('each statement reads a small part of the orders, whatever the order and the filter', async () => {
      const sent: Sent[] = []
      for (const [filter, sort] of [
        [{ q }, 'received'],
        [{ q, open: true }, 'due'],
        [{ q, category: 'light' }, 'received'],
        [{ q, area: '442000001' }, 'received'],
      ] as const) {
        const found = await listening(
          statement => void sent.push(statement),
          () => searchOrders(db, DESK, filter, { sort, limit: 21 }),
        )
        assert.equal(found.length, 21)
      }
      for (const statement of sent.filter(({ text }) => /^(with|select)/.test(text))) {
        const { pages } = await workOf(client, statement)
        assert.ok(pages <= known.pages / 2, `${pages} of ${known.pages} pages: ${statement.text.slice(0, 2_000)}`)
      }
    })

    await t.test(
      'of a small part of the orders the newest are found without fetching all that holds the word',
      async () => {
        const sent: Sent[] = []
        const found = await listening(
          statement => void sent.push(statement),
          () => searchOrders(db, { ...NOTHING, units: [known.spread] }, { q }, { sort: 'received', limit: 21 }),
        )
        assert.equal(found.length, 21)
        const reads = sent.filter(({ text }) => /^(with|select)/.test(text))
        assert.ok(reads.length > 0)
        let rows = 0
        for (const statement of reads) rows += (await workOf(client, statement)).rows
        assert.ok(rows <= 2_000, `${rows} rows for a page of one in three orders`)
      },
    )

    await t.test('pages are those of the whole list, by any filter, in either order, for any reader', async () => {
      const filters: readonly Filter[] = [
        { q },
        { q, open: true },
        { q, open: false },
        { q, category: 'road', kind: 'help' },
        { q, channel: 'app', urgent: true },
        { q, source: 'older', steps: ['queued', 'handling'] },
        { q, area: '442000001' },
        { q, area: '442000001007', open: true },
        { q, area: '442000001007003' },
        { q, lead: known.unit },
        { q, assignee: known.party, open: true },
        { q, receivedFrom: at('2024-01-01 00:00'), receivedTo: at('2025-01-01 00:00') },
        { q, open: true, dueFrom: NOW, dueBefore: at('2027-01-01 00:00') },
        { q: '没有的词' },
      ]
      const scopes: readonly Scope[] = [
        DESK,
        { ...NOTHING, plainAreas: ['442000001'] },
        { ...NOTHING, units: [known.unit] },
        { ...NOTHING, plainAreas: ['442000001008'], units: [known.unit], assignee: known.party },
        { ...NOTHING, published: true },
      ]
      const bad: string[] = []
      for (const scope of scopes)
        for (const filter of filters)
          for (const sort of filter.open === true || scope === DESK
            ? (['received', 'due'] as const)
            : (['received'] as const))
            bad.push(...(await differences(db, scope, filter, sort)))
      assert.deepEqual(bad, [])
    })
  } finally {
    await client.end()
  }
})
