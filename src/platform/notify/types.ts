import type { Instant } from '../../kernel/time.ts'
import type { Locale } from '../i18n/types.ts'
import type { Breaker } from '../outbound/breaker.ts'
import type { ConsentTopic } from '../personal/consent.ts'

/** Ways out of the house. What is read inside it (the inbox) is no channel: every notification is there. */
export const CHANNELS = ['email', 'sms', 'wechat'] as const
export type Channel = (typeof CHANNELS)[number]

/** What a text may name. A test reads every text under `notify.` against this list. */
export const VALUE_NAMES = [
  'number',
  'surname',
  'unit',
  'step',
  'status',
  'date',
  'due',
  'at',
  'count',
  'days',
  'hours',
] as const
export type ValueName = (typeof VALUE_NAMES)[number]
export type Values = Readonly<Partial<Record<ValueName, string | number>>>

/** What is told: its texts are `<slice>:notify.<name>.title` and `.body` for the kind `<slice>:<name>`. */
export type Told = {
  readonly kind: string
  readonly values: Values
  /** Path inside the city, such as `/orders/0193…`; empty for none. Opening it asks for a sign-in. */
  readonly link: string
  /** The same key tells the same person once, however often it is written. */
  readonly dedupe: string
  readonly at: Instant
}

export type Notification = Told & {
  readonly party: string
  /** Also by these channels, to the party's own phone. */
  readonly by?: readonly Channel[]
  /** Also by these, if and as long as the person agrees to it. */
  readonly onConsent?: readonly ConsentTopic[]
  /** Language of what goes out; what is read inside follows its reader. */
  readonly locale?: Locale
}

/** A message to an address that is not a party's: a contact left on a form, a unit's mailbox. */
export type Message = Told & { readonly channel: Channel; readonly address: string; readonly locale?: Locale }

/** One message as its adapter gets it. */
export type Outgoing = {
  /** UUID; sent along as the message's id, so that a receiver can tell a repetition. */
  readonly id: string
  readonly address: string
  readonly kind: string
  readonly number: string
  readonly title: string
  readonly body: string
  readonly link: string
}

/**
 * A way out: e-mail, a provider's SMS gateway, WeChat templates. At least once: a message may come twice after a
 * crash, with the same id. Throws when it did not go out; `Undeliverable` when it never will.
 */
export type Adapter = {
  readonly channel: Channel
  readonly send: (message: Outgoing, now: Instant) => Promise<void>
  /** Its fuse: while it is open nothing is taken to be sent. None for what cannot be out of order. */
  readonly breaker?: Breaker
}

/** The address is refused for good: no further attempt. */
export class Undeliverable extends Error {
  override readonly name = 'Undeliverable'
}

export type InboxLine = {
  readonly id: string
  readonly kind: string
  readonly values: Values
  readonly link: string
  readonly at: Instant
  readonly readAt: Instant | null
}
