import pg from 'pg'
import { type Instant, isoOf } from '../../kernel/time.ts'

/**
 * How values cross the wire, decided once.
 *
 * Reading: int8 is a number (an error beyond 2^53, which no identity of ours reaches), timestamptz an Instant in
 * whole milliseconds, date the text `YYYY-MM-DD`, numeric its text, jsonb parsed, bytea a Buffer.
 * Writing: an instant is written by `ts(now)`; a bare number for a timestamptz is refused by PostgreSQL, loudly.
 */

/** An instant as a parameter: ISO 8601 with milliseconds. */
export const ts = (at: Instant): string => {
  const ms = at - Math.floor(at / 1000) * 1000
  return isoOf(at).replace('+08:00', `.${String(ms).padStart(3, '0')}+08:00`)
}

/** A JSON document as a parameter. Without it the driver would write an array as a PostgreSQL array. */
export const json = (value: unknown): string => JSON.stringify(value)

const QUOTED = /[^\w:.+-]|^null$/i

const plain = (value: string | bigint | null): string | bigint => {
  if (value === null) return 'NULL'
  if (typeof value === 'string' && (value === '' || QUOTED.test(value)))
    throw new Error('a value of an array needs quotes')
  return value
}

/**
 * Many values as one parameter, for values that need no quotes in an array: ids, whole numbers, instants, single words.
 * The driver looks at each character of each element, which takes longer than all else for ten thousand of them.
 */
export const array = (values: readonly (string | bigint | null)[]): string => `{${values.map(plain).join(',')}}`

/** Reads int8; throws beyond the numbers that are exact. */
export const parseInt8 = (text: string): number => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error(`int8 out of the exact range: ${text}`)
  return value
}

const TIMESTAMP = /^(\d{4,})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?([+-])(\d\d)(?::(\d\d))?(?::(\d\d))?$/

/** Reads timestamptz as PostgreSQL prints it in any zone; parts of a millisecond are cut off. */
export const parseTimestamp = (text: string): Instant => {
  if (text === 'infinity' || text === '-infinity') return (text === 'infinity' ? Infinity : -Infinity) as Instant
  const match = TIMESTAMP.exec(text)
  if (match === null) throw new Error(`not a timestamp: ${text}`)
  const n = (group: number): number => Number(match[group] ?? '0')
  const offset = (n(9) * 3600 + n(10) * 60 + n(11)) * (match[8] === '-' ? -1 : 1)
  const ms = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3))
  return (Date.UTC(n(1), n(2) - 1, n(3), n(4), n(5), n(6), ms) - offset * 1000) as Instant
}

const TEXT_ARRAY: number = 1009
const each =
  (parse: (text: string) => unknown) =>
  (text: string): unknown => {
    const parts: readonly (string | null)[] = pg.types.getTypeParser(TEXT_ARRAY, 'text')(text)
    return parts.map(part => (part === null ? null : parse(part)))
  }

const asIs = (text: string): string => text

const PARSERS: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [20, parseInt8],
  [1016, each(parseInt8)],
  [1184, parseTimestamp],
  [1185, each(parseTimestamp)],
  [1082, asIs],
  [1182, each(asIs)],
  [1231, each(asIs)],
])

/** The type parsers of every connection; set on the pool, so that no global of the driver is touched. */
export const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: string) =>
    (format === 'binary' ? undefined : PARSERS.get(oid)) ?? pg.types.getTypeParser(oid, format as 'text'),
}
