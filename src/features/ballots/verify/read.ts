import type { RegisterRow, VoteCount, VoteHeader } from '../rules/bundle/types.ts'
import { checkChunk } from './chunk.ts'
import { readCount, readEnd, readHeader, readJournal, readRow } from './shapes.ts'
import { type Checkers, checkers } from './threads.ts'
import { type ChunkReport, type Fault, fault, type Ground } from './types.ts'

/** Sealed ballots that are checked together: enough for the batch to pay, few enough for a thread's memory. */
const SEALED_PER_CHUNK = 2_000

export type ReadVote = {
  readonly header: VoteHeader
  readonly register: readonly RegisterRow[]
  readonly chunks: readonly ChunkReport[]
  readonly count: VoteCount | undefined
  readonly journal: readonly object[]
  readonly faults: readonly Fault[]
}

/** Ballots on their way to be checked: in this thread when they are few, else in others while the file is read. */
const gather = (ground: Ground) => {
  const size = Math.max(1, Math.floor(SEALED_PER_CHUNK / ground.header.motions.length))
  let [lines, threads]: [string[], Checkers | undefined] = [[], undefined]
  return {
    add: async (line: string): Promise<void> => {
      lines.push(line)
      if (lines.length <= size) return
      threads ??= checkers(ground)
      const full = lines.slice(0, size)
      lines = lines.slice(size)
      await threads.check(full)
    },
    end: async (): Promise<readonly ChunkReport[]> => {
      if (threads === undefined) return [checkChunk(ground, lines)]
      await threads.check(lines)
      return threads.end()
    },
  }
}

const SECTIONS = ['register', 'ballot', 'count', 'journal', 'end'] as const
const sectionOf = (line: string): (typeof SECTIONS)[number] | undefined =>
  SECTIONS.find(section => line.startsWith(`{"${section}":`))

/** Takes the lines of a vote one after the other. What cannot be read is a fault, and the rest goes on. */
class Reader {
  readonly header: VoteHeader
  readonly register: RegisterRow[] = []
  readonly journal: object[] = []
  readonly faults: Fault[] = []
  count: VoteCount | undefined
  ended: number | undefined
  #number = 1
  #place = 0
  #ballots: ReturnType<typeof gather> | undefined

  constructor(header: VoteHeader) {
    this.header = header
  }

  #bad(why: string): void {
    this.faults.push(fault('file', 'spelling', `第 ${this.#number} 行${why}`))
  }

  #keep<T>(value: T | undefined, use: (value: T) => void): void {
    if (value === undefined) this.#bad('读不出,或不是规定的写法')
    else use(value)
  }

  async take(line: string): Promise<void> {
    this.#number += 1
    const section = sectionOf(line)
    if (section === undefined) return this.#bad('读不出')
    const place = SECTIONS.indexOf(section)
    if (place < this.#place || this.ended !== undefined) this.#bad('不在它的位置上')
    this.#place = Math.max(place, this.#place)
    if (section === 'ballot') return this.#ballot(line)
    if (section === 'register') return this.#keep(readRow(line), row => this.register.push(row))
    if (section === 'journal') return this.#keep(readJournal(line), entry => this.journal.push(entry))
    if (section === 'end') return this.#keep(readEnd(line), end => (this.ended = end))
    if (this.count !== undefined) this.#bad('又是计票结果')
    this.#keep(readCount(line), count => (this.count = count))
  }

  async #ballot(line: string): Promise<void> {
    this.#ballots ??= gather({ header: this.header, register: [...this.register] })
    await this.#ballots.add(line)
  }

  async end(): Promise<ReadVote> {
    const { header, register, journal, count, ended, faults } = this
    const read = this.#number - (ended === undefined ? 0 : 1)
    if (ended !== read) faults.push(fault('file', 'cut-off', `应有 ${ended ?? '?'} 行,读到 ${read} 行: 文件不完整`))
    const chunks = (await this.#ballots?.end()) ?? [checkChunk({ header, register }, [])]
    return { header, register, chunks, count, journal, faults }
  }
}

/**
 * Reads a published vote line by line; ballots are checked as they come.
 * @returns undefined when the first line is no header: then there is nothing to hold the rest against
 */
export const readVote = async (lines: Iterable<string>): Promise<ReadVote | undefined> => {
  let reader: Reader | undefined
  for (const line of lines) {
    if (reader !== undefined) {
      await reader.take(line)
      continue
    }
    const header = readHeader(line)
    if (header === undefined) return undefined
    reader = new Reader(header)
  }
  return reader?.end()
}
