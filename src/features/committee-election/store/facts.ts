import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { json, ts } from '../../../platform/db/values.ts'
import type { Fact } from '../rules/state.ts'

/** Everybody, or whoever works for the place and the town above it, beside who wrote it. */
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
  'committee-election.insert-fact',
  `insert into city.committee_election_fact (election, ${COLUMNS})
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
)
const OF = sql(
  'committee-election.facts',
  `select ${COLUMNS} from city.committee_election_fact where election = $1 order by seq`,
)
const FILES = sql(
  'committee-election.files',
  'select seq, file from city.committee_election_file where election = $1 order by seq, file',
)
const FILE = sql(
  'committee-election.file',
  'select seq, file from city.committee_election_file where election = $1 and file = $2',
)
const ADD_FILE = sql(
  'committee-election.add-file',
  'insert into city.committee_election_file (election, seq, file) values ($1, $2, $3)',
)

/** What some parties objected, for `objectionsOf`; found by the index of what staff see. */
export const OBJECTED = sql(
  'committee-election.own-objections',
  `select e.no, f.at, f.note from city.committee_election_fact f join city.committee_election e on e.id = f.election
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

/** The command's own data, without the frame every fact has. */
export const dataOf = ({ seq: _seq, at: _at, by: _by, action: _action, ...data }: Fact): Record<string, unknown> => data

export type Spoken = {
  readonly record: string
  readonly note: string
  readonly seenBy: SeenBy
  readonly leaf: string
}

export const insertFact = (tx: Tx, election: string, fact: Fact, spoken: Spoken): void => {
  tx.write(INSERT, [
    election,
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

/** Facts as their reader may see them: what residents object, nominations and reviews are not everybody's. */
export const factsOf = (db: CityQueries, election: string): Promise<readonly FactRow[]> =>
  db.rows<FactRow>(OF, [election])

export type ElectionFile = { readonly seq: number; readonly file: string }

export const filesOf = (db: CityQueries, election: string): Promise<readonly ElectionFile[]> =>
  db.rows<ElectionFile>(FILES, [election])

export const fileOf = (db: CityQueries, election: string, file: string): Promise<ElectionFile | undefined> =>
  db.maybe<ElectionFile>(FILE, [election, file])

export const addFile = (tx: Tx, election: string, seq: number, file: string): Promise<number> =>
  tx.run(ADD_FILE, [election, seq, file])
