import { parseArgs } from 'node:util'
import { recompute } from '../src/features/work-order/recompute.ts'
import { instant } from '../src/kernel/time.ts'
import { benchCity } from './support/city.ts'
import { fill } from './support/fill.ts'
import { keepResult, since } from './support/result.ts'

/**
 * ./linli bench/recompute.ts [--orders 100000] [--seed 42]
 * Fills a city on a private cluster with generated orders and recomputes every row, clock, round and rate from the
 * facts. Prints one JSON object; fails on any difference, and beyond 60 seconds for 100,000 orders.
 */
const { values } = parseArgs({
  options: { orders: { type: 'string', default: '100000' }, seed: { type: 'string', default: '42' } },
})
const [orders, seed] = [Number(values.orders), Number(values.seed)]
const SECONDS_MAX = 60
const now = instant(Date.now())
const { db, installation, close } = await benchCity()
try {
  let start = performance.now()
  await fill(db, installation.vault, { orders, seed, now, days: 300 })
  const fillSeconds = since(start)
  start = performance.now()
  const { shown, ...found } = await recompute(db, now)
  const result = {
    ...found,
    fillSeconds,
    seconds: since(start),
    limitSeconds: SECONDS_MAX,
    rssMiB: Math.round(process.memoryUsage().rss / 2 ** 20),
  }
  process.stdout.write(`${JSON.stringify({ ...result, shown: shown.slice(0, 5) })}\n`)
  keepResult(`recompute-${orders}`, result)
  if (found.differences > 0 || (orders <= 100_000 && result.seconds > SECONDS_MAX)) process.exitCode = 1
} finally {
  await close()
}
