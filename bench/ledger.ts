import { parseArgs } from 'node:util'
import { openDatabase } from '../src/platform/db/database.ts'
import { auditLedger } from '../src/platform/ledger/audit.ts'
import { benchCity, CITY } from './support/city.ts'
import { batch, fundOf, grow, transfers } from './support/ledger.ts'
import { GROWTH_MAX, growthOf, readsOf } from './support/ledger-reads.ts'
import { pgbenchHere, tpcB } from './support/pgbench.ts'
import { keepResult, since } from './support/result.ts'

/**
 * ./linli bench/ledger.ts [--seconds 15] [--entries 10000000] [--clients 16]
 * The ledger on a private cluster that forces to disk: transfers a second through the verb, journal entry included, beside
 * pgbench's TPC-B-like on the same server by turns (aim: half of it); lines of large postings a second, two funds at a time
 * (at least 20,000); balances and statements while a fund grows from 10,000 to 10,000,000 entries (at most twofold).
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '15' },
    entries: { type: 'string', default: '10000000' },
    clients: { type: 'string', default: '16' },
  },
})
const [seconds, entries, clients] = [Number(values.seconds), Number(values.entries), Number(values.clients)]
const [SHARE_MIN, BATCH_MIN, TURNS] = [0.5, 20_000, 2]
const say = (line: string): void => void process.stderr.write(`${line}\n`)

const { installation, db, close } = await benchCity()
const server = installation.cluster?.url ?? ''
const patient = openDatabase(server, { max: 4, statementMsMax: 600_000 })
try {
  const fund = await fundOf(db, 50_000)
  const pgbench = pgbenchHere()
  const [raw, ours]: [number[], number[]] = [[], []]
  const other = pgbench === undefined ? undefined : await tpcB(pgbench, server, 10, clients)
  for (let turn = 0; turn < TURNS; turn++) {
    if (other !== undefined) raw.push(await other.turn(seconds))
    ours.push(await transfers(db, fund, clients, seconds))
    say(`turn ${turn + 1}: TPC-B-like ${raw.at(-1) ?? 'none'}/s, transfers ${ours.at(-1)}/s`)
  }
  await other?.drop()
  const hot = { ...fund, units: fund.units.slice(0, 2) }
  const hotPerSecond = await transfers(db, hot, clients, Math.min(seconds, 5))

  const start = performance.now()
  for (let from = 0; from < 50_000; from += 10_000)
    await batch(db, { ...fund, units: fund.units.slice(from, from + 10_000) }, 5n)
  const batchOnePerSecond = Math.round(50_000 / ((performance.now() - start) / 1_000))
  // Funds have nothing in common: the postings of two keep two processors busy.
  const funds = await Promise.all([fundOf(db, 10_000), fundOf(db, 10_000)])
  const both = performance.now()
  await Promise.all(
    funds.map(async own => {
      for (let turn = 0; turn < 5; turn++) await batch(db, own, 5n)
    }),
  )
  const batchPerSecond = Math.round(100_000 / ((performance.now() - both) / 1_000))
  say(`postings of 10,000 lines: ${batchOnePerSecond} lines/s one after another, ${batchPerSecond} two at a time`)
  const auditStart = performance.now()
  const faults = Object.values(await auditLedger(patient.city(CITY))).flat().length
  const auditSeconds = since(auditStart)

  const wide = patient.city(CITY)
  const grown = await fundOf(wide, 0)
  const levels = []
  let accounts = 0
  for (const level of [10_000, 100_000, 1_000_000, 10_000_000].filter(level => level <= entries)) {
    await grow(wide, grown, accounts, level / 20)
    accounts = level / 20
    await wide.run({
      name: 'bench.analyze',
      text: 'analyze city.ledger_transfer, city.ledger_account, city.ledger_day',
    })
    levels.push({ entries: level, ...(await readsOf(db, grown, accounts)) })
    say(JSON.stringify(levels.at(-1)))
  }
  const growth = growthOf(levels)
  const tps = raw.length === 0 ? null : Math.max(...raw)
  const transfersPerSecond = Math.max(...ours)
  const share = tps === null ? null : Math.round((transfersPerSecond / tps) * 100) / 100
  const result = {
    clients,
    tpcBLikePerSecond: tps,
    transfersPerSecond,
    share,
    hotPerSecond,
    batchPerSecond,
    batchOnePerSecond,
    audit: { seconds: auditSeconds, faults },
    levels,
    growth,
  }
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
  keepResult('ledger', result)
  const held =
    (share === null || share >= SHARE_MIN) &&
    batchPerSecond >= BATCH_MIN &&
    faults === 0 &&
    Object.values(growth).every(times => times <= GROWTH_MAX)
  if (!held) process.exitCode = 1
} finally {
  await patient.close()
  await close()
}
