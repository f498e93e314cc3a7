import { parseArgs } from 'node:util'
import { creditInterest } from '../src/features/maintenance-fund/earnings.ts'
import { paperPdf, paperXlsx } from '../src/features/maintenance-fund/paper-files.ts'
import { issuePaper } from '../src/features/maintenance-fund/papers.ts'
import { fen } from '../src/kernel/money.ts'
import { d, instant } from '../src/kernel/time.ts'
import { SYSTEM } from '../src/platform/identity/sessions.ts'
import { benchCity } from './support/city.ts'
import { fillFunds } from './support/funds.ts'
import { keepResult, since } from './support/result.ts'

/**
 * ./linli bench/fund-interest.ts [--funds 500] [--units 2000] [--clients 3]
 * A quarter's interest of a city's repair funds on a private cluster that forces to disk: every account of every fund
 * gets its part by daily products, one posting for a fund, journal entry included (1,000,000 accounts: at most 30 s).
 * Then the statement of one estate, its hash in the journal, as PDF (the first of its thread, and another) and as workbook
 * (at most 1 s each for 2,000 units).
 */
const { values } = parseArgs({
  options: {
    funds: { type: 'string', default: '500' },
    units: { type: 'string', default: '2000' },
    clients: { type: 'string', default: '3' },
  },
})
const [funds, units, clients] = [Number(values.funds), Number(values.units), Number(values.clients)]
const [INTEREST_MAX, STATEMENT_MAX, RECEIVED] = [30, 1, 12_345_678n]
const env = { actor: SYSTEM, now: instant(Date.UTC(2026, 2, 21, 4)) }
const say = (line: string): void => void process.stderr.write(`${line}\n`)

const { db, close } = await benchCity()
try {
  const filling = performance.now()
  const estates = [...(await fillFunds(db, funds, units))]
  await db.run({ name: 'bench.vacuum', text: 'analyze city.ledger_transfer, city.ledger_account, city.fund_unit' })
  say(`${funds * units} accounts filled in ${since(filling)} s`)
  const waiting = [...estates]
  const client = async (): Promise<void> => {
    for (let estate = waiting.pop(); estate !== undefined; estate = waiting.pop()) {
      const id = estate
      const given = { fen: fen(RECEIVED), from: d('2025-12-21'), to: d('2026-03-21'), on: d('2026-03-21'), note: '' }
      const done = await db.tx(tx => creditInterest(tx, env, id, { ...given, reference: 'Q1' }))
      if (!done.ok) throw new Error(JSON.stringify(done.error.slice(0, 3)))
    }
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: clients }, client))
  const seconds = since(start)
  say(`interest of ${funds * units} accounts: ${seconds} s`)
  const asking = { ...env, actor: { ...SYSTEM, party: '01939d6e-0000-7000-8000-000000000001' } }
  const request = { scope: 'fund', from: d('2026-01-01'), to: d('2026-03-21') } as const
  const paperStart = performance.now()
  const made = await db.tx(tx => issuePaper(tx, asking, estates[0] ?? '', request, false))
  if (!made.ok) throw new Error(JSON.stringify(made.error))
  const statementSeconds = since(paperStart)
  const pdfStart = performance.now()
  const pdf = (await paperPdf(made.value.paper, made.value.row)).length
  const pdfSeconds = since(pdfStart)
  const againStart = performance.now()
  await paperPdf(made.value.paper, made.value.row)
  const pdfAgainSeconds = since(againStart)
  const xlsxStart = performance.now()
  const xlsx = (await paperXlsx(made.value.paper, made.value.row)).length
  const xlsxSeconds = since(xlsxStart)
  const result = {
    accounts: funds * units,
    clients,
    interestSeconds: seconds,
    accountsPerSecond: Math.round((funds * units) / seconds),
    statement: { units, seconds: statementSeconds, pdfSeconds, pdfAgainSeconds, xlsxSeconds, pdf, xlsx },
  }
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
  keepResult('fund-interest', result)
  const most = (INTEREST_MAX * funds * units) / 1_000_000
  const slowest = Math.max(statementSeconds, pdfAgainSeconds, xlsxSeconds)
  if (seconds > most || slowest > STATEMENT_MAX) process.exitCode = 1
} finally {
  await close()
}
