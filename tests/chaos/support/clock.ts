import { readFileSync } from 'node:fs'

/**
 * Loaded before a process (`--import`), this puts its wall clock forward or back by the milliseconds in a file, which
 * may change while it runs. The monotonic clock and everybody else's clocks stay as they are.
 */
const file = process.env.LINLI_TEST_CLOCK ?? ''
const RealDate = Date
const realNow = Date.now.bind(Date)

const offset = (): number => {
  try {
    return Number(readFileSync(file, 'utf8')) || 0
  } catch {
    return 0
  }
}

const shifted = (): number => realNow() + offset()

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [shifted()] : args, newTarget),
  apply: () => new RealDate(shifted()).toString(),
  get: (target, key) => (key === 'now' ? shifted : Reflect.get(target, key)),
})
