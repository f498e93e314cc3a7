import { openObjections } from '../../../kernel/procedure/posting.ts'
import type { Instant, LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { json, ts } from '../../../platform/db/values.ts'
import type { Item, VoteState } from '../rules/state.ts'

/** A vote as stored: what it is about, and how it stands. All of it is public. */
export type VoteRow = {
  readonly id: string
  readonly no: string
  readonly version: number
  readonly facts: number
  readonly title: string
  readonly body: string
  readonly changed_at: Instant
  /** How many ballots were cast. */
  readonly ballots: number
  /** How many entries the journal has of it. */
  readonly entries: number
  readonly state: VoteState
}

export type MotionRow = { readonly no: number; readonly item: Item; readonly title: string; readonly body: string }

const COLUMNS = 'id, no, version, facts, title, body, changed_at, ballots, entries, state'

const LOCK = sql('owners-vote.lock', `select ${COLUMNS} from city.owners_vote where id = $1 for update`)
const BY_ID = sql('owners-vote.by-id', `select ${COLUMNS} from city.owners_vote where id = $1`)
const BY_NO = sql('owners-vote.by-no', `select ${COLUMNS} from city.owners_vote where no = $1`)
const INSERT = sql(
  'owners-vote.insert',
  `insert into city.owners_vote
     (id, no, version, facts, step, estate, area, title, body, procedure, convened_at, changed_at, open_objections, ballots, entries, ended, state)
   values ($1, $2, 1, 1, $3, $4, $5, $6, $7, $8, $9, $9, 0, 0, 1, false, $10)`,
)
const UPDATE = sql(
  'owners-vote.update',
  `update city.owners_vote set version = version + 1, entries = entries + 1, facts = $2, step = $3, changed_at = $4, opens = $5, closes = $6,
     posted_until = $7, open_objections = $8, ended = $9, state = $10
   where id = $1`,
)
const MOTION = sql(
  'owners-vote.insert-motion',
  'insert into city.owners_vote_motion (vote, no, item, title, body) values ($1, $2, $3, $4, $5)',
)
const MOTIONS = sql(
  'owners-vote.motions',
  'select no, item, title, body from city.owners_vote_motion where vote = $1 order by no',
)
const NEXT = sql(
  'owners-vote.next-entry',
  `update city.owners_vote set ballots = ballots + 1, entries = entries + 1
   where id = $1 and step = 'registered' and opens <= $2 and closes >= $3 returning entries`,
)

const ENDS: ReadonlySet<string> = new Set(['settled', 'withdrawn', 'revoked'])

/** Takes the vote for writing. */
export const lockVote = (tx: Tx, id: string): Promise<VoteRow | undefined> => tx.maybe<VoteRow>(LOCK, [id])

export const voteById = (db: CityQueries, id: string): Promise<VoteRow | undefined> => db.maybe<VoteRow>(BY_ID, [id])

export const voteByNo = (db: CityQueries, no: string): Promise<VoteRow | undefined> => db.maybe<VoteRow>(BY_NO, [no])

export const insertVote = (
  tx: Tx,
  row: { readonly id: string; readonly no: string; readonly title: string; readonly body: string },
  state: VoteState,
): void => {
  const { step, estate, area, procedure, convenedAt } = state
  tx.write(INSERT, [row.id, row.no, step, estate, area, row.title, row.body, procedure, ts(convenedAt), json(state)])
}

const maybeTs = (at: Instant | null): string | null => (at === null ? null : ts(at))

export const updateVote = (tx: Tx, id: string, facts: number, state: VoteState, at: Instant): void => {
  const until: LocalDate | null = state.posted?.until ?? null
  tx.write(UPDATE, [
    id,
    facts,
    state.step,
    ts(at),
    maybeTs(state.opens),
    maybeTs(state.closes),
    until,
    openObjections(state.objections),
    ENDS.has(state.step),
    json(state),
  ])
}

export const insertMotion = (tx: Tx, vote: string, motion: MotionRow): void => {
  tx.write(MOTION, [vote, motion.no, motion.item, motion.title, motion.body])
}

export const motionsOf = (db: CityQueries, vote: string): Promise<readonly MotionRow[]> =>
  db.rows<MotionRow>(MOTIONS, [vote])

/**
 * The number of the journal entry of one more ballot, taken while the vote is open: the row's lock puts ballots in a line, so
 * that none is cast past the closing or the count. Undefined when it is not open.
 * @param opened not before the vote opens  @param received not after it closes
 */
export const nextEntry = async (
  tx: Tx,
  vote: string,
  opened: Instant,
  received: Instant,
): Promise<number | undefined> => (await tx.maybe<{ entries: number }>(NEXT, [vote, ts(opened), ts(received)]))?.entries

const KEEP_COUNT = sql('owners-vote.keep-count', 'insert into city.owners_vote_count (vote, body) values ($1, $2)')
const COUNT = sql('owners-vote.count', 'select body from city.owners_vote_count where vote = $1')

/** Keeps the count as it is published. */
export const insertCount = (tx: Tx, vote: string, body: string): void => {
  tx.write(KEEP_COUNT, [vote, body])
}

export const countBody = async (db: CityQueries, vote: string): Promise<string | undefined> =>
  (await db.maybe<{ body: string }>(COUNT, [vote]))?.body

const COUNT_ENTRY = sql(
  'owners-vote.count-entry',
  `select f.leaf, e.body from city.owners_vote_fact f join city.journal_entry e on e.leaf = f.leaf
   where f.vote = $1 and f.action = 'count' order by f.seq desc limit 1`,
)

/** The journal's entry of the count, by the leaf the fact has. */
export const countEntry = (
  db: CityQueries,
  vote: string,
): Promise<{ readonly leaf: Buffer; readonly body: string } | undefined> => db.maybe(COUNT_ENTRY, [vote])
