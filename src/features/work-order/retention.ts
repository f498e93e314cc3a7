import { redact } from '../../kernel/redact.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { CityDb, Tx } from '../../platform/db/types.ts'
import { drawShown, dropFiles } from '../../platform/files/files.ts'
import { eraseSalts } from '../../platform/journal/store.ts'
import { streamOf } from './journal.ts'
import { categoryAt } from './rules/categories.ts'
import { hasEnded } from './rules/project.ts'
import { filesOf } from './store/files.ts'
import { lockOrder, setPublicTexts } from './store/orders.ts'
import { dropCaller, dropWords } from './store/retention.ts'

/** Draws the public photos of an order that nobody has opened yet: their originals go with `deidentify`. */
export const drawPublic = async (db: CityDb, vault: Vault, id: string): Promise<void> =>
  drawShown(db, vault, streamOf(id), new Set((await filesOf(db, id)).flatMap(file => (file.public ? [file.file] : []))))

/**
 * Takes everything of a person out of an order that has ended: caller, words, originals, photos that are not public,
 * and the salts of the journal, so that what was committed to can no longer be guessed. The course of the matter, its
 * clocks and its figures stay; replaying its facts still gives its row. False when it has not ended.
 */
export const deidentify = async (tx: Tx, id: string): Promise<boolean> => {
  const order = await lockOrder(tx, id)
  if (order === undefined || !hasEnded(order.state)) return false
  const shown = new Set((await filesOf(tx, id)).filter(file => file.public).map(({ file }) => file))
  dropCaller(tx, id)
  dropWords(tx, id, order.no, categoryAt(order.state.category)?.zh ?? order.state.category)
  await dropFiles(tx, streamOf(id), shown)
  await eraseSalts(tx, streamOf(id))
  // Words somebody had released with a number in them are public no longer than they had to be.
  const [title, text] = [redact(order.public_title), redact(order.public_text)]
  if (title.found.length + text.found.length > 0) await setPublicTexts(tx, id, order.no, title.shown, text.shown)
  return true
}

/** Takes out only who asked: at the person's own wish, as soon as the matter has ended. */
export const forgetRequester = async (tx: Tx, id: string): Promise<boolean> => {
  const order = await lockOrder(tx, id)
  if (order === undefined || !hasEnded(order.state)) return false
  dropCaller(tx, id)
  await eraseSalts(tx, streamOf(id), ['requester'])
  return true
}
