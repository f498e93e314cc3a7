import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { DAY_MS, type Instant, instant } from '../../kernel/time.ts'
import { uuidv7 } from '../crypto/uuid.ts'
import { type CityQueries, sql, type Tx } from '../db/types.ts'
import { ts } from '../db/values.ts'
import { endSessions } from '../identity/sessions.ts'

/** How long an operator can undo a merge. */
export const UNDO_MS = 30 * DAY_MS

const LOCK = sql(
  'oidc.merge.lock',
  `select id, kind, erased_at as "erasedAt",
     exists (select from city.credential as c where c.party = party.id)
       or exists (select from city.office as o where o.party = party.id) as staff,
     exists (select from city.party_merge as m where m.undone_at is null and m.absorbed = party.id) as absorbed,
     exists (select from city.party_merge as m where m.undone_at is null and m.survivor = party.id) as survivor
   from city.party as party where id = any($1::uuid[]) order by id for update`,
)
const INSERT = sql(
  'oidc.merge.insert',
  `insert into city.party_merge (id, absorbed, survivor, merged_at) values ($1, $2, $3, $4)`,
)
const SURVIVOR = sql(
  'oidc.merge.survivor',
  `select survivor from city.party_merge where absorbed = $1 and undone_at is null`,
)
const UNDO = sql(
  'oidc.merge.undo',
  `update city.party_merge set undone_at = $2, undone_by = $3 where id = $1 and undone_at is null and merged_at > $4
   returning absorbed, survivor`,
)
const STATE = sql(
  'oidc.merge.state',
  `select merged_at as "mergedAt", undone_at as "undoneAt" from city.party_merge where id = $1`,
)
const LIST = sql(
  'oidc.merge.list',
  `select m.id, m.merged_at as "mergedAt", m.undone_at as "undoneAt",
     coalesce(nullif(a.name_masked, ''), a.phone_masked) as absorbed,
     coalesce(nullif(s.name_masked, ''), s.phone_masked) as survivor
   from city.party_merge as m join city.party as a on a.id = m.absorbed join city.party as s on s.id = m.survivor
   where ($1::uuid is null or m.id < $1) order by m.id desc limit $2`,
)

/** The party under which somebody signs in: the survivor when the one found was merged into another. */
export const standingOf = async (db: CityQueries, party: string): Promise<string> =>
  (await db.maybe<{ survivor: string }>(SURVIVOR, [party]))?.survivor ?? party

type Side = {
  readonly id: string
  readonly kind: string
  readonly erasedAt: Instant | null
  readonly staff: boolean
  readonly absorbed: boolean
  readonly survivor: boolean
}

/**
 * Notes that two parties are one person, both having been shown in the same hour. Nothing of either is rewritten: who
 * signs in as the absorbed stands as the survivor from now on, and sees what belongs to either.
 * @returns the merge; or `merge-self`, `merge-gone`, `merge-staff` (one of them is staff), `merge-chain` (one of them is
 * merged already)
 */
export const mergeParties = async (
  tx: Tx,
  { absorbed, survivor }: { readonly absorbed: string; readonly survivor: string },
  now: Instant,
): Promise<Result<{ readonly merge: string }, readonly Refusal[]>> => {
  if (absorbed === survivor) return refuse([{ tag: 'merge-self' }])
  const sides = await tx.rows<Side>(LOCK, [[absorbed, survivor]])
  if (sides.length < 2 || sides.some(side => side.erasedAt !== null || side.kind !== 'person'))
    return refuse([{ tag: 'merge-gone' }])
  if (sides.some(side => side.staff)) return refuse([{ tag: 'merge-staff' }])
  if (sides.some(side => side.absorbed || (side.id === absorbed && side.survivor)))
    return refuse([{ tag: 'merge-chain' }])
  const id = uuidv7(now)
  await tx.run(INSERT, [id, absorbed, survivor, ts(now)])
  await endSessions(tx, absorbed, now)
  return ok({ merge: id })
}

/**
 * Undoes a merge within 30 days: each party stands for itself again, and both sign in anew.
 * @returns or `merge-unknown`, `merge-undone`, `merge-late` (days)
 */
export const undoMerge = async (
  tx: Tx,
  merge: string,
  by: string | null,
  now: Instant,
): Promise<Result<{ readonly absorbed: string; readonly survivor: string }, readonly Refusal[]>> => {
  const undone = await tx.maybe<{ absorbed: string; survivor: string }>(UNDO, [
    merge,
    ts(now),
    by,
    ts(instant(now - UNDO_MS)),
  ])
  if (undone !== undefined) {
    await endSessions(tx, undone.absorbed, now)
    await endSessions(tx, undone.survivor, now)
    return ok(undone)
  }
  const state = await tx.maybe<{ mergedAt: Instant; undoneAt: Instant | null }>(STATE, [merge])
  if (state === undefined) return refuse([{ tag: 'merge-unknown' }])
  return refuse([{ tag: state.undoneAt === null ? 'merge-late' : 'merge-undone', values: { days: UNDO_MS / DAY_MS } }])
}

export type MergeLine = {
  readonly id: string
  readonly mergedAt: Instant
  readonly undoneAt: Instant | null
  /** Masked. */
  readonly absorbed: string
  readonly survivor: string
}

/** Merges, newest first. @param before id of the last one shown */
export const mergeLines = (db: CityQueries, before: string | undefined, limit: number): Promise<readonly MergeLine[]> =>
  db.rows<MergeLine>(LIST, [before ?? null, limit])

const MERGED = sql(
  'oidc.merged-with',
  'select absorbed from city.party_merge where survivor = any($1::uuid[]) and undone_at is null order by absorbed',
)

/** Parties, and those that were found to be the same person. It reads as the system: a reader is shown no merges. */
export const partiesOfPerson = async (db: CityQueries, parties: readonly string[]): Promise<readonly string[]> => [
  ...new Set([...parties, ...(await db.rows<{ absorbed: string }>(MERGED, [parties])).map(({ absorbed }) => absorbed)]),
]
