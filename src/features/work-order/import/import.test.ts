import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { features } from '../../../app/features.ts'
import { sql } from '../../../platform/db/types.ts'
import { translator } from '../../../platform/i18n/catalog.ts'
import { bytesSource, fileSource } from '../../../platform/tables/tables.ts'
import type { Source } from '../../../platform/tables/types.ts'
import { testServer } from '../../../platform/testing/server.ts'
import { recompute } from '../recompute.ts'
import { at, type Stage, stage } from '../testing.ts'
import { type ImportOptions, importHistory } from './run.ts'

const NOW = at('2026-11-22 10:00')
const HEADER = '编号,诉求类型,渠道,标题,内容,日期,答复,答复天数,地点'
const csv = (...rows: readonly string[]): Source => bytesSource('a.csv', Buffer.from([HEADER, ...rows].join('\n')))

const bring = async ({ city, vault }: Stage, source: Source, options: Partial<ImportOptions> = {}) => {
  const done = await importHistory(city.db, vault, source, NOW, translator('zh-Hans'), {
    dryRun: false,
    source: 'old',
    ...options,
  })
  assert.ok(done.ok, JSON.stringify(done))
  return done.value
}
const COUNT = sql('test.count', 'select count(*) as count from city.work_order')
const TEXTS = sql(
  'test.texts',
  'select external_id, title, body, place, step, received_at, closed_at from city.work_order order by external_id',
)
const countOf = async ({ city }: Stage): Promise<number> => (await city.db.one<{ count: number }>(COUNT)).count

