import type { Refusal } from '../../kernel/refusal.ts'
import type { Result } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Actor } from '../access/types.ts'
import type { Vault } from '../crypto/vault.ts'
import type { CityDb } from '../db/types.ts'
import type { Feature } from '../feature.ts'
import type { Scanner } from '../files/scanner.ts'
import type { Locale, Translate } from '../i18n/types.ts'
import type { DeliverCode } from '../identity/types.ts'
import type { Signer } from '../journal/signer.ts'
import type { IdentityServices } from '../oidc/types.ts'
import type { Gauges, Operation } from '../operation.ts'
import type { Surroundings, View } from '../ui/types.ts'
import type { Context } from './types.ts'

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
  /** As it was found last, however long ago: for what must be told while the database is away. */
  readonly known?: (code: string) => CityEntry | undefined
}

/** What this module asks of identity: whose session it is, and where people sign in (paths inside the city). */
export interface Identity {
  /** An unknown, expired or revoked secret gives the anonymous actor. */
  actorOf(db: CityDb, secret: string, now: Instant): Promise<Actor>
  readonly signIn: { readonly resident: string; readonly staff: string }
  /** Asking for the second factor again. Without it what is sensitive is refused. */
  readonly stepUp?: StepUp
}

/** A form that needs the second factor first: the page that asks holds what was typed, and sends it on. */
export type StepUp = {
  readonly prove: (ctx: Context, code: string) => Promise<Result<null, readonly Refusal[]>>
  readonly page: (
    ctx: Context,
    asking: {
      /** Path the form goes to. */
      readonly action: string
      readonly fields: readonly (readonly [name: string, value: string])[]
    },
    why: readonly Refusal[],
  ) => Promise<View>
}

/** Whether requests can be served yet; asked at every request, so it must not ask the database. */
export type Readiness = 'ready' | 'starting' | 'migrating' | 'stopping'

export type Services = {
  readonly cities: Cities
  readonly identity: Identity
  readonly vault: Vault
  /** Where people reach this server, when it was told; else what a request names is taken. */
  readonly origin?: string | undefined
  readonly deliverCode: DeliverCode
  /** Looks at files before they leave as they were sent; without one they leave unlooked at. */
  readonly scan?: Scanner
  /** Identity services of cities and provinces; none unless the operator set some. */
  readonly identityServices?: IdentityServices
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
  /** False when a power cut would take what was acknowledged, and nobody said that this is in order. */
  readonly durable?: () => boolean
  /** Figures for /metrics that have to be asked for. */
  readonly gauges?: Gauges
  /** The installation around the server, for its operator and for the status page. */
  readonly operation?: Operation
  readonly pool?: () => { readonly total: number; readonly idle: number; readonly waiting: number }
}

/** What is needed of a feature here; platform modules with routes of their own give the same. */
export type Module = Pick<Feature, 'id' | 'refusals' | 'routes' | 'sees'>

export const ANONYMOUS: Actor = { kind: 'anonymous', party: null, session: null, name: '', offices: [], level: 'L0' }
