import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

/** What a secret looks like, whoever's it is. */
const SHAPES: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a private key', /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/],
  ['a key of the vault', /\b(?:seal|blind)-\d{4}\s*=\s*[\w-]{43}(?![\w-])/],
  ['a session', /__Host-linli(?:-\w+)?=[\w-]{43}(?![\w-])/],
  [
    'a password in an address',
    /\b(?:postgres(?:ql)?|smtps?|https?|redis|amqp):\/\/[^\s:/@'"`$<>{}…]{1,64}:(?!password@|[A-Z_]+@)[^\s:/@'"`$<>{}…]{6,}@/,
  ],
  ['a signed token', /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/],
  ['a bearer token', /\bauthorization:\s*bearer\s+[\w.~+/-]{16,}/i],
  ['a key of a cloud', /\b(?:AKIA|ASIA|LTAI|AKID)[A-Z0-9a-z]{14,}\b|\bgh[pousr]_\w{36}\b|\bsk-[A-Za-z0-9]{24,}\b/],
  [
    'a password written down',
    /\b(?:password|passwd|secret|token|api_?key)\s*[:=]\s*["'](?!\$|\{|<)[A-Za-z0-9+/_.!@#%^&*-]{16,}["']/i,
  ],
]

export type Secret = { readonly where: string; readonly what: string }

/** A known value as it may lie about: as it is, in base64, percent-encoded. Short ones only as they are. */
const guises = (value: string): readonly string[] =>
  value.length < 12
    ? [value]
    : [value, encodeURIComponent(value), Buffer.from(value).toString('base64'), Buffer.from(value).toString('hex')]

/** Secrets in a text: of any known shape, and every value of `canaries`, a name for each. */
export const secretsIn = (
  where: string,
  text: string,
  canaries: Readonly<Record<string, string>> = {},
): readonly Secret[] => [
  ...SHAPES.flatMap(([what, pattern]) => (pattern.test(text) ? [{ where, what }] : [])),
  ...Object.entries(canaries).flatMap(([what, value]) =>
    guises(value).some(guise => text.includes(guise)) ? [{ where, what }] : [],
  ),
]

/** Every file under a folder, as bytes read one for one into characters, so that nothing in it is passed over. */
export const filesUnder = function* (folder: string): Generator<readonly [path: string, text: string]> {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile() && statSync(path).size < 64 * 1024 * 1024)
      yield [relative(folder, path), readFileSync(path, 'latin1')]
  }
}
