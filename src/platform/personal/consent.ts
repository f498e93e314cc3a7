import type { Instant } from '../../kernel/time.ts'
import { uuidv7 } from '../crypto/uuid.ts'
import { type CityQueries, sql, type Tx } from '../db/types.ts'
import { ts } from '../db/values.ts'

/** What is done only while a person agrees. Reporting and its handling rest on other grounds and are not here. */
export const CONSENT_TOPICS = ['sms'] as const
export type ConsentTopic = (typeof CONSENT_TOPICS)[number]

export type Consent = {
  readonly id: string
  readonly topic: ConsentTopic
  /** The text that was agreed to. */
  readonly version: string
  readonly channel: 'web' | 'desk'
  readonly givenAt: Instant
  readonly withdrawnAt: Instant | null
}

const GIVE = sql(
  'consent.give',
  `insert into city.consent (id, party, topic, version, channel, given_at) values ($1, $2, $3, $4, $5, $6)
   on conflict (party, topic) where withdrawn_at is null do nothing`,
)
const WITHDRAW = sql(
  'consent.withdraw',
  `update city.consent set withdrawn_at = $3, withdrawn_channel = $4
   where party = $1 and topic = $2 and withdrawn_at is null and ($5::text is null or version <> $5::text)`,
)
const LIST = sql(
  'consent.list',
  `select id, topic, version, channel, given_at as "givenAt", withdrawn_at as "withdrawnAt" from city.consent
   where party = $1 order by given_at desc, id desc limit 200`,
)

const AGREED = sql(
  'consent.agreed',
  'select topic from city.consent where party = $1 and withdrawn_at is null and topic = any($2::text[])',
)

/** Which of these a person agrees to now. */
export const agreedTo = async (
  db: CityQueries,
  party: string,
  topics: readonly ConsentTopic[],
): Promise<readonly ConsentTopic[]> =>
  topics.length === 0
    ? []
    : (await db.rows<{ topic: ConsentTopic }>(AGREED, [party, [...topics]])).map(({ topic }) => topic)

/** Agrees to a text. Agreement to an older text ends with it. True when it is new. */
export const giveConsent = async (
  tx: Tx,
  given: {
    readonly party: string
    readonly topic: ConsentTopic
    readonly version: string
    readonly channel: Consent['channel']
  },
  now: Instant,
): Promise<boolean> => {
  const { party, topic, version, channel } = given
  await tx.run(WITHDRAW, [party, topic, ts(now), channel, version])
  return (await tx.run(GIVE, [uuidv7(now), party, topic, version, channel, ts(now)])) === 1
}

/** Takes it back; from then on nothing more is sent on its ground. True when it stood. */
export const withdrawConsent = async (
  tx: Tx,
  party: string,
  topic: ConsentTopic,
  channel: Consent['channel'],
  now: Instant,
): Promise<boolean> => (await tx.run(WITHDRAW, [party, topic, ts(now), channel, null])) > 0

/** Everything a person agreed to and took back, newest first. */
export const consentsOf = (db: CityQueries, party: string): Promise<readonly Consent[]> =>
  db.rows<Consent>(LIST, [party])
