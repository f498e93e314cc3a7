/** One destination the operator allows. */
export type Allowed = {
  readonly scheme: 'https' | 'http'
  /** As a URL writes it: lower case, punycode, no brackets around IPv6. */
  readonly host: string
  readonly port: number
  /** Networks the host's address must lie in; without any it must be a public address. */
  readonly networks: readonly string[]
}

/** Why a request does not leave the house. */
export type OutboundFault =
  | 'address-wrong'
  | 'scheme'
  | 'userinfo'
  | 'port'
  | 'host'
  | 'unresolved'
  | 'network'
  | 'too-slow'
  | 'too-large'
  | 'unreachable'

/** A request that was refused on this side, or got no whole answer. It never holds the address or what was sent. */
export class OutboundError extends Error {
  override readonly name = 'OutboundError'
  readonly code: OutboundFault
  /** True when not one byte went out: nothing can have happened on the other side. */
  readonly unsent: boolean
  constructor(code: OutboundFault, unsent: boolean, options?: ErrorOptions) {
    super(`outbound: ${code}`, options)
    this.code = code
    this.unsent = unsent
  }
}

/** All addresses of a host name, as text. */
export type Resolve = (host: string) => Promise<readonly string[]>

export type OutgoingRequest = {
  readonly method: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

/** A whole answer. A redirect is an answer like any other: nobody follows it. */
export type OutgoingAnswer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** The only way to talk to another server. */
export type Outbound = {
  /** @throws OutboundError */
  send(url: string, request: OutgoingRequest): Promise<OutgoingAnswer>
  readonly close: () => Promise<void>
}
