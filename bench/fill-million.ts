import { parseArgs } from 'node:util'
import { fillFolder, isFilled } from './million/fill.ts'
import { keptFolder } from './million/kept.ts'

/**
 * ./linli bench/fill-million.ts [--orders 1000000] [--seed 42] [--again]
 * Fills the folder of the large bench (LINLI_BENCH_DATA) once; `--again` throws it away first.
 */
const { values } = parseArgs({
  options: {
    orders: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '42' },
    again: { type: 'boolean', default: false },
  },
})
const [orders, seed] = [Number(values.orders), Number(values.seed)]
const say = (line: string): void => void process.stderr.write(`${line}\n`)
const data = await keptFolder(orders, values.again)
if (await isFilled(data)) say(`${data} is filled`)
else await fillFolder(data, { orders, seed, say })
process.stdout.write(`${data}\n`)
