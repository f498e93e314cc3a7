import type { Result } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Level, Realm } from '../identity/types.ts'

/** How an identity service is used, as the operator sets it on the machine. Its secret is not in it. */
export type ServiceSettings = {
  readonly id: string
  /** City it serves. */
  readonly city: string
  /** As people know it: 粤省事. */
  readonly name: string
  readonly realms: readonly Realm[]
  readonly issuer: string
  readonly clientId: string
  readonly auth: 'client_secret_basic' | 'client_secret_post'
  readonly scope: string
  /** The one algorithm its identity tokens are signed by; never a symmetric one. */
  readonly alg: 'RS256' | 'PS256' | 'ES256' | 'EdDSA'
  /** Its phone numbers are verified even where it does not say so for each. */
  readonly phonesVerified: boolean
  /** Names of its claims. */
  readonly claims: {
    readonly phone: string
    readonly phoneVerified: string
    readonly name: string
    readonly idNumber: string
    readonly assurance: string
    readonly organisation: string
    readonly organisationName: string
  }
  /** Real-name level by what it says of its assurance; L1 for anything else. */
  readonly levels: Readonly<Record<string, Level>>
  /** Extra parameters that make it ask for which organisation the person acts; without them there is no switch. */
  readonly organisationParameters: Readonly<Record<string, string>> | null
  /** One of these must be among `amr` or be the assurance, or staff are not let in. */
  readonly staffFactors: readonly string[]
}

/** A service as pages offer it. */
export type Offered = { readonly id: string; readonly name: string; readonly represents: boolean }

/** Where the browser is sent, and what must come back. */
export type Asked = {
  readonly url: string
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** What a service told of a person, after every check of the protocol. */
export type Told = {
  readonly service: string
  readonly issuer: string
  readonly subject: string
  readonly name: string | null
  /** Eleven digits, verified by the service. */
  readonly phone: string | null
  /** As it said it; checked where it is used. */
  readonly idNumber: string | null
  readonly level: Level
  /** For which organisation the person acts, when said; the code is not checked yet. */
  readonly organisation: { readonly uscc: string; readonly name: string } | null
  readonly factors: readonly string[]
}

/** Not offered here; cannot be used now; said something that does not hold. */
export type ServiceFault = 'service-unknown' | 'service-down' | 'service-answer-wrong'

/** The identity services of all cities of this installation. */
export type IdentityServices = {
  offered(city: string, realm: Realm): readonly Offered[]
  settingsOf(city: string, id: string): ServiceSettings | undefined
  ask(city: string, id: string, asking: Asking, now: Instant): Promise<Result<Asked, ServiceFault>>
  answer(city: string, id: string, answered: Answered, now: Instant): Promise<Result<Told, ServiceFault>>
  /** Where to end the session at the service too; undefined when it offers no such thing, or cannot be asked now. */
  signOutUrl(city: string, id: string, back: string, now: Instant): Promise<string | undefined>
  /** Where this installation is reached, when the operator said so. */
  readonly origin?: string
}

export type Asking = { readonly back: string; readonly organisation: boolean }

/** What came back, and what had been asked. */
export type Answered = {
  /** The address the browser came back to, whole. */
  readonly url: URL
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

export const NO_SERVICES: IdentityServices = {
  offered: () => [],
  settingsOf: () => undefined,
  ask: async () => ({ ok: false, error: 'service-unknown' }),
  answer: async () => ({ ok: false, error: 'service-unknown' }),
  signOutUrl: async () => undefined,
}
