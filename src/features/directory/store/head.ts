import { sql, type Tx } from '../../../platform/db/types.ts'

const LOCK = sql('directory.lock-head', 'select head.seq from city.directory_head as head where head.id = 1 for update')
const ADVANCE = sql('directory.advance-head', 'update city.directory_head set seq = seq + 1 where id = 1 returning seq')

/** Waits for whoever else founds, imports or gives grid codes in this city. */
export const lockHead = async (tx: Tx): Promise<void> => {
  await tx.rows(LOCK)
}

/** The next number of the directory's stream in the journal. */
export const nextDeed = async (tx: Tx): Promise<number> => (await tx.one<{ seq: number }>(ADVANCE)).seq
