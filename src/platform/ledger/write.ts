import type { Change } from '../../kernel/ledger/plan.ts'
import type { Transfer } from '../../kernel/ledger/types.ts'
import { dateOf, type Instant } from '../../kernel/time.ts'
import { sql, type Tx } from '../db/types.ts'
import { array, ts } from '../db/values.ts'
import { entryParts, type NewEntry, saltsText } from '../journal/store.ts'
import type { KeptAccount, PostingRow } from './store.ts'

const POSTED = `with ${entryParts({
  ...{ leaf: '$9', stream: '$10', seq: '$11', body: '$12', at: '$6::timestamptz', salts: '$13' },
})}, posted as (
     insert into city.ledger_posting (id, book, kind, matter, effective_on, recorded_at, lines, digest, leaf)
     values ($1, $2, $3, $4, $5::date, $6::timestamptz, $7, $8, $9)
   )`

/** The posting, its entry, its transfers and what they change, in one statement: each more is a twelfth of a transfer. */
const WRITE = sql(
  'ledger.write',
  `${POSTED}, moved as (
     insert into city.ledger_transfer
       (id, posting, line, kind, from_account, to_account, amount, ends, expires_at, effective_on, recorded_at)
     select t.id, $1, t.line, t.kind, t.from_account, t.to_account, t.amount, t.ends, t.expires_at, $5::date, $6::timestamptz
     from unnest($14::uuid[], $15::text[], $16::uuid[], $17::uuid[], $18::bigint[], $19::uuid[], $20::timestamptz[])
       with ordinality as t(id, kind, from_account, to_account, amount, ends, expires_at, line)
   )
   update city.ledger_account a set balance = a.balance + c.balance, held = a.held + c.held, coming = a.coming + c.coming,
     moves = a.moves + 1
   from unnest($21::uuid[], $22::bigint[], $23::bigint[], $24::bigint[]) as c(id, balance, held, coming) where a.id = c.id`,
)

/** The same of moves alone, which is nearly all there is: half as much to send and to read. */
const WRITE_MOVES = sql(
  'ledger.write-moves',
  `${POSTED}, moved as (
     insert into city.ledger_transfer (id, posting, line, kind, from_account, to_account, amount, effective_on, recorded_at)
     select t.id, $1, t.line, 'move', t.from_account, t.to_account, t.amount, $5::date, $6::timestamptz
     from unnest($14::uuid[], $15::uuid[], $16::uuid[], $17::bigint[])
       with ordinality as t(id, from_account, to_account, amount, line)
   )
   update city.ledger_account a set balance = a.balance + c.balance, moves = a.moves + 1
   from unnest($18::uuid[], $19::bigint[]) as c(id, balance) where a.id = c.id`,
)

/** The same of one move, planned once: a list of unknown length is planned anew each time. */
const WRITE_MOVE = sql(
  'ledger.write-move',
  `${POSTED}, moved as (
     insert into city.ledger_transfer (id, posting, line, kind, from_account, to_account, amount, effective_on, recorded_at)
     values ($14::uuid, $1, 1, 'move', $15::uuid, $16::uuid, $17::bigint, $5::date, $6::timestamptz)
   )
   update city.ledger_account a set moves = a.moves + 1,
     balance = a.balance + case when a.id = $15::uuid then -$17::bigint else $17::bigint end
   where a.id in ($15::uuid, $16::uuid)`,
)

const HOLD = sql(
  'ledger.hold',
  `insert into city.ledger_hold (transfer, book, expires_at)
   select h.transfer, $1, h.expires_at from unnest($2::uuid[], $3::timestamptz[]) as h(transfer, expires_at)`,
)

const END = sql('ledger.end-holds', 'delete from city.ledger_hold where transfer = any ($1::uuid[])')

const DAY = sql(
  'ledger.day',
  `insert into city.ledger_day as d (account, effective_on, recorded_on, net)
   select n.account, $1, $2, n.net from unnest($3::uuid[], $4::bigint[]) as n(account, net)
   on conflict (account, effective_on, recorded_on) do update set net = d.net + excluded.net`,
)

const when = (at: Instant | null): string | null => (at === null ? null : ts(at))

export type Written = {
  readonly posting: PostingRow
  readonly entry: NewEntry
  readonly transfers: readonly Transfer[]
  readonly changes: ReadonlyMap<string, Change>
  readonly accounts: ReadonlyMap<string, KeptAccount>
}

const writeHolds = (tx: Tx, { posting: { book }, transfers }: Written): void => {
  const holds = transfers.filter(({ kind }) => kind === 'hold')
  if (holds.length > 0) tx.write(HOLD, [book, holds.map(({ id }) => id), holds.map(({ expiresAt }) => when(expiresAt))])
  const ended = transfers.flatMap(({ kind, of }) => (of !== null && kind !== 'reverse' ? [of] : []))
  if (ended.length > 0) tx.write(END, [ended])
}

/** What gathers has its days summed as they come. */
const writeDays = (tx: Tx, { posting, changes, accounts }: Written): void => {
  const gathering = [...changes].filter(([id, { balance }]) => balance !== 0n && accounts.get(id)?.gathers === true)
  if (gathering.length > 0)
    tx.write(DAY, [
      posting.effective_on,
      dateOf(posting.recorded_at),
      gathering.map(([id]) => id),
      gathering.map(([, { balance }]) => `${balance}`),
    ])
}

/** Writes a posting with its transfers and what they change. The caller holds the locks of the accounts and has planned it. */
export const writePosting = (tx: Tx, written: Written): void => {
  const { posting, entry, transfers, changes } = written
  const changed = [...changes]
  const head = [
    posting.id,
    posting.book,
    posting.kind,
    posting.matter,
    posting.effective_on,
    ts(posting.recorded_at),
    posting.lines,
    posting.digest,
    entry.leaf,
    entry.stream,
    entry.seq,
    entry.body,
    saltsText(entry.salts),
  ]
  const [only] = transfers
  if (transfers.length === 1 && only?.kind === 'move') {
    tx.write(WRITE_MOVE, [...head, only.id, only.from, only.to, `${only.amount}`])
    writeDays(tx, written)
    return
  }
  const [ids, from, to, amounts, touched, balances] = [
    array(transfers.map(({ id }) => id)),
    array(transfers.map(each => each.from)),
    array(transfers.map(each => each.to)),
    array(transfers.map(({ amount }) => amount)),
    array(changed.map(([id]) => id)),
    array(changed.map(([, { balance }]) => balance)),
  ]
  if (transfers.every(({ kind }) => kind === 'move'))
    tx.write(WRITE_MOVES, [...head, ids, from, to, amounts, touched, balances])
  else
    tx.write(WRITE, [
      ...head,
      ids,
      array(transfers.map(({ kind }) => kind)),
      from,
      to,
      amounts,
      array(transfers.map(({ of }) => of)),
      array(transfers.map(({ expiresAt }) => when(expiresAt))),
      touched,
      balances,
      array(changed.map(([, { held }]) => held)),
      array(changed.map(([, { coming }]) => coming)),
    ])
  writeHolds(tx, written)
  writeDays(tx, written)
}
