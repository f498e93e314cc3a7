import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inflateSync } from 'node:zlib'
import { decodePDFRawStream, PDFArray, PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib'
import { pdfOf } from './pdf.ts'
import type { PdfLine } from './pdf-worker.ts'

const LINES: readonly PdfLine[] = [
  { size: 16, text: '维修资金对账单 A/B' },
  { size: 10, text: `第一行\n第二行 (x) \\ ${'字'.repeat(90)} 𠮷` },
  { size: 8.5, text: '1-101\t1,234.56\t12,345,678.90', stops: [148, 215] },
]

const streamsOf = (document: PDFDocument): readonly PDFRawStream[] =>
  document.context.enumerateIndirectObjects().flatMap(([, object]) => (object instanceof PDFRawStream ? [object] : []))

const fontOf = (document: PDFDocument): Uint8Array => {
  const found = streamsOf(document).find(({ dict }) => dict.get(PDFName.of('Subtype')) === PDFName.of('CIDFontType0C'))
  assert.ok(found !== undefined)
  return decodePDFRawStream(found).decode()
}

/** What each code of the font stands for, by the table that readers copy text with. */
const lettersOf = (document: PDFDocument): ReadonlyMap<string, string> => {
  const table = streamsOf(document)
    .map(stream => Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1'))
    .find(text => text.includes('beginbfchar'))
  const pairs = [...(table ?? '').matchAll(/^<([0-9A-F]{4})> <([0-9A-F]+)>$/gim)]
  return new Map(
    pairs.map(([, code = '', letters = '']) => [
      code.toUpperCase(),
      Buffer.from(letters, 'hex').swap16().toString('utf16le'),
    ]),
  )
}

const rowsOf = (document: PDFDocument): readonly string[] => {
  const letters = lettersOf(document)
  return document.getPages().flatMap(({ node }) => {
    const contents = node.Contents()
    const stream = contents instanceof PDFArray ? document.context.lookup(contents.get(contents.size() - 1)) : contents
    assert.ok(stream instanceof PDFRawStream)
    const text = inflateSync(stream.contents).toString('latin1')
    return [...text.matchAll(/<([0-9A-F]+)> Tj/gi)].map(([, codes = '']) =>
      (codes.match(/.{4}/g) ?? []).map(code => letters.get(code.toUpperCase()) ?? '?').join(''),
    )
  })
}

test('a paper says what it was given, in lines no wider than the page, and what no letter is there for as a square', async () => {
  const document = await PDFDocument.load(await pdfOf({ title: '对账单', lines: LINES }))
  assert.equal(document.getTitle(), '对账单')
  const rows = rowsOf(document)
  assert.deepEqual(
    [rows[0], rows[1], rows.slice(2, -3).join('')],
    ['维修资金对账单 A/B', '第一行', `第二行 (x) \\ ${'字'.repeat(90)} □`],
  )
  assert.deepEqual(rows.slice(-3), ['1-101', '1,234.56', '12,345,678.90'])
  assert.ok(rows.every(row => row.length <= 60))
})

test('its font is one that readers open: the header tells offsets of four bytes at most', async () => {
  const [one, two] = await Promise.all([pdfOf({ title: '甲', lines: LINES }), pdfOf({ title: '乙', lines: LINES })])
  for (const bytes of [one, two]) {
    const document = await PDFDocument.load(bytes)
    const [major, , , offsetSize = 0] = fontOf(document)
    assert.equal(major, 1)
    assert.ok(offsetSize >= 1 && offsetSize <= 4, `${offsetSize}`)
  }
})

test('papers are made one after another, each its own; a page is turned where one is full', async () => {
  const long = Array.from({ length: 200 }, (_, at): PdfLine => ({ size: 10, text: `第 ${at} 行` }))
  const made = await Promise.all([3, 200, 1].map(count => pdfOf({ title: `${count}`, lines: long.slice(0, count) })))
  const documents = await Promise.all(made.map(bytes => PDFDocument.load(bytes)))
  assert.deepEqual(
    documents.map(document => rowsOf(document).length),
    [3, 200, 1],
  )
  assert.deepEqual(
    documents.map(document => document.getPageCount()),
    [1, 5, 1],
  )
})
