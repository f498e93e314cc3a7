import ipaddr from 'ipaddr.js'

/** Reachable like the public internet, but answers for the machine it is asked from: metadata of a cloud. */
const METADATA = new Set(['168.63.129.16'])
/** What is handed out as public IPv6; everything else is for special uses or not in use. */
const GLOBAL_V6 = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number]

/** An address in its usual form; the old short, octal and hexadecimal ones are read differently by different programs. */
const isAddress = (text: string): boolean =>
  text.includes(':') ? ipaddr.IPv6.isValid(text) : ipaddr.IPv4.isValidFourPartDecimal(text)

/**
 * Whether an address is one of the public internet. Loopback, private, link-local, shared (CGNAT), multicast,
 * unspecified, reserved and metadata addresses are not, nor are IPv6 forms that carry an IPv4 address inside (mapped,
 * compatible, translated, 6to4, Teredo), whatever that address is.
 */
export const isPublicAddress = (text: string): boolean => {
  if (!isAddress(text) || METADATA.has(text)) return false
  const address = ipaddr.parse(text)
  if (address.range() !== 'unicast') return false
  return address.kind() === 'ipv4' || (address as ipaddr.IPv6).match(GLOBAL_V6)
}

/** Whether an address lies in one of these networks, such as `10.1.2.0/24`. IPv4 inside IPv6 lies in none. */
export const isInNetworks = (text: string, networks: readonly string[]): boolean => {
  if (!isAddress(text)) return false
  const address = ipaddr.parse(text)
  return networks.some(network => {
    const [base, bits] = ipaddr.parseCIDR(network)
    return base.kind() === address.kind() && address.match([base, bits] as [ipaddr.IPv4, number])
  })
}

/** A network as written by the operator; undefined when it is none, or is wider than a part of a private network. */
export const parseNetwork = (text: string): string | undefined => {
  const [, given] = /\/(\d{1,3})$/.exec(text) ?? []
  const whole = given === undefined ? `${text}/${text.includes(':') ? 128 : 32}` : text
  if (!isAddress(whole.replace(/\/.*/, '')) || !ipaddr.isValidCIDR(whole)) return undefined
  const [, bits] = ipaddr.parseCIDR(whole)
  return bits >= WIDEST_BITS ? whole : undefined
}

/** 10.0.0.0/8 is the widest network anyone may pin; a /0 would be no pin. */
const WIDEST_BITS = 8
