import { z } from 'zod'
import { recompute } from '../../features/work-order/index.ts'
import type { Instant } from '../../kernel/time.ts'
import { type CityDb, type Database, sql } from '../../platform/db/types.ts'
import { audit } from '../../platform/journal/audit.ts'
import { headRow } from '../../platform/journal/log-store.ts'
import { auditLedger } from '../../platform/ledger/audit.ts'

/** What is written down of a city when a backup begins; whatever is restored holds at least this. */
export const cityFacts = z.object({
  code: z.string(),
  /** The journal's head and the rows of each table. */
  size: z.number().int(),
  root: z.string(),
  rows: z.record(z.string(), z.number().int()),
  /** Fingerprint of the keys that belong to it. */
  keys: z.string().nullable(),
})
export type CityFacts = z.output<typeof cityFacts>

const TABLES = sql(
  'backup.tables',
  `select table_name as name from information_schema.tables where table_schema = $1 and table_type = 'BASE TABLE' order by 1`,
)
const MARK = sql('backup.vault-mark', 'select fingerprint from city.vault_mark')

/** Tables whose rows come and go by themselves; the others only grow, but for what is erased on request. */
const PASSING: ReadonlySet<string> = new Set([
  'code_quota',
  'committee_election_count',
  'dead_delivery',
  'deliberation_sign_in',
  'delivery',
  'fund_use_seller_short',
  'fund_use_short',
  'idempotency',
  'ledger_hold',
  'message',
  'notification',
  'one_time_code',
  'outbox',
  'outbox_dead',
  'personal_export',
  'personal_export_part',
  'rate_window',
  'saved_view',
  'session',
  'session_proof',
  'sign_in_link',
  'sign_in_lock',
  'volunteer_figure',
  'work_order_export',
  'work_order_import_part',
])

const rowsOf = async (db: CityDb): Promise<Record<string, number>> => {
  const tables = await db.rows<{ name: string }>(TABLES, [db.city.schema])
  const rows: Record<string, number> = {}
  for (const { name } of tables) {
    if (PASSING.has(name)) continue
    rows[name] = (
      await db.one<{ n: number }>(sql(`backup.n.${name}`.slice(0, 40), `select count(*) as n from city."${name}"`))
    ).n
  }
  return rows
}

const factsOf = async (db: CityDb): Promise<CityFacts> => {
  const { size, root } = await headRow(db)
  const mark = await db.maybe<{ fingerprint: string }>(MARK)
  return {
    code: db.city.code,
    size,
    root: root.toString('hex'),
    rows: await rowsOf(db),
    keys: mark?.fingerprint ?? null,
  }
}

/** The facts of every city, as they are now. */
export const factsOfAll = async (database: Database): Promise<CityFacts[]> => {
  const all: CityFacts[] = []
  for (const { code } of await database.cities()) all.push(await factsOf(database.city(code)))
  return all
}

/** What a restored city shows beside what was written down of it. */
export type CityCheck = {
  readonly code: string
  readonly size: number
  /** The tree of the recorded size has the recorded root, and every later entry fits its hash. */
  readonly journal: boolean
  /** Tables with fewer rows than were recorded. */
  readonly missing: readonly string[]
  /** Differences between what is stored and what the facts give, and between balances and transfers. */
  readonly differences: number
}

/** Compares a restored city with what was written down of it. */
export const checkCity = async (db: CityDb, was: CityFacts, now: Instant): Promise<CityCheck> => {
  const [whole, upTo] = [await audit(db), await audit(db, { size: was.size, root: Buffer.from(was.root, 'hex') })]
  const rows = await rowsOf(db)
  const missing = Object.entries(was.rows).flatMap(([table, count]) => ((rows[table] ?? 0) < count ? [table] : []))
  const { differences } = await recompute(db, now)
  const uneven = Object.values(await auditLedger(db)).flat().length
  return {
    code: was.code,
    size: whole.size,
    journal: whole.whole && whole.firstBad === null && upTo.whole,
    missing,
    differences: differences + uneven,
  }
}

export const isSound = ({ journal, missing, differences }: CityCheck): boolean =>
  journal && missing.length === 0 && differences === 0