test('requests of another system', async t => {
  const set = await stage(t)
  const { city } = set

  await t.test('a dry run goes the whole way and writes nothing', async () => {
    const { summary } = await bring(set, csv('1,投诉,电话,路灯,路灯不亮,2019-08-05,已修,2,兴文路'), { dryRun: true })
    assert.deepEqual([summary.broughtIn, summary.replied, await countOf(set)], [1, 1, 0])
  })

  await t.test('good rows come in, the others are in the receipt, each with every reason', async () => {
    const { summary, receipt = '' } = await bring(
      set,
      csv(
        '1,投诉,电话,路灯,"路灯不亮,请打 13812345678",2019-08-05,已修,2,兴文路',
        '2,建议,网站,公交,"=HYPERLINK(""http://x"")",2019-08-06,,,',
        '3,其它,电话,,,2019-13-40,,,',
        '4,投诉,电话,路灯,路灯不亮 请打 13812345678!,2020-01-02,再修,40,别处',
        '5,投诉,电话,灯,路灯不亮请打13812345678,2020-01-03,再修,40,别处',
        '6,投诉,电话,=cmd,y,2019-01-01,,,,多一格',
        '7,咨询,微信,未来,明天的事,2026-11-23,,,',
        `8,投诉,电话,长,${'长'.repeat(20_000)},2019-01-01,,,`,
        '=1+1,投诉,电话,公式,编号是公式,2019-01-01,,,',
      ),
    )
    assert.deepEqual(
      [summary.read, summary.broughtIn, summary.duplicates, summary.refused, summary.maskedOrders, summary.sameBody],
      [9, 4, 1, 4, 2, 1],
    )
    assert.deepEqual(summary.refusedBy, {
      'body/missing': 1,
      'body/too-long': 1,
      'date/in-future': 1,
      'date/not-a-date': 1,
      'nature/unknown': 1,
      'row/columns': 1,
    })
    assert.deepEqual([summary.late, summary.lateOf, summary.unreplied], [1, 2, 2])
    assert.ok(receipt.startsWith('\uFEFF行号,导入结果,原因,编号'))
    assert.match(receipt, /\r\n4,退回,诉求类型: 不认识“其它”；正文: 没有填写；日期: “2019-13-40”不是可用的日期,3,/)
    assert.match(receipt, /\r\n5,重复,.*与第 2 行相同.*工单 442000-20261122-\d+/)
    for (const cell of receipt.split(/[,\r\n]/)) assert.ok(!/^"?[=+\-@]/.test(cell), `a formula: ${cell}`)
  })

  await t.test('numbers are masked, dates are kept, facts give the rows', async () => {
    const rows = await city.db.rows<{
      external_id: string
      body: string
      step: string
      received_at: number
      closed_at: number | null
    }>(TEXTS)
    assert.deepEqual(
      rows.map(row => [row.external_id, row.step]),
      [
        ['1', 'archived'],
        ['2', 'queued'],
        ['5', 'archived'],
        ['=1+1', 'queued'],
      ],
    )
    assert.ok(rows.every(row => !row.body.includes('13812345678')))
    assert.deepEqual([rows[0]?.received_at, rows[0]?.closed_at], [at('2019-08-05 08:30'), at('2019-08-07 17:30')])
    assert.equal((await recompute(city.db, NOW)).differences, 0)
  })

  await t.test('the same file again changes nothing; two at once bring each row in once', async () => {
    const before = await countOf(set)
    const again = await bring(set, csv('1,投诉,电话,路灯,另一段文字,2019-08-05,已修,2,兴文路'))
    assert.deepEqual([again.summary.broughtIn, again.summary.already, await countOf(set)], [0, 1, before])
    const rows = Array.from(
      { length: 250 },
      (_, index) => `t${index},咨询,网站,问题${index},问题的内容${index},2019-08-05,答,1,`,
    )
    const both = await Promise.all([bring(set, csv(...rows)), bring(set, csv(...rows))])
    assert.equal(both[0].summary.broughtIn + both[1].summary.broughtIn, 250)
    assert.equal(both[0].summary.already + both[1].summary.already, 250)
    assert.equal(await countOf(set), before + 250)
    assert.equal((await recompute(city.db, NOW)).differences, 0)
  })

  await t.test('a receipt that was put right comes in again, and only what was refused', async () => {
    const { receipt = '' } = await bring(
      set,
      csv(
        'r1,投诉,电话,甲,甲的内容,2019-08-05,,,',
        'r2,投诉,电话,甲,甲的内容,2019-08-05,,,',
        'r3,投诉,电话,乙,乙的内容,五月,,,',
      ),
    )
    const { summary } = await bring(set, bytesSource('r.csv', Buffer.from(receipt.replaceAll('五月', '2019-05-01'))))
    assert.deepEqual([summary.read, summary.broughtIn, summary.refused], [1, 1, 0])
  })

  await t.test('a file that cannot be used says everything that is wrong with it', async () => {
    const refused = async (source: Source, options: Partial<ImportOptions> = {}) => {
      const done = await importHistory(city.db, set.vault, source, NOW, translator('zh-Hans'), {
        dryRun: false,
        source: 'old',
        ...options,
      })
      assert.ok(!done.ok)
      return done.error.map(({ tag, values }) => [tag, values?.missing ?? values?.fields ?? ''])
    }
    const wrong = bytesSource('a.csv', Buffer.from('编号,标题\n1,2\n'))
    assert.deepEqual(await refused(wrong, { area: '999' }), [
      ['place-unknown', ''],
      ['file-headings', '诉求类型、渠道、内容、日期'],
    ])
    assert.deepEqual(await refused(csv(), { area: '440103001' }), [['place-unknown', '']], 'a place of another city')
    assert.deepEqual(await refused(wrong, { map: { titel: '标题' } }), [['import-field-unknown', 'titel']])
  })
})

const DATA = join(import.meta.dirname, '../../../../../shared/data/fuzhou12345/requests_dev.jsonl')

test('the river requests of a hotline: dates, channels, answers, copies', {
  skip: existsSync(DATA) ? false : `${DATA} is not there`,
}, async t => {
  const set = await stage(t)
  const source = await fileSource(DATA)
  const { summary } = await bring(set, source, { source: 'fuzhou12345' })
  assert.deepEqual([summary.read, summary.broughtIn, summary.duplicates, summary.refused], [1024, 1000, 24, 0])
  assert.deepEqual(summary.channels, { web: 626, phone: 374 })
  assert.deepEqual(summary.kinds, { complaint: 817, enquiry: 106, suggestion: 39, report: 34, help: 4 })
  assert.deepEqual([summary.replied, summary.replyDaysMedian, summary.replyDaysP90, summary.late], [1000, 4, 13, 24])
  const again = (await bring(set, source, { source: 'fuzhou12345' })).summary
  assert.deepEqual([again.broughtIn, again.already, again.duplicates, await countOf(set)], [0, 1000, 24, 1000])
  assert.equal((await recompute(set.city.db, NOW)).differences, 0)
  const server = await testServer(t, set.city, { modules: features, services: { vault: set.vault } })
  const found = await server.as(set.cast.deskLead).get('/api/work-orders/count?source=fuzhou12345&channel=phone')
  assert.deepEqual(found.json(), { count: 374, atLeast: false })
})
