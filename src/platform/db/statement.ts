import type { Statement } from './types.ts'

export type Prepared = { readonly name: string; readonly text: string }

/** PostgreSQL cuts longer names off, and two statements could meet under one name. */
const NAME_LENGTH_MAX = 63
const CITY_PLAIN = /(?<![\w."])city\./g
const CITY_QUOTED = /"city"\./g

/** The text for one city: `city.x` and Kysely's `"city"."x"` become the city's schema. */
export const inSchema = (text: string, schema: string): string =>
  text.replace(CITY_PLAIN, `${schema}.`).replace(CITY_QUOTED, `"${schema}".`)

const prepared = new WeakMap<Statement, Map<string, Prepared>>()

/**
 * Statement, schema and reader make one prepared statement, worked out once. A plan belongs to the role it was made
 * for: under one name for all, every change of role on a connection would plan anew.
 * @param reader letter of the role it runs under; none for the login's own
 */
export const prepare = (statement: Statement, schema: string, reader = ''): Prepared => {
  const bySchema = prepared.get(statement) ?? new Map<string, Prepared>()
  prepared.set(statement, bySchema)
  const place = `${schema}${reader}`
  const known = bySchema.get(place)
  if (known !== undefined) return known
  const name = `${statement.name}@${place}`
  if (name.length > NAME_LENGTH_MAX) throw new Error(`statement name too long: ${name}`)
  const made = { name, text: inSchema(statement.text, schema) }
  bySchema.set(place, made)
  return made
}
