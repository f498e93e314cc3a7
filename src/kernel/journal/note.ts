import { base64, concat, equal, fromBase64, fromHex, hex, utf8 } from './bytes.ts'
import type { Sha256 } from './hash.ts'

/** C2SP signed-note with Ed25519 keys: a text, an empty line, one line for each signature. */
const ED25519 = Uint8Array.of(1)

/** Who signs: a name without spaces or `+`, and the 32 bytes of an Ed25519 public key. */
export type NoteKey = { readonly name: string; readonly publicKey: Uint8Array }
export type Sign = (message: Uint8Array) => Uint8Array
export type Verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean

/** First four bytes of SHA-256(name, newline, 0x01, key): tells keys apart, proves nothing. */
export const keyId = (sha256: Sha256, { name, publicKey }: NoteKey): Uint8Array =>
  sha256(concat(utf8(`${name}\n`), ED25519, publicKey)).slice(0, 4)

/** A public key as one line, `name+keyid+base64`: what an auditor keeps and pins. */
export const keyText = (sha256: Sha256, key: NoteKey): string =>
  `${key.name}+${hex(keyId(sha256, key))}+${base64(concat(ED25519, key.publicKey))}`

/** Undefined when the line is not a key or its id is not that of its name and bytes. */
export const parseKey = (sha256: Sha256, text: string): NoteKey | undefined => {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim())
  const [id, bytes] = [fromHex(match?.[2] ?? ''), fromBase64(match?.[3] ?? '')]
  if (match?.[1] === undefined || id === undefined || bytes?.length !== 33 || bytes[0] !== 1) return undefined
  const key = { name: match[1], publicKey: bytes.slice(1) }
  return equal(keyId(sha256, key), id) ? key : undefined
}

/** @param text ends with a newline; it is what is signed */
export const signNote = (sha256: Sha256, text: string, key: NoteKey, sign: Sign): string => {
  if (!text.endsWith('\n')) throw new Error('the text of a note ends with a newline')
  return `${text}\n— ${key.name} ${base64(concat(keyId(sha256, key), sign(utf8(text))))}\n`
}

/** The text of the note when this key signed it; else undefined. Signatures of others are passed over. */
export const openNote = (sha256: Sha256, note: string, key: NoteKey, verify: Verify): string | undefined => {
  const end = note.lastIndexOf('\n\n')
  if (end < 0 || !note.endsWith('\n')) return undefined
  const text = note.slice(0, end + 1)
  const id = keyId(sha256, key)
  const signed = note
    .slice(end + 2, -1)
    .split('\n')
    .some(line => {
      const match = /^— (\S+) (\S+)$/.exec(line)
      const bytes = fromBase64(match?.[2] ?? '')
      if (match?.[1] !== key.name || bytes?.length !== 68 || !equal(bytes.slice(0, 4), id)) return false
      return verify(key.publicKey, utf8(text), bytes.slice(4))
    })
  return signed ? text : undefined
}
