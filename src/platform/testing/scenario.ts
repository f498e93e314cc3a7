import { type Instant, parseInstant } from '../../kernel/time.ts'

/** One line of a scenario a clerk can read: when, what, with which details, by whom, and what comes of it. */
export type Line = {
  readonly at: Instant
  readonly verb: string
  /** Words after the verb: plain ones, and `name=value` pairs. */
  readonly words: readonly string[]
  readonly values: ReadonlyMap<string, string>
  readonly by: string
  /** `ok`, or `refused a b c` as the tags expected. */
  readonly refused: readonly string[]
  /** Expectations after `ok,` such as `contact 22m`, `close due 2026-10-10 17:30`. */
  readonly expects: readonly string[]
  readonly text: string
}

const LINE = /^(\d{4}-\d{2}-\d{2} \d{2}:\d{2})\s+(\S+)\s*(.*?)\s+by (\S+)\s+-> (.+)$/

const parse = (text: string): Line => {
  const match = LINE.exec(text)
  const at = parseInstant(`${match?.[1]?.replace(' ', 'T')}:00+08:00`)
  const [verb, middle, by, outcome] = [match?.[2], match?.[3], match?.[4], match?.[5]]
  if (
    match === null ||
    at === undefined ||
    verb === undefined ||
    middle === undefined ||
    by === undefined ||
    outcome === undefined
  ) {
    throw new Error(`not a line of a scenario: ${text}`)
  }
  const parts = middle.split(/\s+/).filter(word => word !== '')
  const [result = '', ...expects] = outcome.split(',').map(part => part.trim())
  const [kind, ...tags] = result.split(/\s+/)
  if (kind !== 'ok' && kind !== 'refused') throw new Error(`neither ok nor refused: ${text}`)
  return {
    at,
    verb,
    words: parts.filter(word => !word.includes('=')),
    values: new Map(parts.filter(word => word.includes('=')).map(word => word.split('=', 2) as [string, string])),
    by,
    refused: kind === 'refused' ? tags : [],
    expects,
    text,
  }
}

/** Reads a table of lines; empty lines and lines that begin with `#` are left out. One form for every slice. */
export const scenario = (table: string): readonly Line[] =>
  table
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(parse)
