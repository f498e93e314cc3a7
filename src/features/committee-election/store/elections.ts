import type { Instant, LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { json, ts } from '../../../platform/db/values.ts'
import { unsettled } from '../rules/gates.ts'
import type { Candidate, ElectionState } from '../rules/state.ts'

type Stored = Omit<ElectionState, 'candidates'>

/** An election as it stands, as its reader may see it: whoever may not see a candidate has him not in the state. */
export type ElectionRow = {
  readonly id: string
  readonly no: string
  readonly version: number
  readonly facts: number
  readonly changed_at: Instant
  readonly state: ElectionState
  readonly names: ReadonlyMap<number, string>
}

type Raw = Omit<ElectionRow, 'state' | 'names'> & { readonly state: Stored }
type Named = Candidate & { readonly name: string }

const COLUMNS = 'id, no, version, facts, changed_at, state'

const LOCK = sql('committee-election.lock', `select ${COLUMNS} from city.committee_election where id = $1 for update`)
const BY_ID = sql('committee-election.by-id', `select ${COLUMNS} from city.committee_election where id = $1`)
const BY_NO = sql('committee-election.by-no', `select ${COLUMNS} from city.committee_election where no = $1`)
const CANDIDATES = sql(
  'committee-election.candidates',
  `select no, voter, post, woman, name, to_char(nominated_on, 'YYYY-MM-DD') as "nominatedOn", state,
     to_char(barred_on, 'YYYY-MM-DD') as "barredOn"
   from city.committee_election_candidate where election = $1 order by no`,
)
const INSERT = sql(
  'committee-election.insert',
  `insert into city.committee_election
     (id, no, version, facts, step, area, body, procedure, announced_at, changed_at, polling_on, open_objections, candidates_on,
      proxies_on, ended, state)
   values ($1, $2, 1, 1, $3, $4, $5, $6, $7, $7, $8, 0, null, null, false, $9) on conflict do nothing`,
)
const UPDATE = sql(
  'committee-election.update',
  `update city.committee_election set version = version + 1, facts = $2, step = $3, changed_at = $4, polling_on = $5,
     open_objections = $6, candidates_on = $7, proxies_on = $8, ended = $9, state = $10
   where id = $1`,
)
const ADD_CANDIDATE = sql(
  'committee-election.add-candidate',
  `insert into city.committee_election_candidate (election, no, voter, post, woman, name, nominated_on, state, barred_on)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
)
const MOVE_CANDIDATE = sql(
  'committee-election.move-candidate',
  'update city.committee_election_candidate set state = $3, barred_on = $4 where election = $1 and no = $2',
)
const ENDS: ReadonlySet<string> = new Set(['handed', 'annulled', 'withdrawn'])

const whole = async (db: CityQueries, raw: Raw | undefined): Promise<ElectionRow | undefined> => {
  if (raw === undefined) return undefined
  const named = await db.rows<Named>(CANDIDATES, [raw.id])
  const names = new Map(named.map(({ no, name }) => [no, name]))
  const candidates = named.map(({ name: _, ...candidate }): Candidate => candidate)
  return { ...raw, state: { ...raw.state, candidates }, names }
}

/** Takes the election for writing. */
export const lockElection = async (tx: Tx, id: string): Promise<ElectionRow | undefined> =>
  whole(tx, await tx.maybe<Raw>(LOCK, [id]))

export const electionById = async (db: CityQueries, id: string): Promise<ElectionRow | undefined> =>
  whole(db, await db.maybe<Raw>(BY_ID, [id]))

export const electionByNo = async (db: CityQueries, no: string): Promise<ElectionRow | undefined> =>
  whole(db, await db.maybe<Raw>(BY_NO, [no]))

const stored = ({ candidates: _, ...state }: ElectionState): Stored => state

/** Writes a new election; false when the place has one that is not over. */
export const insertElection = async (
  tx: Tx,
  row: { readonly id: string; readonly no: string },
  state: ElectionState,
): Promise<boolean> => {
  const { step, area, body, procedure, announcedAt, pollingOn } = state
  const values = [row.id, row.no, step, area, body, procedure, ts(announcedAt), pollingOn, json(stored(state))]
  return (await tx.run(INSERT, values)) === 1
}

/** Writes the election after a fact, with the candidates it changed. @param name of the one it nominated */
export const updateElection = (
  tx: Tx,
  before: ElectionRow,
  state: ElectionState,
  told: { readonly facts: number; readonly at: Instant; readonly name: string },
): void => {
  const dates: readonly (LocalDate | null)[] = [state.candidatesOn, state.proxiesOn]
  const { open } = unsettled(state)
  const { id } = before
  const ended = ENDS.has(state.step)
  tx.write(UPDATE, [
    id,
    told.facts,
    state.step,
    ts(told.at),
    state.pollingOn,
    open,
    ...dates,
    ended,
    json(stored(state)),
  ])
  for (const candidate of state.candidates) {
    const { no, voter, post, woman, nominatedOn, state: at, barredOn } = candidate
    const old = before.state.candidates.find(each => each.no === no)
    if (old === undefined) tx.write(ADD_CANDIDATE, [id, no, voter, post, woman, told.name, nominatedOn, at, barredOn])
    else if (old !== candidate) tx.write(MOVE_CANDIDATE, [id, no, at, barredOn])
  }
}
