import { openObjections, type Posting } from '../../../kernel/procedure/posting.ts'
import type { Instant, LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { json, ts } from '../../../platform/db/values.ts'
import type { DecisionState } from '../rules/state.ts'

/** A decision as stored: what it is about, and how it stands. All of it is public. */
export type DecisionRow = {
  readonly id: string
  readonly no: string
  readonly version: number
  readonly facts: number
  readonly title: string
  readonly body: string
  readonly changed_at: Instant
  readonly state: DecisionState
}

const COLUMNS = 'id, no, version, facts, title, body, changed_at, state'

const LOCK = sql('village-decision.lock', `select ${COLUMNS} from city.village_decision where id = $1 for update`)
const BY_ID = sql('village-decision.by-id', `select ${COLUMNS} from city.village_decision where id = $1`)
const BY_NO = sql('village-decision.by-no', `select ${COLUMNS} from city.village_decision where no = $1`)
const INSERT = sql(
  'village-decision.insert',
  `insert into city.village_decision
     (id, no, version, facts, step, area, matter, title, body, procedure, proposed_at, changed_at, posted_until, open_objections, ended, state)
   values ($1, $2, 1, 1, $3, $4, $5, $6, $7, $8, $9, $9, null, 0, false, $10)`,
)
const UPDATE = sql(
  'village-decision.update',
  `update city.village_decision set version = version + 1, facts = $2, step = $3, changed_at = $4, posted_until = $5,
     open_objections = $6, ended = $7, state = $8
   where id = $1`,
)

const ENDS: ReadonlySet<string> = new Set(['closed', 'rejected', 'withdrawn'])

/** The notice that hangs now, or hung last. */
export const lastPosting = ({ posted, resultPosted }: DecisionState): Posting | null => resultPosted ?? posted

/** Takes the decision for writing. */
export const lockDecision = (tx: Tx, id: string): Promise<DecisionRow | undefined> => tx.maybe<DecisionRow>(LOCK, [id])

export const decisionById = (db: CityQueries, id: string): Promise<DecisionRow | undefined> =>
  db.maybe<DecisionRow>(BY_ID, [id])

export const decisionByNo = (db: CityQueries, no: string): Promise<DecisionRow | undefined> =>
  db.maybe<DecisionRow>(BY_NO, [no])

export const insertDecision = (
  tx: Tx,
  row: { readonly id: string; readonly no: string; readonly title: string; readonly body: string },
  state: DecisionState,
): void => {
  tx.write(INSERT, [
    row.id,
    row.no,
    state.step,
    state.area,
    state.matter,
    row.title,
    row.body,
    state.procedure,
    ts(state.proposedAt),
    json(state),
  ])
}

export const updateDecision = (tx: Tx, id: string, facts: number, state: DecisionState, at: Instant): void => {
  const until: LocalDate | null = lastPosting(state)?.until ?? null
  tx.write(UPDATE, [
    id,
    facts,
    state.step,
    ts(at),
    until,
    openObjections(state.objections),
    ENDS.has(state.step),
    json(state),
  ])
}
