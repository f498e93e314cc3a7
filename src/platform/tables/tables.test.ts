import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateRawSync } from 'node:zlib'
import writeXlsx from 'write-excel-file/node'
import { bytesSource, openTable } from './tables.ts'
import type { TableRow } from './types.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const open = (name: string, bytes: Uint8Array | string) =>
  openTable(bytesSource(name, typeof bytes === 'string' ? utf8(bytes) : bytes))
const collect = async (rows: AsyncIterable<TableRow>): Promise<readonly TableRow[]> => {
  const all: TableRow[] = []
  for await (const row of rows) all.push(row)
  return all
}
const rowsOf = async (name: string, bytes: Uint8Array | string): Promise<readonly TableRow[]> => {
  const table = await open(name, bytes)
  assert.ok(table.ok, JSON.stringify(table))
  return collect(table.value.rows())
}
const why = async (name: string, bytes: Uint8Array | string) => {
  const table = await open(name, bytes)
  return table.ok ? 'read' : table.error
}

test('a CSV is read row by row; a row with a cell too many is broken alone', async () => {
  const rows = await rowsOf('a.csv', '\uFEFF编号,内容\r\n1,"甲,\n乙"\r\n\r\n2,丙,多\r\n3, \'=SUM(A1) \r\n')
  assert.deepEqual(rows, [
    { line: 3, cells: { 编号: '1', 内容: '甲,\n乙' } },
    { line: 5, cells: { 编号: '2', 内容: '丙' }, broken: 'columns' },
    { line: 6, cells: { 编号: '3', 内容: '=SUM(A1)' } },
  ])
})

test('a character cut by the end of a piece is whole again', async () => {
  const bytes = utf8('编号,内容\n1,井盖\n')
  const source = {
    ...bytesSource('a.csv', bytes),
    open: async function* () {
      for (const byte of bytes) yield Uint8Array.of(byte)
    },
  }
  const table = await openTable(source)
  assert.ok(table.ok)
  assert.deepEqual(await collect(table.value.rows()), [{ line: 2, cells: { 编号: '1', 内容: '井盖' } }])
})

test('a large file in hand is read in slices, and everybody else has a turn between them', async () => {
  const line = `路灯${'亮'.repeat(40_000)}`
  const bytes = utf8(JSON.stringify({ id: '1', text: line }))
  const slices: number[] = []
  let turns = 0
  let read = false
  const others = (): void => {
    turns += 1
    if (!read) setImmediate(others)
  }
  setImmediate(others)
  for await (const slice of bytesSource('a.jsonl', bytes).open()) slices.push(slice.length)
  read = true
  assert.equal(
    slices.reduce((sum, length) => sum + length, 0),
    bytes.length,
  )
  assert.ok(slices.every(length => length <= 32 * 1024) && slices.length >= 4)
  assert.ok(turns >= slices.length - 1, `${turns} turns of others between ${slices.length} slices`)
  assert.deepEqual(await rowsOf('a.jsonl', bytes), [{ line: 1, cells: { id: '1', text: line } }])
})

test('a file that is no table says why and where', async () => {
  assert.deepEqual(await why('a.csv', ''), { why: 'empty', line: 1 })
  assert.deepEqual(await why('a.csv', '\n\n'), { why: 'empty', line: 1 })
  assert.deepEqual(await why('a.csv', Uint8Array.of(0x61, 0xff, 0xff, 0x0a)), { why: 'encoding', line: 1 })
  assert.deepEqual(await why('a.csv', 'a,a\n1,2\n'), { why: 'header-twice', line: 1, heading: 'a' })
  const quotes = await why('a.csv', 'a,b\n1,2\n3,"4\n')
  assert.equal(typeof quotes === 'object' && quotes.why, 'quotes')
})

test('GB 18030 from a spreadsheet is read', async () => {
  const gbk = Uint8Array.from([0xc3, 0xfb, 0xb3, 0xc6, 0x0a, 0xd6, 0xd0, 0xc9, 0xbd])
  assert.deepEqual(await rowsOf('a.csv', gbk), [{ line: 2, cells: { 名称: '中山' } }])
})

test('JSON lines: numbers, nothing and truth become text; a line that is no object is broken alone', async () => {
  const rows = await rowsOf('a.jsonl', '{"id":7,"text":null,"yes":true}\nnot json\n[1]\n\n{"id":8}\n')
  assert.deepEqual(rows, [
    { line: 1, cells: { id: '7', text: '', yes: 'true' } },
    { line: 2, cells: {}, broken: 'json' },
    { line: 3, cells: {}, broken: 'json' },
    { line: 5, cells: { id: '8' } },
  ])
})

test('a workbook is read with its dates as dates', async () => {
  const book = await writeXlsx([
    [{ value: '编号' }, { value: '日期' }, { value: '内容' }],
    [
      { value: 7, type: Number },
      { value: new Date('2019-08-05T00:00:00Z'), type: Date, format: 'yyyy-mm-dd' },
      { value: ' 井盖 ', type: String },
    ],
  ]).toBuffer()
  assert.deepEqual(await rowsOf('a.xlsx', book), [{ line: 2, cells: { 编号: '7', 日期: '2019-08-05', 内容: '井盖' } }])
})

/** An archive of one part, its central directory telling the sizes given. */
const zipOf = (packed: Buffer, size: number, count = 1): Buffer => {
  const name = Buffer.from('xl/worksheets/sheet1.xml')
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(packed.length, 18)
  local.writeUInt32LE(size, 22)
  local.writeUInt16LE(name.length, 26)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt32LE(packed.length, 20)
  entry.writeUInt32LE(size, 24)
  entry.writeUInt16LE(name.length, 28)
  const directory = Buffer.concat(Array.from({ length: count }, () => [entry, name]).flat())
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(local.length + name.length + packed.length, 16)
  return Buffer.concat([local, name, packed, directory, end])
}

test('what calls itself a workbook must be one', async () => {
  assert.deepEqual(await why('a.xlsx', '编号,内容\n1,2\n'), { why: 'not-a-zip' })
  assert.deepEqual(await why('a.xlsx', Buffer.from('PK\u0003\u0004 and no more')), { why: 'not-a-zip' })
  assert.deepEqual(await why('a.xlsx', zipOf(deflateRawSync('<x/>'), 4)), { why: 'sheet-broken' })
})

test('a zip bomb is refused from its directory, at once and without being unpacked', async () => {
  const bomb = zipOf(deflateRawSync(Buffer.alloc(64 * 1024 * 1024)), 64 * 1024 * 1024)
  const started = performance.now()
  const refused = await why('a.xlsx', bomb)
  assert.ok(performance.now() - started < 50, 'not at once')
  assert.equal(typeof refused === 'object' && refused.why, 'zip-bomb')
  const many = await why('a.xlsx', zipOf(Buffer.from('x'), 1, 5000))
  assert.equal(typeof many === 'object' && many.why, 'zip-bomb')
})

test('a bomb that lies about its size is found out before it is opened', async () => {
  const liar = zipOf(deflateRawSync(Buffer.alloc(128 * 1024 * 1024, '<row>'), { level: 1 }), 1000)
  const before = process.memoryUsage().rss
  assert.deepEqual(await why('a.xlsx', liar), { why: 'not-a-zip' })
  assert.ok(process.memoryUsage().rss - before < 50 * 1024 * 1024, 'it was unpacked')
})
