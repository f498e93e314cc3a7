import type { LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'

export type Hotline = {
  readonly id: string
  readonly position: number
  /** Null where the source gives the count only (来源仅有名称/未提供). */
  readonly number: string | null
  readonly name: string | null
  readonly owner: string | null
  readonly ownerName: string | null
  /** Which of the bodies counted by the source, where nobody has said its name. */
  readonly ownerSlot: number | null
  readonly redirectedTo: string
  readonly since: LocalDate | null
  readonly origin: 'template' | 'entered' | 'import'
  readonly version: number
}

export type HotlineEntry = {
  readonly number: string
  readonly name: string
  readonly owner: string | null
  readonly redirectedTo: string
  readonly since: LocalDate | null
}

const PAGE = sql(
  'directory.hotline-page',
  `select hotline.id, hotline.position, hotline.number, hotline.name, hotline.owner,
     organisation.name as "ownerName", hotline.owner_slot as "ownerSlot", hotline.redirected_to as "redirectedTo",
     hotline.since, hotline.origin, hotline.version
   from city.hotline as hotline left join city.organisation as organisation on organisation.id = hotline.owner
   where hotline.position > $1 order by hotline.position limit $2`,
)
const LOCK = sql(
  'directory.lock-hotline',
  'select hotline.version from city.hotline as hotline where hotline.id = $1 for update',
)
const SAVE = sql(
  'directory.save-hotline',
  `update city.hotline set number = $2, name = $3, owner = $4, redirected_to = $5, since = $6, origin = $7,
     version = version + 1 where id = $1`,
)
const BY_NUMBER = sql(
  'directory.hotline-by-number',
  'select hotline.id from city.hotline as hotline where hotline.number = $1',
)
const FREE = sql(
  'directory.free-hotline',
  'select hotline.id from city.hotline as hotline where hotline.number is null order by hotline.position limit 1 for update',
)
const ADD = sql(
  'directory.add-hotline',
  `insert into city.hotline (id, position, redirected_to, origin)
   select $1, coalesce(max(position), 0) + 1, $2, 'import' from city.hotline`,
)

/** One page of the register, in its order. @param after position of the last row of the page before, 0 at first */
export const hotlinePage = (db: CityQueries, after: number, limit: number): Promise<readonly Hotline[]> =>
  db.rows<Hotline>(PAGE, [after, limit])

/** Locks a line; undefined when there is none. @returns its version */
export const lockHotline = async (tx: Tx, id: string): Promise<number | undefined> =>
  (await tx.maybe<{ version: number }>(LOCK, [id]))?.version

export const writeHotline = async (
  tx: Tx,
  id: string,
  entry: HotlineEntry,
  origin: Hotline['origin'],
): Promise<void> => {
  await tx.run(SAVE, [id, entry.number, entry.name, entry.owner, entry.redirectedTo, entry.since, origin])
}

/** The line of a number; else the first line that has none; else a new one under this id. The head is locked. */
export const lineFor = async (tx: Tx, number: string, redirectedTo: string, newId: string): Promise<string> => {
  const known = (await tx.maybe<{ id: string }>(BY_NUMBER, [number])) ?? (await tx.maybe<{ id: string }>(FREE))
  if (known !== undefined) return known.id
  await tx.run(ADD, [newId, redirectedTo])
  return newId
}
