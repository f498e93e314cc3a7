/** What tells of the inside: a stack, a statement, a path of this machine, a driver, an object printed as one. */
const INSIDE: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a stack', /\bat (?:async )?[\w.<>[\] ]+ \((?:file:|node:|\/)|\n\s+at \S+:\d+:\d+|\.tsx?:\d+:\d+/],
  ['a path', /node_modules|file:\/\/|\/(?:home|root|work|tmp|srv|var\/lib|usr)\/[\w.-]/],
  [
    'a statement',
    /\bselect\b[^<]{1,200}\bfrom\s+(?:city|public|c\d{6})\.|\binsert into\b|\bon conflict\b|\bcity\.\w+ set\b/i,
  ],
  [
    'PostgreSQL',
    /syntax error at or near|violates \w+ constraint|relation "|column "|\bSQLSTATE\b|invalid input syntax|\bc\d{6}\.\w+/,
  ],
  [
    'a driver',
    /DatabaseError|DatabaseUnavailable|ECONNREFUSED|ECONNRESET|FastifyError|ZodError|FST_ERR|\bpg-protocol\b/,
  ],
  ['an object', /\[object \w+\]|\bundefined is not\b|Cannot read propert|is not a function|\bMap\(\d+\) \{/],
]

/** A text as an answer may give it back: as it is, in JSON, in markup, in an address. */
const told = (text: string): readonly string[] => {
  const json = JSON.stringify(text).slice(1, -1)
  const escaped = (one: string): string =>
    one.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
  const html = escaped(text)
  const all = [text, json, html, html.replaceAll("'", '&#x27;'), html.replaceAll("'", '&#39;'), escaped(json)]
  return [...all, encodeURIComponent(text.toWellFormed()), encodeURI(text.toWellFormed())]
}

/**
 * What an answer tells of the inside, in words; empty when nothing. A page may show again what was typed into it, so
 * `sent` is taken out first; a marker sent in headers must not come back at all.
 */
export const leaksIn = (body: string, sent: readonly string[] = [], marker?: string): readonly string[] => {
  const rest = sent
    .filter(text => text.length > 2)
    .flatMap(told)
    .toSorted((a, b) => b.length - a.length)
    .reduce((text, part) => text.replaceAll(part, '…'), body)
  const found = INSIDE.flatMap(([what, pattern]) => {
    const match = pattern.exec(rest)
    return match === null ? [] : [`${what}: ${match[0].slice(0, 80)}`]
  })
  return marker !== undefined && body.includes(marker) ? [...found, 'an echo of a header'] : found
}
