import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

/** One thing in the archive; everything belongs to root and bears the same time, so that the same things give the same bytes. */
export type Entry = { readonly path: string } & (
  | { readonly kind: 'file'; readonly size: number; readonly executable: boolean; readonly from: string | Buffer }
  | { readonly kind: 'link'; readonly to: string }
  | { readonly kind: 'folder' }
)

const BLOCK = 512
const NAME_MAX = 100
const PREFIX_MAX = 155

const octal = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, '0')}\0`

/** A name of up to 255 bytes is kept in two parts, cut at a slash; undefined when it cannot be. */
const cut = (path: string): readonly [prefix: string, name: string] | undefined => {
  if (Buffer.byteLength(path) <= NAME_MAX) return ['', path]
  for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) {
    const [prefix, name] = [path.slice(0, at), path.slice(at + 1)]
    if (Buffer.byteLength(prefix) <= PREFIX_MAX && Buffer.byteLength(name) <= NAME_MAX && name !== '')
      return [prefix, name]
  }
  return undefined
}

type Head = {
  readonly path: string
  readonly type: string
  readonly mode: number
  readonly size: number
  readonly to: string
}

const header = ({ path, type, mode, size, to }: Head, seconds: number): Buffer => {
  const [prefix, name] = cut(path) ?? ['', path.slice(0, NAME_MAX)]
  const block = Buffer.alloc(BLOCK)
  const put = (text: string, at: number, length: number): void => void block.write(text, at, length, 'utf8')
  put(name, 0, NAME_MAX)
  put(octal(mode, 8), 100, 8)
  put(octal(0, 8), 108, 8)
  put(octal(0, 8), 116, 8)
  put(octal(size, 12), 124, 12)
  put(octal(seconds, 12), 136, 12)
  put(' '.repeat(8), 148, 8)
  put(type, 156, 1)
  put(to, 157, NAME_MAX)
  put('ustar\0', 257, 6)
  put('00', 263, 2)
  put('root', 265, 32)
  put('root', 297, 32)
  put(prefix, 345, PREFIX_MAX)
  const sum = block.reduce((total, byte) => total + byte, 0)
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 8)
  return block
}

const padding = (size: number): Buffer => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK)

/** A record of a pax header counts its own length. */
const record = (key: string, value: string): string => {
  const body = ` ${key}=${value}\n`
  let length = Buffer.byteLength(body) + 1
  while (Buffer.byteLength(`${length}${body}`) !== length) length = Buffer.byteLength(`${length}${body}`)
  return `${length}${body}`
}

/** What does not fit into the old header goes before it. */
const extended = (path: string, to: string, seconds: number): readonly Buffer[] => {
  const records = [
    ...(cut(path) === undefined ? [record('path', path)] : []),
    ...(Buffer.byteLength(to) > NAME_MAX ? [record('linkpath', to)] : []),
  ].join('')
  if (records === '') return []
  const bytes = Buffer.from(records)
  return [
    header({ path: 'pax', type: 'x', mode: 0o644, size: bytes.length, to: '' }, seconds),
    bytes,
    padding(bytes.length),
  ]
}

async function* blocks(entries: readonly Entry[], root: string, seconds: number): AsyncGenerator<Buffer> {
  for (const entry of entries) {
    const path = `${root}/${entry.path}${entry.kind === 'folder' ? '/' : ''}`
    const to = entry.kind === 'link' ? entry.to : ''
    yield* extended(path, to, seconds)
    if (entry.kind === 'folder') yield header({ path, type: '5', mode: 0o755, size: 0, to }, seconds)
    else if (entry.kind === 'link') yield header({ path, type: '2', mode: 0o777, size: 0, to }, seconds)
    else {
      yield header({ path, type: '0', mode: entry.executable ? 0o755 : 0o644, size: entry.size, to }, seconds)
      let written = 0
      const source = typeof entry.from === 'string' ? createReadStream(entry.from) : [entry.from]
      for await (const piece of source as AsyncIterable<Buffer>) {
        written += piece.length
        yield piece
      }
      if (written !== entry.size) throw new Error(`${entry.path} changed while it was packed`)
      yield padding(entry.size)
    }
  }
  yield Buffer.alloc(2 * BLOCK)
}

/**
 * Writes a .tar.gz, whole or not at all.
 * @param root the one folder everything lies in  @param seconds time of every entry, since 1970
 * @returns its SHA-256
 */
export const writeTar = async (
  target: string,
  entries: readonly Entry[],
  { root, seconds, level }: { readonly root: string; readonly seconds: number; readonly level: number },
): Promise<string> => {
  const making = `${target}.new`
  const hash = createHash('sha256')
  try {
    await pipeline(
      Readable.from(blocks(entries, root, seconds), { objectMode: false }),
      createGzip({ level }),
      async function* (pieces: AsyncIterable<Buffer>) {
        for await (const piece of pieces) {
          hash.update(piece)
          yield piece
        }
      },
      createWriteStream(making, { flush: true }),
    )
    await rename(making, target)
  } finally {
    await rm(making, { force: true })
  }
  return hash.digest('hex')
}
