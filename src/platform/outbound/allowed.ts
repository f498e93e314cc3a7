import { ok, type Result, refuse } from '../../kernel/result.ts'
import { parseNetwork } from './addresses.ts'
import type { Allowed } from './types.ts'

const PORTS = { https: 443, http: 80 } as const
const ENTRY = /^(?:(https?):\/\/)?(\[[0-9a-f:.]+\]|[^\s/=:@?#]+)(?::(\d{1,5}))?(?:=(\S+))?$/i

/** A host as a URL has it: the same name is never written in two ways. */
const hostOf = (text: string): string | undefined => {
  if (!URL.canParse(`https://${text}/`)) return undefined
  return bare(new URL(`https://${text}/`).hostname)
}

/** Without the brackets of IPv6 and the dot of the root. */
export const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')

const readEntry = (text: string): Allowed | undefined => {
  const found = ENTRY.exec(text)
  if (found === null) return undefined
  const [, said, name = '', number, pinned] = found
  const scheme = said?.toLowerCase() === 'http' ? 'http' : 'https'
  const host = hostOf(name)
  const port = number === undefined ? PORTS[scheme] : Number(number)
  const networks = (pinned?.split(',') ?? []).map(parseNetwork)
  if (host === undefined || port < 1 || port > 65_535) return undefined
  if (networks.some(network => network === undefined)) return undefined
  // In clear only where the way is the city's own.
  if (scheme === 'http' && networks.length === 0) return undefined
  return { scheme, host, port, networks: networks.flatMap(network => network ?? []) }
}

/**
 * Reads the list of allowed destinations, separated by spaces or lines: `sms.example.gov.cn`, with another port
 * `idp.example.gov.cn:8443`, pinned to a private network `idp.city.cn=10.1.2.0/24`, in clear only when pinned
 * `http://sms.city.cn:8080=10.1.2.7`.
 * @returns or the entries that make no sense
 */
export const parseAllowed = (text: string): Result<readonly Allowed[], readonly string[]> => {
  const entries = text.split(/\s+/).filter(entry => entry !== '')
  const read = entries.map(entry => ({ entry, allowed: readEntry(entry) }))
  const wrong = read.flatMap(({ entry, allowed }) => (allowed === undefined ? [entry] : []))
  return wrong.length > 0 ? refuse(wrong) : ok(read.flatMap(({ allowed }) => allowed ?? []))
}
