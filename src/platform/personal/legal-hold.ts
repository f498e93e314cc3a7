import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Actor, Office } from '../access/types.ts'
import { uuidv7 } from '../crypto/uuid.ts'
import { type CityQueries, sql, type Tx } from '../db/types.ts'
import { ts } from '../db/values.ts'
import { append } from '../journal/append.ts'

/** Something that may not be deleted for now: a court, an inspection, a complaint under way. */
export type LegalHold = {
  readonly id: string
  /** `work-order/<id>` or `party/<id>`. */
  readonly subject: string
  readonly reason: string
  readonly placedAt: Instant
  readonly liftedAt: Instant | null
}

const INSERT = sql(
  'legal-hold.insert',
  `insert into city.legal_hold (id, subject, reason, placed_by, placed_at) values ($1, $2, $3, $4, $5)
   on conflict (subject) where lifted_at is null do nothing`,
)
const LIFT = sql(
  'legal-hold.lift',
  `update city.legal_hold set lifted_by = $2, lifted_at = $3 where id = $1 and lifted_at is null returning subject`,
)
const LIST = sql(
  'legal-hold.list',
  `select id, subject, reason, placed_at as "placedAt", lifted_at as "liftedAt" from city.legal_hold
   order by (lifted_at is null) desc, placed_at desc, id limit $1`,
)
const HELD = sql(
  'legal-hold.held',
  'select count(*) as n from city.legal_hold where subject = $1 and lifted_at is null',
)

type By = { readonly actor: Actor; readonly office: Office | null }

export const legalHolds = (db: CityQueries, most: number): Promise<readonly LegalHold[]> =>
  db.rows<LegalHold>(LIST, [most])

export const isHeld = async (db: CityQueries, subject: string): Promise<boolean> =>
  (await db.one<{ n: number }>(HELD, [subject])).n > 0

const told = async (
  tx: Tx,
  by: By,
  hold: string,
  seq: number,
  verb: string,
  personal: Record<string, string>,
  now: Instant,
) =>
  append(tx, {
    stream: `legal-hold/${hold}`,
    seq,
    verb,
    at: now,
    actor: by.actor,
    office: by.office,
    data: {},
    personal,
  })

/** Holds something back from deletion. @returns its id, or `hold-standing` when it is held already */
export const placeHold = async (
  tx: Tx,
  by: By,
  given: { readonly subject: string; readonly reason: string },
  now: Instant,
): Promise<Result<{ readonly id: string }, readonly Refusal[]>> => {
  const id = uuidv7(now)
  if ((await tx.run(INSERT, [id, given.subject, given.reason, by.actor.party, ts(now)])) === 0)
    return refuse([{ tag: 'hold-standing', pointer: '/body/subject' }])
  await told(tx, by, id, 1, 'hold', { subject: given.subject, reason: given.reason }, now)
  return ok({ id })
}

/** Ends a hold. @returns or `hold-unknown` */
export const liftHold = async (
  tx: Tx,
  by: By,
  id: string,
  now: Instant,
): Promise<Result<{ readonly id: string }, readonly Refusal[]>> => {
  const lifted = await tx.maybe<{ subject: string }>(LIFT, [id, by.actor.party, ts(now)])
  if (lifted === undefined) return refuse([{ tag: 'hold-unknown' }])
  await told(tx, by, id, 2, 'lift', { subject: lifted.subject }, now)
  return ok({ id })
}
