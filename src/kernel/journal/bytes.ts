/** Bytes and their written forms, without Buffer or TextEncoder: these files run anywhere, also in a page. */

export const concat = (...parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export const equal = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at])

/** UTF-8. Throws on a lone surrogate: such a string has no bytes, so two readers would hash it differently. */
export const utf8 = (text: string): Uint8Array => {
  const bytes = new Uint8Array(text.length * 3)
  let size = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit < 0x80) {
      bytes[size++] = unit
      continue
    }
    const code = text.codePointAt(at) ?? 0
    if (code >= 0xd800 && code <= 0xdfff) throw new Error('a lone surrogate has no UTF-8 form')
    if (code < 0x800) bytes[size++] = 0xc0 | (code >> 6)
    else {
      if (code < 0x10000) bytes[size++] = 0xe0 | (code >> 12)
      else {
        at++
        bytes[size++] = 0xf0 | (code >> 18)
        bytes[size++] = 0x80 | ((code >> 12) & 63)
      }
      bytes[size++] = 0x80 | ((code >> 6) & 63)
    }
    bytes[size++] = 0x80 | (code & 63)
  }
  return bytes.slice(0, size)
}

const PAIRS: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

export const hex = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += PAIRS[byte]
  return text
}

/** Undefined when the text is not an even number of lower-case hexadecimal digits. */
export const fromHex = (text: string): Uint8Array | undefined =>
  /^([0-9a-f]{2})*$/.test(text)
    ? Uint8Array.from(text.match(/../g) ?? [], pair => Number.parseInt(pair, 16))
    : undefined

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Standard alphabet, padded (RFC 4648 §4). */
export const base64 = (bytes: Uint8Array): string => {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [a, b, c] = [bytes[at] ?? 0, bytes[at + 1], bytes[at + 2]]
    text += ALPHABET.charAt(a >> 2) + ALPHABET.charAt(((a & 3) << 4) | ((b ?? 0) >> 4))
    text += b === undefined ? '=' : ALPHABET.charAt(((b & 15) << 2) | ((c ?? 0) >> 6))
    text += c === undefined ? '=' : ALPHABET.charAt(c & 63)
  }
  return text
}

/** Undefined unless the text is exactly what `base64` writes: one value has one spelling. */
export const fromBase64 = (text: string): Uint8Array | undefined => {
  const digits = text.replace(/={1,2}$/, '')
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4))
  let [bits, held, at] = [0, 0, 0]
  for (const digit of digits) {
    const value = ALPHABET.indexOf(digit)
    if (value < 0) return undefined
    bits = ((bits << 6) | value) & 0xffff
    held += 6
    if (held >= 8) {
      held -= 8
      bytes[at++] = (bits >> held) & 255
    }
  }
  return base64(bytes) === text ? bytes : undefined
}
