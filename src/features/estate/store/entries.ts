import type { Instant, LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { json, ts } from '../../../platform/db/values.ts'

/** What was done to the register, one line each. */
export type EntryRow = {
  readonly seq: number
  readonly at: Instant
  readonly action: string
  readonly unit: string | null
  readonly by_party: string | null
  readonly by_organisation: string | null
  readonly by_role: string
  readonly effective_on: LocalDate | null
  readonly backdated: boolean
  readonly note: string
  readonly data: Record<string, unknown>
  readonly leaf: Buffer
}

const COLUMNS = 'seq, at, action, unit, by_party, by_organisation, by_role, effective_on, backdated, note, data, leaf'
const INSERT = sql(
  'estate.insert-entry',
  `insert into city.estate_entry (estate, ${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
)
const OF = sql(
  'estate.entries',
  `select ${COLUMNS} from city.estate_entry where estate = $1 and ($2::int is null or seq < $2) order by seq desc limit $3`,
)
const OF_UNIT = sql(
  'estate.unit-entries',
  `select ${COLUMNS} from city.estate_entry where unit = $1 order by seq desc limit 200`,
)

export const insertEntry = (tx: Tx, estate: string, entry: EntryRow): void => {
  tx.write(INSERT, [
    estate,
    entry.seq,
    ts(entry.at),
    entry.action,
    entry.unit,
    entry.by_party,
    entry.by_organisation,
    entry.by_role,
    entry.effective_on,
    entry.backdated,
    entry.note,
    json(entry.data),
    entry.leaf,
  ])
}

/** The log of an estate, newest first. @param before seq of the last one shown */
export const entriesOf = (
  db: CityQueries,
  estate: string,
  before: number | undefined,
  limit: number,
): Promise<readonly EntryRow[]> => db.rows<EntryRow>(OF, [estate, before ?? null, limit])

/** The log of one unit, newest first. */
export const entriesOfUnit = (db: CityQueries, unit: string): Promise<readonly EntryRow[]> =>
  db.rows<EntryRow>(OF_UNIT, [unit])
