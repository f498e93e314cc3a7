import { dateOf, type Instant, type LocalDate } from '../../kernel/time.ts'
import { type CityDb, sql, type Tx } from './types.ts'

/** Numbers a process takes at once: the row is then locked once in fifty cases, and at most fifty are lost with it. */
export const BLOCK = 50

const TAKE = sql(
  'db.number-take',
  `insert into city.number_block as block (series, day, next) values ($1, $2, 1 + $3)
   on conflict (series, day) do update set next = block.next + $3
   returning next - $3 as first`,
)

type Block = { next: number; end: number }
type Held = { readonly day: LocalDate; block: Promise<Block> }

/** Per database handle, so that two pools in one process take blocks like two processes. */
const held = new WeakMap<CityDb, Map<string, Held>>()

const take = async (db: CityDb, series: string, day: LocalDate): Promise<Block> => {
  const { first } = await db.one<{ first: number }>(TAKE, [series, day, BLOCK])
  return { next: first, end: first + BLOCK }
}

/**
 * The next number of a series on a day, from 1: unique over all processes, rising within one, with gaps.
 * Taken outside the transaction it is used in, so nobody waits for anybody; a rolled-back verb leaves a gap.
 * Certificates and documents, which may have no gap, do not come here.
 */
export const readableNumber = async (db: CityDb, series: string, day: LocalDate): Promise<number> => {
  const mine = held.get(db) ?? new Map<string, Held>()
  held.set(db, mine)
  for (;;) {
    const known = mine.get(series)
    const current = known?.day === day ? known : { day, block: take(db, series, day) }
    if (current !== known) mine.set(series, current)
    const block = await current.block.catch(error => {
      if (mine.get(series) === current) mine.delete(series)
      throw error
    })
    if (block.next < block.end) return block.next++
    // Used up: the first to notice makes room for a new block, the others meet it there.
    if (mine.get(series) === current) mine.delete(series)
  }
}

/**
 * The next number of a series within a transaction: for what is made by a reaction, which has nothing but its
 * transaction. Whoever takes one of the same series meanwhile waits for it to end.
 */
export const numberWithin = async (tx: Tx, series: string, day: LocalDate): Promise<number> =>
  (await tx.one<{ first: number }>(TAKE, [series, day, 1])).first

/** A series of numbers people read and write: `442000-V20260301-0001`, its letter in front of the day. */
export type Series = { readonly name: string; readonly letter: string }

const written = (city: string, { letter }: Series, day: LocalDate, number: number): string =>
  `${city}-${letter}${day.replaceAll('-', '')}-${String(number).padStart(4, '0')}`

/** A number for the next matter, taken before its transaction: it may leave a gap, and nobody waits for it. */
export const nextNo = async (db: CityDb, series: Series, now: Instant): Promise<string> => {
  const day = dateOf(now)
  return written(db.city.code, series, day, await readableNumber(db, series.name, day))
}

/** Numbers for that many matters at once, in order: for whoever brings in a whole file, so that one row is locked once. */
export const nextNos = async (db: CityDb, series: Series, now: Instant, count: number): Promise<readonly string[]> => {
  const day = dateOf(now)
  if (count === 0) return []
  const { first } = await db.one<{ first: number }>(TAKE, [series.name, day, count])
  return Array.from({ length: count }, (_, place) => written(db.city.code, series, day, first + place))
}

/** The same within a transaction, for a reaction. */
export const nextNoWithin = async (tx: Tx, series: Series, now: Instant): Promise<string> => {
  const day = dateOf(now)
  return written(tx.city.code, series, day, await numberWithin(tx, series.name, day))
}
