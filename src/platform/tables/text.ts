import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { Source, TableFault } from './types.ts'

const ENCODINGS = ['utf-8', 'gb18030'] as const
export type Encoding = (typeof ENCODINGS)[number]

const isEncoded = async (source: Source, encoding: Encoding): Promise<boolean> => {
  const decoder = new TextDecoder(encoding, { fatal: true })
  try {
    for await (const chunk of source.open()) decoder.decode(chunk, { stream: true })
    decoder.decode()
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

/** UTF-8, else GB 18030, which is what spreadsheets on Chinese Windows write. Reads the file through once or twice. */
export const encodingOf = async (source: Source): Promise<Result<Encoding, TableFault>> => {
  for (const encoding of ENCODINGS) if (await isEncoded(source, encoding)) return ok(encoding)
  return refuse({ why: 'encoding', line: 1 })
}

/** The text in pieces, without the byte order mark. */
export async function* textOf(source: Source, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of source.open()) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}

/** The lines with their numbers from 1. @throws nothing: a line of any length is a line */
export async function* linesOf(source: Source, encoding: Encoding): AsyncGenerator<{ line: number; text: string }> {
  let [rest, line] = ['', 0]
  for await (const piece of textOf(source, encoding)) {
    // Only what is new is looked through: a line may go on over many pieces.
    const [first = '', ...lines] = piece.split('\n')
    lines.unshift(rest + first)
    rest = lines.pop() ?? ''
    for (const text of lines) yield { line: ++line, text }
  }
  yield { line: ++line, text: rest }
}
