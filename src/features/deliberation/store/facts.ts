import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { json, ts } from '../../../platform/db/values.ts'
import type { Fact } from '../rules/state.ts'

/** Everybody, or whoever works for the place and the town above it, beside who wrote it. */
export type SeenBy = 'public' | 'staff'

/** What was said with a fact, by field. */
export type Words = Readonly<Record<string, string>>

export type FactRow = {
  readonly seq: number
  readonly at: Instant
  readonly action: Fact['action']
  readonly by_party: string | null
  readonly by_organisation: string | null
  readonly by_role: string
  readonly data: Record<string, unknown>
  readonly words: Words
  readonly seen_by: SeenBy
  readonly leaf: Buffer
}

const COLUMNS = 'seq, at, action, by_party, by_organisation, by_role, data, words, seen_by, leaf'

const INSERT = sql(
  'deliberation.insert-fact',
  `insert into city.deliberation_fact (topic, ${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
)
const OF = sql('deliberation.facts', `select ${COLUMNS} from city.deliberation_fact where topic = $1 order by seq`)

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

export type Spoken = { readonly words: Words; readonly seenBy: SeenBy; readonly leaf: string }

export const insertFact = (tx: Tx, topic: string, fact: Fact, spoken: Spoken): void => {
  tx.write(INSERT, [
    topic,
    fact.seq,
    ts(fact.at),
    fact.action,
    fact.by.party,
    fact.by.organisation,
    fact.by.role,
    json(dataOf(fact)),
    json(spoken.words),
    spoken.seenBy,
    Buffer.from(spoken.leaf, 'hex'),
  ])
}

/** Facts as their reader may see them: what residents object is not everybody's. */
export const factsOf = (db: CityQueries, topic: string): Promise<readonly FactRow[]> => db.rows<FactRow>(OF, [topic])
