import type { Instant, LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'
import { columnOf, type PaperMove, type PaperRow } from '../rules/paper.ts'
import type { AccountPart } from './units.ts'

/** What a statement is of. */
export type PaperAsked = {
  readonly estate: string
  readonly unit: string | null
  readonly building: string | null
  readonly from: LocalDate
  readonly to: LocalDate
}

const ACCOUNTS = `accounts as (
  select u.code, u.building, p.part, p.account from city.fund_unit u
  cross join lateral (values ('owner', u.owner), ('seller', u.seller)) as p (part, account)
  where u.estate = $1 and ($2::uuid is null or u.unit = $2) and ($3::text is null or u.building = $3) and p.account is not null)`

// Account by account along the indexes: joined as a whole, every move was compared with every account.
const MOVED = `lateral (
  select t.amount, t.effective_on, t.posting from city.ledger_transfer t
  where t.to_account = a.account and t.kind in ('move', 'settle', 'reverse') and t.effective_on <= $5
  union all
  select -t.amount, t.effective_on, t.posting from city.ledger_transfer t
  where t.from_account = a.account and t.kind in ('move', 'settle', 'reverse') and t.effective_on <= $5)`

// Likewise one by one: guessing too many moves, the planner would rather read every posting of the city.
const POSTING = `lateral (
  select q.id, q.kind, q.matter, q.recorded_at from city.ledger_posting q where q.id = m.posting offset 0)`

const SUMS = sql(
  'fund.paper-sums',
  `with ${ACCOUNTS}
   select a.code, a.building, a.part, p.kind as business, sum(m.amount)::bigint as fen, m.effective_on < $4 as before
   from accounts a left join ${MOVED} m on true left join ${POSTING} p on true
   group by a.code, a.building, a.part, p.kind, m.effective_on < $4 order by a.code, a.part`,
)

const MOVES = sql(
  'fund.paper-moves',
  `with ${ACCOUNTS}
   select m.effective_on as on, p.kind as business, a.part,
     case when p.matter like 'fund-use/%' then substr(p.matter, 10) end as use, sum(m.amount)::bigint as fen
   from accounts a cross join ${MOVED} m cross join ${POSTING} p
   where m.effective_on >= $4
   group by m.effective_on, p.recorded_at, p.id, p.kind, a.part, p.matter having sum(m.amount) <> 0
   order by m.effective_on, p.recorded_at, p.id, a.part`,
)

const params = ({ estate, unit, building, from, to }: PaperAsked) => [estate, unit, building, from, to]

type SumRow = {
  readonly code: string
  readonly building: string
  readonly part: AccountPart
  readonly business: string | null
  readonly fen: number | null
  readonly before: boolean | null
}

/** Every account of a statement with what it held, what moved by kind, and what it holds. It reads as the caller. */
export const paperRows = async (db: CityQueries, asked: PaperAsked): Promise<readonly PaperRow[]> => {
  const rows = await db.rows<SumRow>(SUMS, params(asked))
  return [...Map.groupBy(rows, ({ code, part }) => `${code} ${part}`).values()].flatMap(sums => {
    const [first] = sums
    if (first === undefined) return []
    const made = { opening: 0n, paid: 0n, earned: 0n, used: 0n, other: 0n }
    for (const { business, fen, before } of sums)
      if (business !== null) made[before === true ? 'opening' : columnOf(business)] += BigInt(fen ?? 0)
    const closing = made.opening + made.paid + made.earned + made.used + made.other
    return [{ code: first.code, building: first.building, part: first.part, ...made, closing }]
  })
}

/** What moved on the accounts of a statement, posting by posting, in the order of the books. It reads as the caller. */
export const paperMoves = async (db: CityQueries, asked: PaperAsked): Promise<readonly PaperMove[]> =>
  (await db.rows<Omit<PaperMove, 'fen'> & { fen: number }>(MOVES, params(asked))).map(row => ({
    ...row,
    fen: BigInt(row.fen),
  }))

export type IssuedRow = {
  readonly id: string
  readonly estate: string
  readonly scope: 'unit' | 'building' | 'fund'
  readonly unit: string | null
  readonly building: string | null
  readonly from: LocalDate
  readonly to: LocalDate
  readonly issuedAt: Instant
  readonly byParty: string
  /** The statement as it was handed out, packed. */
  readonly content: Buffer
  readonly digest: Buffer
  readonly leaf: Buffer
}

const ISSUED = `id, estate, scope, unit, building, from_on as "from", to_on as "to", issued_at as "issuedAt",
  by_party as "byParty", content, digest, leaf`
const INSERT = sql(
  'fund.insert-paper',
  `insert into city.fund_paper (id, estate, scope, unit, building, from_on, to_on, issued_at, by_party, content, digest, leaf)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
)
const AT = sql('fund.paper', `select ${ISSUED} from city.fund_paper where id = $1`)

export const insertPaper = async (tx: Tx, row: IssuedRow): Promise<void> => {
  const { id, estate, scope, unit, building, from, to, issuedAt, byParty, content, digest, leaf } = row
  await tx.run(INSERT, [id, estate, scope, unit, building, from, to, ts(issuedAt), byParty, content, digest, leaf])
}

/** A statement that was handed out, for whoever may see it. */
export const paperAt = (db: CityQueries, id: string): Promise<IssuedRow | undefined> => db.maybe<IssuedRow>(AT, [id])
