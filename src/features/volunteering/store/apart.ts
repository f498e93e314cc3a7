import { DatabaseError } from '../../../platform/db/errors.ts'
import { sql, type Tx } from '../../../platform/db/types.ts'

/** So that what the database refuses leaves the caller's transaction whole. */
const MARK = sql('volunteering.mark', 'savepoint volunteering_apart')
const BACK = sql('volunteering.back', 'rollback to savepoint volunteering_apart')

const CONSTRAINTS: ReadonlySet<string | undefined> = new Set([
  'volunteer_signup_one_place',
  'volunteer_match_one_place',
  'volunteer_match_one_helper',
  'volunteer_service_one_place',
])

/**
 * Runs a write that the constraints on "one person, one place" may refuse.
 * @returns what it gives, or undefined when the person is elsewhere then
 */
export const apart = async <T>(tx: Tx, work: () => Promise<T>): Promise<T | undefined> => {
  await tx.run(MARK)
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof DatabaseError) || !CONSTRAINTS.has(error.constraint)) throw error
    await tx.run(BACK)
    return undefined
  }
}
