import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'

/** The machine a figure was measured on, and how busy it was. */
export const machine = () => ({
  cpus: cpus().length,
  model: cpus()[0]?.model ?? '',
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  load: loadavg().map(load => Math.round(load * 10) / 10),
})

const FOLDER = join(import.meta.dirname, '../results')

/** Writes `bench/results/NAME.json` beside what stands there of other parts, with the machine and its load. */
export const keepResult = (name: string, result: object): void => {
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(join(FOLDER, `${name}.json`), `${JSON.stringify({ machine: machine(), ...result }, null, 2)}\n`)
}

/** What was measured last; undefined when nothing was. */
export const lastResult = (name: string): Record<string, unknown> | undefined => {
  try {
    return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as Record<string, unknown>
  } catch {
    return undefined
  }
}

/** Seconds with one decimal since a `performance.now()`. */
export const since = (start: number): number => Math.round((performance.now() - start) / 100) / 10

/** The value below which `part` of the times lie, in milliseconds with one decimal. */
export const percentile = (times: readonly number[], part: number): number => {
  const sorted = times.toSorted((a, b) => a - b)
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0) * 10) / 10
}

/** Lines of a table with aligned columns. */
export const table = (rows: readonly (readonly (string | number)[])[]): string => {
  const widths = rows.reduce<number[]>(
    (wide, row) => row.map((cell, at) => Math.max(wide[at] ?? 0, String(cell).length)),
    [],
  )
  return rows
    .map(row =>
      row
        .map((cell, at) => String(cell).padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
