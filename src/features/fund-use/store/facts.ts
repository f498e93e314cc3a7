import { dataOf } from '../../../kernel/procedure/fact.ts'
import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { json, ts } from '../../../platform/db/values.ts'
import type { Fact } from '../rules/state.ts'

/** Everybody, or whoever works for the community and those above it, beside who wrote it. */
export type SeenBy = 'public' | 'staff'

export type FactRow = {
  readonly seq: number
  readonly at: Instant
  readonly action: Fact['action']
  readonly by_party: string | null
  readonly by_organisation: string | null
  readonly by_role: string
  readonly data: Record<string, unknown>
  /** Name or number of the paper. */
  readonly record: string
  readonly note: string
  readonly seen_by: SeenBy
  readonly leaf: Buffer
}

const COLUMNS = 'seq, at, action, by_party, by_organisation, by_role, data, record, note, seen_by, leaf'

const INSERT = sql(
  'fund-use.insert-fact',
  `insert into city.fund_use_fact (use, ${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
)
const OF = sql('fund-use.facts', `select ${COLUMNS} from city.fund_use_fact where use = $1 order by seq`)
const FILES = sql(
  'fund-use.files',
  'select seq, file, seen_by as "seenBy" from city.fund_use_file where use = $1 order by seq, file',
)
const FILE = sql(
  'fund-use.file',
  'select seq, file, seen_by as "seenBy" from city.fund_use_file where use = $1 and file = $2',
)
const ADD_FILE = sql(
  'fund-use.add-file',
  'insert into city.fund_use_file (use, seq, file, seen_by) values ($1, $2, $3, $4)',
)

/** What some parties objected, for `objectionsOf`; found by the index of what staff see. */
export const OBJECTED = sql(
  'fund-use.own-objections',
  `select u.no, f.at, f.note from city.fund_use_fact f join city.fund_use u on u.id = f.use
   where f.by_party = any($1::uuid[]) and f.seen_by = 'staff' and f.action = 'object' order by f.at limit $2`,
)

/** The fact as the rules read it. */
export const factOf = (row: FactRow): Fact =>
  ({
    seq: row.seq,
    at: row.at,
    action: row.action,
    by: { party: row.by_party, organisation: row.by_organisation, role: row.by_role },
    ...row.data,
  }) as Fact

export type Spoken = {
  readonly record: string
  readonly note: string
  readonly seenBy: SeenBy
  readonly leaf: string
}

export const insertFact = (tx: Tx, use: string, fact: Fact, spoken: Spoken): void => {
  tx.write(INSERT, [
    use,
    fact.seq,
    ts(fact.at),
    fact.action,
    fact.by.party,
    fact.by.organisation,
    fact.by.role,
    json(dataOf(fact)),
    spoken.record,
    spoken.note,
    spoken.seenBy,
    Buffer.from(spoken.leaf, 'hex'),
  ])
}

/** Facts as their reader may see them: what owners object is not everybody's. */
export const factsOf = (db: CityQueries, use: string): Promise<readonly FactRow[]> => db.rows<FactRow>(OF, [use])

export type UseFile = { readonly seq: number; readonly file: string; readonly seenBy: SeenBy }

/** Files as their reader may see them: photos of the works are everybody's, scans of papers are not. */
export const filesOf = (db: CityQueries, use: string): Promise<readonly UseFile[]> => db.rows<UseFile>(FILES, [use])

export const fileOf = (db: CityQueries, use: string, file: string): Promise<UseFile | undefined> =>
  db.maybe<UseFile>(FILE, [use, file])

export const addFile = (tx: Tx, use: string, file: UseFile): Promise<number> =>
  tx.run(ADD_FILE, [use, file.seq, file.file, file.seenBy])
