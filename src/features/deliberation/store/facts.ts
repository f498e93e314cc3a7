import { FRAME, type FrameRow, factFrom, frameValues } from '../../../platform/db/facts.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { json } from '../../../platform/db/values.ts'
import type { Fact } from '../rules/state.ts'

/** Everybody, or whoever works for the place and the town above it, beside who wrote it. */
export type SeenBy = 'public' | 'staff'

/** What was said with a fact, by field. */
export type Words = Readonly<Record<string, string>>

export type FactRow = FrameRow<Fact['action']> & {
  readonly words: Words
  readonly seen_by: SeenBy
  readonly leaf: Buffer
}

const COLUMNS = `${FRAME}, words, seen_by, leaf`

const INSERT = sql(
  'deliberation.insert-fact',
  `insert into city.deliberation_fact (topic, ${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
)
const OF = sql('deliberation.facts', `select ${COLUMNS} from city.deliberation_fact where topic = $1 order by seq`)

/** The fact as the rules read it. */
export const factOf: (row: FactRow) => Fact = factFrom

export type Spoken = { readonly words: Words; readonly seenBy: SeenBy; readonly leaf: string }

export const insertFact = (tx: Tx, topic: string, fact: Fact, spoken: Spoken): void => {
  tx.write(INSERT, [topic, ...frameValues(fact), json(spoken.words), spoken.seenBy, Buffer.from(spoken.leaf, 'hex')])
}

/** Facts as their reader may see them: what residents object is not everybody's. */
export const factsOf = (db: CityQueries, topic: string): Promise<readonly FactRow[]> => db.rows<FactRow>(OF, [topic])
