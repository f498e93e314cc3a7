import { z } from 'zod'
import type { Route } from '../../../src/platform/http/types.ts'
import type { Schema } from '../../attack/arbitrary.ts'

/** What stands in for an id of each name that a schema asks for. */
export type Known = (field: string) => string | undefined

/** Texts with a form of their own. */
const SAID: Readonly<Record<string, string>> = {
  number: '12345',
  amount: '100',
  budget: '100',
  bankAccount: '6222000011112222',
  reference: 'L0001',
  yuan: '1.00',
  interest: '1.00',
  opening: '0.00',
  closing: '0.00',
  source: 'sample',
  turnoutArea: '1',
  rulesArea: '1',
  covenantArea: '1',
  committeeArea: '1',
}

/** A day is known by its pattern where it has another one beside it: the leap days are in it. */
const isDay = ({ format, allOf = [] }: Schema): boolean =>
  format === 'date' || allOf.some(({ pattern }) => pattern?.includes('02-29') === true)

const text = (schema: Schema, field: string): string => {
  const { minLength = 0, format } = schema
  if (isDay(schema)) return '2026-10-08'
  // A time of day.
  if (schema.pattern?.endsWith(':[0-5]\\d$') === true) return '09:00'
  if (format === 'date-time') return '2026-10-08T09:00:00+08:00'
  const said = SAID[field] ?? `样例 ${field}`
  return said.padEnd(minLength, '。')
}

/**
 * A small value that fits the schema: what is asked for and nothing more. Throws on an id that nothing stands in for, so
 * that a new route with a new kind of id fails the build until it is known.
 */
export const sampleOf = (schema: Schema, known: Known, field: string): unknown => {
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return schema.enum[0]
  const [choice] = schema.anyOf ?? schema.oneOf ?? []
  if (choice !== undefined) return sampleOf(choice, known, field)
  if (schema.format === 'uuid') {
    const id = known(field)
    if (id === undefined) throw new Error(`no fixture for the id ${field}`)
    return id
  }
  switch (schema.type) {
    case 'object': {
      // A reason is asked for by the page and not by the schema where it may be missing at first.
      const asked = Object.entries(schema.properties ?? {}).filter(
        ([name]) => name === 'reason' || (schema.required?.includes(name) ?? false),
      )
      return Object.fromEntries(asked.map(([name, part]) => [name, known(`=${name}`) ?? sampleOf(part, known, name)]))
    }
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(schema.items ?? {}, known, field))
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, 1)
    case 'boolean':
      return false
    case 'string':
      return text(schema, field)
    default:
      // Words of an HTML form are read as well; a schema cannot say so.
      return 'true'
  }
}

export const schemaOf = (shape: z.ZodType | undefined): Schema | undefined =>
  shape === undefined ? undefined : (z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }) as Schema)

/** Every id that a schema asks for, by the name of its field. */
export const idsIn = (schema: Schema | undefined, field = ''): readonly string[] => {
  if (schema === undefined || typeof schema !== 'object') return []
  if (schema.format === 'uuid') return [field]
  const parts = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, part]) => idsIn(part, name)),
    ...(schema.items === undefined ? [] : idsIn(schema.items, field)),
    ...parts.flatMap(part => idsIn(part, field)),
  ]
}

/** A body that the route takes, or nothing when it takes none. What the schema asks for without saying so is added. */
export const bodyFor = (route: Route, known: Known): Record<string, unknown> | undefined => {
  const shape = route.kind === 'page' ? undefined : route.body
  const schema = schemaOf(shape)
  if (shape === undefined || schema === undefined) return undefined
  const body = sampleOf(schema, known, 'body') as Record<string, unknown>
  const read = shape.safeParse(body)
  for (const { path } of read.success ? [] : read.error.issues) {
    const name = String(path[0] ?? '')
    const part = schema.properties?.[name]
    if (part !== undefined && body[name] === undefined) body[name] = sampleOf(part, known, name)
  }
  return body
}
