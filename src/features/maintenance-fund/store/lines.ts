import type { Instant, LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'
import type { BankLine } from '../rules/bank-statement.ts'

const INSERT_STATEMENT = sql(
  'fund.insert-statement',
  `insert into city.fund_statement (id, estate, from_on, to_on, opening_fen, closing_fen, lines, digest, imported_at, leaf)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
)
const INSERT_LINES = sql(
  'fund.insert-lines',
  `insert into city.fund_line (id, statement, estate, place, on_day, fen, reference, words)
   select l.id, $1, $2, l.place, l.on_day, l.fen, l.reference, l.words
   from unnest($3::uuid[], $4::int[], $5::date[], $6::bigint[], $7::text[], $8::text[])
     as l (id, place, on_day, fen, reference, words)
   on conflict (estate, on_day, reference, fen) do nothing`,
)
const STATEMENT = `id, from_on as "from", to_on as "to", opening_fen as "openingFen", closing_fen as "closingFen", lines,
  imported_at as "importedAt", leaf`
const KNOWN = sql('fund.statement-known', 'select id from city.fund_statement where estate = $1 and digest = $2')
const STATEMENTS = sql(
  'fund.statements',
  `select ${STATEMENT} from city.fund_statement where estate = $1 order by to_on desc, id desc limit $2`,
)
const ENDING = sql(
  'fund.statement-ending',
  `select ${STATEMENT} from city.fund_statement where estate = $1 and to_on = $2 order by id desc limit 1`,
)
const FIRST = sql('fund.first-statement', 'select min(from_on) as "from" from city.fund_statement where estate = $1')

export type StatementRow = {
  readonly id: string
  readonly from: LocalDate
  readonly to: LocalDate
  readonly openingFen: number
  readonly closingFen: number
  readonly lines: number
  readonly importedAt: Instant
  readonly leaf: Buffer
}

export type NewStatement = Omit<StatementRow, 'openingFen' | 'closingFen' | 'importedAt'> & {
  readonly estate: string
  readonly opening: bigint
  readonly closing: bigint
  readonly digest: Buffer
}

export const insertStatement = async (tx: Tx, row: NewStatement, at: Instant): Promise<void> => {
  const { id, estate, from, to, opening, closing, lines, digest, leaf } = row
  await tx.run(INSERT_STATEMENT, [id, estate, from, to, `${opening}`, `${closing}`, lines, digest, ts(at), leaf])
}

/** Writes the lines of a statement. @returns how many are new: a line another statement had is known */
export const insertLines = (
  tx: Tx,
  statement: string,
  estate: string,
  lines: readonly (BankLine & { readonly id: string })[],
): Promise<number> =>
  tx.run(INSERT_LINES, [
    statement,
    estate,
    lines.map(({ id }) => id),
    lines.map((_, index) => index + 1),
    lines.map(({ day }) => day),
    lines.map(({ fen }) => `${fen}`),
    lines.map(({ reference }) => reference),
    lines.map(({ words }) => words),
  ])

export const statementKnown = async (db: CityQueries, estate: string, digest: Buffer): Promise<boolean> =>
  (await db.maybe(KNOWN, [estate, digest])) !== undefined

/** Statements of a fund, the latest first. */
export const statementsOf = (db: CityQueries, estate: string, limit: number): Promise<readonly StatementRow[]> =>
  db.rows<StatementRow>(STATEMENTS, [estate, limit])

export const statementEnding = (db: CityQueries, estate: string, on: LocalDate): Promise<StatementRow | undefined> =>
  db.maybe<StatementRow>(ENDING, [estate, on])

/** The first day for which the bank's word is known here; null before there is any. */
export const firstDay = async (db: CityQueries, estate: string): Promise<LocalDate | null> =>
  (await db.one<{ from: LocalDate | null }>(FIRST, [estate])).from

export type LineRow = {
  readonly id: string
  readonly day: LocalDate
  readonly fen: number
  readonly reference: string
  readonly words: string
  readonly posting: string | null
  readonly how: 'reference' | 'amount' | 'clerk' | 'booked' | null
}

const LINE = 'id, on_day as day, fen, reference, words, posting, how'
const WAITING = sql(
  'fund.waiting-lines',
  `select ${LINE} from city.fund_line where estate = $1 and posting is null
     and ($2::date is null or (on_day, id) > ($2, $3::uuid)) order by on_day, id limit $4`,
)
const LINE_AT = sql('fund.line', `select ${LINE} from city.fund_line where id = $1 and estate = $2 for update`)
const MATCH = sql(
  'fund.match-line',
  `update city.fund_line set posting = $2, how = $3, matched_at = $4, matched_by = $5 where id = $1 and posting is null`,
)
const UNMATCH = sql(
  'fund.unmatch-line',
  'update city.fund_line set posting = null, how = null, matched_at = null, matched_by = null where id = $1',
)
const MATCHED = sql('fund.posting-matched', 'select id from city.fund_line where posting = $1')
const SUMS = sql(
  'fund.waiting-sum',
  `select count(*) as lines, coalesce(sum(fen), 0)::bigint as fen from city.fund_line
   where estate = $1 and posting is null and ($2::date is null or on_day <= $2)`,
)

/** Lines that no posting explains yet, by day. @param after day and id of the last one shown */
export const waitingLines = (
  db: CityQueries,
  estate: string,
  after: { readonly day: string; readonly id: string } | undefined,
  limit: number,
): Promise<readonly LineRow[]> => db.rows<LineRow>(WAITING, [estate, after?.day ?? null, after?.id ?? null, limit])

/** How many lines wait, and their sum. */
export const waitingSum = (
  db: CityQueries,
  estate: string,
  upto: LocalDate | null,
): Promise<{ readonly lines: number; readonly fen: number }> => db.one(SUMS, [estate, upto])

export const lineAt = (tx: Tx, estate: string, id: string): Promise<LineRow | undefined> =>
  tx.maybe<LineRow>(LINE_AT, [id, estate])

export const matchLine = async (
  tx: Tx,
  line: string,
  posting: string,
  how: NonNullable<LineRow['how']>,
  at: Instant,
  by: string | null,
): Promise<boolean> => (await tx.run(MATCH, [line, posting, how, ts(at), by])) === 1

export const unmatchLine = async (tx: Tx, line: string): Promise<void> => {
  await tx.run(UNMATCH, [line])
}

/** Whether a line of the bank confirms this posting. */
export const isMatched = async (db: CityQueries, posting: string): Promise<boolean> =>
  (await db.maybe(MATCHED, [posting])) !== undefined

/** A posting that moved the bank's account and that no line confirms. */
export type Unconfirmed = {
  readonly posting: string
  readonly business: string
  readonly day: LocalDate
  readonly fen: bigint
  readonly reference: string | null
}

// A posting that was undone, and what undid it, came to nothing at the bank.
const UNCONFIRMED = sql(
  'fund.unconfirmed',
  `select p.id as posting, p.kind as business, p.effective_on as day, r.reference,
     sum(case when t.from_account = b.id then t.amount else -t.amount end)::bigint as fen
   from city.fund f join city.ledger_account b on b.book = f.book and b.path = 'bank'
   join city.ledger_posting p on p.book = f.book join city.ledger_transfer t on t.posting = p.id
     and b.id in (t.from_account, t.to_account) and t.kind in ('move', 'settle', 'reverse')
   left join city.fund_reference r on r.posting = p.id
   where f.estate = $1 and p.kind not in ('opening', 'reverse') and p.effective_on between $2 and $3
     and not exists (select from city.fund_line l where l.posting = p.id)
     and not exists (select from city.ledger_transfer e join city.ledger_posting q on q.id = e.posting and q.kind = 'reverse'
       where e.ends = t.id)
   group by p.id, r.reference having sum(case when t.from_account = b.id then t.amount else -t.amount end) <> 0
   order by p.effective_on, p.id limit $4`,
)

/** Postings from a day to a day that moved the bank's account and that no line of the bank confirms, by day. */
export const unconfirmed = async (
  db: CityQueries,
  estate: string,
  from: LocalDate,
  to: LocalDate,
  limit: number,
): Promise<readonly Unconfirmed[]> =>
  (await db.rows<Omit<Unconfirmed, 'fen'> & { fen: number }>(UNCONFIRMED, [estate, from, to, limit])).map(row => ({
    ...row,
    fen: BigInt(row.fen),
  }))
