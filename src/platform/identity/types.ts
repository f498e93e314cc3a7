import type { Instant } from '../../kernel/time.ts'

/** How a session came about. Offices count in staff sessions only: a text message is too weak a key for an office. */
export type Realm = 'resident' | 'staff'

export type PartyKind = 'person' | 'organisation'

/** Real-name level: L0 none, L1 phone, L2 name and ID number, L3 face or in person. */
export type Level = 'L0' | 'L1' | 'L2' | 'L3'

/**
 * A one-time code on its way to a phone. Whoever delivers it keeps neither of the two; throws `CodeNotSent` when it
 * could not be handed over.
 */
export type DeliverCode = (code: {
  readonly phone: string
  readonly digits: string
  readonly at: Instant
  readonly until: Instant
}) => Promise<void>

/** What a sign-in gives: the secret goes into the cookie and nowhere else. */
export type SignedIn = { readonly secret: string; readonly party: string; readonly until: Instant }
