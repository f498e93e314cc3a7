import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** What a scanner says of bytes. */
export type Verdict =
  | { readonly verdict: 'clean' }
  /** Malware, under the scanner's own name for it. */
  | { readonly verdict: 'found'; readonly name: string }
  /** The scanner could not be asked, or gave no answer in time. */
  | { readonly verdict: 'unknown' }

export type Scanner = (bytes: Uint8Array) => Promise<Verdict>

export type ScannerAddress = { readonly path: string } | { readonly host: string; readonly port: number }

const PORT = 3310
const ANSWER_MS_MAX = 20_000
const ANSWER_BYTES_MAX = 4_096
const CHUNK_BYTES = 256 * 1024
const LENGTH_BYTES = 4

/** Of `/run/clamav/clamd.ctl`, `127.0.0.1:3310` or `127.0.0.1`; undefined when it is none of these. */
export const scannerAddress = (text: string): ScannerAddress | undefined => {
  if (text.startsWith('/')) return { path: text }
  const parts = /^(\[[0-9a-f:]+\]|[\w.-]+)(?::(\d{1,5}))?$/i.exec(text)
  const port = Number(parts?.[2] ?? PORT)
  if (parts?.[1] === undefined || port < 1 || port > 65_535) return undefined
  return { host: parts[1].replace(/^\[|\]$/g, ''), port }
}

const lengthOf = (size: number): Buffer => {
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32BE(size)
  return length
}

const write = async (socket: Socket, bytes: Uint8Array): Promise<void> => {
  if (!socket.write(bytes)) await once(socket, 'drain')
}

const send = async (socket: Socket, bytes: Uint8Array): Promise<void> => {
  await write(socket, Buffer.from('zINSTREAM\0'))
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    const chunk = bytes.subarray(at, at + CHUNK_BYTES)
    await write(socket, lengthOf(chunk.length))
    await write(socket, chunk)
  }
  await write(socket, lengthOf(0))
}

const answerOf = async (socket: Socket): Promise<string> => {
  let answer = ''
  for await (const piece of socket as AsyncIterable<Buffer>) {
    answer += piece.toString('utf8')
    if (answer.includes('\0') || answer.length > ANSWER_BYTES_MAX) break
  }
  return answer.replace(/\0.*$/s, '')
}

const verdictOf = (answer: string): Verdict => {
  const found = /^stream: ([\w.:/ +-]{1,200}) FOUND$/.exec(answer)
  if (found?.[1] !== undefined) return { verdict: 'found', name: found[1] }
  return answer === 'stream: OK' ? { verdict: 'clean' } : { verdict: 'unknown' }
}

/**
 * Asks a clamd (ClamAV's daemon) about bytes, by its INSTREAM command. Nothing is written to disk. Whatever goes wrong
 * is `unknown`: an answer that cannot be had is never taken for a clean one.
 */
export const clamd =
  (address: ScannerAddress, msMax = ANSWER_MS_MAX): Scanner =>
  async bytes => {
    const socket = connect(address)
    // A socket that goes quiet is destroyed with an error, which every wait below then meets.
    socket.setTimeout(msMax, () => socket.destroy(new Error('the scanner is silent')))
    const failed = new Promise<never>((_, reject) => socket.once('error', reject))
    failed.catch(() => undefined)
    try {
      await Promise.race([once(socket, 'connect'), failed])
      // clamd answers early, and stops reading, when a stream is larger than it takes.
      const sent = send(socket, bytes).catch(() => undefined)
      const answer = await Promise.race([answerOf(socket), failed])
      await Promise.race([sent, new Promise(resolve => setImmediate(resolve))])
      return verdictOf(answer)
    } catch {
      return { verdict: 'unknown' }
    } finally {
      socket.destroy()
    }
  }
