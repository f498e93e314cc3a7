import { Worker } from 'node:worker_threads'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { Source, Table, TableFault, TableRow } from './types.ts'
import { checkZip, isHonest } from './zip.ts'

const BYTES_MAX = 60 * 1024 * 1024
/** What needs more than this to be read ends with its thread, not with the server. */
const WORKER_MEGABYTES_MAX = 256
const WORKER_MS_MAX = 120_000

type Rows = readonly (readonly string[])[]

const parse = (bytes: Uint8Array): Promise<Result<Rows, TableFault>> =>
  new Promise(resolve => {
    const worker = new Worker(new URL('./xlsx-worker.ts', import.meta.url), {
      workerData: bytes,
      resourceLimits: { maxOldGenerationSizeMb: WORKER_MEGABYTES_MAX },
    })
    const rows: string[][] = []
    const timer = setTimeout(() => end(refuse({ why: 'sheet-broken' })), WORKER_MS_MAX)
    const end = (result: Result<Rows, TableFault>): void => {
      clearTimeout(timer)
      resolve(result)
      void worker.terminate()
    }
    worker.on('message', (chunk: string[][] | null) => {
      if (chunk === null) end(ok(rows))
      else for (const row of chunk) rows.push(row)
    })
    worker.on('error', error => {
      const memory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      end(refuse(memory ? { why: 'sheet-memory', most: WORKER_MEGABYTES_MAX } : { why: 'sheet-broken' }))
    })
    worker.on('exit', () => end(refuse({ why: 'sheet-broken' })))
  })

const whole = async (source: Source): Promise<Buffer> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of source.open()) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function* rowsOf(header: readonly string[], rows: Rows): AsyncGenerator<TableRow> {
  for (const [index, row] of rows.entries()) {
    if (index === 0 || row.every(cell => cell === '')) continue
    yield { line: index + 1, cells: Object.fromEntries(header.map((heading, column) => [heading, row[column] ?? ''])) }
  }
}

/** The first sheet of a workbook, its first row as headings. Unpacked in a thread of its own, within limits. */
export const xlsxTable = async (source: Source): Promise<Result<Table, TableFault>> => {
  if (source.size > BYTES_MAX) return refuse({ why: 'too-large', most: BYTES_MAX })
  const bytes = await whole(source)
  const zip = checkZip(bytes)
  if (!zip.ok) return zip
  if (!(await isHonest(bytes, zip.value))) return refuse({ why: 'not-a-zip' })
  const read = await parse(bytes)
  if (!read.ok) return read
  const header = read.value[0]?.map(cell => cell.trim())
  if (header === undefined || header.every(cell => cell === '')) return refuse({ why: 'empty', line: 1 })
  const twice = header.find((heading, index) => heading !== '' && header.indexOf(heading) !== index)
  if (twice !== undefined) return refuse({ why: 'header-twice', line: 1, heading: twice })
  return ok({ format: 'xlsx', header, rows: () => rowsOf(header, read.value) })
}
