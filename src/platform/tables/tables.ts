import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { plainText } from '../i18n/plain.ts'
import { csvTable } from './csv.ts'
import { jsonlTable } from './jsonl.ts'
import type { Source, Table, TableFault } from './types.ts'
import { xlsxTable } from './xlsx.ts'

const BYTES_MAX = 500 * 1024 * 1024
const HEAD_BYTES = 64
/** What is read of bytes in hand before others have their turn: a few milliseconds of a parser's work. */
const SLICE_BYTES = 32 * 1024

/** A file on disk. @throws the error of the file system when there is none */
export const fileSource = async (path: string): Promise<Source> => ({
  name: basename(path),
  size: (await stat(path)).size,
  open: () => createReadStream(path, { highWaterMark: 256 * 1024 }),
})

/** Bytes in hand, such as an upload: given in slices, between which everybody else has a turn. */
export const bytesSource = (name: string, bytes: Uint8Array): Source => ({
  name,
  size: bytes.length,
  open: async function* () {
    for (let from = 0; from < bytes.length; from += SLICE_BYTES) {
      if (from > 0) await breathe()
      yield bytes.subarray(from, from + SLICE_BYTES)
    }
  },
})

const headOf = async (source: Source): Promise<Buffer> => {
  for await (const chunk of source.open()) return Buffer.from(chunk.subarray(0, HEAD_BYTES))
  return Buffer.alloc(0)
}

/** Its texts as they are stored, whatever the file made of them. */
const plain = (table: Table): Table => ({
  ...table,
  rows: async function* () {
    for await (const row of table.rows())
      yield {
        ...row,
        cells: Object.fromEntries(Object.entries(row.cells).map(([heading, cell]) => [heading, plainText(cell)])),
      }
  },
})

const open = (source: Source, head: Buffer): Promise<Result<Table, TableFault>> => {
  if (/\.xls[xm]?$/i.test(source.name) || head.subarray(0, 2).toString('latin1') === 'PK') return xlsxTable(source)
  const text = head
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart()
  return text.startsWith('{') || /\.(jsonl|ndjson)$/i.test(source.name) ? jsonlTable(source) : csvTable(source)
}

/**
 * Opens a CSV, a workbook or JSON lines, told apart by what is in it; a file that calls itself a workbook must be one.
 * Nothing is trusted: a broken file says why, one that unpacks to too much is not unpacked.
 */
export const openTable = async (source: Source): Promise<Result<Table, TableFault>> => {
  if (source.size === 0) return refuse({ why: 'empty', line: 1 })
  if (source.size > BYTES_MAX) return refuse({ why: 'too-large', most: BYTES_MAX })
  const table = await open(source, await headOf(source))
  return table.ok ? ok(plain(table.value)) : table
}
