import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'
import { lexemesOf } from '../../../platform/search/lexemes.ts'

/** What still has words, a caller or photos of a person in it. */
const PERSONAL = `(work_order.body <> '' or work_order.place <> ''
  or exists (select from city.work_order_caller as caller where caller.order_id = work_order.id)
  or exists (select from city.work_order_sealed as held where held.order_id = work_order.id))`

const HELD = `exists (select from city.legal_hold as hold
  where hold.subject = 'work-order/' || work_order.id and hold.lifted_at is null)`

/** When the last thing was done to an order that has ended. */
const LAST = `(select max(fact.at) from city.work_order_fact as fact where fact.order_id = work_order.id)`

const EXPIRED = sql(
  'work-order.expired',
  `select work_order.id from city.work_order as work_order
   where work_order.ended and work_order.received_at < $1 and ${LAST} < $1 and ${PERSONAL} and not ${HELD}
   order by work_order.id limit $2`,
)

const COUNT = sql(
  'work-order.expired-count',
  `select count(*) filter (where not ${HELD}) as due, count(*) filter (where ${HELD}) as held
   from city.work_order as work_order
   where work_order.ended and work_order.received_at < $1 and ${LAST} < $1 and ${PERSONAL}`,
)

/** Orders that ended before then and still hold something personal; those on hold are left out. */
export const expiredOrders = async (db: CityQueries, before: Instant, most: number): Promise<readonly string[]> =>
  (await db.rows<{ id: string }>(EXPIRED, [ts(before), most])).map(({ id }) => id)

export const countExpired = (
  db: CityQueries,
  before: Instant,
): Promise<{ readonly due: number; readonly held: number }> => db.one(COUNT, [ts(before)])

const OF_REQUESTER = sql(
  'work-order.of-requester',
  `select work_order.id, work_order.no, work_order.ended, ${HELD} as held from city.work_order as work_order
   where work_order.requester = $1 order by work_order.received_at desc, work_order.id`,
)

export type Requested = { readonly id: string; readonly no: string; readonly ended: boolean; readonly held: boolean }

/** What a person asked for, newest first. */
export const requestedBy = (db: CityQueries, party: string): Promise<readonly Requested[]> =>
  db.rows<Requested>(OF_REQUESTER, [party])

const DROP_CALLER = sql('work-order.drop-caller', 'delete from city.work_order_caller where order_id = $1')
const DROP_SEALED = sql('work-order.drop-sealed', 'delete from city.work_order_sealed where order_id = $1')
const DROP_FILES = sql('work-order.drop-files', 'delete from city.work_order_file where order_id = $1 and not public')
const DROP_NOTES = sql(
  'work-order.drop-notes',
  `update city.work_order_fact set note = '' where order_id = $1 and seen_by <> 'public' and note <> ''`,
)
const DROP_WORDS = sql(
  'work-order.drop-words',
  `update city.work_order set title = $2, body = '', place = '', track_hash = ''::bytea, search = array_to_tsvector($3::text[])
   where id = $1`,
)

/** Takes out who asked: name, phone and what had been masked. */
export const dropCaller = (tx: Tx, id: string): void => {
  tx.write(DROP_CALLER, [id])
  tx.write(DROP_SEALED, [id])
}

/** Takes out what was said and where; what happened and when stays, and so do the words written for the public. */
export const dropWords = (tx: Tx, id: string, no: string, title: string): void => {
  tx.write(DROP_FILES, [id])
  tx.write(DROP_NOTES, [id])
  tx.write(DROP_WORDS, [id, title, lexemesOf(no, title)])
}
