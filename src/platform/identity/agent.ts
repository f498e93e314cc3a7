/** Looked for in this order: a phone's browser also names the systems and browsers it is built on. */
const SYSTEMS = ['HarmonyOS', 'Android', 'iPhone', 'iPad', 'Windows', 'Mac OS X', 'Linux'] as const
const BROWSERS = [
  ['MicroMessenger', 'WeChat'],
  ['AlipayClient', 'Alipay'],
  ['Edg', 'Edge'],
  ['Firefox', 'Firefox'],
  ['Chrome', 'Chrome'],
  ['Safari', 'Safari'],
] as const

/** The browser and system out of a User-Agent header: enough to know one's own phone again, no fingerprint. */
export const agentOf = (userAgent: string): string =>
  [
    BROWSERS.find(([mark]) => userAgent.includes(mark))?.[1] ?? '',
    SYSTEMS.find(system => userAgent.includes(system)) ?? '',
  ]
    .filter(part => part !== '')
    .join(' · ')
