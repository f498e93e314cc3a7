const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

export const isWrite = (method: string): boolean => !SAFE.has(method)

export type Provenance = {
  readonly host: string
  readonly origin?: string | undefined
  readonly fetchSite?: string | undefined
  readonly referer?: string | undefined
}

/** Browsers leave the default port out, others may write it. */
const bare = (host: string): string => host.replace(/:(80|443)$/, '')

const isFrom = (address: string, host: string): boolean =>
  URL.canParse(address) && bare(new URL(address).host) === bare(host)

/**
 * Whether a write may come from where it says. Browsers name the page a request was made from, and scripts cannot
 * forge it; a caller that names nothing is not a browser, and carries no cookie that it was not given by hand.
 */
export const fromHere = ({ host, origin, fetchSite, referer }: Provenance): boolean => {
  if (fetchSite !== undefined) return fetchSite === 'same-origin' && (origin === undefined || isFrom(origin, host))
  if (origin !== undefined) return isFrom(origin, host)
  return referer === undefined || isFrom(referer, host)
}

const LOCAL = /^\/(?![/\\])[^\\\p{Cc}]*$/u
/** `.` and `..` as a browser reads them, which would climb out of the prefix of a city. */
const CLIMBS = /(?:^|\/)(?:\.|%2e){1,2}(?=\/|$)/i

/** A path inside the city to go on to, or its start page: never another host (`//evil`, `/\evil`, `https:`). */
export const localPath = (wanted: string | undefined): string =>
  wanted !== undefined && wanted.length <= 2000 && LOCAL.test(wanted) && !CLIMBS.test(wanted.split(/[?#]/, 1)[0] ?? '')
    ? wanted
    : '/'
