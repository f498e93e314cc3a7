import { parentPort, workerData } from 'node:worker_threads'
import { readSheet } from 'read-excel-file/node'

/** Rows sent at once. */
const CHUNK = 500

/** A date cell is a civil date, or a date and a time of day, as the sheet shows it: no zone is involved. */
const cellOf = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  if (value instanceof Date)
    return value
      .toISOString()
      .replace(/T00:00:00\.000Z$/, '')
      .replace(/:\d\d\.\d{3}Z$/, '')
  return String(value).trim()
}

const bytes: Uint8Array = workerData
const rows = await readSheet(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
for (let from = 0; from < rows.length; from += CHUNK)
  parentPort?.postMessage(rows.slice(from, from + CHUNK).map(row => row.map(cellOf)))
parentPort?.postMessage(null)
