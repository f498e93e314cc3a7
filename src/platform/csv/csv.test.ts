import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { REASON, readCsv, receiptOf, writeCsv } from './csv.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const table = (text: string) => {
  const read = readCsv(utf8(text))
  assert.ok(read.ok, JSON.stringify(read))
  return read.value
}

test('lines are numbered as an editor shows them, blank ones and breaks in quotes counted', () => {
  const { rows } = table('﻿代码,名称\r\n\r\n4420,"中\n山"\r\n4401, 广州 \r\n')
  assert.deepEqual(rows, [
    { line: 4, cells: { 代码: '4420', 名称: '中\n山' } },
    { line: 5, cells: { 代码: '4401', 名称: '广州' } },
  ])
})

test('GB 18030 from a spreadsheet is read', () => {
  const gbk = Uint8Array.from([0xc3, 0xfb, 0xb3, 0xc6, 0x0a, 0xd6, 0xd0, 0xc9, 0xbd])
  const read = readCsv(gbk)
  assert.ok(read.ok)
  assert.equal(read.value.rows[0]?.cells.名称, '中山')
})

test('a broken file says what and where', () => {
  const why = (text: string) => {
    const read = readCsv(utf8(text))
    return read.ok ? 'read' : [read.error.why, read.error.line]
  }
  assert.deepEqual(why(''), ['empty', 1])
  assert.deepEqual(why('a,b\n1,"2\n'), ['quotes', 2])
  assert.deepEqual(why('a,b\n1,2,3\n'), ['columns', 2])
  assert.deepEqual(why('a,a\n1,2\n'), ['header-twice', 1])
})

test('a formula is written as text and read back as it was', () => {
  const text = writeCsv(['名称'], [{ 名称: '=HYPERLINK("http://x")' }, { 名称: '@SUM' }, { 名称: "'quoted" }])
  assert.match(text, /"'=HYPERLINK/)
  assert.deepEqual(
    table(text).rows.map(row => row.cells.名称),
    ['=HYPERLINK("http://x")', '@SUM', "'quoted"],
  )
})

test('a receipt holds the refused lines with the reason, and comes in again without it', () => {
  const read = table('代码,名称\n1,甲\n2,乙\n')
  const receipt = receiptOf(read, new Map([[3, ['代码: 不对', '名称: 太长']]]))
  assert.ok(receipt?.startsWith('﻿代码,名称,原因\r\n'))
  const again = table(receipt ?? '')
  assert.deepEqual(again.rows, [{ line: 2, cells: { 代码: '2', 名称: '乙', [REASON]: '代码: 不对；名称: 太长' } }])
  assert.equal(receiptOf(again, new Map([[2, ['x']]]))?.match(/原因/g)?.length, 1)
  assert.equal(receiptOf(read, new Map()), undefined)
})

test('whatever is written is read back, and no cell begins a formula', () => {
  const cell = fc.string().map(text => text.trim())
  fc.assert(
    fc.property(fc.array(fc.record({ a: cell, b: cell }), { minLength: 1 }), rows => {
      const text = writeCsv(['a', 'b'], rows)
      const filled = rows.filter(row => row.a !== '' || row.b !== '')
      const read = readCsv(utf8(text))
      assert.ok(read.ok)
      assert.deepEqual(
        read.value.rows.map(row => row.cells),
        filled.map(({ a, b }) => ({ a, b })),
      )
      const raw: readonly (readonly string[])[] = parse(text, { bom: true })
      for (const each of raw.flat()) assert.doesNotMatch(each, /^[=+\-@\t\r＝＋－＠]/)
    }),
    { examples: [[[{ a: '=1+1', b: '' }]], [[{ a: "'=1+1", b: "''@x" }]]] },
  )
})
