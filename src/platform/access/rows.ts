import { mergeRows, type Rows } from '../db/rows.ts'
import type { City } from '../db/types.ts'
import type { Actor } from './types.ts'

/** What a slice lets an actor see, for the policies on its rows. It says the same as the slice's access table. */
export type Sees = (actor: Actor, city: City) => Partial<Rows>

/**
 * The reader that an actor is to the database: the one place where this is worked out. Without an office one sees one's
 * own and what anyone may see; what an office lets one see is each slice's to say.
 * @param author whose idempotency keys are theirs
 */
export const rowsOf = (actor: Actor, city: City, author: string, slices: readonly Sees[]): Rows => {
  const offices = actor.offices.length > 0
  const own: Rows = {
    breadth: offices ? 'rows' : 'open',
    of: {
      author: [author],
      party: actor.party === null ? [] : [actor.party],
      also: actor.also ?? [],
      staff: offices ? ['on'] : [],
    },
  }
  return slices.reduce((rows, sees) => mergeRows(rows, sees(actor, city)), own)
}
