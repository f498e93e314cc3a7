import { DAY_MS, HOUR_MS, type Instant, instant, MINUTE_MS } from '../../kernel/time.ts'
import type { Vault } from '../crypto/vault.ts'
import type { CityDb } from '../db/types.ts'
import type { Sweep } from '../feature.ts'
import type { Locale, Translate } from '../i18n/types.ts'
import { partyPlace } from '../identity/personal.ts'
import { type Breaker, ProviderDown } from '../outbound/breaker.ts'
import { leaveOfMachine, openPersonal } from '../personal/purposes.ts'
import { traced } from '../trace/trace.ts'
import { addressPlace } from './notify.ts'
import {
  type Claimed,
  claim,
  forgetMessages,
  forgetNotifications,
  giveBack,
  giveUp,
  hold,
  markSent,
  putOff,
} from './store.ts'
import { textOf } from './text.ts'
import { type Adapter, CHANNELS, type Channel, type Outgoing, Undeliverable } from './types.ts'

export const ATTEMPTS_MAX = 8
const AT_ONCE = 20
/** Longer than any adapter may take for all of a batch; a process that died gives its messages back after it. */
const LEASE_MS = 10 * MINUTE_MS
const KEEP_MESSAGES_MS = 30 * DAY_MS
const KEEP_NOTIFICATIONS_MS = 400 * DAY_MS
const FORGET_AT_ONCE = 1_000

/** 1, 5, 25 minutes, then 2 hours and 6 hours: a gateway down for a day loses nothing. */
export const backoffMs = (attempts: number): number => Math.min(MINUTE_MS * 5 ** (attempts - 1), 6 * HOUR_MS)

export type Sending = {
  readonly vault: Vault
  readonly adapters: readonly Adapter[]
  readonly translate: (locale: Locale) => Translate
  /** Origin and prefix of a city's links, such as `https://linli.example.org/c/440100`. */
  readonly origin: (city: string) => string
}

const addressOf = ({ vault }: Sending, message: Claimed): string => {
  if (message.addressSealed !== null)
    return openPersonal(vault, leaveOfMachine('delivery'), message.addressSealed, addressPlace(message.id))
  if (message.phoneSealed === null || message.channel === 'email')
    throw new Undeliverable('the person has no such address')
  const place = partyPlace('phone_sealed', message.party ?? '')
  return openPersonal(vault, leaveOfMachine('delivery'), message.phoneSealed, place)
}

/** A word about what went wrong that cannot hold an address: servers repeat it in what they say. */
const wordOf = (thrown: unknown): string => {
  const error = thrown instanceof ProviderDown ? (thrown.cause ?? thrown) : thrown
  if (!(error instanceof Error)) return 'unknown'
  const code = 'code' in error ? String(error.code) : error.name
  const answer = 'responseCode' in error ? ` ${Number(error.responseCode)}` : ''
  return `${code}${answer}`.replace(/[^\w ]/g, '').slice(0, 80)
}

const adapterFor = ({ adapters }: Sending, channel: Channel): Adapter => {
  const adapter = adapters.find(one => one.channel === channel)
  if (adapter === undefined) throw new Undeliverable(`no adapter for ${channel}`)
  return adapter
}

const outgoingOf = (db: CityDb, sending: Sending, message: Claimed): Outgoing => {
  const { id, kind, values, link, locale } = message
  return {
    id,
    address: addressOf(sending, message),
    kind,
    number: String(values.number ?? ''),
    ...textOf(sending.translate(locale), kind, values),
    link: link === '' ? '' : `${sending.origin(db.city.code)}${link}`,
  }
}

const sendOne = async (db: CityDb, sending: Sending, message: Claimed, now: Instant): Promise<void> => {
  try {
    if (!message.agreed) throw new Undeliverable('the person has taken the consent back')
    const adapter = adapterFor(sending, message.channel)
    const outgoing = outgoingOf(db, sending, message)
    const about = { 'linli.city': db.city.code, 'linli.kind': message.kind }
    await traced(`send ${message.channel}`, 'outbound', about, () => adapter.send(outgoing, now))
    await markSent(db, message, now)
  } catch (error) {
    if (error instanceof ProviderDown && error.untried) {
      await giveBack(db, message, error.until)
      return
    }
    const over = error instanceof Undeliverable || message.attempts >= ATTEMPTS_MAX
    await (over
      ? giveUp(db, message, now, wordOf(error))
      : putOff(db, message, instant(now + backoffMs(message.attempts)), wordOf(error)))
  }
}

/** While a provider is out of order its messages are left where they are; then one is tried, and the rest after it. */
const roomOf = (breaker: Breaker | undefined, now: Instant): number => {
  const room = breaker?.room(now) ?? 'any'
  return room === 'any' ? AT_ONCE : room === 'one' ? 1 : 0
}

const sendOf = async (db: CityDb, sending: Sending, channel: Channel, now: Instant): Promise<number> => {
  const most = roomOf(sending.adapters.find(one => one.channel === channel)?.breaker, now)
  const due = most === 0 ? [] : await claim(db, channel, now, instant(now + LEASE_MS), most)
  for (const message of due)
    if (await hold(db, message, instant(now + LEASE_MS))) await sendOne(db, sending, message, now)
  return due.length
}

/**
 * Sends what waits, each channel for itself, so that one provider out of order holds up no other. A message is taken
 * for ten minutes and no transaction is open while it is on its way; should the process die after sending and before
 * noting it, another sends it again, with the same id. A process that slept makes sure before each message that it
 * still has it.
 */
export const sendSweep = (sending: Sending): Sweep => ({
  id: 'notify.send',
  everyMs: 2_000,
  run: async (db, now) => {
    const counts = await Promise.all(CHANNELS.map(channel => sendOf(db, sending, channel, now)))
    return counts.reduce((sum, count) => sum + count, 0)
  },
})

/** Forgets what went out after 30 days and what was told after 400. */
export const forgetSweep: Sweep = {
  id: 'notify.forget',
  everyMs: HOUR_MS,
  run: async (db, now) =>
    (await forgetMessages(db, instant(now - KEEP_MESSAGES_MS), FORGET_AT_ONCE)) +
    (await forgetNotifications(db, instant(now - KEEP_NOTIFICATIONS_MS), FORGET_AT_ONCE)),
}
