import { FRAME, type FrameRow, factFrom, frameValues } from '../../../platform/db/facts.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import type { Fact } from '../rules/state.ts'

/** Everybody, or whoever works for the community and the town above it, beside who wrote it. */
export type SeenBy = 'public' | 'staff'

export type FactRow = FrameRow<Fact['action']> & {
  /** Name or number of the minutes. */
  readonly record: string
  readonly note: string
  readonly seen_by: SeenBy
  readonly leaf: Buffer
}

const COLUMNS = `${FRAME}, record, note, seen_by, leaf`

const INSERT = sql(
  'owners-vote.insert-fact',
  `insert into city.owners_vote_fact (vote, ${COLUMNS})
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
)
const OF = sql('owners-vote.facts', `select ${COLUMNS} from city.owners_vote_fact where vote = $1 order by seq`)
const FILES = sql('owners-vote.files', 'select seq, file from city.owners_vote_file where vote = $1 order by seq, file')
const FILE = sql('owners-vote.file', 'select seq, file from city.owners_vote_file where vote = $1 and file = $2')
const ADD_FILE = sql('owners-vote.add-file', 'insert into city.owners_vote_file (vote, seq, file) values ($1, $2, $3)')

/** What some parties objected, for `objectionsOf`; found by the index of what staff see. */
export const OBJECTED = sql(
  'owners-vote.own-objections',
  `select v.no, f.at, f.note from city.owners_vote_fact f join city.owners_vote v on v.id = f.vote
   where f.by_party = any($1::uuid[]) and f.seen_by = 'staff' and f.action = 'object' order by f.at limit $2`,
)

/** The fact as the rules read it. */
export const factOf: (row: FactRow) => Fact = factFrom

export type Spoken = {
  readonly record: string
  readonly note: string
  readonly seenBy: SeenBy
  readonly leaf: string
}

export const insertFact = (tx: Tx, vote: string, fact: Fact, spoken: Spoken): void => {
  tx.write(INSERT, [
    vote,
    ...frameValues(fact),
    spoken.record,
    spoken.note,
    spoken.seenBy,
    Buffer.from(spoken.leaf, 'hex'),
  ])
}

/** Facts as their reader may see them: what residents object is not everybody's. */
export const factsOf = (db: CityQueries, vote: string): Promise<readonly FactRow[]> => db.rows<FactRow>(OF, [vote])

export type VoteFile = { readonly seq: number; readonly file: string }

export const filesOf = (db: CityQueries, vote: string): Promise<readonly VoteFile[]> => db.rows<VoteFile>(FILES, [vote])

export const fileOf = (db: CityQueries, vote: string, file: string): Promise<VoteFile | undefined> =>
  db.maybe<VoteFile>(FILE, [vote, file])

export const addFile = (tx: Tx, vote: string, seq: number, file: string): Promise<number> =>
  tx.run(ADD_FILE, [vote, seq, file])
