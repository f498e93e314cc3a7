import { z } from 'zod'
import type { Route } from '../../src/platform/http/types.ts'
import type { Schema } from './arbitrary.ts'

/** A place in a request that somebody can write into. */
export type Place = {
  readonly where: 'path' | 'query' | 'body' | 'header'
  /** Names on the way to it: `['query', 'q']` is one field deep. */
  readonly at: readonly string[]
  readonly schema: Schema
}

/** Headers a browser, a proxy or a program fills; each may be read by something on the way. */
export const HEADERS = [
  'accept-language',
  'user-agent',
  'referer',
  'origin',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-request-id',
  'authorization',
  'cookie',
  'if-match',
  'if-none-match',
  'idempotency-key',
  'range',
] as const

const schemaOf = (of: z.ZodType | undefined): Schema =>
  of === undefined ? {} : (z.toJSONSchema(of, { io: 'input', unrepresentable: 'any' }) as Schema)

const fieldsOf = (where: Place['where'], schema: Schema, at: readonly string[] = []): readonly Place[] => {
  const choices = schema.anyOf ?? schema.oneOf
  const own = choices?.flatMap(one => fieldsOf(where, one, at)) ?? []
  const deeper = Object.entries(schema.properties ?? {}).flatMap(([name, one]) => fieldsOf(where, one, [...at, name]))
  const item = schema.items === undefined ? [] : fieldsOf(where, schema.items, [...at, '0'])
  const leaf = deeper.length + item.length + own.length === 0 && at.length > 0 ? [{ where, at, schema }] : []
  return [...leaf, ...deeper, ...item, ...own]
}

const once = (places: readonly Place[]): readonly Place[] => [
  ...new Map(places.map(place => [`${place.where} ${place.at.join('.')}`, place])).values(),
]

/** Everything of a route that can be written into, but headers. */
export const placesOf = (route: Route): readonly Place[] =>
  once([
    ...fieldsOf('path', schemaOf(route.params)),
    ...(route.kind === 'form' ? [] : fieldsOf('query', schemaOf(route.query))),
    ...(route.kind === 'page' ? [] : fieldsOf('body', schemaOf(route.body))),
  ])

/** Ids and codes that exist, so that a request with one odd place gets as far as it can. */
export type Known = Readonly<Record<string, string>> & { readonly id: string }

const textFor = (name: string, schema: Schema, known: Known): string => {
  const own = known[name]
  if (own !== undefined) return own
  if (schema.format === 'uuid') return known.id
  if (/^(from|to|date|since|lastDay|roundFrom|roundTo)$/.test(name)) return '2026-10-01'
  if (schema.format === 'date-time') return '2026-10-01T09:00:00+08:00'
  return '路口的井盖'
}

/** A value that fits, for a place nobody attacks at the moment. */
export const benign = (name: string, schema: Schema, known: Known): unknown => {
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return schema.enum[0]
  const [first] = schema.anyOf ?? schema.oneOf ?? schema.allOf ?? []
  if (first !== undefined) return benign(name, first, known)
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  switch (type) {
    case 'object': {
      const required = new Set(schema.required ?? [])
      const parts = Object.entries(schema.properties ?? {}).filter(([part]) => required.has(part))
      return Object.fromEntries(parts.map(([part, one]) => [part, benign(part, one, known)]))
    }
    case 'array':
      return (schema.minItems ?? 0) > 0 ? [benign(name, schema.items ?? {}, known)] : []
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1)
    case 'boolean':
      return false
    case 'null':
      return null
    default:
      return textFor(name, schema, known)
  }
}

export const benignOf = (of: z.ZodType | undefined, known: Known): Record<string, unknown> => {
  const value = of === undefined ? {} : benign('', schemaOf(of), known)
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

/** A copy of `value` with `text` put at `at`. */
export const put = (value: unknown, at: readonly string[], text: unknown): unknown => {
  const [name, ...rest] = at
  if (name === undefined) return text
  if (name === '0') return [put(Array.isArray(value) ? value[0] : undefined, rest, text)]
  const parts = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  return { ...parts, [name]: put(parts[name], rest, text) }
}
