import { lookup } from 'node:dns/promises'
import type { Socket } from 'node:net'
import { Agent, buildConnector, type Dispatcher, errors, request } from 'undici'
import { isInNetworks, isPublicAddress } from './addresses.ts'
import { bare } from './allowed.ts'
import {
  type Allowed,
  type Outbound,
  OutboundError,
  type OutgoingAnswer,
  type OutgoingRequest,
  type Resolve,
} from './types.ts'

const MEGABYTE = 1024 * 1024

export type OutboundOptions = {
  /** Nothing else is reached; an empty list reaches nothing. */
  readonly allowed: readonly Allowed[]
  readonly resolve?: Resolve
  /** Opens the connection to an address that was checked. */
  readonly connect?: buildConnector.connector
  /** For the whole of a request, from the first look at its name. Default 10 s. */
  readonly milliseconds?: number
  /** Of an answer. Default 1 MB. */
  readonly bytesMax?: number
}

/** By the system's resolver, so that a city's own hosts file and name servers count. */
const bySystem: Resolve = async host =>
  (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address)

const portOf = (url: URL): number => Number(url.port || (url.protocol === 'https:' ? 443 : 80))

const USERINFO = /^[a-z][a-z0-9+.-]*:\/*[^/?#]*@/i

/** What can be seen wrong with an address before any name is looked up. @throws OutboundError */
const destinationOf = (text: string, allowed: readonly Allowed[]): { readonly url: URL; readonly rule: Allowed } => {
  // What two programs may read differently is not sent to either place.
  if (!URL.canParse(text) || /[\s\\\p{Cc}]/u.test(text)) throw new OutboundError('address-wrong', true)
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new OutboundError('scheme', true)
  if (url.username !== '' || url.password !== '' || USERINFO.test(text)) throw new OutboundError('userinfo', true)
  const mine = allowed.filter(({ host }) => host === bare(url.hostname))
  if (mine.length === 0) throw new OutboundError('host', true)
  const spoken = mine.filter(({ scheme }) => `${scheme}:` === url.protocol)
  if (spoken.length === 0) throw new OutboundError('scheme', true)
  const rule = spoken.find(({ port }) => port === portOf(url))
  if (rule === undefined) throw new OutboundError('port', true)
  return { url, rule }
}

const isAllowedAddress = (address: string, { networks }: Allowed): boolean =>
  networks.length === 0 ? isPublicAddress(address) : isInNetworks(address, networks)

/** Every address of the name must be in order: a name that also leads inside is not trusted at all. */
const checkedAddress = async (rule: Allowed, resolve: Resolve): Promise<string> => {
  const addresses = await resolve(rule.host).catch(error => {
    throw new OutboundError('unresolved', true, { cause: error })
  })
  const [first] = addresses
  if (first === undefined) throw new OutboundError('unresolved', true)
  if (!addresses.every(address => isAllowedAddress(address, rule))) throw new OutboundError('network', true)
  return first
}

/**
 * Connects to the very address that was checked, so that a name that answers differently the second time gains
 * nothing; the certificate is still the name's.
 */
const connectorOf = ({ allowed, resolve = bySystem, connect }: OutboundOptions): buildConnector.connector => {
  const open = connect ?? buildConnector({ allowH2: false, maxCachedSessions: 0, timeout: 5_000 })
  return (options, done) => {
    const connecting = async (): Promise<void> => {
      const { rule } = destinationOf(`${options.protocol}//${options.host ?? options.hostname}/`, allowed)
      const address = await checkedAddress(rule, resolve)
      const named = options.protocol === 'https:' ? { servername: rule.host } : {}
      open({ ...options, ...named, hostname: address }, (...answer) => {
        const [error, socket] = answer
        if (error === null && !isAllowedAddress(farEnd(socket, address), rule)) {
          socket.destroy()
          done(new OutboundError('network', true), null)
        } else done(...answer)
      })
    }
    connecting().catch((error: Error) => done(error, null))
  }
}

/** Where a socket really leads; the address asked for when it does not say. */
const farEnd = (socket: Socket | null, asked: string): string => socket?.remoteAddress ?? asked

const flat = (headers: Readonly<Record<string, string | string[] | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, [value].flat().join(', ')]],
    ),
  )

/** Nothing of these was sent: the connection did not come about. */
const UNSENT = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])

const faultOf = (error: unknown): OutboundError => {
  if (error instanceof OutboundError) return error
  const name = error instanceof Error ? error.name : ''
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (error instanceof errors.ResponseExceededMaxSizeError)
    return new OutboundError('too-large', false, { cause: error })
  const slow = name === 'TimeoutError' || name === 'AbortError' || /TIMEOUT/.test(code)
  return new OutboundError(slow ? 'too-slow' : 'unreachable', UNSENT.has(code), { cause: error })
}

const exchange = async (
  dispatcher: Dispatcher,
  url: URL,
  { method, headers = {}, body }: OutgoingRequest,
  signal: AbortSignal,
): Promise<OutgoingAnswer> => {
  const sending = { method, headers: { 'user-agent': 'linli', ...headers }, dispatcher, signal }
  const answer = await request(url, body === undefined ? sending : { ...sending, body })
  const bytes = Buffer.from(await answer.body.arrayBuffer())
  return { status: answer.statusCode, headers: flat(answer.headers), body: bytes }
}

/**
 * Requests to other servers, to those of the list alone: over TLS unless the operator said otherwise, to the ports
 * named, to public addresses or the networks pinned, without following redirects, within limits of time and size.
 * Proxies of the environment are not used.
 */
export const outboundOf = (options: OutboundOptions): Outbound => {
  const { allowed, milliseconds = 10_000, bytesMax = MEGABYTE } = options
  const agent = new Agent({
    connect: connectorOf(options),
    maxResponseSize: bytesMax,
    headersTimeout: milliseconds,
    bodyTimeout: milliseconds,
    keepAliveTimeout: 5_000,
    connections: 8,
  })
  return {
    send: async (text, sending) => {
      const { url } = destinationOf(text, allowed)
      url.hash = ''
      // A resolver that never answers is cut off too, so the time is counted beside the request.
      const signal = AbortSignal.timeout(milliseconds)
      const late = new Promise<never>((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new OutboundError('too-slow', false)), { once: true })
      })
      const whole = exchange(agent, url, sending, signal)
      whole.catch(() => undefined)
      late.catch(() => undefined)
      try {
        return await Promise.race([whole, late])
      } catch (error) {
        throw faultOf(error)
      }
    },
    close: () => agent.destroy(),
  }
}
