import { type Instant, instant, MINUTE_MS } from '../../src/kernel/time.ts'
import { sweepClocks } from '../../src/platform/clocks/sweep.ts'
import { type CityDb, sql } from '../../src/platform/db/types.ts'
import { ts } from '../../src/platform/db/values.ts'
import { benchCity } from '../support/city.ts'

const OPEN = 200_000
/** Minutes over which they fall due: some seventeen each. */
const MINUTES = 12_000

const PLANT = sql(
  'bench.plant-clocks',
  `insert into city.clock (subject, kind, round, turn, name, anchor_at, due_at, running, calendar, detail, escalations, next_at)
   select gen_random_uuid(), 'work-order', 1, 1, 'close', $1, due.at, true, '', '{}',
     jsonb_build_array(jsonb_build_object('level', 'late', 'at', to_jsonb(due.at))), due.at
   from generate_series(1, $2::int) as clock (number),
     lateral (select $1::timestamptz + (number % $3::int) * interval '1 minute' as at) as due`,
)
const ANALYZE = sql('bench.analyze-clocks', 'analyze city.clock')
const DUE = sql('bench.count-due', 'select count(*) as n from city.clock where next_at <= $1')
const FIRED = sql(
  'bench.fired',
  `select count(*) as fired, count(distinct subject) as clocks, count(*) filter (where at > $1) as early from city.clock_step`,
)

export type Swept = {
  readonly open: number
  /** Nothing due: what every second costs. */
  readonly idleMs: number
  /** One minute's: found, written down, and handed on. */
  readonly minute: { readonly due: number; readonly fired: number; readonly ms: number; readonly early: number }
  /** All at once, as after an outage of a week. */
  readonly all: {
    readonly due: number
    readonly findMs: number
    readonly drainSeconds: number
    readonly perSecond: number
    readonly twice: number
  }
}

const ms = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await work()
  return Math.round((performance.now() - start) * 10) / 10
}

/** The sweep over two hundred thousand open clocks: with none due, with a minute's, and with all. */
const sweepIn = async (db: CityDb): Promise<Swept> => {
  const start = instant(Math.ceil(Date.now() / MINUTE_MS) * MINUTE_MS)
  const dueAt = async (at: Instant): Promise<number> => (await db.one<{ n: number }>(DUE, [ts(at)])).n
  const fired = (at: Instant) => db.one<{ fired: number; clocks: number; early: number }>(FIRED, [ts(at)])
  await db.run(PLANT, [ts(start), OPEN, MINUTES])
  await db.run(ANALYZE)
  const before = instant(start - 1)
  await sweepClocks(db, before)
  const idleMs = Math.min(await ms(() => sweepClocks(db, before)), await ms(() => sweepClocks(db, before)))
  const due = await dueAt(start)
  const minuteMs = await ms(() => sweepClocks(db, start))
  const first = await fired(start)
  const last = instant(start + MINUTES * MINUTE_MS)
  let left = 0
  const findMs = await ms(async () => {
    left = await dueAt(last)
  })
  const drainMs = await ms(() => sweepClocks(db, last))
  const then = await fired(last)
  return {
    open: OPEN,
    idleMs,
    minute: { due, fired: first.fired, ms: minuteMs, early: first.early },
    all: {
      due: left,
      findMs,
      drainSeconds: Math.round(drainMs / 100) / 10,
      perSecond: Math.round((left * 1000) / drainMs),
      twice: then.fired - then.clocks,
    },
  }
}

/** In a city of its own, so that the large one keeps its clocks. */
export const measureSweep = async (): Promise<Swept> => {
  const { db, close } = await benchCity()
  try {
    return await sweepIn(db)
  } finally {
    await close()
  }
}
