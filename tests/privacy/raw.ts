import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Looks for values in bytes, however they may have been written down: UTF-8, UTF-16, hexadecimal, base64. */
export type Scanner = {
  /** Every value found, with where. */
  readonly scan: (bytes: Buffer, where: string) => void
  readonly file: (path: string) => Promise<void>
  readonly folder: (path: string, skip?: (path: string) => boolean) => Promise<void>
  readonly hits: () => readonly { readonly value: string; readonly as: string; readonly where: string }[]
  readonly bytes: () => number
}

const swapped = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16()

/** Base64 of a value that begins at any of three offsets, without the characters its neighbours share. */
const base64 = (bytes: Buffer): readonly Buffer[] =>
  [0, 1, 2].map(shift => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replaceAll('=', '')
    const end = (shift + bytes.length) % 3 === 0 ? text.length : text.length - 1
    return Buffer.from(text.slice(shift === 0 ? 0 : shift + 1, end))
  })

const waysOf = (value: string): readonly (readonly [as: string, bytes: Buffer])[] => {
  const utf8 = Buffer.from(value)
  const utf16 = Buffer.from(value, 'utf16le')
  const hex = utf8.toString('hex')
  return [
    ['utf8', utf8],
    ['utf16le', utf16],
    ['utf16be', swapped(utf16)],
    ['hex', Buffer.from(hex)],
    ['hex', Buffer.from(hex.toUpperCase())],
    ...base64(utf8).map(bytes => ['base64', bytes] as const),
  ]
}

/** A buffer of this size is made for every file, and a cluster has thousands of small ones. */
const CHUNK = 256 * 1024
const HEAD = 4
const BITS = 22

/** Of four bytes as one number. */
const hash = (word: number): number => Math.imul(word, 0x9e3779b1) >>> (32 - BITS)

/** @param values at least five bytes each */
export const scannerOf = (values: readonly string[]): Scanner => {
  const filter = new Uint8Array(1 << BITS)
  const needles = new Map<string, { value: string; as: string; bytes: Buffer }[]>()
  let longest = 0
  for (const value of values)
    for (const [as, bytes] of waysOf(value)) {
      filter[hash(bytes.readInt32BE(0))] = 1
      const head = bytes.toString('latin1', 0, HEAD)
      needles.set(head, [...(needles.get(head) ?? []), { value, as, bytes }])
      longest = Math.max(longest, bytes.length)
    }
  const found: { value: string; as: string; where: string }[] = []
  let read = 0

  const scan = (bytes: Buffer, where: string): void => {
    read += bytes.length
    let word = 0
    for (let end = 0; end < bytes.length; end++) {
      word = (word << 8) | (bytes[end] ?? 0)
      if (filter[hash(word)] === 0 || end < HEAD - 1) continue
      const at = end - HEAD + 1
      for (const needle of needles.get(bytes.toString('latin1', at, at + HEAD)) ?? [])
        if (bytes.subarray(at, at + needle.bytes.length).equals(needle.bytes))
          found.push({ value: needle.value, as: needle.as, where })
    }
  }

  const file = async (path: string): Promise<void> => {
    let rest: Buffer = Buffer.alloc(0)
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) {
      const bytes = Buffer.concat([rest, chunk as Buffer])
      scan(bytes, path)
      rest = bytes.subarray(Math.max(0, bytes.length - longest + 1))
    }
  }

  const folder = async (path: string, skip: (path: string) => boolean = () => false): Promise<void> => {
    for (const entry of await readdir(path, { withFileTypes: true })) {
      const inner = join(path, entry.name)
      if (skip(inner)) continue
      if (entry.isDirectory()) await folder(inner, skip)
      // A file of the server may be gone by the time we come to it.
      else if (entry.isFile())
        await file(inner).catch(error => {
          if (error.code !== 'ENOENT') throw error
        })
    }
  }
  return { scan, file, folder, hits: () => found, bytes: () => read }
}
