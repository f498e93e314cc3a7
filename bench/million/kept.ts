import { existsSync } from 'node:fs'
import { chmod, mkdir, readFile, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')

/** Where the large bench keeps its cities from run to run: LINLI_BENCH_DATA, else var/bench. */
const benchRoot = (): string => resolve(process.env.LINLI_BENCH_DATA ?? join(ROOT, 'var/bench'))

/** The folder of a city of so many orders; with `again` what was there is thrown away, its cluster with it. */
export const keptFolder = async (orders: number, again = false): Promise<string> => {
  const data = join(benchRoot(), String(orders))
  if (again) {
    const note = join(data, 'postgres-folder')
    if (existsSync(note)) await rm((await readFile(note, 'utf8')).trim(), { recursive: true, force: true })
    await rm(data, { recursive: true, force: true })
  }
  await mkdir(data, { recursive: true, mode: 0o755 })
  await chmod(data, 0o755)
  return data
}
