import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { fillFolder, isFilled } from './million/fill.ts'
import { keptFolder } from './million/kept.ts'
import { type Measured, measureAtSizes } from './parts/at-size.ts'
import { measureImport } from './parts/import.ts'
import { appendShare, measureJournal } from './parts/journal.ts'
import { measurePublic } from './parts/public.ts'
import { measureSignIns } from './parts/sign-ins.ts'
import { soak } from './parts/soak.ts'
import { measureSweep } from './parts/sweep.ts'
import { keepResult, lastResult, machine, since } from './support/result.ts'
import { type Served, serve } from './support/served.ts'
import { growthTable, type Line, verdicts } from './support/verdict.ts'

/**
 * ./linli bench/load.ts [--only reads,public,sign-ins,sweep,journal,import,mixed] [--minutes 30] [--orders 1000000]
 * Everything that is asked of the product under load, on a city of a million orders that is filled when it is not there
 * (LINLI_BENCH_DATA, else var/bench). Some 55 minutes with a mixed load of thirty. Its last output is the tables of
 * bench/README.md; figures go to bench/results/load-*.json. Fails when a figure is beyond its limit.
 */
const PARTS = ['reads', 'public', 'sign-ins', 'sweep', 'journal', 'import', 'mixed'] as const
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: PARTS.join(',') },
    minutes: { type: 'string', default: '30' },
    orders: { type: 'string', default: '1000000' },
    small: { type: 'string', default: '10000' },
    count: { type: 'string', default: '200' },
  },
})
const [orders, small, count, minutes] = [values.orders, values.small, values.count, values.minutes].map(Number) as [
  number,
  number,
  number,
  number,
]
const only = new Set(values.only.split(','))
const say = (line: string): void => void process.stderr.write(`${line}\n`)
const lines: Line[] = []
const began = performance.now()

const filled = async (size: number): Promise<string> => {
  const data = await keptFolder(size)
  if (!(await isFilled(data))) await fillFolder(data, { orders: size, seed: 42, say })
  return data
}

/** Measures one part and keeps its figures; a part that breaks is a line of its own, and the others go on. */
const part = async (name: (typeof PARTS)[number], measure: () => Promise<object>): Promise<void> => {
  if (!only.has(name)) return
  say(`${name}… (${since(began)} s)`)
  const before = machine().load
  try {
    const figures = await measure()
    keepResult(`load-${name}`, { orders, loadBefore: before, ...figures })
    lines.push(...verdicts(name, figures))
  } catch (error) {
    lines.push({ part: name, what: 'broke off', figure: String(error).slice(0, 200), limit: '', good: false })
  }
}

const inCity = async (size: number, measure: (served: Served) => Promise<object>): Promise<object> => {
  const served = await serve(await filled(size))
  try {
    return await measure(served)
  } finally {
    await served.close()
  }
}

/** Both sizes at once, each with its server: what is measured of a read at one is measured at the other right after. */
const reads = async (): Promise<object> => {
  const cities: Served[] = []
  try {
    for (const size of [small, orders]) cities.push(await serve(await filled(size)))
    const [few, many] = await measureAtSizes(cities, count, say)
    return { small, few, many }
  } finally {
    for (const served of cities) await served.close()
  }
}

/** What an append costs beside a bare write, by bench/journal.ts on the server of the small city. */
const appending = async (served: Served): Promise<number> => {
  const args = ['bench/journal.ts', '--entries', '20000']
  const { stdout } = await promisify(execFile)(join(import.meta.dirname, '../linli'), args, {
    env: { ...process.env, DATABASE_URL: served.installation.url },
  })
  const { append } = JSON.parse(stdout) as {
    readonly append: { readonly writesPerSecond: number; readonly writesWithJournalPerSecond: number }
  }
  return appendShare(append.writesPerSecond, append.writesWithJournalPerSecond)
}

await filled(orders)
await part('reads', reads)
await part('public', () => inCity(orders, served => measurePublic(served, count * 50)))
await part('sign-ins', () => inCity(orders, measureSignIns))
await part('sweep', measureSweep)
await part('journal', async () => {
  const { share } = (await inCity(small, async served => ({ share: await appending(served) }))) as { share: number }
  return { appendShare: share, ...(await inCity(orders, ({ installation }) => measureJournal(installation))) }
})
await part('import', () => inCity(orders, measureImport))
await part('mixed', () => inCity(orders, served => soak(served, minutes * 60)))

const cell = (text: string | number): string => String(text).replaceAll('|', '\\|')
const rows = lines.map(
  ({ part: of, what, figure, limit, good }) =>
    `| ${cell(of)} | ${cell(what)} | ${good ? '' : '**'}${cell(figure)}${good ? '' : '**'} | ${cell(limit)} |`,
)
const { cpus, model, memoryGiB, node, load } = machine()
const read = lastResult('load-reads') as { few?: readonly Measured[]; many?: readonly Measured[] } | undefined
process.stdout.write(
  [
    `${cpus} cores (${model}), ${memoryGiB} GB, Node ${node}; load average at the end ${load.join(' ')}; ${since(began)} s. Bold: beyond its limit.`,
    '',
    '| part | what | figure | limit |',
    '| --- | --- | --- | --- |',
    ...rows,
    ...(only.has('reads') && read?.few !== undefined && read.many !== undefined
      ? ['', ...growthTable(small, orders, read.few, read.many)]
      : []),
    '',
  ].join('\n'),
)
if (lines.some(({ good }) => !good)) process.exitCode = 1
