import type { Tx } from '../../platform/db/types.ts'
import { attach } from '../../platform/files/files.ts'
import type { PreparedPhoto } from '../../platform/files/types.ts'
import type { Env } from './commands.ts'
import { streamOf } from './journal.ts'
import type { Fact } from './rules/state.ts'
import { insertOrderFile, type Purpose } from './store/files.ts'

const purposeOf = (fact: Fact): Purpose =>
  fact.action === 'accept' ? 'report' : fact.action === 'arrive' ? 'arrive' : 'result'

/** Writes the photos of a fact with it. They were decoded, made anew and sealed before the transaction. */
export const attachPhotos = async (
  tx: Tx,
  id: string,
  fact: Fact,
  photos: readonly PreparedPhoto[],
  env: Env,
): Promise<void> => {
  const purpose = purposeOf(fact)
  for (const photo of photos) {
    await attach(tx, photo, { owner: streamOf(id), purpose, by: env.actor.party, at: env.now })
    insertOrderFile(tx, id, fact.seq, photo.id, purpose)
  }
}
