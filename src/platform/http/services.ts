import type { Result } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Actor } from '../access/types.ts'
import type { Vault } from '../crypto/vault.ts'
import type { CityDb } from '../db/types.ts'
import type { Feature } from '../feature.ts'
import type { Locale, Translate } from '../i18n/types.ts'
import type { DeliverCode } from '../identity/types.ts'
import type { Signer } from '../journal/signer.ts'
import type { Surroundings, View } from '../ui/types.ts'

export type CityEntry = {
  readonly code: string
  readonly name: string
  /** The number of the call button. */
  readonly phone: string
  readonly demo: boolean
  readonly db: CityDb
}

export interface Cities {
  /** The city at `/`; every other is at `/c/<code>`. */
  readonly defaultCode: string
  /** Undefined when no such city is in service. Throws `DatabaseUnavailable`. */
  find(code: string): Promise<CityEntry | undefined>
}

/** What this module asks of identity: whose session it is, and where people sign in (paths inside the city). */
export interface Identity {
  /** An unknown, expired or revoked secret gives the anonymous actor. */
  actorOf(db: CityDb, secret: string, now: Instant): Promise<Actor>
  readonly signIn: { readonly resident: string; readonly staff: string }
}

/** Whether requests can be served yet; asked at every request, so it must not ask the database. */
export type Readiness = 'ready' | 'starting' | 'migrating' | 'stopping'

export type Services = {
  readonly cities: Cities
  readonly identity: Identity
  readonly vault: Vault
  readonly deliverCode: DeliverCode
  /** Signs what leaves the journal. */
  readonly signer: Signer
  /** The whole document of a page. */
  readonly render: (view: View, surroundings: Surroundings) => string
  readonly translate: (locale: Locale) => Translate
  readonly now: () => Instant
  /** Title of a file under law/, for citations. */
  readonly sourceTitle: (source: string) => string
  readonly readiness: () => Readiness
  /** Asks the database something trivial. */
  readonly ping: () => Promise<Result<undefined, unknown>>
  readonly pool?: () => { readonly total: number; readonly idle: number; readonly waiting: number }
}

/** What is needed of a feature here; platform modules with routes of their own give the same. */
export type Module = Pick<Feature, 'id' | 'refusals' | 'routes'>

export const ANONYMOUS: Actor = { kind: 'anonymous', party: null, session: null, name: '', offices: [], level: 'L0' }
