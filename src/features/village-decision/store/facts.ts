import { FRAME, type FrameRow, factFrom, frameValues } from '../../../platform/db/facts.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import type { Fact } from '../rules/state.ts'

/** Everybody, or whoever works for the village and the town above it, beside who wrote it. */
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
  'village-decision.insert-fact',
  `insert into city.village_decision_fact (decision, ${COLUMNS})
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
)
const OF = sql(
  'village-decision.facts',
  `select ${COLUMNS} from city.village_decision_fact where decision = $1 order by seq`,
)
const FILES = sql(
  'village-decision.files',
  'select seq, file from city.village_decision_file where decision = $1 order by seq, file',
)
const FILE = sql(
  'village-decision.file',
  'select seq, file from city.village_decision_file where decision = $1 and file = $2',
)
const ADD_FILE = sql(
  'village-decision.add-file',
  'insert into city.village_decision_file (decision, seq, file) values ($1, $2, $3)',
)

/** What some parties objected, for `objectionsOf`; found by the index of what staff see. */
export const OBJECTED = sql(
  'village-decision.own-objections',
  `select d.no, f.at, f.note from city.village_decision_fact f join city.village_decision d on d.id = f.decision
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

export const insertFact = (tx: Tx, decision: string, fact: Fact, spoken: Spoken): void => {
  tx.write(INSERT, [
    decision,
    ...frameValues(fact),
    spoken.record,
    spoken.note,
    spoken.seenBy,
    Buffer.from(spoken.leaf, 'hex'),
  ])
}

/** Facts as their reader may see them: what residents object is not everybody's. */
export const factsOf = (db: CityQueries, decision: string): Promise<readonly FactRow[]> =>
  db.rows<FactRow>(OF, [decision])

export type DecisionFile = { readonly seq: number; readonly file: string }

export const filesOf = (db: CityQueries, decision: string): Promise<readonly DecisionFile[]> =>
  db.rows<DecisionFile>(FILES, [decision])

export const fileOf = (db: CityQueries, decision: string, file: string): Promise<DecisionFile | undefined> =>
  db.maybe<DecisionFile>(FILE, [decision, file])

export const addFile = (tx: Tx, decision: string, seq: number, file: string): Promise<number> =>
  tx.run(ADD_FILE, [decision, seq, file])
