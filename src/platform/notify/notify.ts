import type { Instant } from '../../kernel/time.ts'
import { uuidv7 } from '../crypto/uuid.ts'
import { placeOf, type Vault } from '../crypto/vault.ts'
import type { CityQueries, Tx } from '../db/types.ts'
import { countUnread, inboxLines, insertMessage, insertNotification, type Place, setRead } from './store.ts'
import type { InboxLine, Message, Notification } from './types.ts'
import { checkValues } from './values.ts'

/** Where the address of a message is sealed for. */
export const addressPlace = (id: string): string => placeOf('message', 'address_sealed', id)

/**
 * Tells a person something, in the transaction in which it happened: in the inbox, and by the channels named to the
 * phone of that person. Telling the same (`dedupe`) again changes nothing.
 * @returns whether this was news
 * @throws when the values hold more than texts may name
 */
export const notify = async (tx: Tx, notification: Notification): Promise<boolean> => {
  const { party, by = [], locale = 'zh-Hans', ...told } = notification
  checkValues(told.values)
  if (!(await insertNotification(tx, uuidv7(told.at), party, told))) return false
  for (const channel of by) {
    const dedupe = `${party}/${told.dedupe}`
    await insertMessage(tx, { ...told, id: uuidv7(told.at), channel, party, addressSealed: null, locale, dedupe })
  }
  return true
}

/** Sends something to an address that is not a party's own. Nothing of it is kept once it was sent. */
export const sendTo = async (tx: Tx, vault: Vault, message: Message): Promise<boolean> => {
  const { address, locale = 'zh-Hans', ...told } = message
  checkValues(told.values)
  const id = uuidv7(told.at)
  return insertMessage(tx, { ...told, id, party: null, addressSealed: vault.seal(address, addressPlace(id)), locale })
}

const INBOX_MAX = 100

/** A person's notifications, newest first. @param before the last line of the page before */
export const inbox = (
  db: CityQueries,
  party: string,
  { before, limit = 20 }: { readonly before?: Place; readonly limit?: number } = {},
): Promise<readonly InboxLine[]> => inboxLines(db, party, before, Math.min(limit, INBOX_MAX))

export const unread = (db: CityQueries, party: string): Promise<number> => countUnread(db, party)

/** Marks as read these of the person's notifications, or all. Others' are left alone. Returns how many were unread. */
export const markRead = (db: CityQueries, party: string, now: Instant, ids?: readonly string[]): Promise<number> =>
  setRead(db, party, ids, now)
