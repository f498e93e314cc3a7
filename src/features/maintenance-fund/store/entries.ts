import type { Instant, LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { json, ts } from '../../../platform/db/values.ts'

/** What was done to a fund, one line each. */
export type EntryRow = {
  readonly seq: number
  readonly at: Instant
  readonly action: string
  readonly by_party: string | null
  readonly by_organisation: string | null
  readonly by_role: string
  readonly effective_on: LocalDate
  readonly posting: string | null
  readonly note: string
  readonly data: Readonly<Record<string, unknown>>
  readonly leaf: Buffer
}

const COLUMNS = 'seq, at, action, by_party, by_organisation, by_role, effective_on, posting, note, data, leaf'
const INSERT = sql(
  'fund.insert-entry',
  `insert into city.fund_entry (estate, ${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
)
const OF = sql(
  'fund.entries',
  `select ${COLUMNS} from city.fund_entry where estate = $1 and ($2::int is null or seq < $2) order by seq desc limit $3`,
)

export const insertEntry = (tx: Tx, estate: string, entry: EntryRow): void => {
  tx.write(INSERT, [
    estate,
    entry.seq,
    ts(entry.at),
    entry.action,
    entry.by_party,
    entry.by_organisation,
    entry.by_role,
    entry.effective_on,
    entry.posting,
    entry.note,
    json(entry.data),
    entry.leaf,
  ])
}

/** The log of a fund, newest first. @param before seq of the last one shown */
export const entriesOf = (
  db: CityQueries,
  estate: string,
  before: number | undefined,
  limit: number,
): Promise<readonly EntryRow[]> => db.rows<EntryRow>(OF, [estate, before ?? null, limit])
