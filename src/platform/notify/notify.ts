import type { Instant } from '../../kernel/time.ts'
import { personalTable } from '../crypto/guard.ts'
import { uuidv7 } from '../crypto/uuid.ts'
import type { PersonalPlace, Vault } from '../crypto/vault.ts'
import type { CityQueries, Tx } from '../db/types.ts'
import { agreedTo } from '../personal/consent.ts'
import { countUnread, inboxLines, insertMessage, insertNotification, type Place, setRead } from './store.ts'
import type { InboxLine, Message, Notification } from './types.ts'
import { checkValues } from './values.ts'

const messagePlace = personalTable('message')

/** Where the address of a message is sealed for. */
export const addressPlace = (id: string): PersonalPlace => messagePlace('address_sealed', id)

/**
 * Tells a person something, in the transaction in which it happened: in the inbox, and by the channels named to the
 * phone of that person; by those of `onConsent` only if the person agrees. Telling the same (`dedupe`) again changes nothing.
 * @returns whether this was news
 * @throws when the values hold more than texts may name
 */
export const notify = async (tx: Tx, notification: Notification): Promise<boolean> => {
  const { party, by = [], onConsent = [], locale = 'zh-Hans', ...told } = notification
  checkValues(told.values)
  if (!(await insertNotification(tx, uuidv7(told.at), party, told))) return false
  const agreed = await agreedTo(tx, party, onConsent)
  const ways = [
    ...by.map(channel => ({ channel, consent: null })),
    ...agreed.filter(topic => !by.includes(topic)).map(topic => ({ channel: topic, consent: topic })),
  ]
  for (const { channel, consent } of ways) {
    const dedupe = `${party}/${told.dedupe}`
    const id = uuidv7(told.at)
    await insertMessage(tx, { ...told, id, channel, party, addressSealed: null, locale, dedupe, consent })
  }
  return true
}

/** Sends something to an address that is not a party's own. Nothing of it is kept once it was sent. */
export const sendTo = async (tx: Tx, vault: Vault, message: Message): Promise<boolean> => {
  const { address, locale = 'zh-Hans', ...told } = message
  checkValues(told.values)
  const id = uuidv7(told.at)
  return insertMessage(tx, {
    ...told,
    id,
    party: null,
    addressSealed: vault.seal(address, addressPlace(id)),
    locale,
    consent: null,
  })
}

const INBOX_MAX = 100

/** One party, or every party that is one person. */
export type Whose = string | readonly string[]

/** A person's notifications, newest first. @param before the last line of the page before */
export const inbox = (
  db: CityQueries,
  whose: Whose,
  { before, limit = 20 }: { readonly before?: Place; readonly limit?: number } = {},
): Promise<readonly InboxLine[]> => inboxLines(db, [whose].flat(), before, Math.min(limit, INBOX_MAX))

export const unread = (db: CityQueries, whose: Whose): Promise<number> => countUnread(db, [whose].flat())

/** Marks as read these of the person's notifications, or all. Others' are left alone. Returns how many were unread. */
export const markRead = (db: CityQueries, whose: Whose, now: Instant, ids?: readonly string[]): Promise<number> =>
  setRead(db, [whose].flat(), ids, now)
