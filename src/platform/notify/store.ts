import type { Instant } from '../../kernel/time.ts'
import { type CityDb, type CityQueries, sql, type Tx } from '../db/types.ts'
import { json, ts } from '../db/values.ts'
import type { Locale } from '../i18n/types.ts'
import type { ConsentTopic } from '../personal/consent.ts'
import type { Channel, InboxLine, Told, Values } from './types.ts'

const INSERT = sql(
  'notify.insert',
  `insert into city.notification (id, party, kind, values, link, at, dedupe) values ($1, $2, $3, $4, $5, $6, $7)
   on conflict (party, dedupe) do nothing`,
)
const INSERT_MESSAGE = sql(
  'notify.insert-message',
  `insert into city.message (id, channel, party, address_sealed, kind, locale, values, link, next_at, created_at, dedupe, consent)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10, $11)
   on conflict (channel, dedupe) do nothing`,
)
const INBOX = sql(
  'notify.inbox',
  `select id, kind, values, link, at, read_at as "readAt" from city.notification
   where party = any($1::uuid[]) and ($2::timestamptz is null or (at, id) < ($2, $3)) order by at desc, id desc limit $4`,
)
const UNREAD = sql(
  'notify.unread',
  'select count(*) as n from city.notification where party = any($1::uuid[]) and read_at is null',
)
const READ = sql(
  'notify.read',
  `update city.notification set read_at = $3 where party = any($1::uuid[]) and read_at is null and ($2::uuid[] is null or id = any ($2))`,
)
const CLAIM = sql(
  'notify.claim',
  `update city.message as mine set attempts = mine.attempts + 1, next_at = $2
   from (select message.id,
           (select party.phone_sealed from city.party as party where party.id = message.party) as phone,
           message.consent is null or exists (select from city.consent as consent where consent.party = message.party
             and consent.topic = message.consent and consent.withdrawn_at is null) as agreed
         from city.message as message where message.state = 'waiting' and message.next_at <= $1 and message.channel = $4
         order by message.next_at, message.id limit $3 for update of message skip locked) as due
   where mine.id = due.id
   returning mine.id, mine.channel, mine.party, mine.address_sealed as "addressSealed", due.phone as "phoneSealed",
     mine.kind, mine.locale, mine.values, mine.link, mine.attempts, due.agreed`,
)
const HOLD = sql(
  'notify.hold',
  `update city.message set next_at = $3 where id = $1 and attempts = $2 and state = 'waiting'`,
)
const SENT = sql(
  'notify.sent',
  `update city.message set state = 'sent', ended_at = $3, address_sealed = null, last_error = ''
   where id = $1 and attempts = $2 and state = 'waiting'`,
)
const LATER = sql(
  'notify.later',
  `update city.message set next_at = $3, last_error = $4 where id = $1 and attempts = $2 and state = 'waiting'`,
)
const UNTRIED = sql(
  'notify.untried',
  `update city.message set next_at = $3, attempts = attempts - 1 where id = $1 and attempts = $2 and state = 'waiting'`,
)
const DEAD = sql(
  'notify.dead',
  `update city.message set state = 'dead', ended_at = $3, address_sealed = null, last_error = $4
   where id = $1 and attempts = $2 and state = 'waiting'`,
)
const FORGET = sql(
  'notify.forget',
  `delete from city.message where id in
     (select id from city.message where state <> 'waiting' and ended_at < $1 limit $2 for update skip locked)`,
)
const FORGET_READ = sql(
  'notify.forget-read',
  'delete from city.notification where id in (select id from city.notification where at < $1 limit $2 for update skip locked)',
)

/** False when this person was told already. */
export const insertNotification = async (tx: Tx, id: string, party: string, told: Told): Promise<boolean> =>
  (await tx.run(INSERT, [id, party, told.kind, json(told.values), told.link, ts(told.at), told.dedupe])) === 1

export type NewMessage = Told & {
  readonly id: string
  readonly channel: Channel
  readonly party: string | null
  readonly addressSealed: Buffer | null
  readonly locale: Locale
  /** What it rests on, when that is the person's agreement. */
  readonly consent: ConsentTopic | null
}

export const insertMessage = async (tx: Tx, message: NewMessage): Promise<boolean> => {
  const { id, channel, party, addressSealed, kind, locale, values, link, at, dedupe, consent } = message
  const row = [id, channel, party, addressSealed, kind, locale, json(values), link, ts(at), dedupe, consent]
  return (await tx.run(INSERT_MESSAGE, row)) === 1
}

export type Place = { readonly at: Instant; readonly id: string }

export const inboxLines = (
  db: CityQueries,
  parties: readonly string[],
  before: Place | undefined,
  limit: number,
): Promise<readonly InboxLine[]> =>
  db.rows<InboxLine>(INBOX, [parties, before === undefined ? null : ts(before.at), before?.id ?? null, limit])

export const countUnread = async (db: CityQueries, parties: readonly string[]): Promise<number> =>
  (await db.one<{ n: number }>(UNREAD, [parties])).n

export const setRead = (
  db: CityQueries,
  parties: readonly string[],
  ids: readonly string[] | undefined,
  at: Instant,
): Promise<number> => db.run(READ, [parties, ids ?? null, ts(at)])

export type Claimed = {
  readonly id: string
  readonly channel: Channel
  readonly party: string | null
  readonly addressSealed: Buffer | null
  readonly phoneSealed: Buffer | null
  readonly kind: string
  readonly locale: Locale
  readonly values: Values
  readonly link: string
  readonly attempts: number
  /** False when it rests on an agreement that is no more. */
  readonly agreed: boolean
}

/** Takes what of a channel is due until `until`; who has not finished by then has lost it to the next. */
export const claim = (
  db: CityDb,
  channel: Channel,
  now: Instant,
  until: Instant,
  most: number,
): Promise<readonly Claimed[]> => db.rows<Claimed>(CLAIM, [ts(now), ts(until), most, channel])

/** Keeps a message until `until`; false when another has taken it in the meantime. */
export const hold = async (db: CityDb, { id, attempts }: Claimed, until: Instant): Promise<boolean> =>
  (await db.run(HOLD, [id, attempts, ts(until)])) === 1

export const markSent = (db: CityDb, { id, attempts }: Claimed, now: Instant): Promise<number> =>
  db.run(SENT, [id, attempts, ts(now)])

export const putOff = (db: CityDb, { id, attempts }: Claimed, next: Instant, why: string): Promise<number> =>
  db.run(LATER, [id, attempts, ts(next), why])

/** Gives back what was taken and not tried: it counts as no attempt. */
export const giveBack = (db: CityDb, { id, attempts }: Claimed, next: Instant): Promise<number> =>
  db.run(UNTRIED, [id, attempts, ts(next)])

export const giveUp = (db: CityDb, { id, attempts }: Claimed, now: Instant, why: string): Promise<number> =>
  db.run(DEAD, [id, attempts, ts(now), why])

export const forgetMessages = (db: CityDb, before: Instant, most: number): Promise<number> =>
  db.run(FORGET, [ts(before), most])

export const forgetNotifications = (db: CityDb, before: Instant, most: number): Promise<number> =>
  db.run(FORGET_READ, [ts(before), most])
