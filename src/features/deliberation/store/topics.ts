import { openObjections, type Posting } from '../../../kernel/procedure/posting.ts'
import type { Instant, LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { json, ts } from '../../../platform/db/values.ts'
import type { TopicState } from '../rules/state.ts'

/** A topic as stored: what it is about, and how it stands. */
export type TopicRow = {
  readonly id: string
  readonly no: string
  readonly version: number
  readonly facts: number
  readonly title: string
  readonly body: string
  readonly published: boolean
  readonly changed_at: Instant
  readonly state: TopicState
}

const COLUMNS = 'id, no, version, facts, title, body, published, changed_at, state'

const LOCK = sql('deliberation.lock', `select ${COLUMNS} from city.deliberation where id = $1 for update`)
const BY_ID = sql('deliberation.by-id', `select ${COLUMNS} from city.deliberation where id = $1`)
const BY_NO = sql('deliberation.by-no', `select ${COLUMNS} from city.deliberation where no = $1`)
const INSERT = sql(
  'deliberation.insert',
  `insert into city.deliberation
     (id, no, version, facts, step, area, level, theme, origin, title, body, procedure, raised_at, changed_at, published,
      raiser, posted_until, open_objections, ended, statements, state)
   values ($1, $2, 1, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, false, $12, null, 0, false, 0, $13)`,
)
const UPDATE = sql(
  'deliberation.update',
  `update city.deliberation set version = version + 1, facts = $2, step = $3, level = $4, changed_at = $5,
     posted_until = $6, open_objections = $7, ended = $8, state = $9, published = published or $10
   where id = $1`,
)

const ENDS: ReadonlySet<string> = new Set(['closed', 'handed-over', 'submitted', 'declined', 'withdrawn'])

/** The notice that hangs now, or hung last. */
export const lastPosting = ({ posted, resultPosted }: TopicState): Posting | null => resultPosted ?? posted

/** Takes the topic for writing. */
export const lockTopic = (tx: Tx, id: string): Promise<TopicRow | undefined> => tx.maybe<TopicRow>(LOCK, [id])

export const topicById = (db: CityQueries, id: string): Promise<TopicRow | undefined> => db.maybe<TopicRow>(BY_ID, [id])

export const topicByNo = (db: CityQueries, no: string): Promise<TopicRow | undefined> => db.maybe<TopicRow>(BY_NO, [no])

export const insertTopic = (
  tx: Tx,
  row: { readonly id: string; readonly no: string; readonly title: string; readonly body: string },
  state: TopicState,
): void => {
  tx.write(INSERT, [
    row.id,
    row.no,
    state.step,
    state.area,
    state.level,
    state.theme,
    state.origin,
    row.title,
    row.body,
    state.procedure,
    ts(state.raisedAt),
    state.raiser,
    json(state),
  ])
}

/** A topic is public from when it is listed, and stays so. */
export const updateTopic = (tx: Tx, id: string, facts: number, state: TopicState, at: Instant): void => {
  const until: LocalDate | null = lastPosting(state)?.until ?? null
  tx.write(UPDATE, [
    id,
    facts,
    state.step,
    state.level,
    ts(at),
    until,
    openObjections(state.objections),
    ENDS.has(state.step),
    json(state),
    state.step === 'listed',
  ])
}

const NEXT = sql(
  'deliberation.next-statement',
  'update city.deliberation set statements = statements + 1 where id = $1 returning statements as seq',
)

/** The number of the next statement of a topic that is locked: the hidden ones keep theirs. */
export const nextStatement = async (tx: Tx, id: string): Promise<number> =>
  (await tx.one<{ seq: number }>(NEXT, [id])).seq

const ORDER = sql(
  'deliberation.add-orders',
  `insert into city.deliberation_order (topic, order_id, no)
   select $1, order_id, no from unnest($2::uuid[], $3::text[]) as handed (order_id, no)`,
)
const ORDERS = sql(
  'deliberation.orders',
  'select order_id as id, no from city.deliberation_order where topic = $1 order by no',
)

export type FromOrder = { readonly id: string; readonly no: string }

/** Ties the topic to the work orders it comes from. */
export const addOrders = (tx: Tx, topic: string, orders: readonly FromOrder[]): void => {
  if (orders.length > 0) tx.write(ORDER, [topic, orders.map(({ id }) => id), orders.map(({ no }) => no)])
}

/** The orders behind a topic, for whoever works on it; nobody else sees their numbers. */
export const ordersOf = (db: CityQueries, topic: string): Promise<readonly FromOrder[]> =>
  db.rows<FromOrder>(ORDERS, [topic])
