import { parseArgs } from 'node:util'
import { fillFolder, isFilled } from './million/fill.ts'
import { keptFolder } from './million/kept.ts'
import { soak } from './parts/soak.ts'
import { keepResult, machine } from './support/result.ts'
import { serve } from './support/served.ts'

/**
 * ./linli bench/mixed.ts [--minutes 30] [--orders 1000000] [--rate 110]
 * Fifty people at once for so long, and whether the server's memory and handles stay as they were. Prints
 * one JSON object; fails on an error, a figure beyond its limit, or growth.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    orders: { type: 'string', default: '1000000' },
    rate: { type: 'string', default: '110' },
  },
})
const say = (line: string): void => void process.stderr.write(`${line}\n`)
const orders = Number(values.orders)
const data = await keptFolder(orders)
if (!(await isFilled(data))) await fillFolder(data, { orders, seed: 42, say })
const served = await serve(data)
try {
  const soaked = await soak(served, Number(values.minutes) * 60, Number(values.rate))
  const { seen, ...figures } = soaked
  process.stdout.write(`${JSON.stringify({ ...figures, load: machine().load }, null, 1)}\n`)
  keepResult(`mixed-${orders}`, { minutes: Number(values.minutes), ...figures, seen })
  const { paced, memory, handles } = figures
  const good =
    paced.errors === 0 && paced.perSecond >= 100 && paced.p95 <= 300 && paced.p99 <= 800 && memory.percent <= 5
  if (!good || handles.percent > 5) process.exitCode = 1
} finally {
  await served.close()
}
